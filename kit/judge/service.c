#include "kit/judge/service.h"
#include "kit/judge/pair_calls.h"

int service_last_strike(const struct verdict_builder *builder, int parent, int64_t at_ns)
{
    int last = -1;
    for (uint32_t k = 0; k < builder->facts->strike_count; k++) {
        const struct strike *strike = &builder->facts->strikes[k];
        if (parent_of(builder, strike->child) == parent && strike->event->at_ns <= at_ns)
            last = (int)k;
    }
    return last;
}

int service_strike_beside(const struct verdict_builder *builder, int parent, int child,
                          int64_t at_ns)
{
    return was_struck(builder->facts, child, at_ns)
               ? -1
               : service_last_strike(builder, parent, at_ns);
}

uint32_t service_pace_ms(const struct verdict_builder *builder, int child, uint32_t k)
{
    int64_t pace_ns = builder->facts->paces_ns[k][child];
    const struct fact *asked = builder->facts->asked[child];
    if (!is_users_own(builder, child))
        return 0;
    if (says_calls(builder, child))
        pace_ns = pair_pace_ns(builder, parent_of(builder, child), child,
                               builder->facts->strikes[k].event->at_ns);
    if (pace_ns > 0)
        return (uint32_t)((pace_ns + NS_PER_MS - 1) / NS_PER_MS);
    return asked && asked->deadline_ms < UINT32_MAX ? asked->deadline_ms : 0;
}

struct window answer_window(const struct verdict_builder *builder, int child, int64_t from_ns,
                            uint32_t k)
{
    struct window window = window_for(builder->facts, parent_of(builder, child), from_ns,
                                      builder->scenario->window_ms[RULE_PARENT_CONTINUES] +
                                          service_pace_ms(builder, child, k));
    struct window own = window_for(builder->facts, child, from_ns, window.length_ms);
    /* The child cannot take an answer while it is paused by a fault. */
    return own.deadline_ns > window.deadline_ns ? own : window;
}

#define OVERDUE_MS 500

static uint32_t longer_ms(uint32_t length_ms, int64_t other_ns)
{
    return other_ns > length_ms * NS_PER_MS ? (uint32_t)(other_ns / NS_PER_MS) : length_ms;
}

/*
 * How long an answer took at most until this instant, also since the strike: a parent that gets
 * slower, but keeps its window, would else be waited for again and again.
 */
static uint32_t slowest_ms(const struct verdict_builder *builder, int child, int64_t until_ns,
                           uint32_t k)
{
    const struct exchange *slowest = &builder->facts->slowest[child];
    uint32_t ms = service_pace_ms(builder, child, k);
    if (slowest->request)
        ms = longer_ms(ms, slowest->answer->at_ns - slowest->request->at_ns);
    if (says_calls(builder, child))
        ms = longer_ms(ms, pair_pace_ns(builder, parent_of(builder, child), child, until_ns));
    return ms;
}

bool answer_is_overdue(const struct verdict_builder *builder, int child, int64_t from_ns,
                       uint32_t k)
{
    struct window usual = window_for(builder->facts, parent_of(builder, child), from_ns,
                                     OVERDUE_MS + slowest_ms(builder, child, from_ns, k));
    return builder->facts->horizon_ns >= usual.deadline_ns;
}

const struct fact *answer_dissolver(const struct verdict_builder *builder, int child)
{
    const struct fact *dissolver =
        earlier(earlier(asked(builder, parent_of(builder, child)), asked(builder, child)),
                earlier(first_of(builder, child, MARK_LOST, MARK_QUIT),
                        event_of(builder, child, MARK_EXITED)));
    return earlier(dissolver, parted(builder, child));
}

void service_unseen(struct verdict_builder *builder, int parent, int child,
                    const struct window *window, const char *why)
{
    struct finding_header header =
        rule_header(RULE_PARENT_CONTINUES, VERDICT_UNSEEN, parent, window->deadline_ns);
    add_finding(builder, &header, "cannot tell whether %s serves %s: %s",
                name_of(builder, parent), name_of(builder, child), why);
}
