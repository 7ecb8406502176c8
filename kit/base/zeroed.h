#pragma once
/*
 * Large memory that is mostly never touched. A run has megabytes of tables and uses a few pages
 * of them. calloc would write to each page (Wine's heap does). Each page would then cost a page
 * fault, and another one whenever the process creates a child, since that copies the page
 * tables. The system's pages are zero already, and exist only when they are touched. Any
 * thread.
 */
#include <stddef.h>

/* Zeroed memory, or NULL. Free it only with zeroed_free, which accepts NULL. */
void *zeroed_new(size_t bytes);
void zeroed_free(void *memory);
