/* A field log on Win32: makes the file, maps it, and says at the end that it is the end. */
#include "kit/probe/field_win32.h"
#include "kit/probe/lifeline.h"

#include <stdlib.h>
#include <string.h>
#include <windows.h>
#include <winternl.h>

NTSYSAPI LONG NTAPI RtlGetVersion(OSVERSIONINFOW *version);

#define FOLDER_MOST 1024 /* of a path in UTF-16, with its terminator */

/* Both stay until the process ends: an open file cannot be removed by another process. */
static struct field_log *field;

static uint64_t field_ticks(void)
{
    LARGE_INTEGER now;
    QueryPerformanceCounter(&now);
    return (uint64_t)now.QuadPart;
}

static void to_utf8(const wchar_t *from, char *to, int size)
{
    if (WideCharToMultiByte(CP_UTF8, 0, from, -1, to, size, NULL, NULL) == 0)
        to[size - 1] = 0; /* it was too long, and is cut */
}

/* ---- the folder ---- */

static bool join_path(wchar_t to[FOLDER_MOST], const wchar_t *folder, const char *name)
{
    size_t length = wcslen(folder), more = strlen(name);
    if (length + 1 + more >= FOLDER_MOST)
        return false;
    memcpy(to, folder, length * sizeof *to);
    to[length] = L'\\';
    for (size_t i = 0; i <= more; i++)
        to[length + 1 + i] = (unsigned char)name[i]; /* all of it is ASCII */
    return true;
}

/* The first file of the folder, in order of names, behind `after`; false if there is none.
 * *count gets the number of all files. */
static bool next_field_file(const wchar_t *folder, const char *after, char to[FIELD_NAME],
                            uint32_t *count)
{
    wchar_t pattern[FOLDER_MOST];
    WIN32_FIND_DATAW found;
    to[0] = 0;
    *count = 0;
    if (!join_path(pattern, folder, "*" FIELD_ENDING))
        return false;
    HANDLE search = FindFirstFileW(pattern, &found);
    if (search == INVALID_HANDLE_VALUE)
        return false;
    do {
        char name[FIELD_NAME] = "";
        to_utf8(found.cFileName, name, sizeof name);
        if (!field_log_is_name(name))
            continue;
        ++*count;
        if (strcmp(name, after) > 0 && (!to[0] || strcmp(name, to) < 0))
            memcpy(to, name, sizeof name);
    } while (FindNextFileW(search, &found));
    FindClose(search);
    return to[0] != 0;
}

/* Removes the oldest files, until there is room for one more. A file that a process has open
 * cannot be removed, and is passed over. */
static void remove_oldest(const wchar_t *folder)
{
    wchar_t path[FOLDER_MOST];
    char after[FIELD_NAME] = "", name[FIELD_NAME];
    uint32_t count;
    while (next_field_file(folder, after, name, &count) && count >= FIELD_FILES_MOST) {
        if (join_path(path, folder, name))
            DeleteFileW(path);
        memcpy(after, name, sizeof name);
    }
}

/* ---- the file ---- */

/* Only Wine's ntdll has this; through an integer because the types of the two differ. */
static const char *wine_words(void)
{
    const char *(*version)(void) = (const char *(*)(void))(uintptr_t)GetProcAddress(
        GetModuleHandleW(L"ntdll.dll"), "wine_get_version");
    return version ? version() : NULL;
}

static void write_system(char to[FIELD_WORDS])
{
    struct text text = text_over(to, FIELD_WORDS);
    OSVERSIONINFOW version = {.dwOSVersionInfoSize = sizeof version};
    if (wine_words()) {
        text_add(&text, "wine %s", wine_words());
        return;
    }
    RtlGetVersion(&version);
    text_add(&text, "windows %lu.%lu.%lu", (unsigned long)version.dwMajorVersion,
             (unsigned long)version.dwMinorVersion, (unsigned long)version.dwBuildNumber);
}

/* 0 if the system does not say it. */
static uint32_t find_parent(void)
{
    struct {
        LONG_PTR status;
        void *peb;
        ULONG_PTR affinity;
        LONG_PTR priority;
        ULONG_PTR pid, parent;
    } basic = {.parent = 0};
    static_assert(sizeof basic == 6 * sizeof(void *), "as the system writes it");
    if (NtQueryInformationProcess(GetCurrentProcess(), ProcessBasicInformation, &basic,
                                  sizeof basic, NULL) != 0)
        return 0;
    return (uint32_t)basic.parent;
}

static void write_image(char to[FIELD_WORDS])
{
    wchar_t path[FOLDER_MOST];
    DWORD length = GetModuleFileNameW(NULL, path, FOLDER_MOST);
    const wchar_t *name = path;
    for (DWORD i = 0; i < length && i < FOLDER_MOST; i++) {
        if (path[i] == L'\\' || path[i] == L'/')
            name = path + i + 1;
    }
    if (length > 0 && length < FOLDER_MOST)
        to_utf8(name, to, FIELD_WORDS);
}

static void write_facts(struct field_facts *to, const char *actor)
{
    LARGE_INTEGER each;
    FILETIME wall;
    struct text text = text_over(to->actor, sizeof to->actor);
    QueryPerformanceFrequency(&each);
    GetSystemTimeAsFileTime(&wall);
    to->began_ticks = field_ticks();
    to->began_wall = (uint64_t)wall.dwHighDateTime << 32 | wall.dwLowDateTime;
    to->ticks_per_s = (uint64_t)each.QuadPart;
    to->version = FIELD_VERSION;
    to->actor_size = (uint32_t)sizeof(struct actor_block);
    to->pid = GetCurrentProcessId();
    to->parent_pid = find_parent();
    text_add(&text, "%s", actor ? actor : "");
    write_image(to->image);
    write_system(to->system);
    text = text_over(to->probe, sizeof to->probe);
    text_add(&text, "%s", LIFELINE_VERSION);
}

/* NULL if the file cannot be created. */
static struct field_log *map_file(const wchar_t *path)
{
    HANDLE file = CreateFileW(path, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, NULL,
                              CREATE_NEW, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return NULL;
    HANDLE section = CreateFileMappingW(file, NULL, PAGE_READWRITE, 0,
                                        (DWORD)sizeof(struct field_log), NULL);
    struct field_log *log =
        section ? MapViewOfFile(section, FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, sizeof *log)
                : NULL;
    if (section)
        CloseHandle(section);
    if (log)
        return log;
    CloseHandle(file);
    DeleteFileW(path);
    return NULL;
}

static struct field_log *create_log(const wchar_t *folder, const struct field_facts *facts)
{
    SYSTEMTIME now;
    char name[FIELD_NAME], who[KIT_NAME];
    wchar_t path[FOLDER_MOST];
    field_log_who(who, facts->actor[0] ? facts->actor : facts->image);
    GetSystemTime(&now);
    struct field_time began = {now.wYear,   now.wMonth,  now.wDay,         now.wHour,
                               now.wMinute, now.wSecond, now.wMilliseconds};
    field_log_name(name, &began, facts->pid, who);
    return join_path(path, folder, name) ? map_file(path) : NULL;
}

/* Runs where the program returns from main or calls exit. */
static void say_end(void)
{
    atomic_store(&field->facts.end_ticks, field_ticks());
}

struct actor_block *field_begin(const char *actor)
{
    struct field_facts facts = {.pid = 0};
    wchar_t folder[FOLDER_MOST];
    DWORD length = GetEnvironmentVariableW(L"LIFELINE_LOG", folder, FOLDER_MOST);
    if (length == 0 || length >= FOLDER_MOST)
        return NULL;
    write_facts(&facts, actor);
    CreateDirectoryW(folder, NULL); /* it is there already, or cannot be made */
    remove_oldest(folder);
    field = create_log(folder, &facts);
    if (!field)
        return NULL;
    memcpy(&field->facts, &facts, sizeof facts);
    atomic_thread_fence(memory_order_release);
    memcpy(field->facts.magic, FIELD_MAGIC, sizeof FIELD_MAGIC);
    atexit(say_end);
    return &field->block;
}
