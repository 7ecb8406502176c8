#include "kit/protocol/message.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

const char *const wrong_words[WRONG_COUNT + 1] = {
#define X(wrong, word, meaning) word,
    PROTOCOL_WRONGS(X)
#undef X
};

size_t message_length(uint32_t type)
{
    switch (type) {
#define X(type, number, tag, bytes, word)                                                      \
    case number:                                                                               \
        return bytes;
        PROTOCOL_MESSAGES(X)
#undef X
    }
    return 0;
}

const char *message_word(uint32_t type)
{
    switch (type) {
#define X(type, number, tag, bytes, word)                                                      \
    case number:                                                                               \
        return word;
        PROTOCOL_MESSAGES(X)
#undef X
    }
    return "?";
}

void message_text(char to[MESSAGE_TEXT], const char *from)
{
    size_t count = strlen(from);
    if (count > MESSAGE_TEXT - 1)
        count = MESSAGE_TEXT - 1;
    memset(to, 0, MESSAGE_TEXT);
    memcpy(to, from, count);
}

/* Over all bytes except the checksum itself, which is the last member of the head. */
static uint32_t checksum_of(const union message *message, size_t size)
{
    size_t before = offsetof(struct message_head, checksum);
    size_t body = sizeof(struct message_head);
    return XXH32(message->bytes + body, size - body, XXH32(message->bytes, before, 0));
}

void message_seal(union message *message, enum message_type type, uint32_t sequence)
{
    size_t size = message_length(type);
    assert(size > 0);
    message->head = (struct message_head){.magic = MESSAGE_MAGIC,
                                          .version = MESSAGE_VERSION,
                                          .type = (uint16_t)type,
                                          .size = (uint16_t)size,
                                          .sequence = sequence};
    message->head.checksum = checksum_of(message, size);
}

static bool text_ends(const char text[MESSAGE_TEXT])
{
    return memchr(text, 0, MESSAGE_TEXT) != NULL;
}

/*
 * The checksum proves that a sender meant these bytes. This check proves that the sender
 * follows the protocol.
 */
static bool content_is_sane(const union message *message)
{
    switch ((enum message_type)message->head.type) {
    case MESSAGE_REQUEST:
        return text_ends(message->request.text);
    case MESSAGE_REPLY:
        return text_ends(message->reply.text) && message->reply.flags <= MESSAGE_BLOCK_FOLLOWS;
    case MESSAGE_BLOCK_ASK:
        return message->block_ask.zero == 0 && message->block_ask.size > 0;
    case MESSAGE_BLOCK_OFFER:
        return message->block_offer.zero == 0;
    case MESSAGE_BLOCK_TAKEN:
        return message->block_taken.zero == 0 && message->block_taken.ok <= 1;
    case MESSAGE_BLOCK_ACK:
    case MESSAGE_BLOCK_WHOLE:
    case MESSAGE_QUIT:
        return true;
    }
    return false;
}

static enum kit_status is_wrong(enum message_wrong *wrong, enum message_wrong what)
{
    *wrong = what;
    return KIT_VIOLATION;
}

/*
 * The head is checked before the body, and the size before the checksum, which is computed over
 * that many bytes.
 */
static enum kit_status check_message_head(const union message *message, size_t size,
                                          uint32_t sequence, enum message_wrong *wrong,
                                          struct kit_error *err)
{
    const struct message_head *head = &message->head;
    if (head->magic != MESSAGE_MAGIC)
        return kit_fail(err, is_wrong(wrong, WRONG_MAGIC),
                        "a message begins with %04x, not %04x", head->magic, MESSAGE_MAGIC);
    if (head->version != MESSAGE_VERSION)
        return kit_fail(err, is_wrong(wrong, WRONG_VERSION),
                        "a message is of version %u, and this side speaks version %u",
                        head->version, MESSAGE_VERSION);
    if (message_length(head->type) == 0)
        return kit_fail(err, is_wrong(wrong, WRONG_TYPE), "there is no message of type %u",
                        head->type);
    if (head->size != size || message_length(head->type) != size)
        return kit_fail(err, is_wrong(wrong, WRONG_LENGTH),
                        "a message '%s' has %u bytes, says %u and must have %u",
                        message_word(head->type), (unsigned)size, head->size,
                        (unsigned)message_length(head->type));
    if (head->checksum != checksum_of(message, size))
        return kit_fail(err, is_wrong(wrong, WRONG_CHECKSUM),
                        "the bytes of a message '%s' are not those that were sealed",
                        message_word(head->type));
    if (head->sequence != sequence)
        return kit_fail(err, is_wrong(wrong, WRONG_SEQUENCE),
                        "a message '%s' has number %u where %u is next",
                        message_word(head->type), head->sequence, sequence);
    if (!content_is_sane(message))
        return kit_fail(err, is_wrong(wrong, WRONG_CONTENT),
                        "a message '%s' says what no sender writes", message_word(head->type));
    return KIT_OK;
}

enum kit_status message_check(const void *bytes, size_t size, uint32_t sequence,
                              union message *out, enum message_wrong *wrong,
                              struct kit_error *err)
{
    union message copy = {.bytes = {0}};
    if (size < sizeof copy.head || size > sizeof copy)
        return kit_fail(err, is_wrong(wrong, WRONG_LENGTH),
                        "a message of %u bytes; they have %u to %u", (unsigned)size,
                        (unsigned)sizeof copy.head, (unsigned)sizeof copy);
    memcpy(copy.bytes, bytes, size);
    enum kit_status status = check_message_head(&copy, size, sequence, wrong, err);
    if (status == KIT_OK)
        *out = copy;
    return status;
}
