#pragma once
/*
 * The state of a run that the judge needs, updated fact by fact. It holds for each actor the
 * first fact of every kind that matters (a mark) and the later ones, for each line of the
 * scenario its outcome, for each strike which children were served after it, and the stalls of
 * the machine. Rules and lines compare these, or look into the lists of kit/judge/fact_store.h;
 * none iterates over all facts. Pure; borrows scenario and store; a few hundred KiB, meant for
 * the heap.
 */
#include "kit/judge/bystanders.h"
#include "kit/judge/fact_store.h"
#include "kit/judge/pauses.h"
#include "kit/judge/operations.h"
#include "kit/judge/deliveries.h"

/* Each line strikes once. A log with more strikes does not come from a run. */
#define FACTS_STRIKES SCENARIO_LINES

/*
 * The maximum of stalls. A run with more of them cannot be judged fairly: further stalls extend
 * the last one, which leads to `error`, never to `fail`.
 */
#define FACTS_STALLS  4096

/* Higher core numbers count as the last one. */
#define FACTS_CORES   64

/*
 * Thirty-six years: later than every instant of a run, and small enough that no sum overflows.
 */
#define FACTS_LATEST  (INT64_C(1) << 60)

/* `core` is 0 if the log does not name it; such a stall counts for all cores. */
struct stall {
    int64_t from_ns, until_ns;
    uint32_t core;
};

/*
 * A fault that separates a child from its parent: on the child, or on the parent's end for it.
 */
struct strike {
    const struct fact *event;
    int child;
};

/* A request and its answer. */
struct exchange {
    const struct fact *request, *answer;
};

/* The outcome of a line. Each is the first event that reports it, or NULL. */
struct line_facts {
    const struct fact *begun, *struck, *confirmed, *held;
    const struct fact *act; /* the last act at or before `begun`: `within` counts from it */
    uint32_t missed;        /* how often a fault inside a wait came too late */
};

/* The facts of one mark of one actor, in order: from `first` by `next` to `last`. */
struct mark_chain {
    const struct fact *first, *last;
};

/*
 * Where an actor's first and last count of handles begin, in the list of EVENT_HANDLES. The
 * fact is NULL if the actor never rested.
 */
struct quiescent_counts {
    const struct fact *first, *last;
    size_t first_at, last_at;
};

/* The threads of an actor that logged something. */
struct speakers {
    uint32_t first_tid;
    bool any, several;
};

struct facts {
    const struct scenario *scenario;
    const struct fact_store *store;
    int64_t horizon_ns; /* absence is known up to this instant */
    int64_t last_ns;    /* the last fact's time */
    /* A contradiction in the facts, so that nothing can be judged; or NULL. */
    const char *impossible;
    const struct fact *last_strike; /* at any actor */
    const struct fact *last_act;
    const struct fact *stranger; /* the first process that belongs to no actor */
    const struct fact *misnamed; /* the first that attached under a name that no actor has */
    bool absent[SCENARIO_NEEDS]; /* the program that this `skip without` names is missing */
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
    bool answered[SCENARIO_ACTORS]; /* its parent reports when it serves this child */
    /*
     * By child: when it was last served, and its longest time without service, from its start
     * on. 0 if it never was served.
     */
    int64_t served_last_ns[SCENARIO_ACTORS], pace_ns[SCENARIO_ACTORS];
    const struct fact *asked[SCENARIO_ACTORS]; /* its first request ever, or NULL */
    const struct fact
        *words[SCENARIO_ACTORS]; /* the words that it can log, by `attached`; or NULL */
    const struct fact *replied[SCENARIO_ACTORS]; /* the last reply that the child received */
    uint32_t served_strikes[SCENARIO_ACTORS]; /* strikes whose served_ns is filled, per child */
    struct pauses pauses;
    struct bystanders bystanders;
    /* From here on a copy takes only what is used. */
    struct line_facts lines[SCENARIO_LINES];
    struct strike strikes[FACTS_STRIKES];
    int64_t served_ns[FACTS_STRIKES][SCENARIO_ACTORS]; /* first service after the strike */
    /* The child's longest time without service before the strike. 0: it had had no service. */
    int64_t paces_ns[FACTS_STRIKES][SCENARIO_ACTORS];
    struct stall stalls[FACTS_STALLS];
    int64_t stalled_until_ns[FACTS_STALLS]; /* the latest end of the stalls up to this one */
    struct operations operations;
    struct deliveries deliveries;
};

/* Initializes the state: nothing is known yet. The memory is zeroed. */
void facts_begin(struct facts *out, const struct scenario *scenario,
                 const struct fact_store *store);

/* Takes in the next fact, which is no earlier than the last. */
void facts_take(struct facts *facts, const struct fact *fact);

/* Copies the state; the cost grows with what is known. From all zero: resets it. */
void facts_copy(struct facts *to, const struct facts *from);

/* The first fact of a mark, or NULL; the first later than an instant, the last before one. */
const struct fact *marked(const struct facts *facts, int subject, enum mark mark);
const struct fact *marked_after(const struct facts *facts, int subject, enum mark mark,
                                int64_t at_ns);
const struct fact *marked_before(const struct facts *facts, int subject, enum mark mark,
                                 int64_t at_ns);

/*
 * The first thing that a line or the runner did to an actor: a fault, a request to end, an end;
 * or NULL.
 */
const struct fact *first_act_on(const struct facts *facts, int actor);

/* When a mark was made, or FACTS_NEVER. */
int64_t marked_at(const struct facts *facts, int actor, enum mark mark);

/* Whether the child was struck by then. */
bool was_struck(const struct facts *facts, int child, int64_t at_ns);

/* Whether the line, one that arms, has happened; and when. */
int64_t armed_at(const struct facts *facts, uint32_t line_index);
bool line_arms(const struct scenario_line *line);

/* Whether the line states what must come or must not come. */
bool line_expects(const struct scenario_line *line);

/* Whether the line orders a strike from outside. */
bool line_strikes(const struct scenario_line *line);

/* The pattern of the awaited step or report. NULL and 0 match everything. */
struct pattern {
    int actor;
    const char *name, *peer, *by;
    uint32_t occurrence;
    bool only_peer; /* the actor has no other peer, so a fact need not name it */
    bool counts;    /* the numbers of the facts are over all peers: count those that match */
    bool by_all;    /* `actor` is one of the scenario; matches any of its processes */
    uint32_t line_number; /* not 0: a printed text that this line of the scenario names */
};

/* How far a search has come, so that the next call continues there. All zero at first. */
struct search {
    int64_t from_ns;
    size_t looked_at;         /* facts of the list that were searched */
    const struct fact *found; /* the first match, or NULL */
    bool is_stale;            /* facts later than `stale_ns` may have moved since */
    int64_t stale_ns;
};

/* Facts later than this instant are taken back and will come again in another order. */
void search_take_back(struct search *search, int64_t at_ns);

/* The first step or report of this pattern in [from, until], or NULL. Linear in the facts of
 * this actor and name in that span; with a `search` (or NULL), in those that came since. */
const struct fact *facts_find(const struct facts *facts, const struct pattern *pattern,
                              int64_t from_ns, int64_t until_ns, struct search *search);

/* The last step or report of an actor at or before an instant, or NULL; its name, or "". */
const struct fact *facts_last_said(const struct facts *facts, int actor, int64_t at_ns);
const char *facts_last_step(const struct facts *facts, int actor, int64_t at_ns);

/* The next step or report of the thread that made this one, up to an instant, or NULL. */
const struct fact *facts_next_of_thread(const struct facts *facts, const struct fact *said,
                                        int64_t until_ns);

/* How often an actor reached a step (of `peer`, which may be NULL), with any `by`. */
uint32_t facts_occurrences(const struct facts *facts, const struct pattern *pattern);

/*
 * The number of lost events of this actor that can lie in [from, until]. An absent event may be
 * one of them. A gap covers the time from the fact before it to its own.
 */
uint64_t facts_lost(const struct facts *facts, int actor, int64_t from_ns, int64_t until_ns);
