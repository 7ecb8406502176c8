#pragma once
/*
 * What `lifeline --help` and `lifeline COMMAND --help` say, from the lists of commands, options
 * and exit codes.
 */
#include "kit/cli/commands.h"

#include <stdio.h>

/* The overview, of COMMAND_HELP; the options of any other command. */
void help_print(FILE *to, enum lifeline_command of);
