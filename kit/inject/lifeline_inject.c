/*
 * lifeline_inject.dll: the probe for a program that nobody changed. It is loaded before the
 * program's first instruction, asks the runner which actor the process is, and patches ntdll.
 * In a process that is no actor it only follows into the children.
 *
 * Without a C runtime: a second one in a stranger's process could disturb the program's own.
 * What the probe needs of a runtime stands here. So all but the handlers is compiled as a part
 * of this file.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Only run_object_name formats anything: texts and numbers. */
static int format_plainly(char *to, size_t size, const char *format, va_list args);
#define vsnprintf format_plainly

/* The log of a process outside a run is for programs that link the probe. */
#include "kit/probe/field_win32.h"
#define field_begin(actor) ((struct actor_block *)NULL)

#define LIFELINE_PROBE_IN_ONE
#include "kit/base/clocks.c"
#include "kit/base/text.c"
#include "kit/base/utf8.c"
#include "kit/probe/run_block.c"
#include "kit/probe/request.c"
#include "kit/probe/owner_win32.c"
#include "kit/probe/probe_win32.c"

#include "kit/protocol/call_steps.c"

#include "kit/inject/calls_win32.h"
#include "kit/inject/clock_calls_win32.h"
#include "kit/inject/completion_calls_win32.h"
#include "kit/inject/errors.c"
#include "kit/inject/follow_win32.c"
#include "kit/inject/known_win32.c"
#include "kit/inject/load_code.c"
#include "kit/inject/narrow_win32.c"
#include "kit/inject/objects.c"
#include "kit/inject/operations.c"
#include "kit/inject/operations_win32.c"
#include "kit/inject/own_names.c"
#include "kit/inject/own_names_win32.c"
#include "kit/inject/patch_win32.c"
#include "kit/inject/process_calls_win32.h"
#include "kit/inject/serial.c"
#include "kit/inject/shims_win32.c"
#include "kit/inject/stub_code.c"
#ifdef _WIN64
#include "kit/inject/stub_x64.c"
#else
#include "kit/inject/stub_x86.c"
#endif
#include "kit/inject/tell_win32.c"
#include "kit/inject/wine_win32.c"

/* ---- instead of a C runtime; volatile, so that the compiler makes no call of itself ---- */

void *memcpy(void *restrict to, const void *restrict from, size_t count)
{
    volatile char *into = to;
    const char *out_of = from;
    while (count--)
        *into++ = *out_of++;
    return to;
}

void *memmove(void *to, const void *from, size_t count)
{
    volatile char *into = to;
    const volatile char *out_of = from;
    if ((uintptr_t)to <= (uintptr_t)from)
        return memcpy(to, from, count);
    while (count--)
        into[count] = out_of[count];
    return to;
}

void *memset(void *to, int byte, size_t count)
{
    volatile char *into = to;
    while (count--)
        *into++ = (char)byte;
    return to;
}

int memcmp(const void *a, const void *b, size_t count)
{
    const volatile unsigned char *one = a, *other = b;
    for (; count > 0; count--, one++, other++) {
        if (*one != *other)
            return *one < *other ? -1 : 1;
    }
    return 0;
}

size_t strlen(const char *text)
{
    const volatile char *end = text;
    while (*end)
        end++;
    return (size_t)(end - text);
}

int strncmp(const char *a, const char *b, size_t count)
{
    for (; count > 0; count--, a++, b++) {
        if (*a != *b || !*a)
            return (unsigned char)*a - (unsigned char)*b;
    }
    return 0;
}

int strcmp(const char *a, const char *b)
{
    return strncmp(a, b, SIZE_MAX);
}

char *strncpy(char *restrict to, const char *restrict from, size_t count)
{
    volatile char *into = to;
    for (; count > 0 && *from; count--)
        *into++ = *from++;
    for (; count > 0; count--)
        *into++ = 0;
    return to;
}

static size_t put_digits(char *to, size_t room, unsigned number)
{
    char digits[10];
    size_t count = 0, put = 0;
    do
        digits[count++] = (char)('0' + number % 10);
    while (number /= 10);
    while (count > 0 && put < room)
        to[put++] = digits[--count];
    return put;
}

static int format_plainly(char *to, size_t size, const char *format, va_list args)
{
    size_t length = 0, room = size - 1;
    for (; *format && length < room; format++) {
        if (format[0] == '%' && format[1] == 'u') {
            length += put_digits(to + length, room - length, va_arg(args, unsigned));
            format++;
        } else if (format[0] == '%' && format[1] == 's') {
            for (const char *text = va_arg(args, const char *); *text && length < room;)
                to[length++] = *text++;
            format++;
        } else {
            to[length++] = *format;
        }
    }
    to[length] = 0;
    return *format ? (int)size : (int)length;
}

/* ---- the DLL ---- */

/* The names of all steps, before the first one: a name is not given while threads may be
 * suspended. */
static void know_words(struct actor_block *block)
{
    for (int i = 0; i < CALL_STEP_COUNT; i++)
        actor_name_id(block, call_step_words[i]);
}

/* The clocks are left alone where no line moves one. */
static void patch_all(struct run_call_counts *counts, bool with_clocks)
{
    const struct call_hooks lists[] = {pipe_call_hooks(),    completion_call_hooks(),
                                       socket_call_hooks(),  object_call_hooks(),
                                       process_call_hooks(), clock_call_hooks()};
    size_t count = sizeof lists / sizeof *lists;
    patch_stubs(lists, with_clocks ? count : count - 1, counts);
}

static bool moves_clocks(struct actor_block *block)
{
    bool moves = block && (probe_run()->wants & RUN_WANTS_CLOCKS) && on_wine();
    if (moves)
        clock_calls_begin(block);
    return moves;
}

static void join_run(void *module)
{
    static struct run_call_counts of_nobody;
    struct run_call_counts *counts = &of_nobody;
    if (GetEnvironmentVariableA("LIFELINE_RUN", NULL, 0) == 0 || !own_work_prepare())
        return;
    call_messages_can_be_spoiled();
    struct actor_block *block = probe_attach_injected();
    if (block) {
        know_words(block);
        counts = &block->calls;
        operations_start(&counts->lost);
        if (on_wine())
            completion_functions_begin();
    }
    known_begin(&counts->beyond);
    shims_begin(probe_run());
    own_names_begin(probe_run());
    if (process_calls_begin(module))
        patch_all(counts, moves_clocks(block));
}

/* The system's loader lock is held. It is held against no other thread: there is none yet. */
BOOL WINAPI DllMainCRTStartup(HINSTANCE module, DWORD reason, void *unused);
BOOL WINAPI DllMainCRTStartup(HINSTANCE module, DWORD reason, void *unused)
{
    (void)unused;
    if (reason == DLL_PROCESS_ATTACH) {
        DisableThreadLibraryCalls(module);
        join_run(module);
    }
    return TRUE;
}
