#pragma once
/*
 * A point of a sweep: one place, and the fault that strikes there. A point makes one scenario:
 * the file's own text plus one line (three for a wait, two for a pair). So its run, log,
 * verdict and replay are like any other. Pure; any thread; allocates nothing.
 */
#include "kit/sweep/waits.h"

/*
 * How much longer a delay of a sweep is than any watchdog and deadline of the scenario. A
 * waiting actor then sees silence, and a watchdog that does not check the process reports a
 * false loss. The other two constants bound the delay, because the contract's windows are not
 * much longer.
 */
#define SWEEP_DELAY_MORE_MS  100u
#define SWEEP_DELAY_LEAST_MS 600u
#define SWEEP_DELAY_MOST_MS  1500u

/* The size of the longest text that a point or a pair makes, with its terminator. */
#define SWEEP_LINE           512

/* How many bytes the text of a point has more than the file's. */
#define SWEEP_GROWS                                                                            \
    (3 * SWEEP_LINE + 2 * (SCENARIO_SWEEPS + 1) + 2 + SCENARIO_ACTORS * (KIT_NAME + 32))

struct sweep_point {
    enum statement_kind kind; /* SAY_AT, SAY_INSIDE or SAY_FAIL */
    int actor;                /* the actor of the step, wait or call */
    int target;               /* the struck actor */
    int peer;                 /* -1: none */
    char step[KIT_NAME];      /* or call */
    char about[KIT_NAME];     /* of an injected actor: the pipe or object; or empty */
    uint32_t occurrence;
    uint32_t last; /* the highest occurrence of this actor, step and peer */
    enum kit_fault fault;
    enum kit_drop drop;
    uint32_t code;     /* for SAY_FAIL, and for an exit */
    uint32_t delay_ms; /* of a delay; 0: the scenario decides */
    /*
     * Parents that end by themselves when their work is done, 1 << each in the words. Their end
     * is not judged.
     */
    uint64_t by_itself[(SCENARIO_ACTORS + 63) / 64];
    /* Children that go on asking, as the run without faults has shown. */
    uint64_t asks_on[(SCENARIO_ACTORS + 63) / 64];
    uint8_t owed;                    /* enum sweep_owed + 1 for the first of pairs; else 0 */
    const struct sweep_point *first; /* for a pair: the first strike; borrowed; or NULL */
    struct sweep_hold hold; /* for SAY_INSIDE: what keeps the wait open until the strike */
};

/*
 * The line of the language that strikes there: "at cs request.sent #2 kill cs". For a pair,
 * both lines with "then" between them.
 */
void sweep_line(const struct scenario *scenario, const struct sweep_point *point,
                struct text *to);

/*
 * The lines of a point without a first: the strike, and around it those that hold a wait open
 * and release it.
 */
void sweep_strike(const struct scenario *scenario, const struct sweep_point *point,
                  struct text *to);

/* Whether a line that sweep_line made is a pair's. */
bool sweep_line_is_pair(const char *line, size_t size);

/*
 * The length of a delay. `own_ms` is the longest deadline that a user's own programs declared,
 * because their options are unknown; 0: none.
 */
uint32_t sweep_delay_ms(const struct scenario *scenario, uint32_t own_ms);

/*
 * Writes the scenario of a point. The `sweep` lines of `text`, and the lines that say how long
 * a run without faults goes on, become comments, so that all other lines keep their numbers. At
 * the end come a line for each parent that ends by itself and for each child that goes on
 * asking, and the point's line (a pair's two lines). A point inside a wait also has the lines
 * that hold the wait open and release it. The text grows by SWEEP_GROWS bytes at most.
 */
void sweep_text(const struct scenario *scenario, const char *text, size_t size,
                const struct sweep_point *point, struct text *to);

/*
 * Whether a point belongs to this shard (from 1) of `shards`. The point's line alone decides
 * this, and not its position: two machines may have found one point more or less, and still
 * each point must be run by exactly one shard. For the first fault of a pair, actor, peer and
 * obligation decide, because one shard must see which of these firsts have the same seconds.
 */
bool sweep_is_of_shard(const struct scenario *scenario, const struct sweep_point *point,
                       uint32_t shard, uint32_t shards);
