/*
 * What a probe costs: outside a run against an empty call into another object file; a recorded
 * step against one reading of the clock; and an ordered kill, from the step to the signalled
 * handle, against a process that ends itself without us.
 *
 *     probe_win32_bench.exe ROUNDS
 *     probe_win32_bench.exe strike|bare NAME   the process that ends, started by the above
 *
 * Both of a pair come right after each other in each round, and which comes first changes.
 */
#include "kit/base/ratio.h"
#include "kit/probe/lifeline.h"
#include "kit/probe/run_block.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#define CALLS      20000 /* of a probe or an empty call, in one round */
#define STEPS      1000  /* of recorded steps or readings of the clock */
#define KILL_EVERY 4     /* starting two processes takes as long as 100 other rounds */
#define WAIT_MS    10000

void bench_empty_call(void); /* in probe_win32_bench_part.c */

/* A run with one actor, made as the runner makes it. */
struct stage {
    HANDLE section, bell, stop, admit;
    struct run_block *block;
    char name[KIT_NAME * 2];
};

static double ticks_now(void)
{
    LARGE_INTEGER now;
    QueryPerformanceCounter(&now);
    return (double)now.QuadPart;
}

static HANDLE stage_event(const struct stage *stage, const char *what)
{
    char name[128];
    snprintf(name, sizeof name, "%s.%s.0", stage->name, what);
    return CreateEventA(NULL, TRUE, FALSE, name);
}

static bool stage_make(struct stage *stage)
{
    static unsigned number;
    uint64_t size = run_block_size(1);
    snprintf(stage->name, sizeof stage->name, "bench-%lu-%u", GetCurrentProcessId(), number++);
    stage->section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0,
                                        (DWORD)size, stage->name);
    stage->block =
        stage->section ? MapViewOfFile(stage->section, FILE_MAP_WRITE, 0, 0, 0) : NULL;
    stage->bell = stage_event(stage, "bell");
    stage->stop = stage_event(stage, "stop");
    stage->admit = stage_event(stage, "admit");
    if (!stage->block || !stage->bell || !stage->stop || !stage->admit)
        return false;
    run_block_make(stage->block, stage->name, 1);
    memcpy(run_actor(stage->block, 0)->name, "bench", 6);
    SetEvent(stage->admit); /* nobody is asked to open it: it is known */
    return true;
}

static void stage_drop(struct stage *stage)
{
    UnmapViewOfFile(stage->block);
    CloseHandle(stage->section);
    CloseHandle(stage->bell);
    CloseHandle(stage->stop);
    CloseHandle(stage->admit);
}

static double time_probes(void)
{
    double from = ticks_now();
    for (int i = 0; i < CALLS; i++)
        LIFELINE_STEP("bench.step", .peer = "peer", .sequence = (uint64_t)i);
    return ticks_now() - from;
}

static double time_empty_calls(void)
{
    double from = ticks_now();
    for (int i = 0; i < CALLS; i++)
        bench_empty_call();
    return ticks_now() - from;
}

/* As the reference pair's steps are: with a peer and the facts of a message. */
static double time_steps(void)
{
    double from = ticks_now();
    for (int i = 0; i < STEPS; i++)
        LIFELINE_STEP("bench.step", .peer = "peer", .sequence = (uint64_t)i, .size = 64,
                      .checksum = 7);
    return ticks_now() - from;
}

static double time_clock(void)
{
    double from = ticks_now();
    LARGE_INTEGER now;
    for (int i = 0; i < STEPS; i++)
        QueryPerformanceCounter(&now);
    return ticks_now() - from;
}

static void measure(struct ratio_rounds *rounds, size_t count, double (*ours)(void),
                    double (*bare)(void))
{
    ours();
    bare();
    for (size_t i = 0; i < count; i++) {
        double first = i % 2 ? ours() : bare();
        double second = i % 2 ? bare() : ours();
        ratio_add(rounds, i % 2 ? first : second, i % 2 ? second : first);
    }
}

static HANDLE start(const char *role, const struct stage *stage)
{
    char program[MAX_PATH], line[MAX_PATH + 128];
    STARTUPINFOA info = {.cb = sizeof info};
    PROCESS_INFORMATION made;
    GetModuleFileNameA(NULL, program, sizeof program);
    snprintf(line, sizeof line, "\"%s\" %s %s", program, role, stage->name);
    SetEnvironmentVariableA("LIFELINE_RUN", stage->name);
    BOOL started = CreateProcessA(program, line, NULL, NULL, FALSE, DETACHED_PROCESS, NULL,
                                  NULL, &info, &made);
    SetEnvironmentVariableA("LIFELINE_RUN", NULL);
    if (!started)
        return NULL;
    CloseHandle(made.hThread);
    return made.hProcess;
}

/* From the record of the step to the wake-up of whoever waits for the process; -1: failed. */
static double time_end(const char *role)
{
    struct stage stage = {0};
    double took = -1;
    if (!stage_make(&stage))
        return took;
    struct actor_block *actor = run_actor(stage.block, 0);
    uint32_t step = actor_name_id(actor, "bench.end");
    actor->orders[0] = (struct run_order){.action = RUN_KILL, .step = step, .occurrence = 1};
    actor->order_count = 1;
    atomic_store(&actor->alarms[step], RUN_ALARM_ORDER);
    HANDLE process = start(role, &stage);
    if (process && WaitForSingleObject(process, WAIT_MS) == WAIT_OBJECT_0) {
        double ended = ticks_now();
        DWORD code = 0;
        GetExitCodeProcess(process, &code);
        struct ring_reader reader = {0};
        struct ring_slot slot = {0};
        while (slot.kind != RING_STEP && ring_take(actor, &reader, &slot))
            ;
        if (slot.kind == RING_STEP && code == KIT_KILL_CODE)
            took = ended - (double)slot.ticks;
    }
    if (process)
        CloseHandle(process);
    stage_drop(&stage);
    return took;
}

static double time_kill(void)
{
    return time_end("strike");
}

static double time_own_end(void)
{
    return time_end("bare");
}

static int end_by_order(void)
{
    lifeline_attach("bench");
    LIFELINE_STEP("bench.end");
    return EXIT_FAILURE; /* the order was not obeyed */
}

/* The instant of the end goes where a step's would be, and no probe is asked. */
static int end_bare(const char *name)
{
    HANDLE section = OpenFileMappingA(FILE_MAP_WRITE, FALSE, name);
    struct run_block *block = section ? MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0) : NULL;
    if (!block)
        return EXIT_FAILURE;
    struct ring_slot slot = {.kind = RING_STEP};
    slot.ticks = (uint64_t)ticks_now();
    ring_put(run_actor(block, 0), &slot);
    TerminateProcess(GetCurrentProcess(), KIT_KILL_CODE);
    return EXIT_FAILURE;
}

int main(int count, char **words)
{
    static struct ratio_rounds outside, recorded, killed;
    static const struct ratio ratios[] = {
        {"probe-outside", "a probe outside a run", "an empty call into another object file",
         .target = 1.0},
        {"recorded-step", "a recorded step", "one QueryPerformanceCounter", .target = 1.5},
        {"kill-at-step", "kill ordered at a step to handle signalled",
         "TerminateProcess of itself to handle signalled", .target = 1.5},
    };
    if (count == 3 && strcmp(words[1], "strike") == 0)
        return end_by_order();
    if (count == 3 && strcmp(words[1], "bare") == 0)
        return end_bare(words[2]);
    size_t rounds = count == 2 ? strtoul(words[1], NULL, 10) : 200;

    /* Said here and not looked up, as a process looks but once, and there is a run to come. */
    lifeline_state = -1;
    measure(&outside, rounds, time_probes, time_empty_calls);
    ratio_tell(&ratios[0], &outside);
    measure(&killed, rounds / KILL_EVERY + 1, time_kill, time_own_end);

    struct stage stage = {0};
    if (!stage_make(&stage))
        return EXIT_FAILURE;
    SetEnvironmentVariableA("LIFELINE_RUN", stage.name);
    lifeline_state = 0;
    if (!lifeline_attach("bench"))
        return EXIT_FAILURE;
    measure(&recorded, rounds, time_steps, time_clock);
    ratio_tell(&ratios[1], &recorded);
    ratio_tell(&ratios[2], &killed);
    return EXIT_SUCCESS;
}
