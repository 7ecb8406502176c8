#include "kit/inject/narrow_win32.h"
#include "kit/inject/load_code.h"
#include "kit/inject/wine_win32.h"

#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <windows.h>
#include <winternl.h>

#define REGIONS_MOST 4096 /* of a process that has not run; some thirty are usual */
#define HEADER_MOST  0x1000
#define NARROW_END   UINT64_C(0x100000000)
#define NAME_ROOM    16

/* ntdll of 32 bits in another process. */
struct narrow_image {
    HANDLE process;
    uint32_t base;
    bool is_inside_wide; /* the process has a DLL of 64 bits, too */
    IMAGE_EXPORT_DIRECTORY exports;
};

static bool read_inside(HANDLE process, uint64_t at, void *to, size_t bytes)
{
    SIZE_T got = 0;
    return ReadProcessMemory(process, (const void *)(uintptr_t)at, to, bytes, &got) &&
           got == bytes;
}

/* The part of the headers that both widths have alike, and that of 32 bits. */
static bool read_headers(HANDLE process, uint64_t base, IMAGE_NT_HEADERS32 *headers)
{
    IMAGE_DOS_HEADER dos;
    return read_inside(process, base, &dos, sizeof dos) && dos.e_magic == IMAGE_DOS_SIGNATURE &&
           dos.e_lfanew > 0 && dos.e_lfanew < HEADER_MOST &&
           read_inside(process, base + (uint32_t)dos.e_lfanew, headers, sizeof *headers) &&
           headers->Signature == IMAGE_NT_SIGNATURE;
}

static bool is_ntdll(struct narrow_image *image, const IMAGE_NT_HEADERS32 *headers,
                     uint32_t base)
{
    static const char wanted[] = "ntdll.dll";
    char name[sizeof wanted];
    const IMAGE_DATA_DIRECTORY *entry =
        &headers->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_EXPORT];
    return entry->VirtualAddress > 0 &&
           read_inside(image->process, base + entry->VirtualAddress, &image->exports,
                       sizeof image->exports) &&
           read_inside(image->process, base + image->exports.Name, name, sizeof name) &&
           memcmp(name, wanted, sizeof name) == 0;
}

/* A region that begins an image. */
static void look_at(struct narrow_image *image, uint64_t base)
{
    IMAGE_NT_HEADERS32 headers;
    if (!read_headers(image->process, base, &headers))
        return;
    image->is_inside_wide |= headers.FileHeader.Machine == IMAGE_FILE_MACHINE_AMD64;
    if (headers.FileHeader.Machine == IMAGE_FILE_MACHINE_I386 && base < NARROW_END &&
        image->base == 0 && is_ntdll(image, &headers, (uint32_t)base))
        image->base = (uint32_t)base;
}

static void look_everywhere(struct narrow_image *image)
{
    MEMORY_BASIC_INFORMATION region;
    uint64_t at = 0;
    for (int i = 0; i < REGIONS_MOST; i++) {
        if (VirtualQueryEx(image->process, (const void *)(uintptr_t)at, &region,
                           sizeof region) != sizeof region)
            break;
        uint64_t begin = (uintptr_t)region.BaseAddress;
        if (region.State == MEM_COMMIT && region.Type == MEM_IMAGE &&
            region.AllocationBase == region.BaseAddress)
            look_at(image, begin);
        at = begin + region.RegionSize;
    }
}

/* < 0, 0 or > 0, as strcmp says of `name` and the image's name at this place. */
static int compare_export(const struct narrow_image *image, uint32_t place, const char *name)
{
    char other[NAME_ROOM] = "";
    uint32_t at = 0;
    if (!read_inside(image->process, image->base + image->exports.AddressOfNames + 4 * place,
                     &at, sizeof at) ||
        !read_inside(image->process, image->base + at, other, sizeof other))
        return 0;
    return strncmp(name, other, sizeof other);
}

static uint32_t address_at(const struct narrow_image *image, uint32_t place)
{
    const IMAGE_EXPORT_DIRECTORY *exports = &image->exports;
    uint32_t function = 0;
    uint16_t ordinal = 0;
    if (!read_inside(image->process, image->base + exports->AddressOfNameOrdinals + 2 * place,
                     &ordinal, sizeof ordinal) ||
        ordinal >= exports->NumberOfFunctions ||
        !read_inside(image->process, image->base + exports->AddressOfFunctions + 4u * ordinal,
                     &function, sizeof function))
        return 0;
    return image->base + function;
}

/* The address of the function `name`, or 0. The search halves the sorted names, since each name
 * takes a call to read. `name` is shorter than NAME_ROOM. */
static uint32_t address_inside(const struct narrow_image *image, const char *name)
{
    uint32_t begin = 0, end = image->exports.NumberOfNames;
    while (begin < end) {
        uint32_t middle = begin + (end - begin) / 2;
        int order = compare_export(image, middle, name);
        if (order == 0)
            return address_at(image, middle);
        if (order < 0)
            end = middle;
        else
            begin = middle + 1;
    }
    return 0;
}

/*
 * Where LdrLoadDll is in the process; 0: it was not found. A search takes Wine 20 ms. All
 * processes have the same ntdll, in almost all cases at the same place: after the first search
 * it is enough to see that it is there.
 */
static uint32_t find_load(struct narrow_image *image)
{
    static _Atomic uint64_t last_found; /* the base in the upper half, and the function */
    uint64_t last = atomic_load(&last_found);
    if (last != 0)
        look_at(image, last >> 32);
    if (image->base != 0)
        return (uint32_t)last;
    look_everywhere(image);
    uint32_t load = image->base != 0 ? address_inside(image, "LdrLoadDll") : 0;
    if (load != 0 && !image->is_inside_wide)
        atomic_store(&last_found, (uint64_t)image->base << 32 | load);
    return load;
}

/* Puts the code that loads the DLL into the process. Returns its address, or 0. The code stays
 * there, since the thread runs it later. */
static uint32_t put_code(const struct narrow_image *image, uint32_t load, const wchar_t *path)
{
    static uint8_t room[LOAD_ROOM];
    static SRWLOCK lock = SRWLOCK_INIT; /* of the room: too large for a program's stack */
    size_t length = 0;
    while (path[length])
        length++;
    void *there = length < LOAD_PATH
                      ? VirtualAllocEx(image->process, NULL, LOAD_ROOM,
                                       MEM_COMMIT | MEM_RESERVE, PAGE_EXECUTE_READWRITE)
                      : NULL;
    uint64_t at = (uintptr_t)there;
    if (!there || at + LOAD_ROOM > NARROW_END)
        return 0;
    AcquireSRWLockExclusive(&lock);
    length = load_code_make(room, (uint32_t)at, load, (const void *)path, length);
    BOOL written = WriteProcessMemory(image->process, there, room, length, NULL);
    ReleaseSRWLockExclusive(&lock);
    return written ? (uint32_t)at : 0;
}

typedef NTSTATUS NTAPI queue_function(HANDLE thread, void *code, void *, void *, void *);

/*
 * Wine's process of 32 bits takes an address of 32 bits. On Windows ntdll has to mark it, since
 * the thread is at first one of 64 bits; that function only complains under Wine.
 */
static bool queue(const struct narrow_image *image, HANDLE thread, uint32_t code)
{
    HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
    if (on_wine() && image->is_inside_wide)
        return false;
    FARPROC found =
        GetProcAddress(ntdll, on_wine() ? "NtQueueApcThread" : "RtlQueueApcWow64Thread");
    queue_function *function = (queue_function *)(uintptr_t)found;
    return function && function(thread, (void *)(uintptr_t)code, NULL, NULL, NULL) >= 0;
}

bool narrow_load(void *process, void *thread, const wchar_t *path)
{
    struct narrow_image image = {.process = process};
    uint32_t load = find_load(&image);
    uint32_t code = load ? put_code(&image, load, path) : 0;
    return code && queue(&image, thread, code);
}
