#pragma once
/*
 * Habits of a program: printed lines in which two numbers are always the same while nothing is
 * done to it, such as "answer 7 to question 7". After a fault, such a line with two different
 * numbers shows that an answer came to the wrong question. Pure.
 */
#include "kit/base/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HABITS_MOST 16 /* forms of lines; further ones are not learnt */

/* Lines that have the same form: they differ in their numbers alone. */
struct habit {
    char form[KIT_EVENT_TEXT]; /* with # in place of each number */
    uint32_t seen, changes;    /* lines of this form; how often the first number changed */
    uint64_t first;            /* the first number of the last line */
    uint64_t equal;            /* the pairs of numbers that were the same in each line */
};

struct habits {
    uint32_t count;
    struct habit all[HABITS_MOST];
};

/* Learns from the events of a run in which nothing was done to the program; `habits` is zeroed.
 */
void habits_learn(struct habits *habits, const struct kit_event *events, size_t count);

/* The first line that breaks a habit; NULL if no line does. */
const struct kit_event *habits_broken(const struct habits *habits,
                                      const struct kit_event *events, size_t count);

/* Whether the last line of the form of this line, up to the end of the run, breaks the habit,
 * too. */
bool habits_stay_broken(const struct habits *habits, const struct kit_event *broken,
                        const struct kit_event *events, size_t count);
