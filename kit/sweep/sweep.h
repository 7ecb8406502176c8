#pragma once
/*
 * The points of a sweep: from what a run without faults did, every place at which a fault can
 * strike. Each makes one scenario, the file's own text with one line more (a wait three, a pair
 * two), so that its run, log, judgement and replay are those of any other. Pure; any thread;
 * allocates nothing.
 */
#include "kit/base/finding.h"
#include "kit/sweep/waits.h"

/* How long a delay is that a sweep orders: this much longer than any watchdog and deadline of
 * the scenario, so that it is silence for whoever waits, and a watchdog that does not look is
 * wrong about it; but no shorter and no longer than the other two, as the contract's windows
 * are not much longer. */
#define SWEEP_DELAY_MORE_MS  100u
#define SWEEP_DELAY_LEAST_MS 600u
#define SWEEP_DELAY_MOST_MS  1500u

/* The longest text that a point or a pair of them makes, with its terminator. */
#define SWEEP_LINE           512

/* How many bytes the text of a point has more than the file's. */
#define SWEEP_GROWS          (3 * SWEEP_LINE + 2 * SCENARIO_SWEEPS + 2)

struct sweep_point {
    enum statement_kind kind; /* SAY_AT, SAY_INSIDE or SAY_FAIL */
    int actor;                /* whose step, wait or call */
    int target;               /* whom it strikes */
    int peer;                 /* -1: none */
    char step[KIT_NAME];      /* or call */
    uint32_t occurrence;
    uint32_t last; /* the highest occurrence of this actor, step and peer */
    enum kit_fault fault;
    enum kit_drop drop;
    uint32_t code; /* of SAY_FAIL, and of an exit */
    uint8_t owed;  /* enum sweep_owed + 1 of one that is the first of pairs; else 0 */
    const struct sweep_point *first; /* of a pair: what struck before; borrowed; or NULL */
    struct sweep_hold hold; /* of SAY_INSIDE: what keeps the wait open until it is struck */
};

/*
 * The points that the scenario's `sweep` lines ask for (all, if it has none), from the events
 * of its run without faults, sorted; of calls, how often each was used (EVENT_CALLED). At most
 * `room` go to `to`; returns how many there are, before the doubles are taken out.
 */
size_t sweep_points(const struct scenario *scenario, const struct kit_event *events,
                    size_t count, struct sweep_point *to, size_t room);

/*
 * Sorts, the likeliest to fail first, takes out doubles, returns how many are left. The order,
 * which depends on nothing but the points themselves:
 * 1. the first time of a step, then the last, then those between: what is done for the second
 *    time is mostly the same code, and ends are where states are left behind;
 * 2. an actor before another that is started from the same program with the same options;
 * 3. by fault: those that end or cut before those that only slow down;
 * 4. by the steps' order in the protocol, children before their parent.
 */
size_t sweep_order(const struct scenario *scenario, struct sweep_point *points, size_t count);

/* The line of the language that strikes there: "at cs request.sent #2 kill cs". Of a pair both,
 * with "then" between them. */
void sweep_line(const struct scenario *scenario, const struct sweep_point *point,
                struct text *to);

/* Whether a line that sweep_line made is a pair's. */
bool sweep_line_is_pair(const char *line, size_t size);

/* The scenario of a point: `text` with its sweep lines made comments, so that all others keep
 * their numbers, and the point's line at its end, or a pair's two; around one inside a wait
 * those that hold the wait open and let go. It grows by SWEEP_GROWS bytes at most. */
void sweep_text(const struct scenario *scenario, const char *text, size_t size,
                const struct sweep_point *point, struct text *to);

/*
 * Whether a point belongs to this shard (from 1) of `shards`. Decided by its line alone, and
 * not by its place among the others: two machines may have found one point more or less, and
 * yet no point is done twice, or by nobody. Of what a pair can begin with by actor, peer and
 * what is owed: which of those have the same seconds has to be seen by one shard.
 */
bool sweep_is_of_shard(const struct scenario *scenario, const struct sweep_point *point,
                       uint32_t shard, uint32_t shards);

/* Whether the point's fault never struck in this run, and nothing else is wrong with it: the
 * point was not reached. */
bool sweep_not_reached(const struct judgement *judgement);

/* Whether by this report an actor says that something is wrong: child.lost, peer.silent, a
 * violation, an end that is neither Quit nor a stop. */
bool sweep_tells_of_harm(const struct kit_event *event);

/*
 * How long after the strike an actor first said that something is wrong; -1 if nobody did
 * or had to.
 */
int64_t sweep_detection_ns(const struct kit_event *events, size_t count);
