#pragma once
/*
 * What `lifeline look` prints. Pure.
 */
#include "kit/look/draft.h"

/* Room for a page. */
#define LOOK_PAGE (256u * 1024u)

/* The events of a run without a fault, in order of time. */
struct look_events {
    const struct kit_event *all;
    size_t count;
};

/* Appends the page: processes, pipes, named objects, what was printed, and a draft. `calls` is
 * what came of a run with the injected probe, or NULL. */
void look_page(struct text *to, const struct look_program *program, const struct look *look,
               const struct look_events *events, const struct look_events *calls,
               int64_t took_ns);
