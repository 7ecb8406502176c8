#pragma once
/*
 * A run in sentences: what was done to whom, who noticed, what was overdue, the likely cause,
 * and where to look closer. Pure; of a run that passed, too. Each sentence is a line, below the
 * heading of its part.
 */
#include "kit/judge/judge.h"

/* The most that a story takes; each part says how many more sentences it would have. */
#define STORY_MOST 65536

struct story_of {
    const struct scenario *scenario;
    const struct kit_event *events; /* sorted */
    size_t count;
    const struct judgement *judgement;
    const char *log_path; /* as the user would type it */
    bool is_cut;          /* the log has no end */
    bool is_field_log;    /* nobody ran the scenario; it only says who took part */
};

void story_write(struct text *to, const struct story_of *of);
