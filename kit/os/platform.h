#pragma once
/*
 * The system that the kit runs on. Any thread.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* "wine 8.0", "windows 10.0.19045", or "linux 6.1.0" for the lifeline for Linux. */
void os_platform(char *to, size_t size);

bool os_is_wine(void);

uint32_t os_core_count(void);

/* Keeps the calling thread on one core. */
void os_stay_on_core(uint32_t core);

/* True if standard output is a terminal; *columns is its width. */
bool os_is_terminal(uint32_t *columns);
