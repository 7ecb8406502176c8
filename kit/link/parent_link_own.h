#pragma once
/*
 * What the files of the parent's link share, and nobody else.
 */
#include "kit/link/parent_link.h"
#include "kit/os/process.h"

struct parent_link {
    const struct link_options *options; /* borrowed */
    const struct link_child *child;     /* borrowed */
    uint32_t number;
    struct link_end end; /* end.process is borrowed from `process` */
    struct os_process process;
    void *memory;            /* the view; its section is closed once the child has it */
    struct os_deadline look; /* when the watchdog looks; moved by what the child says alone */
    bool connected;
    bool has_kept; /* a request that came before its event; see parent_service.c */
    enum link_news kept_news;
    union message kept;
};

/* Asks for a block, takes it and lets go. NEWS_DONE also where there was none to take. */
enum link_news parent_block(struct parent_link *link, uint32_t seed);

/* Closes all that the link holds; it is then over, and only to be freed. */
void parent_link_give_back(struct parent_link *link);
