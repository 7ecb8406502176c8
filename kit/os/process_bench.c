/*
 * What the kit's kill from outside costs, to the signalled handle, against TerminateProcess and
 * a wait.
 *
 *     process_bench.exe ROUNDS
 *     process_bench.exe wait EVENT   the victim, started by the above
 */
#include "kit/os/process.h"
#include "kit/base/ratio.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/file.h"
#include "kit/os/win32.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WAIT_MS 10000

/* Starts a victim and waits until it stands still in its wait. */
static bool start_victim(struct os_process *victim)
{
    static unsigned number;
    char name[64], program[MAX_PATH];
    snprintf(name, sizeof name, "process-bench-%u-%u", (unsigned)os_own_pid(), number++);
    void *ready = NULL;
    if (!GetModuleFileNameA(NULL, program, sizeof program) ||
        os_event_create(name, OS_MANUAL_RESET, &ready, NULL) != KIT_OK)
        return false;
    const char *const words[] = {"wait", name, NULL};
    struct os_spawn what = {.program = program, .arguments = words};
    bool started =
        os_spawn(&what, victim, NULL) == KIT_OK && os_wait_any(&ready, 1, WAIT_MS) == 0;
    os_close(&ready);
    return started;
}

static bool kill_by_kit(void *process)
{
    return os_process_kill(process, 7, NULL) == KIT_OK;
}

static bool kill_bare(void *process)
{
    return TerminateProcess(process, 7) &&
           WaitForSingleObject(process, WAIT_MS) == WAIT_OBJECT_0;
}

/* One victim at a time: the start of another would be felt by the first. */
static double time_kill(bool (*kill)(void *process))
{
    struct os_process victim = {0};
    double took = -1;
    if (!start_victim(&victim))
        return took;
    uint64_t from = os_ticks();
    if (kill(victim.handle))
        took = (double)(os_ticks() - from);
    os_close(&victim.handle);
    return took;
}

static void measure(struct ratio_rounds *rounds, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double first = time_kill(i % 2 ? kill_by_kit : kill_bare);
        double second = time_kill(i % 2 ? kill_bare : kill_by_kit);
        ratio_add(rounds, i % 2 ? first : second, i % 2 ? second : first);
    }
}

static int wait_to_be_killed(const char *name)
{
    void *ready = NULL;
    if (os_event_open(name, &ready, NULL) != KIT_OK)
        return EXIT_FAILURE;
    os_event_set(ready);
    WaitForSingleObject(GetCurrentProcess(), WAIT_MS);
    return EXIT_FAILURE;
}

int main(int count, char **words)
{
    static struct ratio_rounds killed;
    static const struct ratio ratio = {.name = "kill-from-outside",
                                       .ours = "a kill from outside to handle signalled",
                                       .bare = "TerminateProcess to handle signalled",
                                       .target = 1.5};
    if (count == 3 && strcmp(words[1], "wait") == 0)
        return wait_to_be_killed(words[2]);
    size_t rounds = count == 2 ? strtoul(words[1], NULL, 10) : 200;
    measure(&killed, rounds / 4 + 1);
    ratio_tell(&ratio, &killed);
    return EXIT_SUCCESS;
}
