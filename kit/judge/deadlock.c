#include "kit/judge/deadlock.h"
#include "kit/base/line_number.h"
#include "kit/judge/line.h"

/*
 * The index of the last `hold` line at which a thread of the actor still stands. -1 if no
 * thread stands at a hold. Also -1 if the thread later reached the step of a fault: the runner
 * releases the thread there.
 */
static int hold_of(const struct verdict_builder *builder, int actor)
{
    int last = -1;
    int64_t last_ns = INT64_MIN;
    if (builder->facts->pauses.now[actor] == 0)
        return -1;
    for (uint32_t i = 0; i < builder->scenario->line_count; i++) {
        const struct fact *held = builder->facts->lines[i].held;
        if (line_at(builder, i)->actor == actor && held && held->at_ns > last_ns) {
            last = line_at(builder, i)->kind == SAY_HOLD ? (int)i : -1;
            last_ns = held->at_ns;
        }
    }
    return last;
}

/* A release of the actor that has yet to begin and does not wait for the line. */
static bool is_let_go_above(const struct verdict_builder *builder, int actor,
                            uint32_t line_index)
{
    for (uint32_t i = 0; i < line_index; i++) {
        if (line_at(builder, i)->kind == SAY_RELEASE && line_at(builder, i)->actor == actor &&
            !builder->facts->lines[i].begun)
            return true;
    }
    return false;
}

static int release_below(const struct verdict_builder *builder, int actor, uint32_t line_index)
{
    for (uint32_t i = line_index; i < builder->scenario->line_count; i++) {
        if (line_at(builder, i)->kind == SAY_RELEASE && line_at(builder, i)->actor == actor)
            return (int)line_in_file(line_at(builder, i)->line_number);
    }
    return 0;
}

static bool has_one_thread(const struct verdict_builder *builder, int actor, uint32_t tid)
{
    const struct speakers *of = &builder->facts->speakers[actor];
    return !of->several && (!of->any || of->first_tid == tid);
}

bool deadlock_in_the_way(struct verdict_builder *builder, uint32_t line_index)
{
    int actor = line_at(builder, line_index)->actor;
    const struct scenario_actor *of = &builder->scenario->actors[actor];
    int hold = hold_of(builder, actor);
    /* A program in quotes may have a thread that has not logged anything yet. */
    if (hold < 0 || !of->is_child || actor_is_users_own(of) ||
        is_let_go_above(builder, actor, line_index) ||
        !has_one_thread(builder, actor, builder->facts->lines[hold].held->tid))
        return false;
    int release = release_below(builder, actor, line_index);
    const struct scenario_line *held = line_at(builder, (uint32_t)hold);
    struct finding_header header = {.source = SOURCE_LINE,
                                    .verdict = VERDICT_ERROR,
                                    .actor = actor,
                                    .line_number = line_at(builder, line_index)->line_number,
                                    .at_ns = builder->facts->lines[hold].held->at_ns};
    if (release > 0)
        add_finding(builder, &header,
                    "deadlock: %s is held at %s (line %u), and line %d, which releases it, "
                    "waits for this line; move this line below line %d",
                    of->name, held->step, (unsigned)held->line_number, release, release);
    else
        add_finding(builder, &header,
                    "deadlock: %s is held at %s (line %u), and no line releases it", of->name,
                    held->step, (unsigned)held->line_number);
    builder->out->hopeless = true;
    return true;
}
