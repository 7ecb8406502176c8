#pragma once
/*
 * What the processes of a run still keep, for a run that failed: ends of pipes, and named
 * objects. It becomes `keeps` events, from which the judge says who holds the other end
 * (kit/judge/kept_ends.h). No verdict reads them.
 *
 * A helper process asks, since on Windows a question about a pipe can block for ever while a
 * synchronous read is pending. All processes of the run are suspended meanwhile. What was not
 * answered after KEPT_MS is left out, and the log says that something is left out. The helper
 * duplicates each handle for an instant, and a duplicate keeps its object alive. So no census
 * is made while the judge waits for anything.
 */
#include "kit/run/session.h"

#define KEPT_MS 3000u

/* Makes the census if something failed and a process still runs; at most once in a run. Takes
 * 0.1 s under Wine. Only the run's thread calls this. */
void kept_census_if_failed(struct session *session);

/* The same, because processes were left. */
void kept_census(struct session *session);

/* The helper's command line is `lifeline KEPT_CENSUS_COMMAND <handle>`. */
#define KEPT_CENSUS_COMMAND "kept-census"
int kept_census_main(char **words);
