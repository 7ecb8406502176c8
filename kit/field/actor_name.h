#pragma once
/* Names that a scenario can give to processes that nobody named for it. Pure. */
#include "kit/base/text.h"

/* A name that the language takes, made of what a process calls itself, or of its image. */
void actor_name_from(const char *who, char to[KIT_NAME]);

/* The first of `worker`, `worker-2`, `worker-3` that is not taken. `wanted` is a name that the
 * language takes. */
void actor_name_choose(const char *wanted, bool (*is_taken)(const void *, const char *),
                       const void *context, char to[KIT_NAME]);

/* Whether the language takes the text in quotes as it is. */
bool can_be_quoted(const char *text);
