#pragma once
/*
 * The parts of a parent's link: data only. For the files of the link, their tests, and actors
 * that are wrong on purpose.
 */
#include "kit/link/end.h"
#include "kit/link/options.h"
#include "kit/os/process.h"

/* A block on its way to the parent. */
struct parent_block {
    uint32_t asked;   /* the sequence number of our request for it */
    uint64_t right;   /* the checksum of the content that was asked for */
    uint64_t offered; /* its size, as the child claims */
    uint64_t vouched; /* the content's checksum, as the child claims */
    void *section;
    void *view;
    uint64_t room; /* of the view */
};

struct parent_link {
    const struct link_options *options; /* borrowed */
    const struct link_child *child;     /* borrowed */
    uint32_t number;
    struct link_end end; /* end.process is borrowed from `process` */
    struct os_process process;
    void *memory;            /* the view; its section is closed once the child has it */
    struct os_deadline look; /* when the watchdog looks next; only the child's messages
                                postpone it */
    bool connected;
    bool has_kept; /* a request that came before its event; see parent_service.c */
    union message kept;
    bool answered; /* a request, in the last round */
    /*
     * How a block is checked: parent_block_check, except in an actor that is wrong on purpose.
     */
    enum link_status (*check_block)(struct parent_link *link, const struct parent_block *block);
    void *also; /* borrowed; a further handle that the child inherits, in an actor that is
                   wrong on purpose; or NULL */
};

/* Closes everything that the link holds. The link is then over and can only be freed. */
void parent_link_give_back(struct parent_link *link);
