#ifndef ODD_H
#define ODD_H
/*
 * What the programs of this folder share. They stand for programs that are no use to examine,
 * or that make it hard: plain Win32, no probe, nothing of kit/link.
 *
 * - `--bystander` as the only argument makes each of them a bystander: a process of the same
 *   image that has nothing to do with an examination beside it. Every 50 ms it prints how many
 *   handles of its process there are in the system. It ends with 0 at the end of its standard
 *   input.
 * - No process outlives its start by more than 60 s, a bystander by 300 s.
 */
#include "children/plain.h"

#include <stdlib.h>
#include <string.h>

#define ODD_LIFE_MS  60000
#define BYSTANDER_MS 300000
#define ODD_TURN_MS  50 /* between two lines */

static DWORD WINAPI odd_read_to_the_end(void *ended)
{
    char bytes[64];
    DWORD size;
    while (ReadFile(GetStdHandle(STD_INPUT_HANDLE), bytes, sizeof bytes, &size, NULL) && size)
        continue;
    SetEvent(ended);
    return 0;
}

/* An event that is set at the end of the standard input. */
static inline HANDLE odd_input_ended(void)
{
    HANDLE ended = CreateEventA(NULL, TRUE, FALSE, NULL);
    CloseHandle(CreateThread(NULL, 0, odd_read_to_the_end, ended, 0, NULL));
    return ended;
}

/* Prints `word 1`, `word 2` and so on: work that takes time, until the input ends. */
static inline int odd_work(const char *word)
{
    HANDLE ended = odd_input_ended();
    for (unsigned turn = 1; WaitForSingleObject(ended, ODD_TURN_MS) == WAIT_TIMEOUT; turn++)
        plain_say("%s %u", word, turn);
    plain_say("bye");
    return 0;
}

typedef LONG(NTAPI odd_query_object)(HANDLE, int, void *, ULONG, ULONG *);

/* How many handles of this process there are, of all processes. */
static inline unsigned odd_handles_of_self(void)
{
    struct {
        ULONG attributes;
        ACCESS_MASK access;
        ULONG handles, pointers, reserved[10];
    } basic = {0};
    ULONG size = 0;
    FARPROC found = GetProcAddress(GetModuleHandleA("ntdll.dll"), "NtQueryObject");
    HANDLE self = OpenProcess(PROCESS_QUERY_INFORMATION, FALSE, GetCurrentProcessId());
    if (found)
        ((odd_query_object *)(void (*)(void))found)(self, 0, &basic, sizeof basic, &size);
    CloseHandle(self);
    return basic.handles;
}

static inline void odd_stand_by(void)
{
    HANDLE ended = odd_input_ended();
    while (WaitForSingleObject(ended, ODD_TURN_MS) == WAIT_TIMEOUT)
        plain_say("untouched, %u handles", odd_handles_of_self());
    plain_say("bye");
    ExitProcess(0);
}

/* The first call of each process. A bystander does not return from it. */
static inline void odd_live(int count, char **words)
{
    BOOL stands_by = count == 2 && strcmp(words[1], "--bystander") == 0;
    UINT_PTR after_ms = stands_by ? BYSTANDER_MS : ODD_LIFE_MS;
    plain_live_for(after_ms);
    if (stands_by)
        odd_stand_by();
}

#endif
