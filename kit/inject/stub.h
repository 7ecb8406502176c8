#pragma once
/*
 * The code of ntdll's stubs, and the code that takes their place: bytes in, bytes out, for
 * x86-64. Pure; nothing here is executed, so it is tested natively.
 *
 * A stub is the function of ntdll that enters the system, one for each call. All have one form:
 *
 *     4c 8b d1                   mov r10, rcx
 *     b8 NR NR NR NR             mov eax, the call's number
 *     f6 04 25 08 03 fe 7f 01    test byte [7ffe0308], 1
 *
 * A patch replaces the first 8 bytes, which are aligned, by a jump, in one exchange. So a
 * thread that enters the stub meanwhile finds the old instructions or the new one. The jump
 * leads to a trampoline: it counts the call, does what the 8 bytes did, and goes on behind
 * them. No disassembler is needed, since no other form is patched.
 *
 * Functions of Wine that are no stubs begin with one instruction of 8 bytes that does nothing,
 * `lea rsp, [rsp+0]`. A jump can take its place, and the function goes on behind it.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STUB_PATCH   8u      /* bytes that a patch replaces */
#define STUB_PATTERN 16u     /* bytes that are compared */
#define STUB_ROOM    64u     /* of one trampoline, at most */
#define STUB_NUMBERS 0x1000u /* calls of ntdll have smaller numbers; those of win32u do not */

/* True if the bytes are a stub that can be patched; *number is that of its call. `at` is where
 * they stand. */
bool stub_matches(const uint8_t bytes[STUB_PATTERN], uint64_t at, uint32_t *number);

/* True if a function begins with 8 bytes that a jump can take the place of. */
bool stub_is_padding(const uint8_t bytes[STUB_PATCH], uint64_t at);

/* Makes the 8 bytes of the jump from the stub at `from` to `to`. False if it is too far. */
bool stub_jump(uint8_t bytes[STUB_PATCH], uint64_t from, uint64_t to);

/*
 * Makes the code that enters the system as the stub did: the stub's first instructions, and a
 * jump behind them. A handler calls it for the original. Returns its length.
 */
size_t stub_enter(uint8_t code[STUB_ROOM], uint32_t number, uint64_t stub);

/* Makes code that only goes on at `to`, at any distance. Returns its length. */
size_t stub_go(uint8_t code[STUB_ROOM], uint64_t to);

/*
 * Makes the target of the jump: counts at the address `counter`, then goes on at `to`. Keeps
 * all registers; the flags are no argument of a call. Returns its length.
 */
size_t stub_count(uint8_t code[STUB_ROOM], uint64_t counter, uint64_t to);

/*
 * The same for Wine's dispatcher, which all stubs call: counts only numbers below STUB_NUMBERS,
 * which are in eax.
 */
size_t stub_count_numbers(uint8_t code[STUB_ROOM], uint64_t counter, uint64_t to);
