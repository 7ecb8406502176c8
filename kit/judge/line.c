#include "kit/judge/line.h"

const struct scenario_line *line_at(const struct verdict_builder *builder, uint32_t line_index)
{
    return &builder->scenario->lines[line_index];
}

struct finding_header line_header(const struct verdict_builder *builder, uint32_t line_index,
                                  enum kit_verdict verdict, int actor, int64_t at_ns)
{
    return (struct finding_header){.source = SOURCE_LINE,
                                   .verdict = verdict,
                                   .actor = actor,
                                   .line_number = line_at(builder, line_index)->line_number,
                                   .at_ns = at_ns};
}

int64_t lines_given_up_at(const struct facts *facts)
{
    return instant_of(
        earlier(marked(facts, THE_RUN, MARK_LIMIT), marked(facts, THE_RUN, MARK_END)));
}

int64_t lines_limit_of(const struct verdict_builder *builder)
{
    return builder->scenario->limit_ms * NS_PER_MS;
}

struct pattern line_pattern(const struct verdict_builder *builder,
                            const struct scenario_line *line)
{
    if (line_is_matched(line))
        return (struct pattern){.actor = line->actor,
                                .occurrence = line->occurrence,
                                .line_number = line->line_number};
    bool only_peer = line->peer >= 0 && builder->scenario->actors[line->actor].is_child;
    const char *about = line_pipe(builder->scenario, line);
    const char *peer = line->peer >= 0 ? name_of(builder, line->peer) : NULL;
    return (struct pattern){.actor = line->actor,
                            .name = line->step,
                            .peer = about[0] ? about : peer,
                            .counts = about[0] != 0,
                            .by = line->by[0] ? line->by : NULL,
                            .occurrence = line->occurrence,
                            .only_peer = only_peer,
                            .by_all = true};
}

int process_at(const struct verdict_builder *builder, int actor, int64_t at_ns)
{
    int newest = actor;
    for (int i = builder->processes->declared; i < (int)builder->scenario->actor_count; i++) {
        if (builder->processes->of[i] == actor &&
            marked_at(builder->facts, i, MARK_STARTED) <= at_ns)
            newest = i;
    }
    return newest;
}

const struct fact *self_test_of(const struct verdict_builder *builder, int actor,
                                enum mark mark)
{
    int newest = process_at(builder, builder->processes->of[actor], FACTS_LATEST);
    return marked(builder->facts, newest, mark);
}
