#pragma once
/*
 * A mutant: the events of a run with one of them removed, duplicated, moved or changed. If the
 * judge calls a mutant green like the original run, it has not read what was changed. Each
 * mutant belongs to a class: the mutation, the name of the event, the actor's role, the time,
 * and whether the same event comes again later. Pure; any thread.
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
    X(PEER, "peer", "it is said of another child, or the call is about another pipe")          \
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

/* Whether a rule or a line reads the event, so that a change of it matters. */
bool mutant_is_of_rule(const struct kit_event *event);

/*
 * Writes to `to` the mutant of `count` events, sorted by time, in which the event at `at` is
 * mutated, and its number of events to *made. `to` has room for one more event. False if the
 * mutation is impossible here; *to is then unspecified.
 */
bool mutate(const struct scenario *scenario, const struct kit_event *events, size_t count,
            size_t at, enum mutation mutation, struct kit_event *to, size_t *made);

/* The role of the event's actor: X(role, word) */
#define MUTANT_ROLES(X)                                                                        \
    X(RUN, "run")                                                                              \
    X(PARENT, "parent")                                                                        \
    X(CHILD, "child")                                                                          \
    X(BYSTANDER, "bystander")

/*
 * What happened before; the last of these that applies: nothing to any actor of its family;
 * other actors of its family were struck; a call of its own failed; it was struck itself; an
 * actor of its family was asked to stop, or it sent or received Quit; the run closes. All
 * actors are the family of the run itself.  X(when, word)
 */
#define MUTANT_TIMES(X)                                                                        \
    X(FREE, "free")                                                                            \
    X(FAMILY, "family")                                                                        \
    X(FAILED, "failed")                                                                        \
    X(STRUCK, "struck")                                                                        \
    X(STOPPED, "stopped")                                                                      \
    X(CLOSING, "closing")

/* Whether the same actor logs the same for the same peer later.  X(place, word) */
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
