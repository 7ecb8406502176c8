/*
 * A program that knows nothing of lifeline, for inject_win32_test. It makes a pipe to itself,
 * writes into it and reads from it three times, and ends with code 7. With the word `parent` it
 * starts itself without a word, and ends with the same code as that process.
 */
#include <stdio.h>
#include <string.h>
#include <windows.h>

#define CODE 7

static int talk_to_itself(void)
{
    char name[64], bytes[8];
    DWORD size;
    snprintf(name, sizeof name, "\\\\.\\pipe\\inject-test-%lu", 1000 + GetCurrentProcessId());
    HANDLE server =
        CreateNamedPipeA(name, PIPE_ACCESS_DUPLEX, PIPE_TYPE_MESSAGE, 1, 4096, 4096, 0, NULL);
    HANDLE client =
        CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    if (server == INVALID_HANDLE_VALUE || client == INVALID_HANDLE_VALUE)
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

static int start_another(void)
{
    char program[MAX_PATH];
    STARTUPINFOA start = {.cb = sizeof start};
    PROCESS_INFORMATION made;
    DWORD code = 3;
    GetModuleFileNameA(NULL, program, sizeof program);
    if (!CreateProcessA(program, NULL, NULL, NULL, FALSE, 0, NULL, NULL, &start, &made))
        return 4;
    WaitForSingleObject(made.hProcess, INFINITE);
    GetExitCodeProcess(made.hProcess, &code);
    CloseHandle(made.hThread);
    CloseHandle(made.hProcess);
    return (int)code;
}

int main(int count, char **words)
{
    return count > 1 && strcmp(words[1], "parent") == 0 ? start_another() : talk_to_itself();
}
