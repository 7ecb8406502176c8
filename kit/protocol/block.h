#pragma once
/*
 * The content of a big block (seed 2): every byte follows from a seed and its place, so a block
 * can be filled in parts, and one that is torn, stale or of another request is seen. Pure.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Fills bytes from..from+count of the block that begins at `block`. About 3 GiB a second. */
void block_fill(void *block, size_t from, size_t count, uint32_t seed);

/* XXH64 of the content; what its maker vouches for. */
uint64_t block_checksum(const void *block, size_t size);

/* True if every byte is what the seed says. */
bool block_is_right(const void *block, size_t size, uint32_t seed);
