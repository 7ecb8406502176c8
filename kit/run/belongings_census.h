#pragma once
/*
 * Collects the names that the processes of this run share with other runs. The census
 * duplicates each handle for an instant, and a duplicate keeps its object alive. So it must not
 * run while the judge waits for an end. Only the run's thread calls it.
 */
struct session;

/* Looks at the processes that are alive, if the settings ask for it. */
void belongings_census(const struct session *session);
