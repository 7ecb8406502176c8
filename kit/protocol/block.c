#include "kit/protocol/block.h"

#include <assert.h>
#include <stdalign.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#define WORD  sizeof(uint64_t)

/*
 * The size of a piece that is processed twice in a row. It must stay in a core's own cache.
 * Whole words.
 */
#define PIECE ((size_t)32 * 1024)

/*
 * A mixed counter, so that no two places have the same word, whatever their seeds. A block that
 * is shifted, or has another seed, is wrong in every word. Only one multiplication, because a
 * second one would take longer than the memory access.
 */
static uint64_t word_at(uint64_t place, uint32_t seed)
{
    uint64_t mixed = (((uint64_t)seed << 32) + place + 1) * UINT64_C(0x9E3779B97F4A7C15);
    return mixed ^ mixed >> 31;
}

/* The bytes of a little-endian machine, as every Windows machine is. */
static size_t put_part(unsigned char *to, size_t from, size_t count, uint32_t seed)
{
    uint64_t word = word_at(from / WORD, seed);
    size_t skip = from % WORD;
    size_t part = WORD - skip < count ? WORD - skip : count;
    memcpy(to, (const unsigned char *)&word + skip, part);
    return part;
}

/* Writes the bytes from..from+count of a block to any place in memory. */
static void fill_words(unsigned char *to, size_t from, size_t count, uint32_t seed)
{
    size_t done = 0;
    while (done < count && ((from + done) % WORD != 0 || count - done < WORD))
        done += put_part(to + done, from + done, count - done, seed);
    for (uint64_t place = (from + done) / WORD; count - done >= WORD; place++, done += WORD) {
        uint64_t word = word_at(place, seed);
        memcpy(to + done, &word, WORD);
    }
    if (done < count)
        put_part(to + done, from + done, count - done, seed);
}

void block_fill(void *block, size_t from, size_t count, uint32_t seed)
{
    fill_words((unsigned char *)block + from, from, count, seed);
}

uint64_t block_checksum(const void *block, size_t size)
{
    return XXH3_64bits(block, size);
}

static_assert(sizeof(struct block_sum) >= sizeof(XXH3_state_t) &&
                  alignof(struct block_sum) >= alignof(XXH3_state_t),
              "the state must fit");

static XXH3_state_t *checksum_state(struct block_sum *sum)
{
    return (XXH3_state_t *)sum->state;
}

void block_sum_begin(struct block_sum *sum)
{
    XXH3_64bits_reset(checksum_state(sum));
}

void block_fill_and_sum(void *block, size_t from, size_t count, uint32_t seed,
                        struct block_sum *sum)
{
    while (count > 0) {
        size_t piece = count < PIECE ? count : PIECE;
        block_fill(block, from, piece, seed);
        XXH3_64bits_update(checksum_state(sum), (unsigned char *)block + from, piece);
        from += piece;
        count -= piece;
    }
}

uint64_t block_sum_end(const struct block_sum *sum)
{
    return XXH3_64bits_digest((const XXH3_state_t *)sum->state);
}

/*
 * Computed from a copy that is made piece by piece, each in the memory of the previous piece.
 */
uint64_t block_right_checksum(size_t size, uint32_t seed)
{
    unsigned char part[PIECE];
    XXH3_state_t sum;
    XXH3_64bits_reset(&sum);
    for (size_t from = 0; from < size; from += PIECE) {
        size_t piece = size - from < PIECE ? size - from : PIECE;
        fill_words(part, from, piece, seed);
        XXH3_64bits_update(&sum, part, piece);
    }
    return XXH3_64bits_digest(&sum);
}
