#pragma once
/*
 * How the user calls lifeline: the first word of each command that a message tells to type. A
 * wrapper such as ci/lifeline names itself in the variable LIFELINE_COMMAND, which main reads.
 * Without it the word is `lifeline`. Pure.
 */
#include <stdbool.h>

#define COMMAND_VARIABLE "LIFELINE_COMMAND"

/* To be called once, before any other thread runs. A word that is empty, too long or could end
 * its line is not taken; one with a blank is put in quotes. Returns whether it was taken. */
bool command_name_set(const char *word);

const char *command_name(void);
