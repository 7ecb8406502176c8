#pragma once
/*
 * What the judge needs to know of a run, kept up to date fact by fact: for each actor the first
 * fact of every kind that matters (a mark) and those behind it, for each line of the scenario
 * what became of it, for each strike who was served after it, and when the machine stood still.
 * Rules and lines compare these, or look into the lists of kit/judge/fact_store.h; none goes
 * through all facts. Pure; borrows scenario and store; a few hundred KiB, meant for the heap.
 */
#include "kit/judge/bystanders.h"
#include "kit/judge/fact_store.h"
#include "kit/judge/pauses.h"
#include "kit/judge/operations.h"
#include "kit/judge/deliveries.h"

/* Each line strikes once; a log that has more is none of a run. */
#define FACTS_STRIKES SCENARIO_LINES

/* Stalls; a machine that stands still more often than this in one run is no judge's ground, and
 * what is beyond runs into the last one, which ends in `error`, never in `fail`. */
#define FACTS_STALLS  4096

/* Cores beyond this are taken for the last one. */
#define FACTS_CORES   64

/* Thirty-six years: no run's instant, and far enough from the end that no sum overflows. */
#define FACTS_LATEST  (INT64_C(1) << 60)

/* `core` is 0 where the log does not say which; such a stall counts for all. */
struct stall {
    int64_t from_ns, until_ns;
    uint32_t core;
};

/* A fault that parts a child from its parent: on the child, or on the parent's end for it. */
struct strike {
    const struct fact *event;
    int child;
};

/* A request and its answer. */
struct exchange {
    const struct fact *request, *answer;
};

/* What became of a line; each is the first event that tells of it, or NULL. */
struct line_facts {
    const struct fact *begun, *struck, *confirmed, *held;
    const struct fact *act; /* the last act at or before `begun`: `within` counts from it */
    uint32_t missed;        /* how often a fault inside a wait came too late */
};

/* The facts of one mark of one actor, in order: from `first` by `next` to `last`. */
struct mark_chain {
    const struct fact *first, *last;
};

/* Where an actor's first and last count of handles begin, in the list of EVENT_HANDLES; the
 * fact is NULL where it never rested. */
struct quiescent_counts {
    const struct fact *first, *last;
    size_t first_at, last_at;
};

/* The threads of an actor that said something. */
struct speakers {
    uint32_t first_tid;
    bool any, several;
};

struct facts {
    const struct scenario *scenario;
    const struct fact_store *store;
    int64_t horizon_ns; /* absence is known up to here */
    int64_t last_ns;    /* the last fact's time */
    /* What the facts hold that no run can: nothing can be judged. Or NULL. */
    const char *impossible;
    const struct fact *last_strike; /* at any actor */
    const struct fact *last_act;
    const struct fact *stranger; /* the first process that is no actor's */
    const struct fact *misnamed; /* the first that attached under a name that no actor has */
    bool absent[SCENARIO_NEEDS]; /* the program that this `skip without` names is not there */
    uint32_t strike_count;
    uint32_t core_count; /* the highest core that a stall names */
    uint32_t stall_count;
    struct mark_chain marks[SCENARIO_ACTORS + 1][MARK_COUNT];
    struct quiescent_counts quiescent[SCENARIO_ACTORS];
    /* By child: the last time that its parent was about to create it, and was given it. */
    const struct fact *prepared[SCENARIO_ACTORS], *made[SCENARIO_ACTORS];
    struct speakers speakers[SCENARIO_ACTORS];
    /* By child: its oldest request since the first strike that was not answered yet, or NULL;
     * and the one that was answered last of all, measured from when it was sent. */
    const struct fact *request[SCENARIO_ACTORS];
    struct exchange slowest[SCENARIO_ACTORS];
    bool answered[SCENARIO_ACTORS]; /* its parent says when it serves this child */
    /* By child: when it was last served, and the longest that it was without, from its start
     * on; 0 where it never was. */
    int64_t served_last_ns[SCENARIO_ACTORS], pace_ns[SCENARIO_ACTORS];
    const struct fact *asked[SCENARIO_ACTORS]; /* its first request ever; or NULL */
    const struct fact
        *words[SCENARIO_ACTORS]; /* what it can say, as `attached` tells; or NULL */
    uint32_t served_strikes[SCENARIO_ACTORS]; /* strikes whose served_ns is filled, per child */
    struct pauses pauses;
    struct bystanders bystanders;
    /* From here on a copy takes only what is used. */
    struct line_facts lines[SCENARIO_LINES];
    struct strike strikes[FACTS_STRIKES];
    int64_t served_ns[FACTS_STRIKES][SCENARIO_ACTORS]; /* first service after the strike */
    /* The longest that the child was without service by the strike; 0: it had had none. */
    int64_t paces_ns[FACTS_STRIKES][SCENARIO_ACTORS];
    struct stall stalls[FACTS_STALLS];
    int64_t stalled_until_ns[FACTS_STALLS]; /* the latest end of the stalls up to this one */
    struct operations operations;
    struct deliveries deliveries;
};

/* Nothing known yet. The memory is zeroed. */
void facts_begin(struct facts *out, const struct scenario *scenario,
                 const struct fact_store *store);

/* Takes in the next fact, no earlier than the last. */
void facts_take(struct facts *facts, const struct fact *fact);

/* A copy; costs as much as there is to know. From all zero: nothing is known again. */
void facts_copy(struct facts *to, const struct facts *from);

/* The first fact of a mark, or NULL; the first later than an instant, the last before one. */
const struct fact *marked(const struct facts *facts, int subject, enum mark mark);
const struct fact *marked_after(const struct facts *facts, int subject, enum mark mark,
                                int64_t at_ns);
const struct fact *marked_before(const struct facts *facts, int subject, enum mark mark,
                                 int64_t at_ns);

/* When a mark was made, or FACTS_NEVER. */
int64_t marked_at(const struct facts *facts, int actor, enum mark mark);

/* Whether the child was struck by then. */
bool was_struck(const struct facts *facts, int child, int64_t at_ns);

/* Whether the line, one that arms, has happened; and when. */
int64_t armed_at(const struct facts *facts, uint32_t line_index);
bool line_arms(const struct scenario_line *line);

/* Whether the line says what must come or must not. */
bool line_expects(const struct scenario_line *line);

/* Whether the line is an ordered strike from outside. */
bool line_strikes(const struct scenario_line *line);

/* What a step or report must be to be the awaited one; a NULL and a 0 match all. */
struct pattern {
    int actor;
    const char *name, *peer, *by;
    uint32_t occurrence;
    bool only_peer; /* the actor has no other peer, so that a fact need not name it */
    bool by_all;    /* `actor` is one of the scenario, and any of its processes may be it */
};

/* How far a search has come, so that it goes on from there; all zero at first. */
struct search {
    int64_t from_ns;
    size_t looked_at;         /* facts of the list */
    const struct fact *found; /* the first match, or NULL */
    bool is_stale;            /* facts later than `stale_ns` may stand elsewhere by now */
    int64_t stale_ns;
};

/* Facts later than this instant are taken back, to come again in another order. */
void search_take_back(struct search *search, int64_t at_ns);

/* The first step or report of this pattern in [from, until], or NULL. Linear in the facts of
 * this actor and name in that span; with a `search` (or NULL), in those that came since. */
const struct fact *facts_find(const struct facts *facts, const struct pattern *pattern,
                              int64_t from_ns, int64_t until_ns, struct search *search);

/* The last step or report of an actor at or before an instant, or NULL; its name, or "". */
const struct fact *facts_last_said(const struct facts *facts, int actor, int64_t at_ns);
const char *facts_last_step(const struct facts *facts, int actor, int64_t at_ns);

/* How often an actor reached a step (of `peer`, which may be NULL); in whatever way. */
uint32_t facts_occurrences(const struct facts *facts, const struct pattern *pattern);

/* Facts of this actor that were lost and can lie in [from, until]: what is absent there may
 * have been said. A gap covers the time from the last fact before it to its own. */
uint64_t facts_lost(const struct facts *facts, int actor, int64_t from_ns, int64_t until_ns);
