#include "kit/judge/crash_codes.h"
#include "kit/base/faults.h"

/*
 * The exit codes that only an exception gives. A program can return any number as a code of its
 * own, above all -1. So the list holds the codes of the system, the C runtime and .NET, and not
 * all numbers with the top bits of an error. Numbers that also have the bit for a program's own
 * codes, such as 0xE0001234, come from RaiseException; -1 has more bits set than they. Ctrl-C
 * (0xC000013A) is no crash: a user asked for it. Nor is 3, the code of some C runtimes after
 * abort(): programs return it, too.
 */
static const struct {
    uint32_t code;
    const char *words;
} crashes[] = {
    {0x40000015, "a fatal exit of the C runtime, such as abort()"},
    {0x80000001, "a guard page was touched"},
    {0x80000002, "misaligned data"},
    {0x80000003, "a breakpoint"},
    {0x80000004, "a single step"},
    {0xC0000005, "an access violation"},
    {0xC0000006, "an error while a page was read"},
    {0xC0000008, "an invalid handle"},
    {0xC000001D, "an illegal instruction"},
    {0xC0000025, "an exception that cannot be continued"},
    {0xC0000026, "a broken exception handler"},
    {0xC000008C, "an index out of bounds"},
    {0xC000008E, "a floating-point division by zero"},
    {0xC0000090, "an invalid floating-point operation"},
    {0xC0000091, "a floating-point overflow"},
    {0xC0000094, "an integer division by zero"},
    {0xC0000095, "an integer overflow"},
    {0xC0000096, "a privileged instruction"},
    {0xC00000FD, "a stack overflow"},
    {0xC0000135, "a DLL that was not found"},
    {0xC0000138, "a function that its DLL lacks"},
    {0xC0000139, "a function that its DLL lacks"},
    {0xC0000142, "a DLL that could not be initialised"},
    {0xC0000194, "a possible deadlock"},
    {0xC0000374, "a damaged heap"},
    {0xC0000409, "a fail-fast, such as a stack overrun or abort()"},
    {0xC000041D, "an exception in a callback"},
    {0xC0000420, "a failed assertion"},
    {KIT_FAIL_FAST_CODE, "a fail-fast, as .NET ends after an exception"},
    {0xC06D007E, "a delay-loaded DLL that was not found"},
    {0xC06D007F, "a delay-loaded function that was not found"},
    {0xE0434352, "an unhandled .NET exception"},
    {0xE0434F4D, "an unhandled .NET exception"},
    {0xE06D7363, "an unhandled C++ exception"},
};

const char *crash_words(uint32_t code)
{
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
        if (crashes[i].code == code)
            return crashes[i].words;
    }
    return code >> 28 == 0xE ? "an unhandled exception of the program's own" : NULL;
}

bool is_crash(uint32_t code)
{
    return crash_words(code) != NULL;
}
