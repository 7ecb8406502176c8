/*
 * A program that knows nothing of lifeline, for inject_win32_test. It makes a pipe to itself,
 * writes into it and reads from it three times, and ends with code 7; with code 3 if another
 * word of the same size arrives, and with code 4 if a write was not of all bytes. With the word
 * `parent` it starts itself without a word, and ends with the same code as that process. With
 * the word `killer` it ends that process, which never ran, and waits for its end twice. With
 * the word `asker` it asks for the exit code of that process until it is not 259.
 *
 * With the word `transact` it writes and reads by one call, and a thread of it answers.
 *
 * With the word `anonymous` it makes a pipe without a name, and ends with the Win32 error.
 *
 * With the word `given` it sets the event whose handle is the next word, and waits for it.
 *
 * With the word `loader` it writes three times; the second time it holds the loader's lock.
 *
 * With the words `port`, `pool`, `events`, `routine`, `looks`, `cancels`, `closes` and `copies`
 * it reads from a pipe without waiting, and learns of the end of the read in that way. Before
 * it does, it sets the named event `inject-test`, so that the test sees when that is.
 *
 * With the word `clocks` it compares its clocks with those of the test, which are the next
 * three words, and with how far they were moved: by one, two and three hours.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#define CODE 7

static BOOL open_pipe(HANDLE *server, HANDLE *client)
{
    char name[64];
    snprintf(name, sizeof name, "\\\\.\\pipe\\inject-test-%lu", 1000 + GetCurrentProcessId());
    *server =
        CreateNamedPipeA(name, PIPE_ACCESS_DUPLEX, PIPE_TYPE_MESSAGE, 1, 4096, 4096, 0, NULL);
    *client = CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    return *server != INVALID_HANDLE_VALUE && *client != INVALID_HANDLE_VALUE;
}

static int talk_to_itself(void)
{
    char bytes[8];
    HANDLE server, client;
    DWORD size;
    if (!open_pipe(&server, &client))
        return 1;
    for (int i = 0; i < 3; i++) {
        if (!WriteFile(client, "word", 4, &size, NULL))
            return 2;
        if (size != 4)
            return 4;
        if (!ReadFile(server, bytes, sizeof bytes, &size, NULL) || size != 4)
            return 2;
        if (memcmp(bytes, "word", 4) != 0)
            return 3;
    }
    DisconnectNamedPipe(server);
    CloseHandle(client);
    CloseHandle(server);
    return CODE;
}

/* Takes and leaves the system's loader lock, as the loader does around what it calls of a DLL.
 */
static BOOL hold_loader_lock(BOOL takes, ULONG_PTR *cookie)
{
    typedef LONG(NTAPI * take)(ULONG flags, ULONG * state, ULONG_PTR * to);
    typedef LONG(NTAPI * leave)(ULONG flags, ULONG_PTR of);
    HMODULE system = GetModuleHandleA("ntdll.dll");
    FARPROC function =
        GetProcAddress(system, takes ? "LdrLockLoaderLock" : "LdrUnlockLoaderLock");
    if (!function)
        return FALSE;
    return (takes ? ((take)(void (*)(void))function)(0, NULL, cookie)
                  : ((leave)(void (*)(void))function)(0, *cookie)) >= 0;
}

static int write_in_loader(void)
{
    char bytes[16];
    HANDLE server, client;
    DWORD size = 0, count = 0;
    ULONG_PTR cookie = 0;
    if (!open_pipe(&server, &client) || !WriteFile(client, "word", 4, &size, NULL))
        return 1;
    if (!hold_loader_lock(TRUE, &cookie) || !WriteFile(client, "word", 4, &size, NULL) ||
        !hold_loader_lock(FALSE, &cookie) || !WriteFile(client, "word", 4, &size, NULL))
        return 2;
    while (count < 12 && ReadFile(server, bytes, 4, &size, NULL))
        count += size;
    return count == 12 ? CODE : 3;
}

static int make_anonymous(void)
{
    HANDLE reads, writes;
    if (!CreatePipe(&reads, &writes, NULL, 0))
        return (int)GetLastError();
    CloseHandle(reads);
    CloseHandle(writes);
    return CODE;
}

static int use_given(const char *word)
{
    HANDLE event = (HANDLE)(uintptr_t)strtoull(word, NULL, 10);
    return SetEvent(event) && WaitForSingleObject(event, 0) == WAIT_OBJECT_0 ? CODE : 1;
}

static DWORD WINAPI answer_once(void *server)
{
    char bytes[8];
    DWORD size;
    return !ReadFile(server, bytes, sizeof bytes, &size, NULL) ||
           !WriteFile(server, "answer", memcmp(bytes, "word", 4) == 0 ? 6 : 5, &size, NULL);
}

static int transact(void)
{
    char bytes[8];
    HANDLE server, client;
    DWORD size = 0, mode = PIPE_READMODE_MESSAGE;
    if (!open_pipe(&server, &client) || !SetNamedPipeHandleState(client, &mode, NULL, NULL))
        return 1;
    HANDLE thread = CreateThread(NULL, 0, answer_once, server, 0, NULL);
    BOOL done = TransactNamedPipe(client, "word", 4, bytes, sizeof bytes, &size, NULL);
    CloseHandle(client); /* so that the thread ends, in each case */
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    CloseHandle(server);
    return done && size == 6 ? CODE : 2;
}

/* ---- reads that are not done when their call returns ---- */

/* The reading end without waiting, and the writing end. */
struct ends {
    HANDLE in, out, marker;
    char bytes[8];
};

static BOOL make_ends(struct ends *ends, HANDLE port)
{
    char name[64];
    OVERLAPPED io = {.hEvent = NULL}, *done;
    DWORD size;
    ULONG_PTR key;
    snprintf(name, sizeof name, "\\\\.\\pipe\\inject-test-%lu", 1000 + GetCurrentProcessId());
    ends->marker = CreateEventA(NULL, FALSE, FALSE, "inject-test");
    ends->in = CreateNamedPipeA(name, PIPE_ACCESS_INBOUND | FILE_FLAG_OVERLAPPED,
                                PIPE_TYPE_MESSAGE, 1, 4096, 4096, 0, NULL);
    if (port && !CreateIoCompletionPort(ends->in, port, 1, 0))
        return FALSE;
    BOOL waits = !ConnectNamedPipe(ends->in, &io) && GetLastError() == ERROR_IO_PENDING;
    ends->out = CreateFileA(name, GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    if (!waits || ends->out == INVALID_HANDLE_VALUE)
        return FALSE;
    return port ? GetQueuedCompletionStatus(port, &size, &key, &done, INFINITE) && done == &io
                : GetOverlappedResult(ends->in, &io, &size, TRUE);
}

static BOOL begin_read(struct ends *ends, OVERLAPPED *io)
{
    return !ReadFile(ends->in, ends->bytes, sizeof ends->bytes, NULL, io) &&
           GetLastError() == ERROR_IO_PENDING;
}

/* Writes; nobody knows yet that the read is over. */
static BOOL fill(struct ends *ends, const char *bytes)
{
    DWORD size;
    return WriteFile(ends->out, bytes, (DWORD)strlen(bytes), &size, NULL) &&
           SetEvent(ends->marker);
}

static int close_ends(struct ends *ends)
{
    CloseHandle(ends->out);
    CloseHandle(ends->in);
    return CODE;
}

/* A read that was done at once: its packet comes later, unless the file has none for it. */
static BOOL read_at_once(struct ends *ends, HANDLE port, BOOL has_packet)
{
    OVERLAPPED io = {.hEvent = NULL}, *done;
    DWORD size = 0;
    ULONG_PTR key;
    if (!fill(ends, "at once") ||
        !ReadFile(ends->in, ends->bytes, sizeof ends->bytes, &size, &io) || size != 7)
        return FALSE;
    return GetQueuedCompletionStatus(port, &size, &key, &done, 0) == has_packet;
}

static int learn_by_port(void)
{
    struct ends ends;
    OVERLAPPED io = {.hEvent = NULL}, next = {.hEvent = NULL}, *done;
    OVERLAPPED_ENTRY entry;
    DWORD size;
    ULONG count;
    ULONG_PTR key;
    HANDLE port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0);
    if (!make_ends(&ends, port))
        return 1;
    if (!begin_read(&ends, &io) || !fill(&ends, "one") ||
        !GetQueuedCompletionStatus(port, &size, &key, &done, INFINITE) || done != &io ||
        size != 3)
        return 2;
    if (!begin_read(&ends, &io) || !fill(&ends, "four") || !begin_read(&ends, &next) ||
        !GetQueuedCompletionStatusEx(port, &entry, 1, &count, INFINITE, FALSE) ||
        entry.lpOverlapped != &io || entry.dwNumberOfBytesTransferred != 4 ||
        !fill(&ends, "fives") ||
        !GetQueuedCompletionStatusEx(port, &entry, 1, &count, INFINITE, FALSE) ||
        entry.lpOverlapped != &next)
        return 3;
    if (!read_at_once(&ends, port, TRUE))
        return 4;
    SetFileCompletionNotificationModes(ends.in, FILE_SKIP_COMPLETION_PORT_ON_SUCCESS);
    if (!read_at_once(&ends, port, FALSE))
        return 5;
    return close_ends(&ends);
}

static void CALLBACK pool_is_over(PTP_CALLBACK_INSTANCE instance, void *over, void *io,
                                  ULONG error, ULONG_PTR size, PTP_IO of)
{
    (void)instance;
    (void)io;
    (void)of;
    if (error == 0 && size == 4)
        SetEvent(over);
}

static int learn_by_pool(void)
{
    struct ends ends;
    OVERLAPPED io = {.hEvent = NULL};
    HANDLE over = CreateEventA(NULL, FALSE, FALSE, NULL);
    if (!make_ends(&ends, NULL))
        return 1;
    PTP_IO of = CreateThreadpoolIo(ends.in, pool_is_over, over, NULL);
    StartThreadpoolIo(of);
    if (!begin_read(&ends, &io) || !fill(&ends, "four") ||
        WaitForSingleObject(over, INFINITE) != WAIT_OBJECT_0)
        return 2;
    CloseThreadpoolIo(of);
    return close_ends(&ends);
}

static int learn_by_events(void)
{
    struct ends ends;
    OVERLAPPED io = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)}, plain = {.hEvent = NULL};
    DWORD size;
    if (!make_ends(&ends, NULL))
        return 1;
    if (!begin_read(&ends, &io) || !fill(&ends, "one") ||
        WaitForSingleObject(io.hEvent, INFINITE) != WAIT_OBJECT_0)
        return 2;
    SetEvent(ends.marker);
    HANDLE any[] = {CreateEventA(NULL, FALSE, FALSE, NULL), io.hEvent};
    if (!begin_read(&ends, &io) || !fill(&ends, "four") ||
        WaitForMultipleObjects(2, any, FALSE, INFINITE) != WAIT_OBJECT_0 + 1)
        return 3;
    SetEvent(ends.marker);
    SetEvent(any[0]);
    if (!begin_read(&ends, &io) || !fill(&ends, "fives") ||
        WaitForMultipleObjects(2, any, TRUE, INFINITE) != WAIT_OBJECT_0)
        return 4;
    SetEvent(ends.marker);
    if (!begin_read(&ends, &io) || !fill(&ends, "sixsix") ||
        SignalObjectAndWait(any[0], io.hEvent, INFINITE, FALSE) != WAIT_OBJECT_0)
        return 5;
    SetEvent(ends.marker);
    if (!begin_read(&ends, &plain) || !fill(&ends, "sevenuh") ||
        !GetOverlappedResult(ends.in, &plain, &size, TRUE) || size != 7)
        return 6;
    SetEvent(ends.marker);
    return close_ends(&ends);
}

static DWORD size_by_routine;

static void WINAPI keep_size(DWORD error, DWORD size, OVERLAPPED *io)
{
    size_by_routine = error == 0 && io->hEvent == &size_by_routine ? size : 0;
}

static int learn_by_routine(void)
{
    struct ends ends;
    OVERLAPPED io = {.hEvent = &size_by_routine}; /* the routine's own */
    if (!make_ends(&ends, NULL))
        return 1;
    for (DWORD round = 1; round < 3; round++) {
        if ((round == 2 && !fill(&ends, "four")) ||
            !ReadFileEx(ends.in, ends.bytes, sizeof ends.bytes, &io, keep_size) ||
            (round == 1 && !fill(&ends, "one")) ||
            SleepEx(INFINITE, TRUE) != WAIT_IO_COMPLETION || size_by_routine != round + 2)
            return 2;
    }
    return close_ends(&ends);
}

/* Looks into the memory alone. The second read has the same memory. */
static int learn_by_looks(void)
{
    struct ends ends;
    OVERLAPPED io = {.hEvent = NULL};
    if (!make_ends(&ends, NULL))
        return 1;
    for (int round = 0; round < 2; round++) {
        if (!begin_read(&ends, &io) || !fill(&ends, "four"))
            return 2;
        while (!HasOverlappedIoCompleted(&io))
            SwitchToThread();
    }
    return close_ends(&ends);
}

static int cancel_reads(void)
{
    struct ends ends;
    OVERLAPPED io = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
    DWORD size;
    if (!make_ends(&ends, NULL) || !begin_read(&ends, &io))
        return 1;
    SetEvent(ends.marker);
    CancelIoEx(ends.in, &io);
    if (GetOverlappedResult(ends.in, &io, &size, TRUE) ||
        GetLastError() != ERROR_OPERATION_ABORTED)
        return 2;
    if (!begin_read(&ends, &io))
        return 3;
    CloseHandle(ends.out);
    SetEvent(ends.marker);
    if (GetOverlappedResult(ends.in, &io, &size, TRUE) || GetLastError() != ERROR_BROKEN_PIPE)
        return 4;
    CloseHandle(ends.in);
    return CODE;
}

static int close_while_reading(void)
{
    struct ends ends;
    OVERLAPPED io = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
    if (!make_ends(&ends, NULL) || !begin_read(&ends, &io))
        return 1;
    CloseHandle(ends.in);
    CloseHandle(ends.out);
    return CODE;
}

/* A duplicate of the handle keeps the read when the first one is closed. */
static int close_a_copy(void)
{
    struct ends ends;
    HANDLE self = GetCurrentProcess(), copy;
    OVERLAPPED io = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
    if (!make_ends(&ends, NULL) || !begin_read(&ends, &io) ||
        !DuplicateHandle(self, ends.in, self, &copy, 0, FALSE, DUPLICATE_SAME_ACCESS))
        return 1;
    CloseHandle(ends.in);
    if (!fill(&ends, "four") || WaitForSingleObject(io.hEvent, INFINITE) != WAIT_OBJECT_0)
        return 2;
    CloseHandle(copy);
    CloseHandle(ends.out);
    return CODE;
}

/* Ends the process by another handle, which allows nothing else. */
static BOOL end_process(HANDLE process)
{
    HANDLE self = GetCurrentProcess(), only = NULL;
    BOOL ended = DuplicateHandle(self, process, self, &only, PROCESS_TERMINATE, FALSE, 0) &&
                 TerminateProcess(only, CODE);
    CloseHandle(only);
    return ended;
}

/* Asks without a wait. */
static DWORD code_at_last(HANDLE process)
{
    DWORD code = STILL_ACTIVE;
    while (GetExitCodeProcess(process, &code) && code == STILL_ACTIVE)
        SwitchToThread();
    return code;
}

static int start_another(BOOL ends_it, BOOL asks)
{
    char program[MAX_PATH];
    STARTUPINFOA start = {.cb = sizeof start};
    PROCESS_INFORMATION made;
    DWORD code = 3;
    GetModuleFileNameA(NULL, program, sizeof program);
    if (!CreateProcessA(program, NULL, NULL, NULL, FALSE, ends_it ? CREATE_SUSPENDED : 0, NULL,
                        NULL, &start, &made) ||
        (ends_it && !end_process(made.hProcess)))
        return 4;
    if (asks) {
        code = code_at_last(made.hProcess);
    } else {
        WaitForSingleObject(made.hProcess, INFINITE);
        WaitForSingleObject(made.hProcess, 0);
        GetExitCodeProcess(made.hProcess, &code);
    }
    CloseHandle(made.hThread);
    CloseHandle(made.hProcess);
    return (int)code;
}

#define HOUR_MS 3600000
#define NEAR_MS 60000

static int is_off(ULONGLONG now_ms, const char *before_ms, int hours)
{
    ULONGLONG wanted_ms = strtoull(before_ms, NULL, 10) + (ULONGLONG)hours * HOUR_MS;
    return now_ms < wanted_ms || now_ms > wanted_ms + NEAR_MS;
}

static ULONGLONG file_time_ms(void(WINAPI *ask)(FILETIME *))
{
    FILETIME time;
    ask(&time);
    return ((ULONGLONG)time.dwHighDateTime << 32 | time.dwLowDateTime) / 10000;
}

static int compare_clocks(char **before)
{
    LARGE_INTEGER counter, each;
    QueryPerformanceFrequency(&each);
    QueryPerformanceCounter(&counter);
    ULONGLONG counter_ms = (ULONGLONG)(counter.QuadPart / (each.QuadPart / 1000));
    return is_off(file_time_ms(GetSystemTimeAsFileTime), before[0], 1) |
           is_off(file_time_ms(GetSystemTimePreciseAsFileTime), before[0], 1) << 1 |
           is_off(GetTickCount64(), before[1], 2) << 2 |
           is_off(GetTickCount(), before[1], 2) << 3 | is_off(counter_ms, before[2], 3) << 4;
}

static int learn_by(const char *way)
{
    static const struct {
        const char *word;
        int (*learn)(void);
    } ways[] = {{"port", learn_by_port},         {"pool", learn_by_pool},
                {"events", learn_by_events},     {"routine", learn_by_routine},
                {"looks", learn_by_looks},       {"cancels", cancel_reads},
                {"closes", close_while_reading}, {"copies", close_a_copy}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (strcmp(ways[i].word, way) == 0)
            return ways[i].learn();
    }
    return talk_to_itself();
}

int main(int count, char **words)
{
    if (count > 4 && strcmp(words[1], "clocks") == 0)
        return compare_clocks(words + 2);
    if (count > 1 && strcmp(words[1], "parent") == 0)
        return start_another(FALSE, FALSE);
    if (count > 1 && strcmp(words[1], "killer") == 0)
        return start_another(TRUE, FALSE);
    if (count > 1 && strcmp(words[1], "asker") == 0)
        return start_another(FALSE, TRUE);
    if (count > 1 && strcmp(words[1], "anonymous") == 0)
        return make_anonymous();
    if (count > 2 && strcmp(words[1], "given") == 0)
        return use_given(words[2]);
    if (count > 1 && strcmp(words[1], "loader") == 0)
        return write_in_loader();
    if (count > 1 && strcmp(words[1], "transact") == 0)
        return transact();
    return count > 1 ? learn_by(words[1]) : talk_to_itself();
}
