#pragma once
/*
 * The command lines of the actors, by the list in kit/protocol. Options are borrowed from the
 * arguments that they were read from. A wrong option gives one sentence, and the program ends
 * with LINK_USAGE.
 */
#include "kit/protocol/options.h"

#define LINK_CHILDREN      PROTOCOL_CHILDREN
#define LINK_CHILD_OPTIONS 32 /* words behind a child's program */
#define LINK_USAGE         2  /* exit code after a wrong command line */

/* The default of --bytes is the first seed's size, see memory.h. */
struct link_child {
    const char *name;
    const char *program;
    const char *const *options; /* for the child; borrowed */
    uint32_t option_count;
};

struct link_options {
    const char *actor; /* "" where not given */
    uint32_t watchdog_ms;
    uint32_t tick_ms;
    uint32_t requests; /* 0: until it is stopped */
    uint32_t deadline_ms;
    uint32_t detect_mask; /* DETECT_ flags */
    uint64_t block;       /* 0: none */
    bool stop_on_loss;
    uint32_t max_parallel; /* 0: as many as there are children */
    uint32_t for_ms;       /* 0: until it is stopped */

    /* A child's own start. */
    uint32_t mapping;
    const char *pipe;
    const char *event;
    uint32_t bytes;
    const char *event_to;    /* NULL where not given */
    uint32_t parent_process; /* 0 where not given */

    /* A parent's children. */
    struct link_child children[LINK_CHILDREN];
    uint32_t child_count;
};

/* Arguments as main has them, UTF-8. On failure *out is unspecified. */
enum kit_status options_read_parent(int count, char *const *words, struct link_options *out,
                                    struct kit_error *err);
enum kit_status options_read_child(int count, char *const *words, struct link_options *out,
                                   struct kit_error *err);
enum kit_status options_read_bystander(int count, char *const *words, struct link_options *out,
                                       struct kit_error *err);
