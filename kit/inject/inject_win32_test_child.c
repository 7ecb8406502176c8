/*
 * A program that knows nothing of lifeline, for inject_win32_test. It makes a pipe to itself,
 * writes into it and reads from it three times, and ends with code 7. With the word `parent` it
 * starts itself without a word, and ends with the same code as that process. With the word
 * `killer` it ends that process, which never ran, and waits for its end twice. With the word
 * `asker` it asks for the exit code of that process until it is not 259.
 *
 * With the word `transact` it writes and reads by one call, and a thread of it answers.
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
        if (!WriteFile(client, "word", 4, &size, NULL) ||
            !ReadFile(server, bytes, sizeof bytes, &size, NULL) || size != 4)
            return 2;
    }
    DisconnectNamedPipe(server);
    CloseHandle(client);
    CloseHandle(server);
    return CODE;
}

static DWORD WINAPI answer_once(void *server)
{
    char bytes[8];
    DWORD size;
    return !ReadFile(server, bytes, sizeof bytes, &size, NULL) ||
           !WriteFile(server, "answer", 6, &size, NULL);
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
    if (count > 1 && strcmp(words[1], "transact") == 0)
        return transact();
    return talk_to_itself();
}
