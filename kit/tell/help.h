#pragma once
/*
 * The text of `lifeline --help` and `lifeline COMMAND --help`, from the lists of commands,
 * options and exit codes.
 */
#include "kit/tell/commands.h"

#include <stdio.h>

/* The overview for COMMAND_HELP; the options for any other command. */
void help_print(FILE *to, enum lifeline_command of);
