#pragma once
/*
 * A point of a sweep: one place, and the fault that strikes there. It makes one scenario, the
 * file's own text with one line more (a wait three, a pair two), so that its run, log,
 * judgement and replay are those of any other. Pure; any thread; allocates nothing.
 */
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
#define SWEEP_GROWS                                                                            \
    (3 * SWEEP_LINE + 2 * (SCENARIO_SWEEPS + 1) + 2 + SCENARIO_ACTORS * (KIT_NAME + 32))

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
    uint32_t code;     /* of SAY_FAIL, and of an exit */
    uint32_t delay_ms; /* of a delay; 0: by what the scenario says */
    /* Parents that end by themselves when their work is done, 1 << each in the words: their end
     * is not judged. */
    uint64_t by_itself[(SCENARIO_ACTORS + 63) / 64];
    /* Children that go on asking, as the run without faults has shown. */
    uint64_t asks_on[(SCENARIO_ACTORS + 63) / 64];
    uint8_t owed; /* enum sweep_owed + 1 of one that is the first of pairs; else 0 */
    const struct sweep_point *first; /* of a pair: what struck before; borrowed; or NULL */
    struct sweep_hold hold; /* of SAY_INSIDE: what keeps the wait open until it is struck */
};

/* The line of the language that strikes there: "at cs request.sent #2 kill cs". Of a pair both,
 * with "then" between them. */
void sweep_line(const struct scenario *scenario, const struct sweep_point *point,
                struct text *to);

/* Whether a line that sweep_line made is a pair's. */
bool sweep_line_is_pair(const char *line, size_t size);

/* How long a delay is; `own_ms` is the longest deadline that programs of the user's own
 * declared, whose options nobody knows; 0: none. */
uint32_t sweep_delay_ms(const struct scenario *scenario, uint32_t own_ms);

/* The scenario of a point: `text` with its sweep lines, and what says how long a run without
 * faults goes on, made comments, so that all others keep their numbers, a line that says so of
 * each parent that ends by itself and of each child that goes on asking, and the point's line
 * at its end, or a pair's two; around one inside a wait those that hold the wait open and let
 * go. It grows by SWEEP_GROWS bytes at most. */
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
