#pragma once
/*
 * The words in a text that the runner fills in: `%pid:app%` is the PID of the actor app,
 * `%pid%`, in a line that is about one actor, the PID of that actor, and `%temp%` the folder
 * for temporary files. Pure.
 */
#include "kit/scenario/reader_mistakes.h"

struct pid_word {
    const char *at; /* in the text */
    size_t size;
    bool is_temp;        /* it is `%temp%`, and the name is empty */
    char name[KIT_NAME]; /* of the actor; empty: the line's own */
};

/* Finds the first such word of a text; false if there is none. */
bool pid_word_find(const char *text, struct pid_word *out);

/*
 * Refuses a word in the line's text of this role that names no actor. `has_own`: the line is
 * about one actor, so that `%pid%` can stand there.
 */
enum kit_status reader_check_pids(const struct reader *reader,
                                  const struct statement *statement, enum shape_role role,
                                  bool has_own);
