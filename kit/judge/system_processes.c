#include "kit/judge/system_processes.h"
#include "kit/base/wildcard.h"

static const char *const images[] = {
    "conhost.exe",     /* a console */
    "openconsole.exe", /* the same, of Windows Terminal */
    "dllhost.exe",     /* COM objects that live outside of their user's process */
    "werfault.exe",    /* the report of a crash */
    "createdump.exe",  /* the same of .NET */
};

bool is_systems_own(const char *image)
{
    return wildcard_any_matches(images, sizeof images / sizeof *images, image);
}
