#pragma once
/*
 * The parts of a child's link: data only. For the files of the link, their tests, and actors
 * that are wrong on purpose.
 */
#include "kit/link/end.h"
#include "kit/link/options.h"

/* A block that the parent asked for; its section is NULL if there is no memory for it. */
struct child_block {
    void *section;
    void *view;
    uint64_t size;
    uint32_t seed;
    uint32_t asked; /* the sequence number of the request for it, known to both sides */
};

struct child_link {
    const struct link_options *options; /* borrowed */
    struct link_end end;
    void *section; /* inherited; owned here */
    void *memory;  /* its view */
    uint32_t ticks;
    void (*show)(void *context, const char *text); /* NULL: replies are not shown */
    void *show_context;
    /* How a block is filled: child_block_copy, except in an actor that is wrong on purpose. */
    enum link_status (*copy_block)(struct link_end *end, const struct child_block *block);
};
