#pragma once
/*
 * What `lifeline look` prints. Pure.
 */
#include "kit/look/draft.h"

/* Room for a page. */
#define LOOK_PAGE (256u * 1024u)

/* Appends the page: processes, pipes, named objects, what was printed, and a draft. */
void look_page(struct text *to, const struct look_program *program, const struct look *look,
               const struct kit_event *events, size_t count, int64_t took_ns);
