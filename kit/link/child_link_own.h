#pragma once
/*
 * What the files of the child's link share, and nobody else.
 */
#include "kit/link/child_link.h"

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

/* Maps the shared memory and opens what the parent made. The first part of child_link_run. */
enum link_status child_link_connect(struct child_link *link, struct kit_error *err);

/* Request, reply, shared memory, and a block where the reply promises to ask for one. */
enum link_status child_exchange(struct child_link *link);

/* Makes the block that the parent asks for, copies, says when it is whole, lets go. */
enum link_status child_block(struct child_link *link);

/* Fills the block in halves, so that a fault can strike between them, and says that it is
 * whole. */
enum link_status child_block_copy(struct link_end *end, const struct child_block *block);
