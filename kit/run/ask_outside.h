#pragma once
/*
 * Asks a program to end by a key in its console or by the cross of its window. A helper process
 * does it (kit/run/helper.h), since a process has to leave its own console for that. Only the
 * run's thread calls this.
 */
#include "kit/run/session.h"

/* Asks the process by one of these ways. Takes 50 ms under Wine, at most 3 s. */
enum kit_status ask_outside(struct session *session, enum launch_ask way, uint32_t pid,
                            struct kit_error *err);

/* The helper's command line is `lifeline ASK_OUTSIDE_COMMAND <way> <pid>`. Its exit code is a
 * kit_status. */
#define ASK_OUTSIDE_COMMAND "ask-to-end"
int ask_outside_main(char **words);
