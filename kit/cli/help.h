#pragma once
/*
 * What `lifeline --help` says, from the lists of commands, options and exit codes.
 */
#include <stdio.h>

void help_print(FILE *to);
