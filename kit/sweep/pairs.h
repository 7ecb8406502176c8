#pragma once
/*
 * Pairs of faults: the second strikes while the first is being dealt with. What the first can
 * be is chosen from the run without faults; what the second can be is read from the log of the
 * run with the first alone. Pure; any thread; allocates nothing.
 */
#include "kit/sweep/point.h"

/* Who owes it, and by hanging leaves the other waiting for it. */
enum sweep_debtor { DEBTOR_NONE, DEBTOR_PARENT, DEBTOR_CHILD };

/*
 * What can be owed at a moment, and so has to be dealt with when somebody is struck then.
 * X(owed, debtor, meaning)
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
    X(DEALING, NONE, "something went wrong and is being dealt with, or an actor ends")

enum sweep_owed {
#define X(owed, debtor, meaning) OWED_##owed,
    SWEEP_OWED(X)
#undef X
        OWED_COUNT
};

extern const char *const sweep_owed_meanings[OWED_COUNT + 1];

/* What is owed when this step is reached. */
enum sweep_owed sweep_owed_at(enum protocol_step step);

/*
 * What pairs can begin with, if the scenario has `sweep every pair`: for each actor that is no
 * twin of an earlier one, each thing that can be owed, but for what is dealing already, and
 * each of the faults asked for, the first step in the protocol's order that can obey it, at its
 * second time, or its first where it came once. With `requests 1` it is always the first time.
 * By these alone, so that each shard comes to the same. At most `room` go to `to`; returns how
 * many there are.
 */
size_t sweep_firsts(const struct scenario *scenario, const struct kit_event *events,
                    size_t count, struct sweep_point *to, size_t room);

/*
 * The pairs of one first, from the events of its run alone. Who has to deal with it: the other
 * side of the struck one, and the struck one if it lives; of a parent that is gone or silent,
 * its children, but for those that are twins of one of these. Each of their steps that belongs
 * to the dealing, and each step at all once they have told of harm, is struck at its first time
 * after the strike, by each fault asked for that it can obey. At a parent's word that something
 * is wrong the next sibling is struck, too; at a word that somebody is silent, so is who was
 * hung.
 *
 * What an actor does for a child that has nothing to do with it, and what it was in the middle
 * of when the other was struck, comes more or less often from run to run, and is left out.
 */
size_t sweep_seconds(const struct scenario *scenario, const struct sweep_point *first,
                     const struct kit_event *events, size_t count, struct sweep_point *to,
                     size_t room);

/*
 * Takes out the points whose actor strikes itself with a fault that it cannot obey, by the
 * events of the run without faults; returns how many are left, in their order.
 */
size_t sweep_pairs_obeyed(const struct scenario *scenario, const struct kit_event *events,
                          size_t count, struct sweep_point *pairs, size_t pair_count);

/*
 * Takes out the pairs of a first whose seconds are the same as those of one before it where the
 * same was owed to the same, and sorts, the likeliest to fail first; returns how many are left.
 * Those of one first stand together, and the firsts in the order of sweep_order.
 */
size_t sweep_pairs_order(struct sweep_point *pairs, size_t count);
