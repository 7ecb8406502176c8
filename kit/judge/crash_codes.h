#pragma once
/*
 * The exit codes of processes that an exception ended. Pure, any thread.
 */
#include <stdbool.h>
#include <stdint.h>

bool is_crash(uint32_t code);

/* The exception that the code is about, such as "an access violation"; NULL if it is none. */
const char *crash_words(uint32_t code);
