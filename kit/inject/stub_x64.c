#include "kit/inject/stub_code.h"

#include <assert.h>
#include <string.h>

/* jmp [rip+0], and the address: any distance, no register. */
static void add_far_jump(struct stub_code *code, uint64_t to)
{
    static const uint8_t jump[] = {0xff, 0x25, 0, 0, 0, 0};
    stub_add(code, jump, sizeof jump);
    stub_add(code, &to, sizeof to);
}

#define COUNT_LENGTH 16

/* push rax; mov rax, counter; lock inc qword [rax]; pop rax */
static void add_wide_count(struct stub_code *code, uint64_t counter)
{
    static const uint8_t load[] = {0x50, 0x48, 0xb8};
    static const uint8_t count[] = {0xf0, 0x48, 0xff, 0x00, 0x58};
    static_assert(sizeof load + 8 + sizeof count == COUNT_LENGTH, "a jump leads over it");
    stub_add(code, load, sizeof load);
    stub_add(code, &counter, sizeof counter);
    stub_add(code, count, sizeof count);
}

static const uint8_t stub_head[] = {0x4c, 0x8b, 0xd1, 0xb8};

static bool x64_matches(const uint8_t bytes[STUB_PATTERN], uint64_t at, uint32_t *number)
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

static bool x64_is_padding(const uint8_t bytes[STUB_PATCH], uint64_t at)
{
    static const uint8_t nothing[STUB_PATCH] = {0x48, 0x8d, 0xa4, 0x24, 0, 0, 0, 0};
    return at % STUB_PATCH == 0 && memcmp(bytes, nothing, sizeof nothing) == 0;
}

static bool x64_jump(uint8_t bytes[STUB_PATCH], uint64_t at, uint64_t to)
{
    int64_t distance = stub_distance(at, to);
    int32_t near_distance = (int32_t)distance;
    if (near_distance != distance)
        return false;
    memset(bytes, 0xcc, STUB_PATCH); /* never reached: a breakpoint */
    stub_make_jump(bytes, near_distance);
    return true;
}

static size_t x64_enter(uint8_t code[STUB_ROOM], uint64_t at, uint32_t number, uint64_t stub)
{
    struct stub_code made = {.bytes = code};
    (void)at;
    stub_add(&made, stub_head, sizeof stub_head);
    stub_add(&made, &number, sizeof number);
    add_far_jump(&made, stub + STUB_PATCH);
    return made.length;
}

static size_t x64_go(uint8_t code[STUB_ROOM], uint64_t at, uint64_t to)
{
    struct stub_code made = {.bytes = code};
    (void)at;
    add_far_jump(&made, to);
    return made.length;
}

static size_t x64_resume(uint8_t code[STUB_ROOM], uint64_t at, uint64_t function)
{
    return x64_go(code, at, function + STUB_PATCH);
}

static size_t x64_count(uint8_t code[STUB_ROOM], uint64_t at, uint64_t counter, uint64_t to)
{
    struct stub_code made = {.bytes = code};
    (void)at;
    add_wide_count(&made, counter);
    add_far_jump(&made, to);
    return made.length;
}

static size_t x64_count_numbers(uint8_t code[STUB_ROOM], uint64_t at, uint64_t counter,
                                uint64_t to)
{
    struct stub_code made = {.bytes = code};
    (void)at;
    stub_add_compare(&made, COUNT_LENGTH);
    add_wide_count(&made, counter);
    add_far_jump(&made, to);
    return made.length;
}

/* call [address of 32 bits] */
static const uint8_t call_by_pointer[] = {0xff, 0x14, 0x25};

/* It is the last instruction but one of the stub itself. */
static uint64_t x64_entry(const uint8_t stub[STUB_WHOLE], uint64_t at)
{
    for (size_t i = STUB_PATTERN; i + STUB_POINTER <= STUB_WHOLE; i++) {
        if (memcmp(stub + i, call_by_pointer, sizeof call_by_pointer) == 0)
            return at + i;
    }
    return 0;
}

static uint64_t x64_pointer(const uint8_t entry[STUB_POINTER])
{
    uint32_t address;
    static_assert(sizeof call_by_pointer + sizeof address == STUB_POINTER, "it is read whole");
    memcpy(&address, entry + sizeof call_by_pointer, sizeof address);
    return memcmp(entry, call_by_pointer, sizeof call_by_pointer) == 0 ? address : 0;
}

const struct stub_machine stub_x64 = {
    .matches = x64_matches,
    .is_padding = x64_is_padding,
    .jump = x64_jump,
    .enter = x64_enter,
    .resume = x64_resume,
    .go = x64_go,
    .count = x64_count,
    .count_numbers = x64_count_numbers,
    .entry = x64_entry,
    .pointer = x64_pointer,
};
