#include "kit/inject/patch_win32.h"
#include "kit/inject/stub.h"
#include "kit/inject/wine_win32.h"

#include <string.h>
#include <windows.h>

#define STUBS_MOST 1024
#define NEAR_STEP  0x10000u /* where the system begins memory */

#ifdef _WIN64
#define MACHINE stub_x64
#else
#define MACHINE stub_x86
#endif

struct stub {
    uint8_t *at;
    uint32_t number;
    struct call_hook *hook; /* NULL: the call is only counted */
};

struct patch {
    uint8_t *ntdll;
    uint8_t *code; /* room for the trampolines, near ntdll */
    size_t used;
    const struct call_hooks *lists;
    size_t list_count;
    struct run_call_counts *counts;
    void *volatile *dispatcher; /* the pointer to turn, or NULL */
    uint32_t stub_count;
    struct stub stubs[STUBS_MOST];
};

static const IMAGE_EXPORT_DIRECTORY *exports_of(const uint8_t *module)
{
    const IMAGE_DOS_HEADER *dos = (const void *)module;
    const IMAGE_NT_HEADERS *nt = (const void *)(module + dos->e_lfanew);
    const IMAGE_DATA_DIRECTORY *entry =
        &nt->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_EXPORT];
    return (const void *)(module + entry->VirtualAddress);
}

static struct call_hook *hook_of_call(const struct patch *patch, const char *name)
{
    for (size_t i = 0; i < patch->list_count; i++) {
        for (size_t k = 0; k < patch->lists[i].count; k++) {
            if (strcmp(patch->lists[i].all[k].name, name) == 0)
                return &patch->lists[i].all[k];
        }
    }
    return NULL;
}

/*
 * NtClose, but not NtdllDefWindowProc_A. Not ZwClose, since that is NtClose by another name.
 * Wine has calls of its own, such as __wine_dbg_write. They go through the dispatcher, too: a
 * program that crashes makes one when Wine reports the exception.
 */
static bool names_a_call(const char *name)
{
    bool is_systems = name[0] == 'N' && name[1] == 't' && name[2] >= 'A' && name[2] <= 'Z';
    return is_systems || strncmp(name, "wine_", 5) == 0 || strncmp(name, "__wine_", 7) == 0;
}

static void find_stubs(struct patch *patch)
{
    const uint8_t *base = patch->ntdll;
    const IMAGE_EXPORT_DIRECTORY *exports = exports_of(base);
    const DWORD *names = (const void *)(base + exports->AddressOfNames);
    const DWORD *functions = (const void *)(base + exports->AddressOfFunctions);
    const WORD *ordinals = (const void *)(base + exports->AddressOfNameOrdinals);
    for (DWORD i = 0; i < exports->NumberOfNames; i++) {
        const char *name = (const char *)(base + names[i]);
        uint8_t *at = patch->ntdll + functions[ordinals[i]];
        uint32_t number = 0;
        if (!names_a_call(name) || patch->stub_count == STUBS_MOST ||
            !MACHINE.matches(at, (uintptr_t)at, &number))
            continue;
        patch->stubs[patch->stub_count++] =
            (struct stub){.at = at, .number = number, .hook = hook_of_call(patch, name)};
    }
}

/* Memory that a jump of 32 bits reaches from the module. */
static uint8_t *room_near(uint8_t *module, size_t bytes)
{
    const uintptr_t begin = 0x1000000, end = 0x70000000;
    for (uintptr_t away = begin; away < end; away += NEAR_STEP) {
        uint8_t *above = VirtualAlloc(module + away, bytes, MEM_COMMIT | MEM_RESERVE,
                                      PAGE_EXECUTE_READWRITE);
        if (above)
            return above;
        uint8_t *below = VirtualAlloc(module - away, bytes, MEM_COMMIT | MEM_RESERVE,
                                      PAGE_EXECUTE_READWRITE);
        if (below)
            return below;
    }
    return NULL;
}

static uint8_t *code_next(const struct patch *patch)
{
    return patch->code + patch->used;
}

static uint64_t code_place(const struct patch *patch)
{
    return (uintptr_t)code_next(patch);
}

/* The address of the code that `length` bytes were just made of; the next begin behind it. */
static uint64_t keep_code(struct patch *patch, size_t length)
{
    const size_t aligned = 16;
    uint64_t at = code_place(patch);
    patch->used += (length + aligned - 1) / aligned * aligned;
    return at;
}

/* Puts the jump in its place at once. The memory can be written. False if it is too far. */
static bool put_jump(uint8_t *at, uint64_t to)
{
    LONG64 before, jump;
    memcpy(&before, at, sizeof before);
    memcpy(&jump, at, sizeof jump);
    if (!MACHINE.jump((uint8_t *)&jump, (uintptr_t)at, to))
        return false;
    return InterlockedCompareExchange64((LONG64 volatile *)(void *)at, jump, before) == before;
}

/* The pointer by which this stub enters the system; NULL: it has another way. */
static void *volatile *dispatcher_of(const uint8_t *stub)
{
    uint64_t entry = MACHINE.entry(stub, (uintptr_t)stub);
    uint64_t pointer = entry ? MACHINE.pointer((const uint8_t *)(uintptr_t)entry) : 0;
    return (void *volatile *)(uintptr_t)pointer;
}

static void find_dispatcher(struct patch *patch)
{
    for (uint32_t i = 0; on_wine() && i < patch->stub_count && !patch->dispatcher; i++)
        patch->dispatcher = dispatcher_of(patch->stubs[i].at);
}

/* Where one count is compared with the other, both are of the same calls. */
static bool is_counted(const struct patch *patch, const uint8_t *stub)
{
    return !patch->dispatcher || dispatcher_of(stub) == patch->dispatcher;
}

static void patch_stub(struct patch *patch, const struct stub *stub)
{
    uint64_t counter = (uintptr_t)&patch->counts->patched;
    size_t length =
        MACHINE.enter(code_next(patch), code_place(patch), stub->number, (uintptr_t)stub->at);
    uint64_t to = keep_code(patch, length);
    if (stub->hook) {
        stub->hook->original = (void *)(uintptr_t)to;
        to = (uintptr_t)stub->hook->handler;
    }
    if (is_counted(patch, stub->at))
        length = MACHINE.count(code_next(patch), code_place(patch), counter, to);
    else
        length = MACHINE.go(code_next(patch), code_place(patch), to);
    if (!put_jump(stub->at, keep_code(patch, length)))
        return;
    patch->counts->stubs++;
    patch->counts->missing -= stub->hook != NULL;
}

static void patch_found(struct patch *patch)
{
    uint8_t *first = patch->stubs[0].at, *last = first;
    DWORD before;
    for (uint32_t i = 0; i < patch->stub_count; i++) {
        first = patch->stubs[i].at < first ? patch->stubs[i].at : first;
        last = patch->stubs[i].at > last ? patch->stubs[i].at : last;
    }
    size_t bytes = (size_t)(last - first) + STUB_PATCH;
    /* It stays executable: the stub of this very call is inside. */
    if (!VirtualProtect(first, bytes, PAGE_EXECUTE_READWRITE, &before))
        return;
    for (uint32_t i = 0; i < patch->stub_count; i++)
        patch_stub(patch, &patch->stubs[i]);
    VirtualProtect(first, bytes, before, &before);
}

/*
 * Both counts begin here. The patched stub counts a call before the dispatcher does, so that a
 * thread that is ended between the two makes the first count the larger one. A call that passed
 * no patched stub makes the second one larger.
 */
static void turn_dispatcher(struct patch *patch, uint64_t patched_before)
{
    struct run_call_counts *counts = patch->counts;
    if (!patch->dispatcher)
        return;
    size_t length =
        MACHINE.count_numbers(code_next(patch), code_place(patch),
                              (uintptr_t)&counts->dispatched, (uintptr_t)*patch->dispatcher);
    uint64_t code = keep_code(patch, length);
    counts->tested = 1;
    atomic_store(&counts->patched, patched_before);
    *patch->dispatcher = (void *)(uintptr_t)code;
}

/* The same function can have two names: kernel32's may be that of kernelbase. */
static bool is_patched(const struct function_patch *patches, size_t count, const uint8_t *at)
{
    for (size_t i = 0; i < count; i++) {
        if (patches[i].at == at)
            return true;
    }
    return false;
}

static void patch_function(struct function_patch *patch, uint8_t *at, uint8_t *code)
{
    DWORD before;
    uint8_t *original = code + STUB_ROOM;
    MACHINE.go(code, (uintptr_t)code, (uintptr_t)patch->handler);
    MACHINE.resume(original, (uintptr_t)original, (uintptr_t)at);
    if (!VirtualProtect(at, STUB_PATCH, PAGE_EXECUTE_READWRITE, &before))
        return;
    if (put_jump(at, (uintptr_t)code)) {
        patch->at = at;
        patch->original = original;
    }
    VirtualProtect(at, STUB_PATCH, before, &before);
}

void patch_functions(struct function_patch *patches, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        HMODULE module = GetModuleHandleA(patches[i].module);
        FARPROC found = module ? GetProcAddress(module, patches[i].name) : NULL;
        uint8_t *at = (uint8_t *)(uintptr_t)found;
        if (!at || is_patched(patches, count, at))
            continue;
        patches[i].is_there = true;
        if (!MACHINE.is_padding(at, (uintptr_t)at))
            continue;
        uint8_t *code = room_near(at - (uintptr_t)at % NEAR_STEP, (size_t)2 * STUB_ROOM);
        if (code)
            patch_function(&patches[i], at, code);
    }
}

static struct patch patch_of_process; /* too large for a stack that the program chose */

bool patch_stubs(const struct call_hooks *lists, size_t list_count,
                 struct run_call_counts *counts)
{
    struct patch *patch = &patch_of_process;
    patch->ntdll = (uint8_t *)(void *)GetModuleHandleW(L"ntdll.dll");
    patch->counts = counts;
    patch->lists = lists;
    patch->list_count = list_count;
    if (!patch->ntdll || patch->stub_count > 0)
        return false;
    find_stubs(patch);
    if (patch->stub_count > 0)
        patch->code = room_near(patch->ntdll, (size_t)(patch->stub_count * 2 + 1) * STUB_ROOM);
    if (!patch->code)
        return false;
    uint64_t patched_before = atomic_load(&counts->patched); /* by an earlier process */
    counts->stubs = counts->tested = counts->missing = 0;
    for (size_t i = 0; i < list_count; i++)
        counts->missing += (uint32_t)lists[i].count;
    find_dispatcher(patch);
    patch_found(patch);
    turn_dispatcher(patch, patched_before);
    return counts->stubs > 0;
}
