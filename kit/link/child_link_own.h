#pragma once
/*
 * What the files of the child's link share, and nobody else.
 */
#include "kit/link/child_link.h"

struct child_link {
    const struct link_options *options; /* borrowed */
    struct link_end end;
    void *section; /* inherited, and ours */
    void *memory;  /* its view */
    uint32_t ticks;
};

/* Request, reply, shared memory, and a block where the reply promises to ask for one. */
enum link_news child_exchange(struct child_link *link);

/* Makes the block that the parent asks for, copies, says when it is whole, lets go. */
enum link_news child_block(struct child_link *link);
