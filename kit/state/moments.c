#include "kit/state/moments.h"

#include <stdlib.h>
#include <string.h>

static bool strikes_from_outside(const struct scenario_line *line)
{
    return line->kind == SAY_STRIKE || line->kind == SAY_AFTER;
}

static const struct kit_event *strike_of_line(const struct kit_event *events, size_t count,
                                              uint32_t line_number)
{
    for (size_t i = 0; i < count; i++) {
        if (events[i].kind == EVENT_STRUCK && events[i].line_number == line_number)
            return &events[i];
    }
    return NULL;
}

static const struct kit_event *last_word_before(const struct kit_event *events,
                                                const char *actor,
                                                const struct kit_event *before)
{
    for (const struct kit_event *event = before; event > events; event--) {
        if ((event[-1].kind == EVENT_STEP || event[-1].kind == EVENT_REPORT) &&
            words_equal(event[-1].actor, actor))
            return event - 1;
    }
    return NULL;
}

static void add_moment_of_line(struct moments *to, const struct scenario *scenario,
                               uint32_t line_index, const struct kit_event *events,
                               size_t count)
{
    const struct scenario_line *line = &scenario->lines[line_index];
    if (!strikes_from_outside(line))
        return;
    const struct kit_event *strike = strike_of_line(events, count, line->line_number);
    const struct kit_event *word =
        strike ? last_word_before(events, scenario->actors[line->target].name, strike) : NULL;
    if (!word)
        return;
    struct moment *moment = &to->all[to->count++];
    *moment = (struct moment){
        .line_index = line_index, .actor = line->target, .occurrence = word->occurrence};
    memcpy(moment->name, word->name, KIT_NAME);
    memcpy(moment->peer, word->peer, KIT_NAME);
}

enum kit_status moments_read(const struct scenario *scenario, const struct kit_event *events,
                             size_t count, struct moments *out, struct kit_error *err)
{
    uint32_t room = 0;
    for (uint32_t i = 0; i < scenario->line_count; i++)
        room += strikes_from_outside(&scenario->lines[i]);
    *out = (struct moments){0};
    if (room == 0)
        return KIT_OK;
    out->all = calloc(room, sizeof *out->all);
    if (!out->all)
        return kit_fail(err, KIT_FULL, "no memory for the strikes of a log");
    for (uint32_t i = 0; i < scenario->line_count; i++)
        add_moment_of_line(out, scenario, i, events, count);
    return KIT_OK;
}

void moments_free(struct moments *moments)
{
    free(moments->all);
    *moments = (struct moments){0};
}

int64_t moment_late_ns(const struct scenario *scenario)
{
    int64_t part_ns = scenario->limit_ms * NS_PER_MS / MOMENT_LIMIT_PART;
    return part_ns < MOMENT_LATE_NS ? part_ns : MOMENT_LATE_NS;
}

const struct moment *moments_of_line(const struct moments *moments, uint32_t line_index)
{
    for (uint32_t i = 0; moments && i < moments->count; i++) {
        if (moments->all[i].line_index == line_index)
            return &moments->all[i];
    }
    return NULL;
}

bool moment_is(const struct moment *moment, int actor, const char *name, const char *peer,
               uint32_t occurrence)
{
    return moment->actor == actor && moment->occurrence == occurrence &&
           words_equal(moment->name, name) && words_equal(moment->peer, peer);
}
