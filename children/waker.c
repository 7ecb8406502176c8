/*
 * A program without a probe that is woken by an event when there is work, for the scenarios
 * that set and reset an event from outside. It is plain Win32, as a program of somebody else's.
 *
 *     waker.exe [--trusting]
 *
 * Its events are named after its PID: `Local\lifeline-wake-PID` wakes it, and
 * `Local\lifeline-stop-PID` ends it with 0. It prints `ready`, and `woken` each time that it is
 * woken. Nobody ever has work for it. With --trusting it has the bug of a program that takes
 * each wake for work: it uses a job that is not there.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <windows.h>

/* Whatever happens, it does not outlive a test for long. */
#define LIFE_MS 60000

struct job {
    int number;
};

/* The list of jobs, which stays empty. */
static struct job *volatile first_job;

static void print(const char *text)
{
    DWORD written;
    WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), text, (DWORD)strlen(text), &written, NULL);
}

static HANDLE make_event(const wchar_t *what)
{
    wchar_t name[64];
    swprintf(name, 64, L"Local\\lifeline-%ls-%lu", what, (unsigned long)GetCurrentProcessId());
    return CreateEventW(NULL, FALSE, FALSE, name);
}

static void do_work(bool is_trusting)
{
    print("woken\n");
    if (is_trusting || first_job)
        first_job->number++; /* the bug: a wake without work */
}

int main(int count, char **words)
{
    bool is_trusting = count > 1 && strcmp(words[1], "--trusting") == 0;
    HANDLE events[2] = {make_event(L"stop"), make_event(L"wake")};
    if (!events[0] || !events[1])
        return EXIT_FAILURE;
    print("ready\n");
    while (WaitForMultipleObjects(2, events, FALSE, LIFE_MS) == WAIT_OBJECT_0 + 1)
        do_work(is_trusting);
    return EXIT_SUCCESS;
}
