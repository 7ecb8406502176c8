#include "kit/scenario/scenario_model.h"

#include <assert.h>

const char *const statement_shapes[SAY_COUNT + 1] = {
#define X(kind, shape, when, meaning) shape,
    SCENARIO_STATEMENTS(X)
#undef X
};

const char *const statement_meanings[SAY_COUNT + 1] = {
#define X(kind, shape, when, meaning) meaning,
    SCENARIO_STATEMENTS(X)
#undef X
};

const uint32_t statement_when[SAY_COUNT] = {
#define X(kind, shape, when, meaning) when,
    SCENARIO_STATEMENTS(X)
#undef X
};

int scenario_actor(const struct scenario *of, const char *name)
{
    for (uint32_t i = 0; i < of->actor_count; i++) {
        if (words_equal(of->actors[i].name, name))
            return (int)i;
    }
    return -1;
}

bool actor_is_users_own(const struct scenario_actor *actor)
{
    return actor->quoted || actor->by_image;
}

bool actor_is_injected(const struct scenario *of, int actor)
{
    assert(actor >= 0 && actor < (int)of->actor_count);
    return of->actors[scenario_parent_or_self(of, actor)].launch.injected;
}

bool line_strikes_from_outside(const struct scenario *of, const struct scenario_line *line)
{
    return !statement_orders(line->kind) || line->kind == SAY_INSIDE ||
           line->target != line->actor || fault_strikes(line->fault, STRIKES_HELD) ||
           (fault_strikes(line->fault, STRIKES_HANDLE) && actor_is_injected(of, line->actor));
}

bool scenario_has_injected(const struct scenario *of)
{
    bool has = false;
    for (uint32_t i = 0; i < of->actor_count; i++)
        has |= of->actors[i].launch.injected;
    return has;
}

bool scenario_moves_clocks(const struct scenario *of)
{
    bool moves = false;
    for (uint32_t i = 0; i < of->line_count; i++)
        moves |= of->lines[i].kind == SAY_JUMP_AHEAD || of->lines[i].kind == SAY_JUMP_BACK;
    return moves;
}

const char *line_text(const struct scenario *of, const struct scenario_line *line)
{
    assert(line->text <= of->text_count);
    return line->text > 0 ? of->texts[line->text - 1] : "";
}

int scenario_line_index(const struct scenario *of, uint32_t line_number)
{
    for (uint32_t i = 0; i < of->line_count; i++) {
        if (of->lines[i].line_number == line_number)
            return (int)i;
    }
    return -1;
}

const char *line_pipe(const struct scenario *of, const struct scenario_line *line)
{
    assert(line->pipe <= of->text_count);
    return line->pipe > 0 ? of->texts[line->pipe - 1] : "";
}

bool line_is_of_prints(const struct scenario_line *line)
{
    return line->kind == SAY_AT_PRINTS || line->kind == SAY_EXPECT_PRINTS ||
           line->kind == SAY_EXPECT_NEVER_PRINTS;
}

bool line_is_matched(const struct scenario_line *line)
{
    return line_is_of_prints(line) || line_is_of_world(line);
}

bool line_is_of_things(const struct scenario_line *line)
{
    return line->kind == SAY_EXPECT_THERE || line->kind == SAY_EXPECT_GONE;
}

bool line_is_of_world(const struct scenario_line *line)
{
    return line_is_of_things(line) || line->kind == SAY_EXPECT_FOLDER ||
           line->kind == SAY_CHECK_COMMAND;
}

int scenario_meaning(const struct scenario *of, const char *word)
{
    for (uint32_t i = 0; i < of->meaning_count; i++) {
        if (words_equal(of->meanings[i].word, word))
            return (int)of->meanings[i].step;
    }
    return -1;
}

bool scenario_is_told(const struct scenario *of, int actor)
{
    assert(actor >= 0 && actor < (int)of->actor_count);
    const struct scenario_actor *who = &of->actors[actor];
    return who->is_child && !actor_is_users_own(who);
}

bool scenario_is_counted(const struct scenario *of)
{
    bool counted = of->requests > 0;
    for (uint32_t i = 0; i < of->actor_count; i++)
        counted &= !of->actors[i].is_child || scenario_is_told(of, (int)i);
    return counted;
}

int scenario_parent_or_self(const struct scenario *of, int actor)
{
    assert(actor >= 0 && actor < (int)of->actor_count);
    return of->actors[actor].is_child ? of->actors[actor].parent : actor;
}

bool scenario_waives(const struct scenario *of, enum kit_rule rule, int actor)
{
    assert(rule < RULE_COUNT && actor >= 0 && actor < (int)of->actor_count);
    return of->waived[rule] || (of->actors[actor].waived >> rule & 1u) != 0;
}

static bool scenario_uses(const struct scenario *of, const char *word)
{
    for (uint32_t i = 0; i < of->use_count; i++) {
        if (words_equal(of->uses[i], word))
            return true;
    }
    return false;
}

bool scenarios_apart(const struct scenario *a, const struct scenario *b)
{
    assert(a && b);
    if (a->alone_line > 0 || b->alone_line > 0)
        return true;
    for (uint32_t i = 0; i < a->use_count; i++) {
        if (scenario_uses(b, a->uses[i]))
            return true;
    }
    return false;
}

const struct scenario_note *scenario_note_on(const struct scenario_note notes[SYSTEM_COUNT],
                                             const struct kit_platform *platform)
{
    for (int system = 0; system < SYSTEM_COUNT; system++) {
        if (notes[system].line_number > 0 && system_range_has(&notes[system].on, platform))
            return &notes[system];
    }
    return NULL;
}
