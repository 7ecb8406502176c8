#pragma once
/*
 * How the user calls lifeline: the first word of each command that a message recommends. A
 * wrapper such as ci/lifeline sets its own name in the variable LIFELINE_COMMAND, which main
 * reads. Without it the word is `lifeline`. Pure.
 */
#include <stdbool.h>

#define COMMAND_VARIABLE "LIFELINE_COMMAND"

/* Call it once, before any other thread runs. False, and nothing is set, if the word is empty,
 * too long or could end its line. A word with a blank is put in quotes. */
bool command_name_set(const char *word);

const char *command_name(void);
