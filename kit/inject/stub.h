#pragma once
/*
 * The code of ntdll's stubs, and the code that takes their place: bytes in, bytes out, for
 * x86-64 and for x86 with 32 bits. Pure; nothing here is executed, so both are tested natively.
 *
 * A stub is the function of ntdll that enters the system, one for each call. All of a width
 * have one form, but for one. With 64 bits, and with 32 bits:
 *
 *     4c 8b d1                   mov r10, rcx
 *     b8 NR NR NR NR             mov eax, the call's number
 *     f6 04 25 08 03 fe 7f 01    test byte [7ffe0308], 1
 *
 *     b8 NR NR NR NR             mov eax, the call's number
 *     ba AT AT AT AT             mov edx, the code that enters the system
 *     ff d2                      call edx
 *     c2 N 0                     ret N, or c3
 *
 * With 32 bits Wine 10 has one stub, NtQueryInformationProcess, with another way in, which does
 * not pass the dispatcher's pointer:
 *
 *     b8 NR NR NR NR             mov eax, the call's number
 *     64 ff 15 c0 00 00 00       call fs:[c0]
 *     c2 N 0                     ret N
 *
 * A patch exchanges the first 8 bytes, which are aligned, at once. So a thread that enters the
 * stub meanwhile finds the old instructions or the jump. With 64 bits the jump takes the place
 * of all 8 bytes, with 32 bits of the first 5. It leads to a trampoline, which counts the call,
 * does what these bytes did, and goes on behind them. No disassembler is needed, since no other
 * form is patched.
 *
 * Functions of Wine that are no stubs begin with instructions that are made to be patched:
 * `lea rsp, [rsp+0]`, which does nothing, and `mov edi, edi; push ebp; mov ebp, esp`.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STUB_PATCH   8u  /* bytes that are exchanged */
#define STUB_PATTERN 16u /* bytes that are compared */
#define STUB_WHOLE   32u /* bytes of the longest stub */
#define STUB_POINTER 7u  /* bytes of the instruction with the dispatcher's pointer, at most */
#define STUB_ROOM    64u /* of one trampoline, at most */
#define STUB_NUMBERS 0x1000u /* calls of ntdll have smaller numbers; those of win32u do not */

/*
 * The code of one width. `at` is where the bytes stand, or will stand. A function that makes
 * code returns its length.
 */
struct stub_machine {
    /* True if the bytes are a stub that can be patched; *number is that of its call. */
    bool (*matches)(const uint8_t bytes[STUB_PATTERN], uint64_t at, uint32_t *number);

    /* True if a function begins with bytes that a jump can take the place of. */
    bool (*is_padding)(const uint8_t bytes[STUB_PATCH], uint64_t at);

    /* Makes of the 8 bytes there those of the jump to `to`. False if that is too far. */
    bool (*jump)(uint8_t bytes[STUB_PATCH], uint64_t at, uint64_t to);

    /*
     * Makes the code that enters the system as the stub did: the stub's first instructions, and
     * a jump behind them. A handler calls it for the original.
     */
    size_t (*enter)(uint8_t code[STUB_ROOM], uint64_t at, uint32_t number, uint64_t stub);

    /* The same of a function that began with padding. */
    size_t (*resume)(uint8_t code[STUB_ROOM], uint64_t at, uint64_t function);

    /* Makes code that only goes on at `to`, at any distance. */
    size_t (*go)(uint8_t code[STUB_ROOM], uint64_t at, uint64_t to);

    /*
     * Makes the target of the jump: counts at the address `counter`, 64 bits, then goes on at
     * `to`. Keeps all registers; the flags are no argument of a call.
     */
    size_t (*count)(uint8_t code[STUB_ROOM], uint64_t at, uint64_t counter, uint64_t to);

    /*
     * The same for Wine's dispatcher, which all stubs call: counts only numbers below
     * STUB_NUMBERS, which are in eax.
     */
    size_t (*count_numbers)(uint8_t code[STUB_ROOM], uint64_t at, uint64_t counter,
                            uint64_t to);

    /* Where the instruction is that enters Wine's dispatcher by a pointer; 0: nowhere. */
    uint64_t (*entry)(const uint8_t stub[STUB_WHOLE], uint64_t at);

    /* Where that instruction finds the address of the dispatcher; 0: it is another one. */
    uint64_t (*pointer)(const uint8_t entry[STUB_POINTER]);
};

extern const struct stub_machine stub_x64;
extern const struct stub_machine stub_x86;
