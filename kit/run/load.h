#pragma once
/*
 * A load on the machine: threads that burn processor time for a while. They are in a helper
 * process (kit/run/helper.h) with a job of its own, so no process of the run is mistaken for
 * it, and it ends with the runner, whatever happens to the runner. Only the run's thread calls
 * this.
 */
#include "kit/run/session.h"

/* What a line `load` does: the threads burn, and the run goes on. */
void load_begin(struct session *session, int line_index);

/* Ends what still burns. A second call does nothing. */
void load_end(struct session *session);

/* The helper's command line is `lifeline LOAD_COMMAND <threads> <ms>`. Its exit code is a
 * kit_status. */
#define LOAD_COMMAND "burn"
int load_main(char **words);
