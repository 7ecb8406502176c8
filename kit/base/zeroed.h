#pragma once
/*
 * Large memory that is mostly never touched. A run has megabytes of tables of which it uses a
 * few pages. calloc would write to each of these pages (Wine's heap does), so that each costs a
 * fault, and one more whenever the process makes a child, which copies its page tables. The
 * system gives pages that are zero already, and only those that are touched. Any thread.
 */
#include <stddef.h>

/* Zeroed memory, or NULL. To be given back by zeroed_free alone, which takes NULL, too. */
void *zeroed_new(size_t bytes);
void zeroed_free(void *memory);
