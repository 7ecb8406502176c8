#include "kit/judge/system_objects.h"
#include "kit/base/wildcard.h"

#include <assert.h>
#include <stddef.h>

static const char *const patterns[] = {
    "__wine*",       "DBWin*",          "SM0:*",      "Wil*",   "CLR_*",
    "Cor_*",         "dotnet*",         "MSCTF*",     "CTF.*",  "CicLoadWinSta*",
    "windows_*",     "ShimCacheMutex",  "rpcrt4_*",   "RPC *",  "ole*",
    "Local\\SM0:*",  "Global\\CLR_*",   "clr-debug*", "Theme*", "__COMCATCACHEINIT*",
    "PowerProfile*", "display_device*",
};

bool is_object_of_system(const char *name)
{
    assert(name);
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        if (wildcard_matches(patterns[i], name))
            return true;
    }
    return false;
}
