#pragma once
/*
 * Where two runs part: what is different in the headers of their logs, the first event in which
 * each actor differs, and the verdicts. Events are compared by what they say, and never by
 * their time. Pure; any thread.
 */
#include "kit/log/log.h"
#include "kit/scenario/scenario_model.h"

/* The size of the longest text, with its terminator. */
#define DIFFERENCE_MOST (256u * 1024)

struct compared_run {
    const char *path; /* of the log */
    const struct log *log;
    const struct scenario *scenario;
};

/*
 * Appends what differs. *same: both runs came to the same verdict for the same reasons, and
 * each actor did the same things in the same order. How often an actor went round a loop may
 * differ, and so may the headers. KIT_FULL without memory.
 */
enum kit_status difference_write(struct text *to, const struct compared_run *a,
                                 const struct compared_run *b, bool *same,
                                 struct kit_error *err);
