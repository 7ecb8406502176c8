#pragma once
/*
 * A process of this program that does one thing for the run which the runner must not do
 * itself: a call of the system that can block for ever, or one that changes the calling
 * process. It is not part of the run: it has a job of its own, which ends it together with the
 * runner. Only the run's thread calls this.
 */
#include "kit/run/session.h"

/*
 * How long a helper may take, and the run whose stalls extend that: on a busy machine a helper
 * that only got no core is not blocked. NULL: they do not.
 */
struct helper_limit {
    uint32_t ms;
    struct session *session;
};

/*
 * Starts this program with these words, which end with NULL, and waits for its end. It inherits
 * one handle, or none (NULL). *code is its exit code, a kit_status. KIT_TIMEOUT: it did not end
 * in time and was ended. Takes 30 ms under Wine.
 */
enum kit_status helper_run(const char *const *words, void *inherited, struct helper_limit limit,
                           enum kit_status *code, struct kit_error *err);

/*
 * The same for a helper that shares a block of memory with the runner. The helper inherits the
 * block's section, and its command line is `lifeline COMMAND <handle>`.
 */
enum kit_status helper_share(const char *command, void *section, struct helper_limit limit,
                             enum kit_status *code, struct kit_error *err);

/* In such a helper: the block and its section, of the words behind the command. The caller
 * unmaps the one and closes the other, after a failure, too. */
enum kit_status helper_block(char **words, void **section, void **view);

/* Starts this program with these words in the caller's job, which ends it. */
enum kit_status helper_start(void *job, const char *const *words, struct kit_error *err);
