/*
 * Starts two workers that share a lock, and takes their results, until it is asked to stop.
 *
 *     shared_lock_pool.exe --lock semaphore|mutex [--rounds N] [--last-first]
 *
 * With --last-first it starts the second worker before the first. With --rounds it ends by
 * itself once each worker has been served N times or is lost. The workers are
 * shared_lock_worker.exe in the same folder, started in this program's own way.
 */
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

/* How often the pipes are checked while the program waits for a stop. */
#define LOOK_MS 5

struct worker {
    const char *name;
    const char *rest; /* how many milliseconds it rests between two requests */
    HANDLE from, to;  /* NULL once it is lost */
    unsigned served;
};

static void let_go(struct worker *worker)
{
    if (worker->from)
        CloseHandle(worker->from);
    if (worker->to)
        CloseHandle(worker->to);
    worker->from = worker->to = NULL;
}

/* "C:\...\shared_lock_worker.exe" HOW LOCK NAME REST */
static BOOL command_line(char *line, size_t size, const char *how, const char *lock,
                         const struct worker *worker)
{
    char path[MAX_PATH];
    DWORD length = GetModuleFileNameA(NULL, path, sizeof path);
    char *last = length > 0 && length < sizeof path ? strrchr(path, '\\') : NULL;
    if (!last)
        return FALSE;
    last[1] = 0;
    int made = snprintf(line, size, "\"%sshared_lock_worker.exe\" %s %s %s %s", path, how, lock,
                        worker->name, worker->rest);
    return made > 0 && (size_t)made < size;
}

/* The child inherits only its ends of the two pipes; the parent's ends are not inheritable. */
static BOOL start(struct worker *worker, const char *how, const char *lock)
{
    SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
    STARTUPINFOA with = {.cb = sizeof with, .dwFlags = STARTF_USESTDHANDLES};
    PROCESS_INFORMATION made;
    char line[2 * MAX_PATH];
    BOOL started = FALSE;
    if (!command_line(line, sizeof line, how, lock, worker))
        return FALSE;
    if (CreatePipe(&worker->from, &with.hStdOutput, &inherited, 0) &&
        CreatePipe(&with.hStdInput, &worker->to, &inherited, 0) &&
        SetHandleInformation(worker->from, HANDLE_FLAG_INHERIT, 0) &&
        SetHandleInformation(worker->to, HANDLE_FLAG_INHERIT, 0))
        started = CreateProcessA(NULL, line, NULL, NULL, TRUE, DETACHED_PROCESS, NULL, NULL,
                                 &with, &made);
    if (with.hStdInput)
        CloseHandle(with.hStdInput);
    if (with.hStdOutput)
        CloseHandle(with.hStdOutput);
    if (started) {
        CloseHandle(made.hThread);
        CloseHandle(made.hProcess);
        LIFELINE_STEP("child.started", .peer = worker->name);
    } else {
        let_go(worker);
    }
    return started;
}

/* Takes one request, if there is one. */
static void serve(struct worker *worker)
{
    char request;
    DWORD there = 0, moved;
    if (!worker->from)
        return;
    if (!PeekNamedPipe(worker->from, NULL, 0, NULL, &there, NULL)) {
        LIFELINE_REPORT("child.lost", .peer = worker->name, .by = "pipe");
        let_go(worker);
        return;
    }
    if (there == 0 || !ReadFile(worker->from, &request, 1, &moved, NULL))
        return;
    LIFELINE_STEP("request.received", .peer = worker->name);
    worker->served += WriteFile(worker->to, "a", 1, &moved, NULL) != 0;
    LIFELINE_STEP("reply.sent", .peer = worker->name);
}

/* Closing its pipes tells a worker to end. */
static void dismiss(struct worker *worker)
{
    if (worker->from)
        LIFELINE_STEP("quit.sent", .peer = worker->name);
    let_go(worker);
}

/* The argument after this word, or NULL. Other arguments are for other programs. */
static const char *word_behind(int count, char **words, const char *word)
{
    for (int i = 1; i + 1 < count; i++) {
        if (strcmp(words[i], word) == 0)
            return words[i + 1];
    }
    return NULL;
}

static BOOL is_word(int count, char **words, const char *word)
{
    for (int i = 1; i < count; i++) {
        if (strcmp(words[i], word) == 0)
            return TRUE;
    }
    return FALSE;
}

static BOOL is_done(const struct worker *worker, unsigned rounds)
{
    return rounds > 0 && (!worker->from || worker->served >= rounds);
}

int main(int count, char **words)
{
    /* The second has made few requests when a sweep strikes the first at its third: one that
     * had made all that a sweep counts would not be missed. */
    struct worker workers[] = {{.name = "w1", .rest = "0"}, {.name = "w2", .rest = "50"}};
    const char *how = word_behind(count, words, "--lock");
    const char *most = word_behind(count, words, "--rounds");
    unsigned rounds = most ? (unsigned)strtoul(most, NULL, 10) : 0;
    HANDLE stop = lifeline_stop_event();
    char lock[64];
    if (!how)
        return 2;
    snprintf(lock, sizeof lock, "shared-lock-%lu", (unsigned long)GetCurrentProcessId());
    HANDLE owned = strcmp(how, "mutex") == 0 ? CreateMutexA(NULL, FALSE, lock)
                                             : CreateSemaphoreA(NULL, 1, 1, lock);
    if (!stop)
        stop = CreateEventA(NULL, TRUE, FALSE, NULL); /* outside a run it is never set */
    int first = is_word(count, words, "--last-first") ? 1 : 0;
    if (!owned || !stop || !start(&workers[first], how, lock) ||
        !start(&workers[1 - first], how, lock))
        return 2;
    while (WaitForSingleObject(stop, LOOK_MS) == WAIT_TIMEOUT) {
        serve(&workers[0]);
        serve(&workers[1]);
        if (is_done(&workers[0], rounds) && is_done(&workers[1], rounds))
            break;
    }
    dismiss(&workers[0]);
    dismiss(&workers[1]);
    CloseHandle(owned);
    return 0;
}
