/*
 * A worker that makes results under a lock, which it shares with others, and sends them.
 *
 *     shared_lock_worker.exe HOW LOCK NAME REST
 *
 * It rests for REST milliseconds between two requests. HOW is `semaphore` or `mutex`. The
 * semaphore is the one bug that this program can have: a semaphore has no owner, so it is never
 * released when the worker that holds it is killed. The rule bounded must catch it, on the
 * worker that waits. Known cause: birdnet-team/birdnet #73.
 */
#include "kit/probe/lifeline.h"

#include <stdlib.h>
#include <string.h>
#include <windows.h>

struct worker {
    HANDLE lock, requests, replies;
    BOOL is_mutex;
};

static BOOL make(const struct worker *worker)
{
    LIFELINE_STEP("lock.wait");
    /*
     * The system gives this worker a mutex that a dead worker held, with WAIT_ABANDONED. No
     * state is left incomplete here, so the worker can continue.
     */
    DWORD got = WaitForSingleObject(worker->lock, INFINITE);
    if (got != WAIT_OBJECT_0 && got != WAIT_ABANDONED)
        return FALSE;
    LIFELINE_STEP("lock.taken");
    return worker->is_mutex ? ReleaseMutex(worker->lock)
                            : ReleaseSemaphore(worker->lock, 1, NULL);
}

static BOOL hand_in(const struct worker *worker)
{
    char reply;
    DWORD moved;
    LIFELINE_STEP("request.before");
    if (!WriteFile(worker->requests, "r", 1, &moved, NULL))
        return FALSE;
    LIFELINE_STEP("request.sent");
    if (!ReadFile(worker->replies, &reply, 1, &moved, NULL) || moved == 0)
        return FALSE;
    LIFELINE_STEP("reply.received");
    return TRUE;
}

int main(int count, char **words)
{
    struct worker worker = {.requests = GetStdHandle(STD_OUTPUT_HANDLE),
                            .replies = GetStdHandle(STD_INPUT_HANDLE)};
    if (count < 5)
        return 2;
    DWORD rest_ms = strtoul(words[4], NULL, 10);
    lifeline_attach(words[3]);
    LIFELINE_STEP("child.begun");
    worker.is_mutex = strcmp(words[1], "mutex") == 0;
    worker.lock = worker.is_mutex
                      ? OpenMutexA(SYNCHRONIZE | MUTEX_MODIFY_STATE, FALSE, words[2])
                      : OpenSemaphoreA(SYNCHRONIZE | SEMAPHORE_MODIFY_STATE, FALSE, words[2]);
    while (worker.lock && make(&worker) && hand_in(&worker))
        Sleep(rest_ms);
    LIFELINE_REPORT("child.ending", .by = "pipe");
    return 0;
}
