#include "kit/suite/meetings.h"
#include "kit/judge/system_objects.h"

#include <assert.h>

static bool were_at_once(const struct past_run *a, const struct past_run *b)
{
    return a->began_ns < b->ended_ns && b->began_ns < a->ended_ns;
}

static bool was_reported(const struct meetings *meetings, const struct belonging *what)
{
    for (uint32_t i = 0; i < meetings->reported_count; i++) {
        if (words_equal(meetings->reported[i].type, what->type) &&
            words_equal(meetings->reported[i].name, what->name))
            return true;
    }
    return meetings->reported_count == MEETINGS_REPORTED;
}

static void add_runs(struct text *to, const struct past_run *a, const struct past_run *b)
{
    if (words_equal(a->path, b->path))
        text_add(to, "MET  two runs of %s", a->path);
    else
        text_add(to, "MET  %s and %s", a->path, b->path);
}

static void add_object(struct text *to, const struct past_run *a, const struct past_run *b,
                       const struct belonging *what)
{
    add_runs(to, a, b);
    text_add(to,
             " ran at the same time, and processes of both had the %s '%s'. Each run could "
             "change it for the other, so neither verdict is certain; write `uses` with the "
             "same word in both, or `alone`\n",
             what->type, what->name);
}

static void add_image(struct text *to, const struct past_run *a, const struct past_run *b,
                      const struct belonging *what)
{
    const struct past_run *bad = belongings_have(&a->lost, what->type, what->name) ? a : b;
    add_runs(to, a, b);
    text_add(
        to,
        " ran at the same time, both with processes of the image '%s', and one of %s ended "
        "without a cause in its run. A program that ends processes by their image ends those "
        "of the other run, too; write `uses` with the same word in both, or `alone`\n",
        what->name, bad->path);
}

static uint32_t compare_past_runs(struct meetings *meetings, const struct past_run *a,
                                  const struct past_run *b, struct text *to)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < a->had.count; i++) {
        const struct belonging *what = &a->had.all[i];
        bool is_image = words_equal(what->type, BELONGING_IMAGE);
        bool is_lost = belongings_have(&a->lost, what->type, what->name) ||
                       belongings_have(&b->lost, what->type, what->name);
        if ((is_image && !is_lost) || was_reported(meetings, what) ||
            !belongings_have(&b->had, what->type, what->name) ||
            (!is_image && is_object_of_system(what->name)) ||
            belongings_have(&meetings->everybodys, what->type, what->name))
            continue;
        meetings->reported[meetings->reported_count++] = *what;
        (is_image ? add_image : add_object)(to, a, b, what);
        count++;
    }
    return count;
}

uint32_t meetings_add(struct meetings *meetings, const struct past_run *run, struct text *to)
{
    uint32_t count = 0;
    assert(run->path && run->began_ns <= run->ended_ns);
    for (uint64_t i = 0; i < meetings->count && i < MEETINGS_RUNS; i++) {
        const struct past_run *other = &meetings->runs[i];
        if (were_at_once(other, run))
            count += compare_past_runs(meetings, other, run, to);
    }
    meetings->runs[meetings->count++ % MEETINGS_RUNS] = *run;
    return count;
}
