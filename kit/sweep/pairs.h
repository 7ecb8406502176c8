#pragma once
/*
 * Pairs of faults: the second fault strikes during the recovery from the first. The first
 * faults are chosen from the run without faults. The second faults are chosen from the log of
 * the run with the first fault alone, from recovery steps that really happened. Pure; any
 * thread; allocates nothing.
 */
#include "kit/sweep/point.h"

/* The side that has the obligation. If it hangs, the other side waits for it. */
enum sweep_debtor { DEBTOR_NONE, DEBTOR_PARENT, DEBTOR_CHILD };

/*
 * The obligations that can be open at a moment, and that must be dealt with if an actor is
 * struck then.
 *
 *   X(owed, debtor, meaning)
 */
#define SWEEP_OWED(X)                                                                          \
    X(BIRTH, CHILD, "the child is being made")                                                 \
    X(CONNECTION, CHILD, "the two are connecting")                                             \
    X(NOTHING, NONE, "nothing is owed")                                                        \
    X(REQUEST, NONE, "the child is about to ask")                                              \
    X(REPLY, PARENT, "the parent owes a reply")                                                \
    X(READING, NONE, "the reply is there, and the child has to take it")                       \
    X(BLOCK_ASK, PARENT, "the parent owes the request for a block")                            \
    X(BLOCK_OFFER, CHILD, "the child owes handle and size")                                    \
    X(BLOCK_ACK, PARENT, "the parent owes the acknowledgement")                                \
    X(BLOCK_WHOLE, CHILD, "the child copies and owes the word that it is whole")               \
    X(BLOCK_TAKEN, PARENT, "the parent owes the word that the child can let go")               \
    X(END, CHILD, "one of them has said Quit, and the child ends")                             \
    X(DEALING, NONE, "something went wrong and is being dealt with, or an actor ends")         \
    X(CALL, NONE, "a program without a probe makes a call, and what is owed is unknown")

enum sweep_owed {
#define X(owed, debtor, meaning) OWED_##owed,
    SWEEP_OWED(X)
#undef X
        OWED_COUNT
};

extern const char *const sweep_owed_meanings[OWED_COUNT + 1];

/* The obligation that is open when this step is reached. */
enum sweep_owed sweep_owed_at(enum protocol_step step);

/*
 * The first faults of pairs, if the scenario has `sweep every pair`. There is one for each
 * combination of an actor that is no twin of an earlier one, an obligation (except those that
 * are a recovery already), and a fault that was asked for. Its point is the first step in the
 * protocol's order that can obey the fault, at its second occurrence, or at its first if there
 * is only one. With `requests 1` it is always the first. The choice depends on nothing else, so
 * that all shards agree. Of an actor with the injected probe they are the calls of
 * call_pairs.h. At most `room` points go to `to`; returns how many there are.
 */
size_t sweep_firsts(const struct scenario *scenario, const struct kit_event *events,
                    size_t count, struct sweep_point *to, size_t room);

/*
 * The pairs of one first fault, from the events of its run alone. The actors that must recover
 * are the other side of the struck actor, and the struck actor if it lives. If a parent is gone
 * or silent, they are its children, except twins of one of these.
 *
 * The second fault strikes each of their recovery steps, and every step after they have
 * reported the harm, at its first occurrence after the first strike, by each fault asked for
 * that it can obey. At a parent's report of harm the next sibling is struck, too. At a report
 * that a peer is silent, the hung actor is struck, too.
 *
 * Timing-dependent steps are left out, so that a sweep is reproducible: what an actor does for
 * an uninvolved child, and what it was in the middle of when the other actor was struck.
 */
size_t sweep_seconds(const struct scenario *scenario, const struct sweep_point *first,
                     const struct kit_event *events, size_t count, struct sweep_point *to,
                     size_t room);

/*
 * Removes the points whose actor strikes itself with a fault that it cannot obey, by the events
 * of the run without faults. Returns how many are left, in their order.
 */
size_t sweep_pairs_obeyed(const struct scenario *scenario, const struct kit_event *events,
                          size_t count, struct sweep_point *pairs, size_t pair_count);

/*
 * Deduplicates: removes the pairs of a first whose seconds are the same as those of an earlier
 * first with the same obligation between the same actors. Sorts the rest, the likeliest to fail
 * first, and returns how many are left. The pairs of one first are adjacent, and the firsts are
 * in the order of sweep_order.
 */
size_t sweep_pairs_order(struct sweep_point *pairs, size_t count);
