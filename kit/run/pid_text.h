#pragma once
/* Fills in the process ids that a text of the scenario names (kit/scenario/pid_words.h). */
#include "kit/run/session.h"

/* A buffer for the text: a PID has at most twice as many digits as the word for it. */
#define PID_TEXT (SCENARIO_ARGUMENT * 2)

/*
 * Copies the text, with the PID of its actor's newest process for each word. `own` is the actor
 * of `%pid%`, or -1. False if an actor had no process yet: its word is copied as it is.
 */
bool pid_text_fill(const struct session *session, int own, const char *from, char to[PID_TEXT]);

/* What the log has as the Win32 error if an actor had no process yet. */
#define PID_TEXT_UNKNOWN 87u

/* What the log has as the Win32 error if the object of a filled name could not be opened. */
uint32_t named_object_code(const struct kit_error *why);
