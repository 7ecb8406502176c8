#include "kit/judge/given_up.h"

/* How near to the silence a stall has to be. */
#define NEAR_NS  (1000 * NS_PER_MS)

/* So long after its probe a child can take to its first step, on a busy machine. */
#define BEGIN_NS (200 * NS_PER_MS)

/* Whether a parent's report says that silence made it give up this child. */
static bool is_by_silence(const struct fact *report, int child)
{
    bool is_silent = words_equal(report->name, step_words[PROTOCOL_PEER_SILENT]);
    bool is_lost = words_equal(report->name, step_words[PROTOCOL_CHILD_LOST]) &&
                   words_equal(report->by, notice_words[NOTICE_WATCHDOG]);
    return report->peer == child && (is_silent || is_lost);
}

/*
 * The first such report, and the parent's last word about the child before it: a step that
 * names it. Without one the parent has waited since it started the child.
 */
static const struct fact *first_report(const struct verdict_builder *builder, int child,
                                       int64_t until_ns, int64_t *heard_ns)
{
    int parent = builder->scenario->actors[child].parent;
    const struct fact_list *said = facts_said(builder->facts->store, parent);
    *heard_ns = marked_at(builder->facts, child, MARK_STARTED);
    for (size_t i = 0; i < said->count && said->at[i]->at_ns <= until_ns; i++) {
        if (is_by_silence(said->at[i], child))
            return said->at[i];
        if (said->at[i]->peer == child)
            *heard_ns = said->at[i]->at_ns;
    }
    return NULL;
}

/* Whether something had been done to the child by then, or it had ended. */
static bool was_touched(const struct verdict_builder *builder, int child, int64_t by_ns)
{
    return instant_of(earlier(first_act_on(builder->facts, child),
                              marked(builder->facts, child, MARK_EXITED))) <= by_ns;
}

/* Whether the child's probe came after this instant, or so shortly before that its first step
 * came after it. Without a probe nobody knows when it began. */
static bool began_after(const struct verdict_builder *builder, int child, int64_t at_ns)
{
    int64_t attached_ns = marked_at(builder->facts, child, MARK_ATTACHED);
    const struct fact_list *said = facts_said(builder->facts->store, child);
    bool is_late = said->count > 0 && said->at[0]->at_ns > at_ns;
    return attached_ns < FACTS_NEVER &&
           (attached_ns > at_ns || (is_late && attached_ns + BEGIN_NS > at_ns));
}

struct given_up given_up_by_silence(const struct verdict_builder *builder, int child,
                                    int64_t until_ns)
{
    struct given_up given_up = {.report = NULL};
    int64_t heard_ns;
    const struct scenario_actor *actor = &builder->scenario->actors[child];
    if (!actor->is_child || actor->parent < 0 ||
        !actor_is_users_own(&builder->scenario->actors[actor->parent]))
        return given_up;
    const struct fact *report = first_report(builder, child, until_ns, &heard_ns);
    if (!report || heard_ns > report->at_ns || was_touched(builder, child, report->at_ns))
        return given_up;
    given_up.silent_ns = report->at_ns - heard_ns;
    given_up.stalled_ns =
        window_stalled_ns(builder->facts, heard_ns - NEAR_NS, report->at_ns + NEAR_NS);
    given_up.had_not_begun = began_after(builder, child, report->at_ns);
    given_up.report = report;
    return given_up;
}

bool given_up_by_chance(const struct given_up *given_up)
{
    return given_up->stalled_ns > 0 || given_up->had_not_begun;
}

enum kit_verdict verdict_of_given_up(const struct given_up *given_up,
                                     enum kit_verdict otherwise)
{
    return given_up_by_chance(given_up) ? VERDICT_ERROR : otherwise;
}

static void add_why(struct text *to, const struct verdict_builder *builder,
                    const struct given_up *given_up)
{
    if (given_up->stalled_ns > 0)
        text_add(to,
                 "the machine was so busy that a core stood still for %lld ms about that time",
                 ms_between(0, given_up->stalled_ns));
    else
        text_add(to, "%s had not begun yet: a process starts late on a busy machine",
                 name_of(builder, given_up->report->peer));
}

void add_given_up(const struct verdict_builder *builder, struct finding *finding,
                  const struct given_up *given_up)
{
    struct text text = text_after(finding->text, sizeof finding->text);
    const struct fact *report = given_up->report;
    if (!given_up_by_chance(given_up))
        return;
    finding->of_busy_machine = true;
    text_add(&text, "; but %s had heard nothing of %s for %lld ms when it said %s, and ",
             report->actor_name, name_of(builder, report->peer),
             ms_between(0, given_up->silent_ns), report->name);
    add_why(&text, builder, given_up);
    text_add(&text, ": run it again, with fewer runs at once");
}
