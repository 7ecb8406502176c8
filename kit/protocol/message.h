#pragma once
/*
 * The messages of the reference protocol: one fixed-width struct for each, with the same bytes
 * in a 32-bit and a 64-bit process. The sender seals a message. The receiver checks it before
 * it uses any member. Pure, plain values, any thread; every call takes microseconds.
 */
#include "kit/base/status.h"

#include <assert.h>
#include <stddef.h>

#define MESSAGE_MAGIC         0x4C4Cu /* "LL" */
#define MESSAGE_VERSION       1u      /* grows when a struct below changes */
#define MESSAGE_TEXT          92u /* with its terminator; the first seed's children read 90 bytes */
#define MESSAGE_MOST          128u /* bytes of the longest one, with room to grow */

/* Flags of a reply. */
#define MESSAGE_BLOCK_FOLLOWS 1u /* the parent asks for a block before it is idle again */

struct message_head {
    uint16_t magic;
    uint16_t version;
    uint16_t type; /* enum message_type */
    /* Of the whole message; must equal that of its type, and the received size. */
    uint16_t size;
    uint32_t sequence; /* from 1, one more for each message of this sender */
    uint32_t checksum; /* XXH32 of all other bytes */
};

struct message_request {
    struct message_head head;
    uint32_t tick;
    char text[MESSAGE_TEXT];
};

struct message_reply {
    struct message_head head;
    uint32_t flags;
    char text[MESSAGE_TEXT];
};

struct message_block_ask {
    struct message_head head;
    uint64_t size; /* bytes that the parent asks for */
    uint32_t seed; /* what the content is made from, see block.h */
    uint32_t zero;
};

struct message_block_offer {
    struct message_head head;
    uint64_t size;
    uint32_t
        /* In the child; handles fit into 32 bits. 0: the child could not make the block. */
        handle;
    uint32_t zero;
};

struct message_block_ack {
    struct message_head head;
};

struct message_block_whole {
    struct message_head head;
    uint64_t checksum; /* of the content */
};

struct message_block_taken {
    struct message_head head;
    uint32_t ok; /* 0: the parent did not take it; in both cases the child can release it */
    uint32_t zero;
};

struct message_quit {
    struct message_head head;
};

union message {
    struct message_head head;
    struct message_request request;
    struct message_reply reply;
    struct message_block_ask block_ask;
    struct message_block_offer block_offer;
    struct message_block_ack block_ack;
    struct message_block_whole block_whole;
    struct message_block_taken block_taken;
    struct message_quit quit;
    uint8_t bytes[MESSAGE_MOST];
};

/* X(type, number, struct's tag, bytes, word) */
#define PROTOCOL_MESSAGES(X)                                                                   \
    X(REQUEST, 1, message_request, 112, "request")                                             \
    X(REPLY, 2, message_reply, 112, "reply")                                                   \
    X(BLOCK_ASK, 3, message_block_ask, 32, "block-ask")                                        \
    X(BLOCK_OFFER, 4, message_block_offer, 32, "block-offer")                                  \
    X(BLOCK_ACK, 5, message_block_ack, 16, "block-ack")                                        \
    X(BLOCK_WHOLE, 6, message_block_whole, 24, "block-whole")                                  \
    X(BLOCK_TAKEN, 7, message_block_taken, 24, "block-taken")                                  \
    X(QUIT, 8, message_quit, 16, "quit")

enum message_type {
#define X(type, number, tag, bytes, word) MESSAGE_##type = number,
    PROTOCOL_MESSAGES(X)
#undef X
};

#define X(type, number, tag, bytes, word) static_assert(sizeof(struct tag) == bytes, #tag);
PROTOCOL_MESSAGES(X)
#undef X
static_assert(sizeof(union message) == MESSAGE_MOST, "a message outgrew MESSAGE_MOST");
static_assert(sizeof(struct message_head) == 16, "head");
static_assert(offsetof(struct message_head, magic) == 0, "magic");
static_assert(offsetof(struct message_head, version) == 2, "version");
static_assert(offsetof(struct message_head, type) == 4, "type");
static_assert(offsetof(struct message_head, size) == 6, "size");
static_assert(offsetof(struct message_head, sequence) == 8, "sequence");
static_assert(offsetof(struct message_head, checksum) == 12, "checksum");
static_assert(offsetof(struct message_request, text) == 20, "request.text");
static_assert(offsetof(struct message_reply, text) == 20, "reply.text");
static_assert(offsetof(struct message_block_ask, seed) == 24, "block_ask.seed");
static_assert(offsetof(struct message_block_offer, handle) == 24, "block_offer.handle");
static_assert(offsetof(struct message_block_whole, checksum) == 16, "block_whole.checksum");

/*
 * The violations that a receiver can find in a message, or in how a sender uses the protocol.
 * The word is the one in the report `violation`.
 *
 *   X(wrong, word, meaning)
 */
#define PROTOCOL_WRONGS(X)                                                                     \
    X(LENGTH, "length", "it is not exactly as long as its type says")                          \
    X(MAGIC, "magic", "it does not begin as a message does")                                   \
    X(VERSION, "version", "it is of another version of the protocol")                          \
    X(TYPE, "type", "there is no message of this type")                                        \
    X(CHECKSUM, "checksum", "its bytes are not what its sender sealed")                        \
    X(SEQUENCE, "sequence", "a message before it was lost, or came twice")                     \
    X(CONTENT, "content", "a text without an end, or a value that no sender writes")           \
    X(PHASE, "phase", "its sender may not send it now")                                        \
    X(UNANNOUNCED, "unannounced", "a second request before the event for the first was set")   \
    X(MEMORY, "memory", "shared memory does not hold what the reply stands for")               \
    X(SIZE, "size", "a block is not as large as it was said to be")                            \
    X(BLOCK, "block",                                                                          \
      "a block's content is not what was asked for, or not what was vouched for")

enum message_wrong {
#define X(wrong, word, meaning) WRONG_##wrong,
    PROTOCOL_WRONGS(X)
#undef X
        WRONG_COUNT
};

extern const char *const wrong_words[WRONG_COUNT + 1];

/* The size in bytes of a message of this type; 0 if there is no such type. */
size_t message_length(uint32_t type);

/* The word of a type; "?" if there is no such type. */
const char *message_word(uint32_t type);

/* Copies text and pads it with zeros. Text that does not fit is cut. */
void message_text(char to[MESSAGE_TEXT], const char *from);

/* Fills the head of a message whose body is set. Unused bytes of the body must be zero. */
void message_seal(union message *message, enum message_type type, uint32_t sequence);

/*
 * Trusts nothing. KIT_OK only for a whole, sealed message of this sequence number, which is
 * then in *out. KIT_VIOLATION: *wrong is the violation, err has the message, *out is unchanged.
 */
enum kit_status message_check(const void *bytes, size_t size, uint32_t sequence,
                              union message *out, enum message_wrong *wrong,
                              struct kit_error *err);
