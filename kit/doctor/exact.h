#pragma once
/*
 * How the doctor names a strike at a call, which is a point of a sweep. Pure; any thread.
 */
#include "kit/sweep/point.h"

/* How long a child stands still at a call: no watchdog that is not hasty takes it for dead. */
#define EXACT_PAUSE_MS 300u

/* Appends the word for its file: "helper-killed-at-pipe.write-2". */
void exact_word(struct text *to, const struct scenario *calls, const struct sweep_point *at);

/* Appends what is done, as a sentence: "helper is killed at its pipe.write #2 (pipe:job)". */
void exact_done(struct text *to, const struct scenario *calls, const struct sweep_point *at);

/* Appends where it is done, in short: "pipe.write #2", "inside helper's pipe.read #1". */
void exact_place(struct text *to, const struct scenario *calls, const struct sweep_point *at);

/* Whether the call of this point was about another pipe or object in the run with these events.
 */
bool exact_is_elsewhere(const struct scenario *calls, const struct sweep_point *at,
                        const struct kit_event *events, size_t count);

/* Appends the `sweep` lines for an actor: what is done to it, and inside its waits. */
void exact_add_sweeps(struct text *to, const char *actor, bool is_child);
