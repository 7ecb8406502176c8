#include "kit/judge/system_objects.h"
#include "kit/base/wildcard.h"

static const char *const patterns[] = {
    "__wine*",       "DBWin*",          "SM0:*",      "Wil*",   "CLR_*",
    "Cor_*",         "dotnet*",         "MSCTF*",     "CTF.*",  "CicLoadWinSta*",
    "windows_*",     "ShimCacheMutex",  "rpcrt4_*",   "RPC *",  "ole*",
    "Local\\SM0:*",  "Global\\CLR_*",   "clr-debug*", "Theme*", "__COMCATCACHEINIT*",
    "PowerProfile*", "display_device*",
};

bool is_object_of_system(const char *name)
{
    return wildcard_any_matches(patterns, sizeof patterns / sizeof *patterns, name);
}
