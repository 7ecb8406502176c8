#include "kit/os/text.h"
#include "kit/os/variable.h"

#include <stdlib.h>

bool os_variable_take(const char *name, char *to, size_t room)
{
    wchar_t wide_name[64];
    to[0] = 0;
    if (!os_widen(name, wide_name, sizeof wide_name / sizeof *wide_name))
        return false;
    const wchar_t *value = _wgetenv(wide_name);
    bool taken = value && os_narrow(value, to, room);
    _wputenv_s(wide_name, L"");
    return taken;
}
