#include "kit/os/program_file.h"
#include "kit/os/input.h"
#include "kit/os/path.h"
#include "kit/os/text.h"
#include "kit/os/win32.h"

#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#define PIECE (256u * 1024)

enum kit_status os_file_stamp(const char *path, struct os_file_stamp *out,
                              struct kit_error *err)
{
    wchar_t wide[KIT_PATH];
    BY_HANDLE_FILE_INFORMATION found;
    enum kit_status status = os_path_widen(path, wide, err);
    if (status != KIT_OK)
        return status;
    /* Opened, because the attributes by the path are those of a link, and not of its file. */
    HANDLE file = CreateFileW(wide, FILE_READ_ATTRIBUTES,
                              FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                              OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return os_path_fail(err, "opening it", path, false);
    if (!GetFileInformationByHandle(file, &found))
        status = os_path_fail(err, "GetFileInformationByHandle", path, false);
    CloseHandle(file);
    if (status != KIT_OK)
        return status;
    out->size = (uint64_t)found.nFileSizeHigh << 32 | found.nFileSizeLow;
    out->changed = (int64_t)((uint64_t)found.ftLastWriteTime.dwHighDateTime << 32 |
                             found.ftLastWriteTime.dwLowDateTime);
    return KIT_OK;
}

static enum kit_status hash_content(struct os_input *input, XXH3_state_t *state,
                                    struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    size_t got = 0;
    char *piece = malloc(PIECE);
    if (!piece)
        return kit_fail(err, KIT_FULL, "no memory to read a program");
    do {
        status = os_input_read(input, piece, PIECE, &got, err);
        if (status == KIT_OK)
            XXH3_128bits_update(state, piece, got);
    } while (status == KIT_OK && got > 0);
    free(piece);
    return status;
}

enum kit_status os_file_hash(const char *path, char to[OS_HASH], struct kit_error *err)
{
    XXH3_state_t state;
    struct os_input *input;
    enum kit_status status = os_input_open(path, &input, err);
    if (status != KIT_OK)
        return status;
    XXH3_128bits_reset(&state);
    status = hash_content(input, &state, err);
    os_input_close(input);
    if (status != KIT_OK)
        return status;
    XXH128_hash_t hash = XXH3_128bits_digest(&state);
    struct text text = text_over(to, OS_HASH);
    text_add(&text, "%016llx%016llx", (unsigned long long)hash.high64,
             (unsigned long long)hash.low64);
    return KIT_OK;
}

/*
 * The fixed part of a version resource: its head of three words, the key in 16 wide characters,
 * then aligned to four bytes the value. GetFileVersionInfo does the same, but its DLL would be
 * loaded with every start of lifeline.
 */
#define FIXED_AT     40u
#define VERSION_NAME MAKEINTRESOURCEW(1)
#define VERSION_TYPE MAKEINTRESOURCEW(16) /* RT_VERSION, which is narrow here */

static void take_version(const void *resource, DWORD size, struct text *to)
{
    VS_FIXEDFILEINFO fixed;
    if (!resource || size < FIXED_AT + sizeof fixed)
        return;
    memcpy(&fixed, (const char *)resource + FIXED_AT, sizeof fixed);
    if (fixed.dwSignature != VS_FFI_SIGNATURE)
        return;
    text_add(to, "%u.%u.%u.%u", (unsigned)HIWORD(fixed.dwFileVersionMS),
             (unsigned)LOWORD(fixed.dwFileVersionMS), (unsigned)HIWORD(fixed.dwFileVersionLS),
             (unsigned)LOWORD(fixed.dwFileVersionLS));
}

void os_file_version(const char *path, char to[OS_VERSION])
{
    wchar_t wide[KIT_PATH], whole[KIT_PATH];
    struct text text = text_over(to, OS_VERSION);
    struct kit_error ignored;
    if (os_path_widen(path, wide, &ignored) != KIT_OK)
        return;
    /* A path that is not whole, or that has a /, would be searched for like a DLL. */
    DWORD length = GetFullPathNameW(wide, KIT_PATH, whole, NULL);
    if (length == 0 || length >= KIT_PATH)
        return;
    HMODULE file = LoadLibraryExW(whole, NULL, LOAD_LIBRARY_AS_DATAFILE);
    HRSRC found = file ? FindResourceW(file, VERSION_NAME, VERSION_TYPE) : NULL;
    HGLOBAL loaded = found ? LoadResource(file, found) : NULL;
    if (loaded)
        take_version(LockResource(loaded), SizeofResource(file, found), &text);
    if (file)
        FreeLibrary(file);
}
