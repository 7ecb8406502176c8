#pragma once
/* What every program lifeline does around its command. */
#include "kit/tell/options.h"

typedef enum kit_exit (*command_function)(const struct options *options);

/* Call it before any output. */
void entry_begin(void);

/* Reads the arguments, of which the command is the first and NULL the last, and calls the
 * command's function. Returns the exit code of the process. */
int entry_main(char **arguments, const command_function functions[COMMAND_COUNT]);
