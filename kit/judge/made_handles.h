#pragma once
/*
 * The calls of an injected actor that made handles of a type: where to look for those that it
 * never closed. It never changes a verdict. Pure.
 */
#include "kit/judge/verdict_builder.h"

/* "; process.created 4 times in that time", for handles of this type as the system calls it;
 * nothing if no such call was seen after the first instant and up to the second. */
void add_makers(struct text *to, const struct verdict_builder *builder, int actor,
                const char *type, int64_t from_ns, int64_t until_ns);
