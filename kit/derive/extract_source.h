#pragma once
/* The run that a scenario is extracted from: data only. Every pointer is borrowed. */
#include "kit/judge/judge_result.h"

struct extract_of {
    const struct scenario *scenario; /* of the log */
    const char *text;                /* its text */
    size_t size;
    const char *platform;           /* of the run, such as "wine 8.0" */
    const struct kit_event *events; /* sorted */
    size_t count;
    const struct judgement *judgement;
    const char *log_path;
    bool is_cut;       /* the log has no end */
    bool is_field_log; /* nobody ran the scenario, which only says who took part */
};
