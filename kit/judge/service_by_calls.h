#pragma once
/*
 * The service of a child whose pair says no word, as far as its calls show it
 * (kit/judge/pair_calls.h). `k` is the strike beside the child. Pure.
 */
#include "kit/judge/pair_calls.h"
#include "kit/judge/service.h"

/*
 * The window of the service is over, and nothing showed any. A child that goes on asking, and
 * asked in vain, was not served. Of any other one nobody knows.
 */
void service_by_calls_judge(struct verdict_builder *builder, int child, uint32_t k,
                            const struct window *window);

/* A message of a child that goes on asking, after one that was answered. The run is not kept
 * open for it. */
void service_by_calls_always(struct verdict_builder *builder, int child);

/* Of a child to which the scenario promises no service. A remark tells what is not known. */
void service_by_calls_note(struct verdict_builder *builder, int child, uint32_t k);
