#pragma once
/*
 * One record of an actor's ring, checked and in the runner's terms. Plain values, pure.
 */
#include "kit/probe/run_block.h"

/* What a ring can say in addition to its records: X(kind, meaning) */
#define SIGNAL_KINDS(X)                                                                        \
    RING_KINDS(X)                                                                              \
    X(GAP, "records were lost before the next one: `size` says how many")                      \
    X(UNNAMED, "the actor's names do not fit into their table: `name` is the last that does")  \
    X(NONSENSE,                                                                                \
      "the actor writes where it should not: `what` and `number` say what stands there")

enum signal_kind {
#define X(kind, meaning) SIGNAL_##kind,
    SIGNAL_KINDS(X)
#undef X
        SIGNAL_KIND_COUNT
};

struct signal {
    enum signal_kind kind;
    int actor;      /* index */
    int64_t at_ns;  /* on the run's clock; 0 for a GAP without a following record */
    uint32_t order; /* what an order caused: its place among the actor's */
    uint32_t tid;
    uint32_t occurrence;
    uint32_t deadline_ms;
    uint32_t code;
    uint64_t sequence;
    uint64_t size;
    uint64_t checksum;
    char name[KIT_NAME], peer[KIT_NAME], by[KIT_NAME];
    const char *what; /* for NONSENSE: what was wrong; `number` belongs to it; never freed */
    uint32_t number;
};
