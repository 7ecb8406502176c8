#pragma once
/*
 * The layout of the memory that a parent shares with one child (seed 1): a head, then text. The
 * parent writes text before it sends its reply, and the child reads it after it received the
 * reply, so they never access it at once. Neither side trusts the content: it is copied once,
 * and the copy is checked. Pure; the memory belongs to the caller.
 */
#include "kit/base/status.h"

#include <assert.h>
#include <stddef.h>

#define MEMORY_MAGIC   0x4D4D4C4Cu /* "LLMM" */
#define MEMORY_VERSION 1u
#define MEMORY_BYTES   2048u /* the first seed's size */
#define MEMORY_LEAST   256u  /* a head and the longest text that is written */
#define MEMORY_MOST    (1024u * 1024u)
#define MEMORY_TEXT    (MEMORY_LEAST - 32u) /* the longest text, with a terminator */

struct memory_head {
    uint32_t magic;
    uint16_t version;
    uint16_t head_size;
    uint32_t bytes;         /* of the whole memory, as agreed at the child's start */
    uint32_t sequence;      /* of the request that this text answers; 0 before the first */
    uint32_t text_size;     /* without a terminator; the text has none */
    uint32_t checksum;      /* XXH32 of the text */
    uint32_t reads;         /* written by the child: how often it has read */
    uint32_t read_sequence; /* written by the child: what it has read last */
};

static_assert(sizeof(struct memory_head) == MEMORY_LEAST - MEMORY_TEXT, "memory_head");
static_assert(offsetof(struct memory_head, bytes) == 8, "bytes");
static_assert(offsetof(struct memory_head, checksum) == 20, "checksum");
static_assert(offsetof(struct memory_head, read_sequence) == 28, "read_sequence");

/*
 * The parent writes `Written to shared mem <text>`, cut if it does not fit into `bytes`
 * (MEMORY_LEAST to MEMORY_MOST). The child's two words are kept. Returns the checksum.
 */
uint32_t memory_write(void *memory, size_t bytes, uint32_t sequence, const char *text);

/*
 * The child reads the text of this sequence number into `to` (room for `room` bytes,
 * terminated, cut if necessary), and writes that it has read it. KIT_VIOLATION: the text is not
 * what the parent writes.
 */
enum kit_status memory_read(void *memory, size_t bytes, uint32_t sequence, char *to,
                            size_t room, uint32_t *checksum, struct kit_error *err);
