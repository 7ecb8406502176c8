#include "kit/log/programs.h"

/* The list names at most so many. */
#define PROGRAMS_NAMED 3u

static const struct log_program *program_of_actor(const struct log_header *in,
                                                  const char *actor)
{
    for (uint32_t i = 0; i < in->program_count; i++) {
        if (words_equal(in->programs[i].actor, actor))
            return &in->programs[i];
    }
    return NULL;
}

/* What a person sees first: the version, else the size. */
static void add_difference(struct text *to, const struct log_program *then,
                           const struct log_program *now)
{
    text_add(to, "%s (%s)", then->file, then->actor);
    if (!words_equal(then->version, now->version))
        text_add(to, ", version %s then, %s now", then->version[0] ? then->version : "none",
                 now->version[0] ? now->version : "none");
    else if (then->size != now->size)
        text_add(to, ", %llu bytes then, %llu now", (unsigned long long)then->size,
                 (unsigned long long)now->size);
    else
        text_add(to, ", as large as then, but of other content");
}

bool log_programs_differ(const struct log_header *then, const struct log_header *now,
                         struct text *to)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < then->program_count; i++) {
        const struct log_program *old = &then->programs[i];
        const struct log_program *new = program_of_actor(now, old->actor);
        if (!new || (words_equal(old->hash, new->hash) && old->size == new->size))
            continue;
        if (count++ >= PROGRAMS_NAMED)
            continue;
        text_add(to, count == 1 ? "" : "; ");
        add_difference(to, old, new);
    }
    if (count > PROGRAMS_NAMED)
        text_add(to, "; and %u more", (unsigned)(count - PROGRAMS_NAMED));
    return count > 0;
}
