#include "kit/inject/stub.h"

#include <assert.h>
#include <string.h>

/* Code that is being made. */
struct code {
    uint8_t *at;
    size_t length;
};

static void add_code(struct code *code, const void *bytes, size_t count)
{
    assert(code->length + count <= STUB_ROOM);
    memcpy(code->at + code->length, bytes, count);
    code->length += count;
}

static void add_target(struct code *code, uint64_t address)
{
    add_code(code, &address, sizeof address);
}

/* jmp [rip+0], and the address: any distance, no register. */
static void add_far_jump(struct code *code, uint64_t to)
{
    static const uint8_t jump[] = {0xff, 0x25, 0, 0, 0, 0};
    add_code(code, jump, sizeof jump);
    add_target(code, to);
}

/* push rax; mov rax, counter; lock inc qword [rax]; pop rax */
static void add_counting(struct code *code, uint64_t counter)
{
    static const uint8_t load[] = {0x50, 0x48, 0xb8};
    static const uint8_t count[] = {0xf0, 0x48, 0xff, 0x00, 0x58};
    add_code(code, load, sizeof load);
    add_target(code, counter);
    add_code(code, count, sizeof count);
}

#define COUNT_LENGTH 16

static const uint8_t stub_head[] = {0x4c, 0x8b, 0xd1, 0xb8};

bool stub_matches(const uint8_t bytes[STUB_PATTERN], uint64_t at, uint32_t *number)
{
    static const uint8_t tail[] = {0xf6, 0x04, 0x25, 0x08, 0x03, 0xfe, 0x7f, 0x01};
    static_assert(sizeof stub_head + 4 == STUB_PATCH, "the number ends the patched bytes");
    static_assert(STUB_PATCH + sizeof tail == STUB_PATTERN, "the pattern is compared whole");
    if (at % STUB_PATCH != 0 || memcmp(bytes, stub_head, sizeof stub_head) != 0 ||
        memcmp(bytes + STUB_PATCH, tail, sizeof tail) != 0)
        return false;
    memcpy(number, bytes + sizeof stub_head, sizeof *number);
    return *number < STUB_NUMBERS;
}

bool stub_is_padding(const uint8_t bytes[STUB_PATCH], uint64_t at)
{
    static const uint8_t nothing[STUB_PATCH] = {0x48, 0x8d, 0xa4, 0x24, 0, 0, 0, 0};
    return at % STUB_PATCH == 0 && memcmp(bytes, nothing, sizeof nothing) == 0;
}

bool stub_jump(uint8_t bytes[STUB_PATCH], uint64_t from, uint64_t to)
{
    int64_t distance = (int64_t)(to - (from + 5));
    int32_t near_distance = (int32_t)distance;
    if (near_distance != distance)
        return false;
    memset(bytes, 0xcc, STUB_PATCH); /* never reached: a breakpoint */
    bytes[0] = 0xe9;
    memcpy(bytes + 1, &near_distance, sizeof near_distance);
    return true;
}

size_t stub_enter(uint8_t code[STUB_ROOM], uint32_t number, uint64_t stub)
{
    struct code made = {.at = code};
    add_code(&made, stub_head, sizeof stub_head);
    add_code(&made, &number, sizeof number);
    add_far_jump(&made, stub + STUB_PATCH);
    return made.length;
}

size_t stub_go(uint8_t code[STUB_ROOM], uint64_t to)
{
    struct code made = {.at = code};
    add_far_jump(&made, to);
    return made.length;
}

size_t stub_count(uint8_t code[STUB_ROOM], uint64_t counter, uint64_t to)
{
    struct code made = {.at = code};
    add_counting(&made, counter);
    add_far_jump(&made, to);
    return made.length;
}

size_t stub_count_numbers(uint8_t code[STUB_ROOM], uint64_t counter, uint64_t to)
{
    /* cmp eax, STUB_NUMBERS; jae over the count */
    static const uint8_t compare[] = {0x3d, 0x00, 0x10, 0x00, 0x00, 0x73, COUNT_LENGTH};
    static_assert(STUB_NUMBERS == 0x1000, "compared here");
    struct code made = {.at = code};
    add_code(&made, compare, sizeof compare);
    size_t before = made.length;
    add_counting(&made, counter);
    assert(made.length - before == COUNT_LENGTH);
    (void)before;
    add_far_jump(&made, to);
    return made.length;
}
