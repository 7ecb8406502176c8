#include "kit/inject/stub_code.h"

#include <assert.h>
#include <string.h>

void stub_add(struct stub_code *code, const void *bytes, size_t count)
{
    assert(code->length + count <= STUB_ROOM);
    memcpy(code->bytes + code->length, bytes, count);
    code->length += count;
}

void stub_add_compare(struct stub_code *code, uint8_t length)
{
    static const uint8_t compare[] = {0x3d, 0x00, 0x10, 0x00, 0x00, 0x73};
    static_assert(STUB_NUMBERS == 0x1000, "compared here");
    stub_add(code, compare, sizeof compare);
    stub_add(code, &length, sizeof length);
}

int64_t stub_distance(uint64_t at, uint64_t to)
{
    return (int64_t)(to - (at + STUB_JUMP));
}

void stub_make_jump(uint8_t bytes[STUB_JUMP], int32_t distance)
{
    bytes[0] = 0xe9;
    memcpy(bytes + 1, &distance, sizeof distance);
}
