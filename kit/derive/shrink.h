#pragma once
/*
 * Shrinks a scenario by delta debugging: proposes smaller scenarios, one after the other, takes
 * in whether each still shows what the whole one showed, and ends when nothing can be taken
 * away any more. The caller runs the scenarios. Pure; one thread.
 *
 *     while (shrink_next(shrink, &text))          // text is a scenario without a mistake
 *         shrink_take(shrink, still_shows(text));
 *     shrink_write(shrink, &text);                // the smallest
 *
 * Left in are the lines that say what is right (policies, `waive`), where a scenario can run,
 * and the window of the rule that failed. Without them a right program would fail, too.
 */
#include "kit/scenario/scenario_model.h"

/* Times of lines are halved down to this. */
#define SHRINK_LEAST_MS 10u

struct shrink_goal {
    int rule;             /* that failed; -1: a line failed */
    const char *actor;    /* that the rule failed on; or "" */
    uint32_t line_number; /* of the line that failed; 0: none */
};

struct shrink_size {
    uint32_t faults; /* lines that strike, and holds */
    uint32_t actors;
    uint32_t lines; /* all, without comments */
};

struct shrink;

/* Reads the scenario. Comments, `must fail` and `sweep` lines are left out from the start. NULL
 * after a failure, which `err` has. */
struct shrink *shrink_new(const char *path, const char *text, size_t size,
                          const struct shrink_goal *goal, struct kit_error *err);
void shrink_free(struct shrink *shrink);

/* Writes the next candidate into an empty text. False if no candidate is left: shrinking is
 * done. */
bool shrink_next(struct shrink *shrink, struct text *candidate);

/* The outcome of the last candidate: whether it shows the same. */
void shrink_take(struct shrink *shrink, bool shows_same);

/* Appends the smallest scenario so far: at first, all of it. */
void shrink_write(const struct shrink *shrink, struct text *to);

struct shrink_size shrink_size_of(const struct shrink *shrink);

/* The number of the line that failed, in the last candidate, or in the smallest scenario where
 * no candidate is out; 0: no line failed. */
uint32_t shrink_goal_line(const struct shrink *shrink);
