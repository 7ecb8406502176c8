#include "kit/os/claims.h"
#include "kit/base/text.h"
#include "kit/os/error.h"
#include "kit/os/handle.h"
#include "kit/os/path.h"
#include "kit/os/win32.h"

#include <assert.h>
#include <stdint.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* A name is claimed by locking one byte of a file; a byte beyond the file's end can be locked,
 * too. Each name is hashed to a byte. For a million names, the probability that two share a
 * byte is below 1 in 10^7. */
#define BYTES ((UINT64_C(1) << 62) - 1)

static enum kit_status open_file(struct os_claims *claims, const char *folder,
                                 struct kit_error *err)
{
    char path[KIT_PATH];
    wchar_t wide[KIT_PATH];
    struct text to = text_over(path, sizeof path);
    text_add(&to, "%s/" OS_CLAIMS_FILE, folder);
    enum kit_status status = os_path_widen(path, wide, err);
    if (status != KIT_OK)
        return status;
    HANDLE file = CreateFileW(wide, GENERIC_READ | GENERIC_WRITE,
                              FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                              OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return os_path_fail(err, "creating it", path, true);
    claims->file = file;
    return KIT_OK;
}

/* The name's byte. The name is converted to upper case by the rules for file names, which do
 * not depend on the language. */
static enum kit_status byte_of(const char *name, uint64_t *out, struct kit_error *err)
{
    wchar_t wide[KIT_PATH], folded[KIT_PATH];
    enum kit_status status = os_path_widen(name, wide, err);
    if (status != KIT_OK)
        return status;
    int length = LCMapStringEx(LOCALE_NAME_INVARIANT, LCMAP_UPPERCASE, wide, -1, folded,
                               KIT_PATH, NULL, NULL, 0);
    if (length <= 0)
        return os_fail(err, "LCMapString", GetLastError());
    *out = XXH64(folded, (size_t)length * sizeof *folded, 0) & BYTES;
    return KIT_OK;
}

enum kit_status os_claim(struct os_claims *claims, const char *folder, const char *name,
                         struct kit_error *err)
{
    uint64_t byte = 0;
    assert(folder && name);
    enum kit_status status = claims->file ? KIT_OK : open_file(claims, folder, err);
    if (status == KIT_OK)
        status = byte_of(name, &byte, err);
    if (status != KIT_OK)
        return status;
    OVERLAPPED at = {.Offset = (DWORD)byte, .OffsetHigh = (DWORD)(byte >> 32)};
    if (LockFileEx(claims->file, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0,
                   &at))
        return KIT_OK;
    if (GetLastError() == ERROR_LOCK_VIOLATION || GetLastError() == ERROR_IO_PENDING)
        return kit_fail(err, KIT_DENIED,
                        "'%.200s/%.200s' is in use by another lifeline that is running now",
                        folder, name);
    return os_fail(err, "LockFile", GetLastError());
}

void os_claims_free(struct os_claims *claims)
{
    os_close(&claims->file);
}
