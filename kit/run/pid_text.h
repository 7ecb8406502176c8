#pragma once
/* Fills in the words of a text of the scenario (kit/scenario/pid_words.h). */
#include "kit/run/session.h"

/* A buffer for the text: a PID has at most twice as many digits as the word for it; and a text
 * has one folder. */
#define PID_TEXT (SCENARIO_ARGUMENT * 2 + OS_PATH)

/*
 * Copies the text, with the PID of its actor's newest process for each word, and the folder for
 * temporary files. `own` is the actor of `%pid%`, or -1. False if an actor had no process yet:
 * its word is copied as it is. False also if the text is too long for the buffer.
 */
bool pid_text_fill(const struct session *session, int own, const char *from, char to[PID_TEXT]);

/* What the log has as the Win32 error if an actor had no process yet. */
#define PID_TEXT_UNKNOWN 87u

/* What the log has as the Win32 error if the object of a filled name could not be opened. */
uint32_t named_object_code(const struct kit_error *why);
