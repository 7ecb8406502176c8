#pragma once
/*
 * What the parts of the scenario reader share while they read one file. Pure; lives on the
 * stack of scenario_read().
 */
#include "kit/scenario/shapes.h"
#include "kit/scenario/tokens.h"

/* The maximum of names that are remembered from lines with a mistake. */
#define SCENARIO_LOST 64

struct reader {
    const char *path; /* borrowed, as are text and err */
    const char *text;
    size_t size;
    struct line line;     /* the current line */
    struct scenario *out; /* the scenario that is being filled */
    int parent;           /* the last one declared, or -1 */
    uint32_t step_count;  /* declared by `step` lines */
    char steps[SCENARIO_STEPS][KIT_NAME];
    uint32_t repeat_line; /* of the `repeat` that has no `end` yet; 0: none */
    uint32_t repeat_times;
    uint32_t repeat_first; /* the index of its first line */
    uint32_t limit_line;   /* earlier lines of this kind; 0: none */
    uint32_t settle_line;
    uint32_t window_lines[RULE_COUNT];
    uint32_t waive_lines[RULE_COUNT];
    bool lost_parent;    /* a line with a mistake would have declared a parent */
    uint32_t lost_count; /* words of such lines that may be names; see mistakes_follow */
    char lost[SCENARIO_LOST][KIT_NAME];
    struct kit_error *err;
};

/* The STEP_BY_ flag of an actor. */
uint32_t actor_side(const struct scenario_actor *actor);

/* The index of a step that this scenario declares itself, or -1. */
int reader_own_step(const struct reader *reader, const char *word);

/* The STEP_* flags of a step. A step that the scenario declares can do everything. */
uint32_t reader_step_flags(const struct reader *reader, const char *word);
