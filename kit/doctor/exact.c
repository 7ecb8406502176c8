#include "kit/doctor/exact.h"

/* What is done, as in the sentences of the other questions. */
static const char *past_of(enum kit_fault fault)
{
    if (faults[fault].effect == EFFECT_HUNG)
        return "hung";
    return faults[fault].effect == EFFECT_DEAD ? "killed" : "paused";
}

void exact_word(struct text *to, const struct scenario *calls, const struct sweep_point *at)
{
    text_add(to, "%s-%s-%s-", calls->actors[at->target].name, past_of(at->fault),
             at->kind == SAY_INSIDE ? "inside" : "at");
    if (at->actor != at->target)
        text_add(to, "%s-", calls->actors[at->actor].name);
    text_add(to, "%s-%u", at->step, (unsigned)at->occurrence);
}

static void add_deed(struct text *to, enum kit_fault fault)
{
    if (faults[fault].effect == EFFECT_HUNG)
        text_add(to, " hangs");
    else if (faults[fault].effect == EFFECT_DEAD)
        text_add(to, " is killed");
    else
        text_add(to, " stands still for %u ms", EXACT_PAUSE_MS);
}

void exact_done(struct text *to, const struct scenario *calls, const struct sweep_point *at)
{
    text_add(to, "%s", calls->actors[at->target].name);
    add_deed(to, at->fault);
    if (at->kind == SAY_INSIDE && at->actor == at->target)
        text_add(to, " inside its ");
    else if (at->kind == SAY_INSIDE)
        text_add(to, " while %s waits in its ", calls->actors[at->actor].name);
    else
        text_add(to, " at its ");
    text_add(to, "%s #%u", at->step, (unsigned)at->occurrence);
    if (at->about[0])
        text_add(to, " (%s)", at->about);
}

void exact_place(struct text *to, const struct scenario *calls, const struct sweep_point *at)
{
    if (at->kind == SAY_INSIDE)
        text_add(to, "inside ");
    if (at->actor != at->target)
        text_add(to, "%s's ", calls->actors[at->actor].name);
    text_add(to, "%s #%u", at->step, (unsigned)at->occurrence);
}

bool exact_is_elsewhere(const struct scenario *calls, const struct sweep_point *at,
                        const struct kit_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (events[i].kind == EVENT_STEP && events[i].incarnation == 0 &&
            events[i].occurrence == at->occurrence && words_equal(events[i].name, at->step) &&
            words_equal(events[i].actor, calls->actors[at->actor].name))
            return !words_equal(events[i].peer, at->about);
    }
    return false;
}

void exact_add_sweeps(struct text *to, const char *actor, bool is_child)
{
    text_add(to, "sweep every step of %s with kill%s\n", actor,
             is_child ? ", hang, delay" : "");
    text_add(to, "sweep every wait of %s with kill\n", actor);
}
