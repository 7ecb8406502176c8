#pragma once
/*
 * The tries of a replay: how often the scenario of a log was run again, and how often the
 * verdict of the log came. Pure; the caller owns everything.
 */
#include "kit/base/finding.h"

/* X(result, words, meaning): what all tries of one log came to */
#define REPLAY_RESULTS(X)                                                                      \
    X(REPRODUCED, "reproduced",                                                                \
      "the log's verdict came, by the same rules and lines on the same actors; of a log that " \
      "passed or was skipped, in each try")                                                    \
    X(DIFFERENT, "different verdict",                                                          \
      "the log's verdict did not come, and a try that was no pass had another one; or, of a "  \
      "log that passed, a try did not pass")                                                   \
    X(NOT_REPRODUCED, "not reproduced",                                                        \
      "the log has a failure, and every try passed or was skipped")

enum replay_result {
#define X(result, words, meaning) REPLAY_##result,
    REPLAY_RESULTS(X)
#undef X
        REPLAY_RESULT_COUNT
};

extern const char *const replay_result_words[REPLAY_RESULT_COUNT + 1];

struct replay_tries {
    uint32_t count;
    uint32_t same;   /* came to the verdict of the log */
    uint32_t green;  /* passed or were skipped, and the run of the log did not */
    char other[256]; /* the first verdict that is neither; or empty */
};

/* Counts a try with the verdict `now`. `then` is the log's, and `differs` is empty if both
 * agree. */
void replay_tries_add(struct replay_tries *tries, const struct judgement *then,
                      const struct judgement *now, const char *differs);

/* Of at least one try, for a log with the verdict `then`. */
enum replay_result replay_tries_result(const struct replay_tries *tries,
                                       const struct judgement *then);

/* One sentence: the result, both verdicts, and in how many tries. */
void replay_tries_text(const struct replay_tries *tries, const struct judgement *then,
                       struct text *to);
