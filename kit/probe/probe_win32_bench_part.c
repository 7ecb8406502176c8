/*
 * The bare thing that a probe outside a run is measured against: a call into another object
 * file that does nothing. It stands here so that no compiler sees both it and its caller.
 */
void bench_empty_call(void);

void bench_empty_call(void)
{
}
