#pragma once
/*
 * A mutant: the events of a run with one of them left out, doubled, moved or changed. A judge
 * that calls a mutant green as it called the run has not read what was changed there. Each
 * mutant belongs to a class: what was done, to which word, of whom, when, and whether the same
 * is said again later. Pure; any thread.
 */
#include "kit/base/event.h"
#include "kit/scenario/scenario.h"

/* Longer than any window, deadline or limit of a scenario that is used here. */
#define MUTATION_LATE_NS (INT64_C(120000) * NS_PER_MS)

/* X(mutation, word, what is done) */
#define MUTATIONS(X)                                                                           \
    X(DROP, "drop", "it is left out")                                                          \
    X(DOUBLE, "double", "it is there twice")                                                   \
    X(SWAP, "swap", "it changes places with the next event, of another actor")                 \
    X(EARLY, "early", "it comes before the first strike or stop")                              \
    X(LATE, "late", "it and all that follows come two minutes later")                          \
    X(ACTOR, "actor", "another actor of the same kind does it")                                \
    X(PEER, "peer", "it is said of another child")                                             \
    X(NAME, "name", "another step is said; another fault, another image")                      \
    X(BY, "by", "it was noticed in another way")                                               \
    X(CODE, "code", "1 more; 0 where it is not 0")                                             \
    X(CRASH, "crash", "the code is that of an access violation")                               \
    X(SIZE, "size", "1 more")                                                                  \
    X(CHECKSUM, "checksum", "one bit is another")                                              \
    X(SEQUENCE, "sequence", "100 more")                                                        \
    X(OCCURRENCE, "n", "100 more")                                                             \
    X(LINE, "line", "another line brought it about")                                           \
    X(DEADLINE, "deadline", "what begins there has 1 ms")

enum mutation {
#define X(mutation, word, what) MUTATION_##mutation,
    MUTATIONS(X)
#undef X
        MUTATION_COUNT
};

extern const char *const mutation_words[MUTATION_COUNT + 1];

/* Whether a rule or a line reads the event, so that it matters what becomes of it. */
bool mutant_is_of_rule(const struct kit_event *event);

/*
 * Writes the mutant of `count` events, sorted by time, that has the one at `at` mutated into
 * `to`, which has room for one event more, and their number into *made. False where there is
 * nothing to do so to; *to then holds anything.
 */
bool mutate(const struct scenario *scenario, const struct kit_event *events, size_t count,
            size_t at, enum mutation mutation, struct kit_event *to, size_t *made);

/* Who the event is of: X(role, word) */
#define MUTANT_ROLES(X)                                                                        \
    X(RUN, "run")                                                                              \
    X(PARENT, "parent")                                                                        \
    X(CHILD, "child")                                                                          \
    X(BYSTANDER, "bystander")

/* What was done before, the last of these that holds: nothing to anybody of its family; others
 * of its family were struck; a call of its own failed; it was struck itself; somebody of its
 * family was asked to stop, or it said Quit or was told it; the run closes. Of the run itself,
 * all are its family.  X(when, word) */
#define MUTANT_TIMES(X)                                                                        \
    X(FREE, "free")                                                                            \
    X(FAMILY, "family")                                                                        \
    X(FAILED, "failed")                                                                        \
    X(STRUCK, "struck")                                                                        \
    X(STOPPED, "stopped")                                                                      \
    X(CLOSING, "closing")

/* Whether the same actor says the same of the same peer later.  X(place, word) */
#define MUTANT_PLACES(X)                                                                       \
    X(AGAIN, "again")                                                                          \
    X(LAST, "last")

#define MUTANT_CLASS_WORDS 5

/* A class in words: mutation, word, role, when, place. */
struct mutant_class {
    char words[MUTANT_CLASS_WORDS][KIT_NAME];
};

void mutant_class_of(const struct scenario *scenario, const struct kit_event *events,
                     size_t count, size_t at, enum mutation mutation, struct mutant_class *out);
