#include "kit/judge/system_processes.h"

#include <assert.h>
#include <ctype.h>
#include <stddef.h>

/* In lower case. */
static const char *const images[] = {
    "conhost.exe",     /* a console */
    "openconsole.exe", /* the same, of Windows Terminal */
    "dllhost.exe",     /* COM objects that live outside of their user's process */
    "werfault.exe",    /* the report of a crash */
    "createdump.exe",  /* the same of .NET */
};

static bool is_same(const char *lower, const char *image)
{
    for (; *lower && tolower((unsigned char)*image) == *lower; lower++)
        image++;
    return !*lower && !*image;
}

bool is_systems_own(const char *image)
{
    assert(image);
    for (size_t i = 0; i < sizeof images / sizeof *images; i++) {
        if (is_same(images[i], image))
            return true;
    }
    return false;
}
