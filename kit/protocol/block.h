#pragma once
/*
 * The content of a big block (seed 2). Every byte follows from a seed and its place. So a block
 * can be filled in parts, and a torn block, a stale block and the block of another request are
 * detected. Pure.
 */
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>

/* Fills bytes from..from+count of the block that begins at `block`. */
void block_fill(void *block, size_t from, size_t count, uint32_t seed);

/* XXH3 of the content; its maker sends this checksum. */
uint64_t block_checksum(const void *block, size_t size);

/*
 * The same for a block that is made in parts, from its beginning to its end. Each piece is read
 * back while it is still in the cache, because one more pass over memory costs as much as a
 * copy.
 */
struct block_sum {
    alignas(64) uint64_t state[72];
};

void block_sum_begin(struct block_sum *sum);
void block_fill_and_sum(void *block, size_t from, size_t count, uint32_t seed,
                        struct block_sum *sum);
uint64_t block_sum_end(const struct block_sum *sum);

/*
 * The checksum of a block in which every byte follows from the seed. It needs no block: the
 * receiver computes it while it waits, and then has to read the block only once.
 */
uint64_t block_right_checksum(size_t size, uint32_t seed);
