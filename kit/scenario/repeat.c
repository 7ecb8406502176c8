#include "kit/scenario/repeat.h"
#include "kit/base/line_number.h"
#include "kit/scenario/reader_mistakes.h"

enum kit_status repeat_begin(struct reader *r, const struct statement *s)
{
    r->repeat_line = s->line.line_number;
    r->repeat_times = s->times;
    r->repeat_first = r->out->line_count;
    return KIT_OK;
}

enum kit_status repeat_allows(const struct reader *r, const struct statement *s)
{
    const char *name = s->line.actor >= 0 ? r->out->actors[s->line.actor].name : "";
    if (r->repeat_line == 0 || s->kind == SAY_END)
        return KIT_OK;
    if (s->kind == SAY_REPEAT)
        return reader_wrong_at(r, s, 0, NULL,
                               "line %u begins a `repeat`, and another one cannot stand in it; "
                               "write `end` above this line",
                               (unsigned)r->repeat_line);
    if (!(statement_when[s->kind] & STATEMENT_ACTS))
        return reader_wrong_at(r, s, 0, NULL,
                               "only lines that act can be repeated; move this line above line "
                               "%u, which says `repeat`",
                               (unsigned)r->repeat_line);
    if (s->kind == SAY_START)
        return reader_wrong(r, s, ROLE_ACTOR,
                            "'%s' can be started once; move this line out of the `repeat` of "
                            "line %u",
                            name, (unsigned)r->repeat_line);
    if (s->tokens[ROLE_NUMBER] >= 0)
        return reader_wrong(r, s, ROLE_NUMBER,
                            "`#%u` counts from the begin of the run, so it is the same in each "
                            "round; leave it out",
                            (unsigned)s->line.occurrence);
    return KIT_OK;
}

/* Windows do not count from these lines (docs/contract.md#lines). */
static bool only_looks(enum statement_kind kind)
{
    return (statement_when[kind] & STATEMENT_EXPECTS) == STATEMENT_EXPECTS ||
           kind == SAY_LOAD || kind == SAY_COUNT_HANDLES;
}

static bool has_act(const struct scenario_line *lines, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (!only_looks(lines[i].kind))
            return true;
    }
    return false;
}

enum kit_status repeat_end(struct reader *r, const struct statement *s)
{
    struct scenario *out = r->out;
    uint32_t first = r->repeat_first, count = out->line_count - first;
    if (r->repeat_line == 0)
        return reader_wrong_at(
            r, s, 0, NULL, "no line above says `repeat`; write one, such as: repeat 6 times");
    if ((uint64_t)count * r->repeat_times > SCENARIO_LINES - first)
        return reader_wrong_at(r, s, 0, NULL,
                               "%u lines, repeated %u times, are more than the %d lines that "
                               "arm or act of a scenario; repeat them fewer times",
                               (unsigned)count, (unsigned)r->repeat_times, SCENARIO_LINES);
    bool acts = has_act(&out->lines[first], count);
    for (uint32_t time = 2; time <= r->repeat_times && count > 0; time++) {
        for (uint32_t i = 0; i < count; i++) {
            struct scenario_line *to = &out->lines[out->line_count++];
            *to = out->lines[first + i];
            to->line_number = line_number_at(to->line_number, time);
            to->round_before = first + (time - 2) * count;
            to->begins_round = i == 0 && !acts;
        }
    }
    r->repeat_line = 0;
    return KIT_OK;
}
