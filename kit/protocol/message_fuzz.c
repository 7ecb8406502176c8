/*
 * Goal: no bytes make message_check read outside them, or accept a message that breaks the
 * protocol. Method: the input as it is; then the same bytes sealed, so that the checks after
 * the checksum are reached, too.
 */
#include "kit/protocol/phase.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void believe(const void *bytes, size_t size, uint32_t sequence)
{
    union message out = {.bytes = {0}};
    enum message_wrong wrong = WRONG_COUNT;
    if (message_check(bytes, size, sequence, &out, &wrong, NULL) != KIT_OK) {
        assert(wrong < WRONG_COUNT);
        return;
    }
    assert(size == message_length(out.head.type));
    assert(memcmp(out.bytes, bytes, size) == 0);
    if (out.head.type == MESSAGE_REQUEST)
        assert(strlen(out.request.text) < MESSAGE_TEXT);
    for (int phase = 0; phase < PHASE_COUNT; phase++) {
        enum protocol_phase next = PHASE_COUNT;
        if (phase_move((enum protocol_phase)phase, SIDE_CHILD, &out, &next))
            assert(next < PHASE_COUNT);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    believe(data, size, 1);
    if (size == 0)
        return 0;
    union message sealed = {.bytes = {0}};
    enum message_type type = (enum message_type)(data[0] % MESSAGE_QUIT + 1);
    size_t body = message_length(type) - sizeof sealed.head;
    memcpy(sealed.bytes + sizeof sealed.head, data + 1, size - 1 < body ? size - 1 : body);
    message_seal(&sealed, type, 1);
    believe(&sealed, message_length(type), 1);
    return 0;
}
