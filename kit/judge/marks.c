#include "kit/judge/marks.h"
#include "kit/base/calls.h"

/* Steps and reports that make a mark; `of_peer` if it is made on the peer. */
static const struct {
    enum protocol_step step;
    enum mark mark;
    bool of_peer;
} marking_steps[] = {
    {PROTOCOL_CHILD_PREPARED, MARK_PREPARED, true},
    {PROTOCOL_CHILD_BEGUN, MARK_BEGUN, false},
    {PROTOCOL_CONNECTED, MARK_CONNECTED, false},
    {PROTOCOL_CHILD_STARTED, MARK_MADE, true},
    {PROTOCOL_CHILD_UNSTARTED, MARK_UNSTARTED, true},
    {PROTOCOL_CHILD_ENDING, MARK_ENDING, false},
    {PROTOCOL_CHILD_LOST, MARK_LOST, true},
    {PROTOCOL_CHILD_QUIT, MARK_QUIT, true},
    {PROTOCOL_QUIT_SENT, MARK_QUIT, false},
};

static int marking_step(const struct fact *fact)
{
    for (size_t i = 0; i < sizeof marking_steps / sizeof *marking_steps; i++) {
        if (fact_is_step(fact, marking_steps[i].step))
            return (int)i;
    }
    return -1;
}

/*
 * Some error codes of a child's calls mean that the parent is gone. An error of a call for one
 * child does not mean that: it makes MARK_FAILED on the parent.
 */
static enum mark mark_of_failure(const struct fact *fact)
{
    int call = word_index(call_words, fact->by);
    bool loss = call >= 0 && call_tells_loss((enum kit_call)call, fact->code);
    return loss && !fact->peer_name[0] ? MARK_CUT : MARK_FAILED;
}

static const enum mark effect_marks[] = {
    [EFFECT_DEAD] = MARK_KILLED,     [EFFECT_HUNG] = MARK_HUNG,
    [EFFECT_CUT] = MARK_DROPPED,     [EFFECT_SPOILED] = MARK_SPOILED,
    [EFFECT_DELAYED] = MARK_DELAYED, [EFFECT_FAILED] = MARK_FAILED,
};

static enum mark mark_of_fault(const struct fact *fact)
{
    const struct fault *fault = fault_named(fact->name);
    if (!fault)
        return MARK_NONE;
    return fault->effect == EFFECT_FAILED ? mark_of_failure(fact) : effect_marks[fault->effect];
}

static enum mark mark_of_proof(const struct fact *fact)
{
    const struct fault *fault = fault_named(fact->name);
    if (!fault)
        return MARK_NONE;
    if (fault->proof == PROOF_OVER)
        return MARK_WENT_ON;
    return fault->effect == EFFECT_DEAD ? MARK_KILL_SEEN : MARK_NONE;
}

/* The mark of an event kind whose name alone decides it. */
static const enum mark kind_marks[EVENT_KIND_COUNT] = {
    [EVENT_STARTED] = MARK_STARTED,
    [EVENT_ATTACHED] = MARK_ATTACHED,
    [EVENT_HELD] = MARK_HELD,
    [EVENT_RELEASED] = MARK_RELEASED,
    [EVENT_RESUMED] = MARK_RESUMED,
    [EVENT_NOT_RESUMED] = MARK_NOT_RESUMED,
    [EVENT_STOP] = MARK_STOPPED,
    [EVENT_EXITED] = MARK_EXITED,
    [EVENT_ENDED] = MARK_ENDED,
    [EVENT_LEFT] = MARK_ENDED, /* the runner ends what is left: not an end of its own */
    [EVENT_CLOSING] = MARK_CLOSING,
    [EVENT_LIMIT] = MARK_LIMIT,
    [EVENT_MISSED] = MARK_MISSED,
    [EVENT_END] = MARK_END,
};

static enum mark mark_of(const struct fact *fact)
{
    int row;
    if (fact->kind == EVENT_ATTACHED && words_equal(fact->by, ATTACHED_INJECTED))
        return MARK_INJECTED;
    if (fact->kind == EVENT_SELF_TEST)
        return words_equal(fact->by, SELF_TEST_SEEN) ? MARK_OVERSEEN : MARK_BLIND;
    if (fact->kind == EVENT_STRUCK)
        return mark_of_fault(fact);
    if (fact->kind == EVENT_CONFIRMED)
        return mark_of_proof(fact);
    /* What a peer did not write is as wrong as what it spoiled. */
    if (fact->kind == EVENT_INPUT && fact->peer_name[0])
        return MARK_SPOILED;
    if (!fact_is_said(fact))
        return kind_marks[fact->kind];
    row = marking_step(fact);
    return row < 0 ? MARK_NONE : marking_steps[row].mark;
}

/* Whether the mark was made by a step or report that an actor logs of a child. */
static bool is_of_pipe(enum mark mark)
{
    return mark == MARK_DROPPED || mark == MARK_SPOILED || mark == MARK_FAILED;
}

/*
 * A drop on the parent's own end `for` a child disconnects that child, whichever process
 * carried it out. A message that it corrupts, and a call that fails `for` a child, are strikes
 * at that child, too. A parent that is held at a step that names a child is held itself.
 */
static bool is_of_peer(const struct fact *fact)
{
    int row;
    if (fact->kind == EVENT_STRUCK || fact->kind == EVENT_INPUT)
        return is_of_pipe(fact->mark) && fact->peer_name[0];
    if (!fact_is_said(fact))
        return false;
    row = marking_step(fact);
    return row >= 0 && marking_steps[row].of_peer;
}

static bool is_parent_and_child(const struct scenario *scenario, int parent, int child)
{
    return child >= 0 && scenario->actors[child].is_child &&
           scenario->actors[child].parent == parent;
}

static int marked_actor(const struct scenario *scenario, const struct fact *fact)
{
    if (fact->mark == MARK_CLOSING || fact->mark == MARK_LIMIT || fact->mark == MARK_MISSED ||
        fact->mark == MARK_END)
        return THE_RUN;
    if (!is_of_peer(fact))
        return fact->actor;
    if (is_parent_and_child(scenario, fact->actor, fact->peer))
        return fact->peer;
    /* A child that drops its own end names its parent as the peer, or names no peer. */
    return is_of_pipe(fact->mark) ? fact->actor : -1;
}

/* The newest process among this parent's children, if all are of one actor; else -1. */
static int only_child(const struct scenario *scenario, int parent, int processes)
{
    int child = -1;
    for (int i = 0; i < processes; i++) {
        if (!is_parent_and_child(scenario, parent, i))
            continue;
        if (child >= 0 && !words_equal(scenario->actors[child].name, scenario->actors[i].name))
            return -1;
        child = i;
    }
    return child;
}

int child_meant(const struct scenario *scenario, const struct fact *fact)
{
    if (fact->peer_name[0])
        return is_parent_and_child(scenario, fact->actor, fact->peer) ? fact->peer : -1;
    return only_child(scenario, fact->actor, fact->processes);
}

void mark_fact(const struct scenario *scenario, struct fact *fact)
{
    fact->mark = mark_of(fact);
    fact->subject = marked_actor(scenario, fact);
    /* A Quit is logged by the side that sends it, and addressed to the other side. */
    int told = fact->mark == MARK_QUIT && fact_is_step(fact, PROTOCOL_QUIT_SENT) &&
                       fact->actor >= 0 && !scenario->actors[fact->actor].is_child
                   ? child_meant(scenario, fact)
                   : -1;
    if (told >= 0) {
        fact->mark = MARK_TOLD_QUIT;
        fact->subject = told;
    }
}
