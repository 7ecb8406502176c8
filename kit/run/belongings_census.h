#pragma once
/*
 * What the processes of a run have that those of another run can have, too. Where nobody waits
 * for an end: each of their handles is duplicated for an instant. The run's thread alone.
 */
struct session;

/* Looks at those that are there, where the settings ask for it. */
void belongings_census(const struct session *session);
