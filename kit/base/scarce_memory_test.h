#pragma once
/*
 * Memory that comes to an end: for the tests that are named scarce_memory_test.c, in which the
 * linker sends each allocation of ours here (ci/cmake/tests.cmake). Those of the system's own
 * libraries are not counted. Included by tests alone; one thread.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The linker's names. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__real_zeroed_new(size_t bytes);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__wrap_zeroed_new(size_t bytes);

static struct {
    uint64_t given; /* allocations, since scarce_from */
    uint64_t first; /* the number of the first one that fails, from 1; 0: none does */
    uint64_t last;
} memory;

/* From here on the n-th allocation fails; and all behind it, or it alone. */
static inline void scarce_from(uint64_t n, bool alone)
{
    memory.given = 0;
    memory.first = n;
    memory.last = alone ? n : UINT64_MAX;
}

/* There is memory again. True if an allocation failed. */
static inline bool scarce_until_here(void)
{
    bool failed = memory.given >= memory.first;
    memory.first = 0;
    return failed;
}

static inline bool has_run_out(void)
{
    if (memory.first == 0)
        return false;
    memory.given++;
    return memory.given >= memory.first && memory.given <= memory.last;
}

void *__wrap_malloc(size_t size)
{
    return has_run_out() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return has_run_out() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return has_run_out() ? NULL : __real_realloc(old, size);
}

/* kit/base/zeroed.h; natively it counts twice, as a calloc, too. */
void *__wrap_zeroed_new(size_t bytes)
{
    return has_run_out() ? NULL : __real_zeroed_new(bytes);
}
