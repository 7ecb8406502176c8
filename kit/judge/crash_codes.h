#pragma once
/*
 * The exit codes of processes that an exception ended. Pure, any thread.
 */
#include <stdbool.h>
#include <stdint.h>

bool is_crash(uint32_t code);

/* What exception gives this exit code, such as "an access violation"; NULL: no exception does.
 */
const char *crash_words(uint32_t code);
