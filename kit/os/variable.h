#pragma once
/* Variables of this process's environment, as UTF-8. */
#include <stdbool.h>
#include <stddef.h>

/* Removes a variable from this process's environment; its value goes to `to`. False and "" if
 * there is no such variable, or if it does not fit or is not well-formed. */
bool os_variable_take(const char *name, char *to, size_t room);
