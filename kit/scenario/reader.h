#pragma once
/*
 * What the parts of the scenario reader share while they read one file. Pure; lives on the
 * stack of scenario_read().
 */
#include "kit/scenario/shapes.h"

struct reader {
    const char *path; /* borrowed, as are text and err */
    const char *text;
    size_t size;
    struct line line;     /* being read */
    struct scenario *out; /* being filled */
    int parent;           /* the last one declared, or -1 */
    uint32_t step_count;  /* declared by `step` lines */
    char steps[SCENARIO_STEPS][KIT_NAME];
    uint32_t limit_line; /* lines that said it already; 0 for none */
    uint32_t settle_line;
    uint32_t window_lines[RULE_COUNT];
    uint32_t waive_lines[RULE_COUNT];
    struct kit_error *err;
};

/* The STEP_BY_ flag of an actor. */
uint32_t actor_side(const struct scenario_actor *actor);

/* The index of a step that this scenario declares itself, or -1. */
int reader_own_step(const struct reader *reader, const char *word);

/* STEP_* of a step; one that the scenario declares can do everything. */
uint32_t reader_step_flags(const struct reader *reader, const char *word);

/*
 * A mistake in what a line means: at the word that fills the role (the line's first word if
 * none does). Returns KIT_BAD_INPUT.
 */
enum kit_status reader_wrong(const struct reader *reader, const struct statement *statement,
                             enum shape_role role, const char *format, ...) KIT_PRINTF(4, 5);

/* The same at a word of the line, by its number. */
enum kit_status reader_wrong_at(const struct reader *reader, const struct statement *statement,
                                uint32_t token, const char *near_word, const char *format, ...)
    KIT_PRINTF(5, 6);

/* A mistake in the bytes of the file or the reader's line. */
enum kit_status reader_flaw(const struct reader *reader, const struct flaw *flaw);

/* A line that fits no shape. */
enum kit_status reader_miss(const struct reader *reader, const struct miss *miss);

/* Whether a line that arms or acts can do so; appends it to the scenario. */
enum kit_status reader_append(struct reader *reader, struct statement *statement);

/* What can be said only when all actors are known. */
enum kit_status reader_finish(struct reader *reader);
