#pragma once
/*
 * The content of a big block (seed 2): every byte follows from a seed and its place, so a block
 * can be filled in parts, and one that is torn, stale or of another request is seen. Pure.
 */
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>

/* Fills bytes from..from+count of the block that begins at `block`. */
void block_fill(void *block, size_t from, size_t count, uint32_t seed);

/* XXH3 of the content; what its maker vouches for. */
uint64_t block_checksum(const void *block, size_t size);

/* The same of a block that is made in parts, from its begin to its end: each piece is read back
 * while it is still in the cache, since one more pass over memory costs as much as a copy. */
struct block_sum {
    alignas(64) uint64_t state[72];
};

void block_sum_begin(struct block_sum *sum);
void block_fill_and_sum(void *block, size_t from, size_t count, uint32_t seed,
                        struct block_sum *sum);
uint64_t block_sum_end(const struct block_sum *sum);

/*
 * What block_checksum comes to if every byte is what the seed says. It needs no block: who
 * waits for one has the time, and when it is there, has to go over it but once.
 */
uint64_t block_right_checksum(size_t size, uint32_t seed);
