#include "kit/judge/standing.h"

static const struct scenario_line *line_of(const struct bench *bench, uint32_t line)
{
    return &bench->scenario->lines[line];
}

/* The hold that an actor's thread came to last, while it stands there; -1 if none does. */
static int hold_of(const struct bench *bench, int actor)
{
    int last = -1;
    int64_t last_ns = INT64_MIN;
    if (bench->facts->holds.now[actor] == 0)
        return -1;
    for (uint32_t i = 0; i < bench->scenario->line_count; i++) {
        const struct fact *held = bench->facts->lines[i].held;
        if (line_of(bench, i)->kind == SAY_HOLD && line_of(bench, i)->actor == actor && held &&
            held->at_ns > last_ns) {
            last = (int)i;
            last_ns = held->at_ns;
        }
    }
    return last;
}

/* A release of the actor that does not wait for the line, and has yet to begin. */
static bool is_let_go_above(const struct bench *bench, int actor, uint32_t line)
{
    for (uint32_t i = 0; i < line; i++) {
        if (line_of(bench, i)->kind == SAY_RELEASE && line_of(bench, i)->actor == actor &&
            !bench->facts->lines[i].begun)
            return true;
    }
    return false;
}

static int release_below(const struct bench *bench, int actor, uint32_t line)
{
    for (uint32_t i = line; i < bench->scenario->line_count; i++) {
        if (line_of(bench, i)->kind == SAY_RELEASE && line_of(bench, i)->actor == actor)
            return (int)line_of(bench, i)->line;
    }
    return 0;
}

static bool has_one_thread(const struct bench *bench, int actor, uint32_t tid)
{
    const struct speakers *of = &bench->facts->speakers[actor];
    return !of->several && (!of->any || of->first_tid == tid);
}

bool standing_in_the_way(struct bench *bench, uint32_t line)
{
    int actor = line_of(bench, line)->actor;
    const struct scenario_actor *of = &bench->scenario->actors[actor];
    int hold = hold_of(bench, actor);
    /* A program in quotes may have a thread that has not said anything yet. */
    if (hold < 0 || !of->is_child || of->quoted || of->by_image ||
        is_let_go_above(bench, actor, line) ||
        !has_one_thread(bench, actor, bench->facts->lines[hold].held->tid))
        return false;
    int release = release_below(bench, actor, line);
    const struct scenario_line *held = line_of(bench, (uint32_t)hold);
    struct charge charge = {.source = SOURCE_LINE,
                            .verdict = VERDICT_ERROR,
                            .actor = actor,
                            .line = line_of(bench, line)->line,
                            .at_ns = bench->facts->lines[hold].held->at_ns};
    if (release > 0)
        bench_find(bench, &charge,
                   "this cannot come: %s stands still at %s (line %u), and line %d, which lets "
                   "it go, waits for this; move it below that line",
                   of->name, held->step, (unsigned)held->line, release);
    else
        bench_find(bench, &charge,
                   "this cannot come: %s stands still at %s (line %u), and no line lets it go",
                   of->name, held->step, (unsigned)held->line);
    bench->out->hopeless = true;
    return true;
}
