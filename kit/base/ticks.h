#pragma once
/*
 * Converts ticks of a performance counter to nanoseconds. Pure; inline, because the probe uses
 * it and should bring few functions into a user's program.
 */
#include <stdint.h>

#define NS_PER_SECOND UINT64_C(1000000000)

/*
 * `a_second` is the counter's frequency, at most 10 GHz. Whole seconds are converted
 * separately, because ticks times a billion overflow after half an hour at 10 MHz.
 */
static inline uint64_t ticks_to_ns(uint64_t ticks, uint64_t a_second)
{
    return ticks / a_second * NS_PER_SECOND + ticks % a_second * NS_PER_SECOND / a_second;
}
