#include "kit/os/path.h"
#include "kit/base/text.h"
#include "kit/os/error.h"
#include "kit/os/text.h"
#include "kit/os/win32.h"

#include <string.h>

enum kit_status os_path_widen(const char *path, wchar_t wide[KIT_PATH], struct kit_error *err)
{
    size_t length = strlen(path);
    if (length >= KIT_PATH)
        return kit_fail(err, KIT_BAD_INPUT,
                        "the path '%.100s' has %zu bytes; at most %d are allowed", path, length,
                        KIT_PATH - 1);
    if (!os_widen(path, wide, KIT_PATH))
        return kit_fail(err, KIT_BAD_INPUT, "the path '%.100s' is not valid UTF-8", path);
    return KIT_OK;
}

/* The length of the whole path if Windows refuses it as too long (unless it is set up for long
 * paths); otherwise 0. The system's error does not give this reason. */
static unsigned over_length(const char *path)
{
    wchar_t wide[KIT_PATH];
    DWORD room = os_widen(path, wide, KIT_PATH) ? GetFullPathNameW(wide, 0, NULL, NULL) : 0;
    return room > MAX_PATH ? (unsigned)room - 1 : 0;
}

enum kit_status os_path_fail(struct kit_error *err, const char *what, const char *path,
                             bool is_new)
{
    struct kit_error why;
    enum kit_status status = os_fail(&why, what, GetLastError());
    uint32_t code = why.os_code;
    unsigned over = over_length(path);
    char hint[120] = "";
    struct text to = text_over(hint, sizeof hint);
    if (over > 0)
        text_add(&to,
                 "; the whole path has %u characters, and Windows allows %d unless long paths "
                 "are enabled",
                 over, MAX_PATH - 1);
    if (status == KIT_NOT_FOUND)
        kit_fail(err, status, "there is no %s'%.200s'%s", is_new ? "folder for " : "", path,
                 hint);
    else
        kit_fail(err, status, "'%.200s': %.300s%s", path, why.text, hint);
    if (err)
        err->os_code = code;
    return status;
}
