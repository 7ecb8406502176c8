#include "kit/protocol/memory.h"
#include "kit/base/text.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

static char *text_in(void *memory)
{
    return (char *)memory + sizeof(struct memory_head);
}

uint32_t memory_write(void *memory, size_t bytes, uint32_t sequence, const char *text)
{
    assert(bytes >= MEMORY_LEAST && bytes <= MEMORY_MOST);
    char line[MEMORY_TEXT];
    struct text said = text_over(line, sizeof line);
    text_add(&said, "Written to shared mem %s", text);

    struct memory_head head;
    memcpy(&head, memory, sizeof head);
    head.magic = MEMORY_MAGIC;
    head.version = MEMORY_VERSION;
    head.head_size = sizeof head;
    head.bytes = (uint32_t)bytes;
    head.sequence = sequence;
    head.text_size = (uint32_t)said.length;
    head.checksum = XXH32(line, said.length, 0);
    memcpy(text_in(memory), line, said.length);
    memcpy(memory, &head, sizeof head);
    return head.checksum;
}

/* `head` is a copy, because the other side can write to the memory between two reads. */
static enum kit_status check_memory_head(const struct memory_head *head, size_t bytes,
                                         uint32_t sequence, struct kit_error *err)
{
    if (head->magic != MEMORY_MAGIC || head->version != MEMORY_VERSION ||
        head->head_size != sizeof *head)
        return kit_fail(err, KIT_VIOLATION,
                        "the shared memory begins with %08x, version %u; not with %08x, "
                        "version %u",
                        head->magic, head->version, MEMORY_MAGIC, MEMORY_VERSION);
    if (head->bytes != bytes || head->text_size >= MEMORY_TEXT)
        return kit_fail(err, KIT_VIOLATION,
                        "the shared memory says it has %u bytes, %u of them text; it has %u, "
                        "of them text at most %u",
                        head->bytes, head->text_size, (unsigned)bytes, MEMORY_TEXT - 1);
    if (head->sequence != sequence)
        return kit_fail(err, KIT_VIOLATION,
                        "the shared memory answers request %u where %u was asked",
                        head->sequence, sequence);
    return KIT_OK;
}

enum kit_status memory_read(void *memory, size_t bytes, uint32_t sequence, char *to,
                            size_t room, uint32_t *checksum, struct kit_error *err)
{
    assert(bytes >= MEMORY_LEAST && bytes <= MEMORY_MOST && room > 0);
    struct memory_head head;
    memcpy(&head, memory, sizeof head);
    enum kit_status status = check_memory_head(&head, bytes, sequence, err);
    if (status != KIT_OK)
        return status;
    char copy[MEMORY_TEXT];
    memcpy(copy, text_in(memory), head.text_size);
    if (XXH32(copy, head.text_size, 0) != head.checksum)
        return kit_fail(err, KIT_VIOLATION,
                        "the text in shared memory is not the one that its checksum is of");
    struct text out = text_over(to, room);
    text_add_bytes(&out, copy, head.text_size);
    *checksum = head.checksum;

    /*
     * The seed's child adds one to each byte that it read; this child writes to its own words.
     */
    head.reads++;
    head.read_sequence = sequence;
    size_t own = offsetof(struct memory_head, reads);
    memcpy((char *)memory + own, (char *)&head + own, sizeof head - own);
    return KIT_OK;
}
