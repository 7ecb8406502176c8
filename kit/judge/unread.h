#pragma once
/*
 * Processes that ended before their command line could be read. Under Wine a process shows it
 * late. Such a process may be any actor that is known by its command line. Pure.
 */
#include "kit/judge/verdict_builder.h"

/* The start of the first such process; or NULL. One that never ran a line is no actor. */
const struct fact *unread_process(const struct verdict_builder *builder);

/*
 * The end of the last such process, if each process that belongs to no actor is one and had
 * ended by `until_ns`; or NULL.
 */
const struct fact *unread_last_end(const struct verdict_builder *builder, int64_t until_ns);
