/*
 * A program without a probe that prints and that listens to its standard input, for the
 * scenarios in scenarios/prints. It is plain Win32, as a program of somebody else's.
 *
 *     talker.exe [--prompt] [--deaf] [--flood KIB] [--rubbish] [--env NAME] [--folder-has FILE]
 *                [--stop-event NAME] [--workers N] [--serve PIPE] [--keys] [--rights]
 *                [--break-away] [--break-away-for MS FILE] [--temp NAME] [--objects NAME]
 *
 * It prints `ready`, then `heard LINE` for each line that it reads, and ends with 0 at the line
 * `quit`, at the end of its input or when its stop event is set. With --keys a key such as
 * Ctrl+C ends it, too. A worker inherits its output and ends when the process that started it
 * has ended. With --break-away it starts a worker outside its job; with --break-away-for one
 * that stays so long, whatever happens, and then makes FILE. With --rights it says whether it
 * is an administrator, and whether it can open what it makes. With --temp it has a file in a
 * folder NAME of its own, below that for temporary files, until it ends by itself. With
 * --objects it makes the mutex NAME-mutex, NAME-semaphore and NAME-memory.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <windows.h>

/* Whatever happens, it does not outlive a test for long. */
#define LIFE_MS 60000

struct talk {
    wchar_t temp[MAX_PATH]; /* the folder for its file; "": none */
    bool is_deaf;           /* the end of its input is nothing to it */
    bool has_prompt;
    HANDLE stop; /* event; set by the reader, too */
};

static void print(const char *text)
{
    DWORD written;
    WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), text, (DWORD)strlen(text), &written, NULL);
}

static void print_error(const char *text)
{
    DWORD written;
    WriteFile(GetStdHandle(STD_ERROR_HANDLE), text, (DWORD)strlen(text), &written, NULL);
}

static bool hear(const struct talk *talk, const char *line)
{
    char text[600];
    snprintf(text, sizeof text, "heard %s\n", line);
    print(text);
    if (strcmp(line, "complain") == 0)
        print_error("a complaint\n");
    if (strcmp(line, "quit") != 0)
        return true;
    print("bye\n");
    SetEvent(talk->stop);
    return false;
}

static DWORD WINAPI hear_lines(void *context)
{
    const struct talk *talk = context;
    char line[512], byte;
    size_t length = 0;
    DWORD read;
    while (ReadFile(GetStdHandle(STD_INPUT_HANDLE), &byte, 1, &read, NULL) && read == 1) {
        if (byte != '\n' && length < sizeof line - 1) {
            line[length++] = byte;
            continue;
        }
        line[length] = 0;
        length = 0;
        if (!hear(talk, line))
            return 0;
    }
    print("end of input\n");
    if (!talk->is_deaf)
        SetEvent(talk->stop);
    return 0;
}

static void flood(unsigned kib)
{
    char line[1025];
    memset(line, 'f', 1023);
    line[1023] = '\n';
    line[1024] = 0;
    for (unsigned i = 0; i < kib; i++)
        print(line);
    print("flooded\n");
}

static bool start_worker(const wchar_t *words, DWORD flags)
{
    wchar_t program[MAX_PATH], line[3 * MAX_PATH];
    PROCESS_INFORMATION made;
    STARTUPINFOW start = {.cb = sizeof start,
                          .dwFlags = STARTF_USESTDHANDLES,
                          .hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE),
                          .hStdError = GetStdHandle(STD_ERROR_HANDLE)};
    GetModuleFileNameW(NULL, program, MAX_PATH);
    swprintf(line, 3 * MAX_PATH, L"\"%ls\" %ls", program, words);
    if (!CreateProcessW(program, line, NULL, NULL, TRUE, DETACHED_PROCESS | flags, NULL, NULL,
                        &start, &made))
        return false;
    CloseHandle(made.hThread);
    CloseHandle(made.hProcess);
    return true;
}

static bool start_numbered(unsigned number, DWORD flags)
{
    wchar_t words[64];
    swprintf(words, 64, L"--worker %u --of %lu", number, (unsigned long)GetCurrentProcessId());
    return start_worker(words, flags);
}

static bool start_lasting(const wchar_t *ms, const wchar_t *file)
{
    wchar_t words[MAX_PATH + 64];
    swprintf(words, MAX_PATH + 64, L"--worker 1 --for %ls \"%ls\"", ms, file);
    return start_worker(words, CREATE_BREAKAWAY_FROM_JOB);
}

static void tell_broke_away(bool is_started)
{
    char text[64];
    if (is_started)
        snprintf(text, sizeof text, "broke away\n");
    else
        snprintf(text, sizeof text, "cannot break away: error %lu\n", GetLastError());
    print(text);
}

static void show_rights(void)
{
    SID_IDENTIFIER_AUTHORITY authority = {SECURITY_NT_AUTHORITY};
    PSID administrators = NULL;
    BOOL is_one = FALSE;
    HANDLE made = CreateEventW(NULL, TRUE, FALSE, L"Local\\lifeline-talker-rights");
    HANDLE opened = OpenEventW(SYNCHRONIZE, FALSE, L"Local\\lifeline-talker-rights");
    if (AllocateAndInitializeSid(&authority, 2, SECURITY_BUILTIN_DOMAIN_RID,
                                 DOMAIN_ALIAS_RID_ADMINS, 0, 0, 0, 0, 0, 0, &administrators)) {
        CheckTokenMembership(NULL, administrators, &is_one);
        FreeSid(administrators);
    }
    print(is_one ? "an administrator\n" : "no administrator\n");
    print(made && opened ? "opens what it made\n" : "cannot open what it made\n");
    if (opened)
        CloseHandle(opened);
    if (made)
        CloseHandle(made);
}

/* It does not look whether anybody is still there. */
static int last(DWORD ms, const wchar_t *file)
{
    HANDLE never = CreateEventW(NULL, TRUE, FALSE, NULL);
    print("worker 1 at work\n");
    WaitForSingleObject(never, ms < LIFE_MS ? ms : LIFE_MS);
    HANDLE made = CreateFileW(file, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    CloseHandle(made);
    CloseHandle(never);
    return EXIT_SUCCESS;
}

static int work(unsigned number, DWORD boss)
{
    char text[64];
    HANDLE process = OpenProcess(SYNCHRONIZE, FALSE, boss);
    snprintf(text, sizeof text, "worker %u at work\n", number);
    print(text);
    if (process)
        WaitForSingleObject(process, LIFE_MS);
    return EXIT_SUCCESS;
}

static void show_variable(const wchar_t *name)
{
    wchar_t value[256];
    char text[600];
    DWORD length = GetEnvironmentVariableW(name, value, 256);
    snprintf(text, sizeof text, "%ls is %ls\n", name, length > 0 ? value : L"missing");
    print(text);
}

static void show_file(const wchar_t *name)
{
    bool is_there = GetFileAttributesW(name) != INVALID_FILE_ATTRIBUTES;
    print(is_there ? "the file is there\n" : "the file is not there\n");
}

/* Serves a pipe that nobody need open. */
static void serve(const wchar_t *name)
{
    wchar_t path[MAX_PATH];
    swprintf(path, MAX_PATH, L"\\\\.\\pipe\\%ls", name);
    CreateNamedPipeW(path, PIPE_ACCESS_DUPLEX, PIPE_TYPE_BYTE, 1, 512, 512, 0, NULL);
}

/* Nobody closes their handles: they are gone with the process. */
static void make_objects(const wchar_t *name)
{
    wchar_t of[MAX_PATH];
    swprintf(of, MAX_PATH, L"Local\\%ls-mutex", name);
    CreateMutexW(NULL, FALSE, of);
    swprintf(of, MAX_PATH, L"Local\\%ls-semaphore", name);
    CreateSemaphoreW(NULL, 0, 1, of);
    swprintf(of, MAX_PATH, L"Local\\%ls-memory", name);
    CreateFileMappingW(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 64, of);
}

static void path_of_file(const struct talk *talk, wchar_t *to)
{
    swprintf(to, MAX_PATH, L"%ls\\work.tmp", talk->temp);
}

static void make_file(struct talk *talk, const wchar_t *name)
{
    wchar_t folder[MAX_PATH], file[MAX_PATH];
    GetTempPathW(MAX_PATH, folder);
    swprintf(talk->temp, MAX_PATH, L"%ls%ls", folder, name);
    CreateDirectoryW(talk->temp, NULL);
    path_of_file(talk, file);
    HANDLE made = CreateFileW(file, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    if (made != INVALID_HANDLE_VALUE)
        CloseHandle(made);
}

static void remove_file(const struct talk *talk)
{
    wchar_t file[MAX_PATH];
    path_of_file(talk, file);
    if (talk->temp[0] && DeleteFileW(file))
        RemoveDirectoryW(talk->temp);
}

static HANDLE key_pressed;

static BOOL WINAPI hear_key(DWORD key)
{
    print(key == CTRL_C_EVENT ? "ctrl-c\n" : "ctrl-break\n");
    SetEvent(key_pressed);
    return TRUE;
}

static void hear_keys(struct talk *talk)
{
    talk->stop = key_pressed = CreateEventW(NULL, TRUE, FALSE, NULL);
    SetConsoleCtrlHandler(hear_key, TRUE);
}

/* One option; how many words it has. */
static int take_option(struct talk *talk, wchar_t **words, int left)
{
    const wchar_t *value = left > 1 ? words[1] : L"";
    if (wcscmp(words[0], L"--deaf") == 0)
        return talk->is_deaf = true;
    if (wcscmp(words[0], L"--keys") == 0) {
        hear_keys(talk);
        return 1;
    }
    if (wcscmp(words[0], L"--prompt") == 0)
        return talk->has_prompt = true;
    if (wcscmp(words[0], L"--rubbish") == 0) {
        print("\x80\xff\x1b[31m\xc3 no text\n");
        return 1;
    }
    if (wcscmp(words[0], L"--rights") == 0) {
        show_rights();
        return 1;
    }
    if (wcscmp(words[0], L"--break-away") == 0) {
        tell_broke_away(start_numbered(1, CREATE_BREAKAWAY_FROM_JOB));
        return 1;
    }
    if (wcscmp(words[0], L"--break-away-for") == 0) {
        tell_broke_away(start_lasting(value, left > 2 ? words[2] : L""));
        return 3;
    }
    if (wcscmp(words[0], L"--flood") == 0)
        flood((unsigned)wcstoul(value, NULL, 10));
    else if (wcscmp(words[0], L"--env") == 0)
        show_variable(value);
    else if (wcscmp(words[0], L"--folder-has") == 0)
        show_file(value);
    else if (wcscmp(words[0], L"--stop-event") == 0)
        talk->stop = CreateEventW(NULL, TRUE, FALSE, value);
    else if (wcscmp(words[0], L"--temp") == 0)
        make_file(talk, value);
    else if (wcscmp(words[0], L"--objects") == 0)
        make_objects(value);
    else if (wcscmp(words[0], L"--serve") == 0)
        serve(value);
    else if (wcscmp(words[0], L"--workers") == 0)
        for (unsigned i = 1; i <= wcstoul(value, NULL, 10); i++)
            start_numbered(i, 0);
    return 2;
}

int wmain(int count, wchar_t **words)
{
    struct talk talk = {0};
    if (count == 5 && wcscmp(words[1], L"--worker") == 0)
        return work((unsigned)wcstoul(words[2], NULL, 10), wcstoul(words[4], NULL, 10));
    if (count == 6 && wcscmp(words[1], L"--worker") == 0)
        return last(wcstoul(words[4], NULL, 10), words[5]);
    for (int i = 1; i < count;)
        i += take_option(&talk, words + i, count - i);
    if (!talk.stop)
        talk.stop = CreateEventW(NULL, TRUE, FALSE, NULL);
    HANDLE listener = CreateThread(NULL, 0, hear_lines, &talk, 0, NULL);
    print(talk.has_prompt ? "ready> " : "ready\n");
    WaitForSingleObject(talk.stop, LIFE_MS);
    if (listener)
        CloseHandle(listener);
    remove_file(&talk);
    return EXIT_SUCCESS;
}
