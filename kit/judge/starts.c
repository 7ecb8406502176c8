#include "kit/judge/starts.h"
#include "kit/base/image.h"
#include "kit/base/wildcard.h"

/* The maximum of instants that a finding lists. */
#define INSTANTS_TOLD 6u

bool line_is_of_starts(const struct scenario_line *line)
{
    return line->kind == SAY_EXPECT_STARTS || starts_forbid(line);
}

bool starts_forbid(const struct scenario_line *line)
{
    return line->kind == SAY_EXPECT_NEVER_STARTS || line->kind == SAY_EXPECT_STARTS_AT_MOST;
}

struct short_text starts_wanted_text(const struct verdict_builder *builder,
                                     const struct scenario_line *line)
{
    struct short_text out;
    struct text text = text_over(out.text, sizeof out.text);
    bool never = line->kind == SAY_EXPECT_NEVER_STARTS;
    text_add(&text, "%s %sto be started", name_of(builder, line->actor), never ? "never " : "");
    if (line->kind == SAY_EXPECT_STARTS_AT_MOST)
        text_add(&text, " at most %u time%s", (unsigned)line->times,
                 line->times == 1 ? "" : "s");
    if (line->occurrence > 0)
        text_add(&text, " (#%u)", (unsigned)line->occurrence);
    return out;
}

/* Whether a later start shows which actor the process belongs to. */
static bool has_later_start(const struct fact_list *starts, size_t at)
{
    for (size_t i = at + 1; i < starts->count; i++) {
        if (starts->at[i]->pid != 0 && starts->at[i]->pid == starts->at[at]->pid &&
            starts->at[i]->actor_of >= 0)
            return true;
    }
    return false;
}

/* Whether the process has the image, or the command line, by which the actor is known. */
static bool start_fits(const struct fact *start, const struct scenario_actor *of)
{
    return of->by_command ? wildcard_finds(of->program, start->text, false)
                          : image_is(start->name, of->program);
}

/*
 * A process beside the living ones, of an image by which the scenario knows children. There is
 * no ended process that it could replace, so it counts as one more start of the last child.
 */
static bool is_one_too_many(const struct verdict_builder *builder,
                            const struct scenario_line *line, const struct fact_list *starts,
                            size_t at)
{
    const struct scenario *scenario = builder->scenario;
    const struct scenario_actor *of = &scenario->actors[line->actor];
    const struct fact *start = starts->at[at];
    if (!starts_forbid(line) || !of->by_image || start->actor_name[0] ||
        !start_fits(start, of) || has_later_start(starts, at))
        return false;
    for (int i = line->actor + 1; i < builder->processes->declared; i++) {
        if (scenario->actors[i].by_image && start_fits(start, &scenario->actors[i]))
            return false;
    }
    return true;
}

/* The next start of the line's actor, searched from *at on, or NULL. Moves *at behind it. */
static const struct fact *next_start(const struct verdict_builder *builder,
                                     const struct scenario_line *line, size_t *at)
{
    const struct fact_list *starts = facts_of_kind(builder->facts->store, EVENT_STARTED);
    while (*at < starts->count) {
        size_t now = (*at)++;
        if (starts->at[now]->actor_of == line->actor ||
            is_one_too_many(builder, line, starts, now))
            return starts->at[now];
    }
    return NULL;
}

/* The n-th start at or after an instant, or NULL. */
static const struct fact *nth_start(const struct verdict_builder *builder,
                                    const struct scenario_line *line, uint32_t n,
                                    int64_t from_ns)
{
    size_t at = 0;
    const struct fact *start;
    while ((start = next_start(builder, line, &at)) != NULL) {
        if (start->at_ns >= from_ns && --n == 0)
            return start;
    }
    return NULL;
}

struct short_text starts_seen_text(const struct verdict_builder *builder,
                                   const struct scenario_line *line, int64_t until_ns)
{
    char instants[96];
    struct text listed = text_over(instants, sizeof instants);
    struct short_text out;
    struct text text = text_over(out.text, sizeof out.text);
    const struct fact *start;
    uint32_t times = 0;
    size_t at = 0;
    while ((start = next_start(builder, line, &at)) != NULL && start->at_ns <= until_ns) {
        if (times++ < INSTANTS_TOLD)
            text_add(&listed, "%s%.3f s", times > 1 ? ", " : "", (double)start->at_ns / 1e9);
    }
    if (times == 0)
        text_add(&text, "it was never started");
    else
        text_add(&text, "it was started %u time%s: at %s%s", (unsigned)times,
                 times == 1 ? "" : "s", instants, times > INSTANTS_TOLD ? ", ..." : "");
    return out;
}

const struct fact *starts_awaited(const struct verdict_builder *builder,
                                  const struct scenario_line *line, int64_t from_ns)
{
    bool counts = line->occurrence > 0;
    return nth_start(builder, line, counts ? line->occurrence : 1, counts ? 0 : from_ns);
}

const struct fact *starts_forbidden(const struct verdict_builder *builder, uint32_t index,
                                    int64_t until_ns)
{
    const struct scenario_line *line = line_at(builder, index);
    const struct fact *act = builder->facts->lines[index].act, *start;
    if (line->kind == SAY_EXPECT_STARTS_AT_MOST)
        start = nth_start(builder, line, line->times + 1, 0);
    else
        start = nth_start(builder, line, 1, act ? act->at_ns : 0);
    return instant_of(start) <= until_ns ? start : NULL;
}
