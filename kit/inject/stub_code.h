#pragma once
/*
 * Machine code that is being made, in the room of one trampoline. Pure.
 */
#include "kit/inject/stub.h"

struct stub_code {
    uint8_t *bytes;
    size_t length;
};

void stub_add(struct stub_code *code, const void *bytes, size_t count);

/* cmp eax, STUB_NUMBERS; jae over the next `length` bytes, which count. */
void stub_add_compare(struct stub_code *code, uint8_t length);

/* The distance that a jump of 5 bytes at `at` has to `to`: it counts from behind itself. */
int64_t stub_distance(uint64_t at, uint64_t to);

#define STUB_JUMP 5u /* jmp, and a distance of 32 bits */

/* Makes this jump. */
void stub_make_jump(uint8_t bytes[STUB_JUMP], int32_t distance);
