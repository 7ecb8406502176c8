#include "kit/inject/stub_code.h"

#include <assert.h>
#include <string.h>

#define LOW_HALF   0xffffu
#define PUTS_ENTRY 0xba /* mov edx, the code that enters the system */

/* A distance of 32 bits reaches all addresses: it goes round. */
static int32_t distance_to(uint64_t at, uint64_t to)
{
    return (int32_t)(uint32_t)stub_distance(at, to);
}

static void add_near_jump(struct stub_code *code, uint64_t at, uint64_t to)
{
    uint8_t jump[STUB_JUMP];
    stub_make_jump(jump, distance_to(at + code->length, to));
    stub_add(code, jump, sizeof jump);
}

#define COUNT_LENGTH 16

/* lock add dword [counter], 1; lock adc dword [counter + 4], 0: each carry arrives once. */
static void add_narrow_count(struct stub_code *code, uint64_t counter)
{
    static const uint8_t add[] = {0xf0, 0x83, 0x05}, carry[] = {0xf0, 0x83, 0x15};
    static const uint8_t one = 1, none = 0;
    uint32_t low = (uint32_t)counter, high = low + 4;
    static_assert(2 * (sizeof add + sizeof low + sizeof one) == COUNT_LENGTH,
                  "a jump leads over it");
    stub_add(code, add, sizeof add);
    stub_add(code, &low, sizeof low);
    stub_add(code, &one, sizeof one);
    stub_add(code, carry, sizeof carry);
    stub_add(code, &high, sizeof high);
    stub_add(code, &none, sizeof none);
}

static const uint8_t stub_head = 0xb8;

#define CALL_LENGTH 7u

/* mov edx, the code that enters the system; call edx. Or call fs:[c0]. */
static bool enters_system(const uint8_t bytes[CALL_LENGTH])
{
    static const uint8_t call[] = {0xff, 0xd2};
    static const uint8_t call_of_thread[] = {0x64, 0xff, 0x15, 0xc0, 0x00, 0x00, 0x00};
    static_assert(sizeof call_of_thread == CALL_LENGTH, "both calls are as long");
    return (bytes[0] == PUTS_ENTRY && memcmp(bytes + STUB_JUMP, call, sizeof call) == 0) ||
           memcmp(bytes, call_of_thread, sizeof call_of_thread) == 0;
}

/* What follows the jump stays in its place, and the trampoline leads there. So it does not
 * matter what is called. */
static bool x86_matches(const uint8_t bytes[STUB_PATTERN], uint64_t at, uint32_t *number)
{
    const uint8_t *end = bytes + STUB_JUMP + CALL_LENGTH;
    bool returns = end[0] == 0xc3 || (end[0] == 0xc2 && end[2] == 0);
    static_assert(STUB_JUMP + CALL_LENGTH + 3 <= STUB_PATTERN, "the pattern holds all");
    if (at % STUB_PATCH != 0 || bytes[0] != stub_head || !enters_system(bytes + STUB_JUMP) ||
        !returns)
        return false;
    memcpy(number, bytes + sizeof stub_head, sizeof *number);
    /* Windows with 64 bits has something else in the upper half. */
    return (*number & LOW_HALF) < STUB_NUMBERS;
}

/* mov edi, edi; push ebp; mov ebp, esp */
static const uint8_t padding[STUB_JUMP] = {0x8b, 0xff, 0x55, 0x8b, 0xec};

static bool x86_is_padding(const uint8_t bytes[STUB_PATCH], uint64_t at)
{
    return at % STUB_PATCH == 0 && memcmp(bytes, padding, sizeof padding) == 0;
}

static bool x86_jump(uint8_t bytes[STUB_PATCH], uint64_t at, uint64_t to)
{
    stub_make_jump(bytes, distance_to(at, to));
    return true;
}

static size_t x86_enter(uint8_t code[STUB_ROOM], uint64_t at, uint32_t number, uint64_t stub)
{
    struct stub_code made = {.bytes = code};
    stub_add(&made, &stub_head, sizeof stub_head);
    stub_add(&made, &number, sizeof number);
    add_near_jump(&made, at, stub + STUB_JUMP);
    return made.length;
}

static size_t x86_resume(uint8_t code[STUB_ROOM], uint64_t at, uint64_t function)
{
    struct stub_code made = {.bytes = code};
    stub_add(&made, padding, sizeof padding);
    add_near_jump(&made, at, function + STUB_JUMP);
    return made.length;
}

static size_t x86_go(uint8_t code[STUB_ROOM], uint64_t at, uint64_t to)
{
    struct stub_code made = {.bytes = code};
    add_near_jump(&made, at, to);
    return made.length;
}

static size_t x86_count(uint8_t code[STUB_ROOM], uint64_t at, uint64_t counter, uint64_t to)
{
    struct stub_code made = {.bytes = code};
    add_narrow_count(&made, counter);
    add_near_jump(&made, at, to);
    return made.length;
}

static size_t x86_count_numbers(uint8_t code[STUB_ROOM], uint64_t at, uint64_t counter,
                                uint64_t to)
{
    struct stub_code made = {.bytes = code};
    stub_add_compare(&made, COUNT_LENGTH);
    add_narrow_count(&made, counter);
    add_near_jump(&made, at, to);
    return made.length;
}

/* All stubs that put it into edx call one piece of code, which is this instruction. */
static uint64_t x86_entry(const uint8_t stub[STUB_WHOLE], uint64_t at)
{
    uint32_t entry;
    (void)at;
    memcpy(&entry, stub + STUB_JUMP + 1, sizeof entry);
    return stub[STUB_JUMP] == PUTS_ENTRY ? entry : 0;
}

/* jmp [address] */
static uint64_t x86_pointer(const uint8_t entry[STUB_POINTER])
{
    static const uint8_t jump[] = {0xff, 0x25};
    uint32_t address;
    memcpy(&address, entry + sizeof jump, sizeof address);
    return memcmp(entry, jump, sizeof jump) == 0 ? address : 0;
}

const struct stub_machine stub_x86 = {
    .matches = x86_matches,
    .is_padding = x86_is_padding,
    .jump = x86_jump,
    .enter = x86_enter,
    .resume = x86_resume,
    .go = x86_go,
    .count = x86_count,
    .count_numbers = x86_count_numbers,
    .entry = x86_entry,
    .pointer = x86_pointer,
};
