#pragma once
/*
 * What a child's link is made of: data only. For the files of the link, their tests, and actors
 * that are wrong on purpose.
 */
#include "kit/link/end.h"
#include "kit/link/options.h"

/* A block that the parent asked for; its section is NULL where there is no room for it. */
struct child_block {
    void *section;
    void *view;
    uint64_t size;
    uint32_t seed;
    uint32_t asked; /* the sequence number of the message that asked, which both sides know */
};

struct child_link {
    const struct link_options *options; /* borrowed */
    struct link_end end;
    void *section; /* inherited, and ours */
    void *memory;  /* its view */
    uint32_t ticks;
    void (*show)(void *context, const char *text); /* NULL: nobody looks */
    void *show_context;
    /* How a block is filled: child_block_copy, but for an actor that is to be wrong. */
    enum link_status (*copy_block)(struct link_end *end, const struct child_block *block);
};
