#include "kit/protocol/block.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#define WORD sizeof(uint64_t)

/* A counter, mixed: neighbours share no byte, so a shifted block differs everywhere. */
static uint64_t word_at(uint64_t place, uint32_t seed)
{
    uint64_t mixed = (place + 1) * UINT64_C(0x9E3779B97F4A7C15) ^ ((uint64_t)seed << 32 | seed);
    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    return mixed ^ mixed >> 31;
}

/* Bytes are those of a little-endian machine, which every Windows is. */
static size_t put_part(unsigned char *to, size_t from, size_t count, uint32_t seed)
{
    uint64_t word = word_at(from / WORD, seed);
    size_t skip = from % WORD;
    size_t part = WORD - skip < count ? WORD - skip : count;
    memcpy(to, (const unsigned char *)&word + skip, part);
    return part;
}

void block_fill(void *block, size_t from, size_t count, uint32_t seed)
{
    unsigned char *to = (unsigned char *)block + from;
    for (size_t done = 0; done < count;)
        done += put_part(to + done, from + done, count - done, seed);
}

uint64_t block_checksum(const void *block, size_t size)
{
    return XXH64(block, size, 0);
}

bool block_is_right(const void *block, size_t size, uint32_t seed)
{
    const unsigned char *at = block;
    for (size_t done = 0; done < size;) {
        unsigned char right[WORD];
        size_t part = put_part(right, done, size - done, seed);
        if (memcmp(at + done, right, part) != 0)
            return false;
        done += part;
    }
    return true;
}
