#pragma once
/*
 * What the judge needs to know of a run, gathered in one pass over its events: for each actor
 * the first event of every kind that matters (a mark), for each line of the scenario what
 * became of it, for each strike who was served after it, and when the machine stood still.
 * Rules and lines compare these and never go through all events by themselves, which keeps the
 * judge linear. Pure; borrows scenario and events; a few hundred KiB, meant for the stack.
 */
#include "kit/judge/bystanders.h"
#include "kit/judge/holds.h"
#include "kit/judge/operations.h"
#include "kit/judge/parcels.h"
#include "kit/scenario/scenario.h"

/* Later than everything, so that "the first of" and "before" need no special case. */
#define FACTS_NEVER   INT64_MAX

/* Each line strikes once. What a forged log has beyond that is not looked at. */
#define FACTS_STRIKES SCENARIO_LINES

/* Stalls; a machine that stands still more often than this in one run is no judge's ground, and
 * what is beyond runs into the last one, which ends in `error`, never in `fail`. */
#define FACTS_STALLS  4096

/* Cores beyond this are taken for the last one. */
#define FACTS_CORES   64

/* Thirty-six years: no run's instant, and far enough from the end that no sum overflows. */
#define FACTS_LATEST  (INT64_C(1) << 60)

/* X(mark, words): `words` follow the actor's name in a sentence. */
#define FACTS_MARKS(X)                                                                         \
    X(NONE, "")                                                                                \
    X(STARTED, "was started")                                                                  \
    X(ATTACHED, "attached its probe")                                                          \
    X(BEGUN, "began")                                                                          \
    X(CONNECTED, "connected")                                                                  \
    X(PREPARED, "was about to be created")                                                     \
    X(MADE, "came out of CreateProcess")                                                       \
    X(UNSTARTED, "could not be started")                                                       \
    X(KILLED, "was killed")                                                                    \
    X(KILL_SEEN, "was seen dead")                                                              \
    X(HUNG, "was hung")                                                                        \
    X(DROPPED, "lost its pipe")                                                                \
    X(SPOILED, "sent a spoiled message")                                                       \
    X(FAILED, "had a call fail")                                                               \
    X(CUT, "was told that its pipe is lost")                                                   \
    X(DELAYED, "was delayed")                                                                  \
    X(WENT_ON, "went on")                                                                      \
    X(HELD, "was held")                                                                        \
    X(RESUMED, "was resumed")                                                                  \
    X(RELEASED, "was released")                                                                \
    X(STOPPED, "was asked to stop")                                                            \
    X(ENDED, "was ended by the runner")                                                        \
    X(EXITED, "ended")                                                                         \
    X(ENDING, "said that it ends")                                                             \
    X(LOST, "was reported lost")                                                               \
    X(QUIT, "said Quit")                                                                       \
    X(CLOSING, "began to close")                                                               \
    X(LIMIT, "reached its time limit")                                                         \
    X(END, "was over")

enum mark {
#define X(mark, words) MARK_##mark,
    FACTS_MARKS(X)
#undef X
        MARK_COUNT
};

/* The run's own marks stand behind those of the last actor. */
#define THE_RUN SCENARIO_ACTORS

/* `core` is 0 where the log does not say which; such a stall counts for all. */
struct stall {
    int64_t from_ns, until_ns;
    uint32_t core;
};

/* A fault that parts a child from its parent: on the child, or on the parent's end for it. */
struct strike {
    const struct kit_event *event;
    int child;
};

/* A request and its answer. */
struct exchange {
    const struct kit_event *request, *answer;
};

/* What became of a line; each is the first event that tells of it, or NULL. */
struct line_facts {
    const struct kit_event *begun, *struck, *confirmed, *held;
    const struct kit_event
        *act;        /* the last act at or before `begun`: `within` counts from it */
    uint32_t missed; /* how often a fault inside a wait came too late */
};

struct facts {
    const struct scenario *scenario;
    const struct kit_event *events;
    size_t count;
    int64_t horizon_ns; /* absence is known up to here */
    /* What the events hold that no run can: nothing can be judged. Or NULL. */
    const char *impossible;
    const struct kit_event *marks[SCENARIO_ACTORS + 1][MARK_COUNT];
    struct holds holds;
    struct line_facts lines[SCENARIO_LINES];
    uint32_t strike_count;
    struct strike strikes[FACTS_STRIKES];
    /* By child: its oldest request since the first strike that was not answered yet, or NULL;
     * and the one that was answered last of all, measured from when it was sent. */
    const struct kit_event *request[SCENARIO_ACTORS];
    struct exchange slowest[SCENARIO_ACTORS];
    bool answered[SCENARIO_ACTORS];           /* its parent says when it answers this child */
    uint32_t served_strikes[SCENARIO_ACTORS]; /* strikes whose served_ns is filled, per child */
    int64_t served_ns[FACTS_STRIKES][SCENARIO_ACTORS]; /* first service after the strike */
    uint32_t core_count;                               /* the highest core that a stall names */
    uint32_t stall_count;
    struct stall stalls[FACTS_STALLS];
    const struct kit_event *last_strike; /* at whomever */
    struct operations operations;
    struct bystanders bystanders;
    struct parcels parcels;
};

void facts_gather(struct facts *out, const struct scenario *scenario,
                  const struct kit_event *events, size_t count, int64_t now_ns);

/* The mark that an event makes. What a parent says of a child marks the child. */
enum mark mark_of(const struct kit_event *event);

/* When a mark was made, or FACTS_NEVER. */
int64_t marked_at(const struct facts *facts, int actor, enum mark mark);

/* Whether the child was struck by then. */
bool was_struck(const struct facts *facts, int child, int64_t at_ns);

/* The earlier of two marks' events; NULL is later than everything. */
const struct kit_event *earlier(const struct kit_event *a, const struct kit_event *b);
int64_t instant_of(const struct kit_event *event);

/* Whether the line, one that arms, has happened; and when. */
int64_t armed_at(const struct facts *facts, uint32_t line);
bool line_arms(const struct scenario_line *line);

/* Whether the line is an ordered strike from outside. */
bool line_strikes(const struct scenario_line *line);

/* What an event must be to be the awaited one; a NULL and a 0 match all. */
struct pattern {
    const char *actor, *name, *peer, *by;
    uint32_t occurrence;
    bool only_peer; /* the actor has no other peer, so that an event need not name it */
};

/* The first step or report of this pattern in [from, until], or NULL. Linear in that span. */
const struct kit_event *facts_find(const struct facts *facts, const struct pattern *pattern,
                                   int64_t from_ns, int64_t until_ns);

/* The last step or report of an actor at or before an instant, or NULL; its name, or "". */
const struct kit_event *facts_last_said(const struct facts *facts, int actor, int64_t at_ns);
const char *facts_last_step(const struct facts *facts, int actor, int64_t at_ns);

/* How often an actor reached a step (of `peer`, which may be NULL). */
uint32_t facts_occurrences(const struct facts *facts, const struct pattern *pattern);

/* Events of this actor that were lost and can lie in [from, until]: what is absent there may
 * have been said. A gap covers the time from the last fact before it to its own event. */
uint64_t facts_lost(const struct facts *facts, int actor, int64_t from_ns, int64_t until_ns);
