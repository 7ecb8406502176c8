#pragma once
/*
 * What parent-continues asks of the service of a child: after which strike, for how long, and
 * what cancels it. Only this rule and service_by_calls.c include this header. Pure.
 */
#include "kit/judge/rule.h"

/* The last strike at a child of `parent` up to an instant, by index; -1 if there is none. */
int service_last_strike(const struct verdict_builder *builder, int parent, int64_t at_ns);

/* The same for a child beside the struck ones. Also -1 if it was struck itself by then. */
int service_strike_beside(const struct verdict_builder *builder, int parent, int child,
                          int64_t at_ns);

/*
 * How long this pair normally takes from one service to the next, which is not the parent's
 * fault: as long as before the strike. If there was no service yet, as long as the timeout of
 * the child's first request.
 */
uint32_t service_pace_ms(const struct verdict_builder *builder, int child, uint32_t k);

/* The window of the answer to one message of the child, and what cancels that answer. */
struct window answer_window(const struct verdict_builder *builder, int child, int64_t from_ns,
                            uint32_t k);
const struct fact *answer_dissolver(const struct verdict_builder *builder, int child);

/*
 * Whether the answer to a message of this instant is so much later than usual that it may never
 * come: then the run waits until its window is over. A run that waited for each answer would
 * never end while a child asks on.
 */
bool answer_is_overdue(const struct verdict_builder *builder, int child, int64_t from_ns,
                       uint32_t k);

/* Reported when the window is over: until then an event can still come. */
void service_unseen(struct verdict_builder *builder, int parent, int child,
                    const struct window *window, const char *why);
