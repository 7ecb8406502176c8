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
#include "kit/probe/request.h"

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
    HANDLE section, actor_section, bell, stop;
    struct run_block *block;
    struct actor_block *actor;
    char name[KIT_NAME * 2];
};

static double ticks_now(void)
{
    LARGE_INTEGER now;
    QueryPerformanceCounter(&now);
    return (double)now.QuadPart;
}

static HANDLE stage_event(const struct stage *stage, const char *what, BOOL manual)
{
    char name[128];
    snprintf(name, sizeof name, "%s.%s.0.0", stage->name, what);
    return CreateEventA(NULL, manual, FALSE, name);
}

static HANDLE stage_memory(const char *name, size_t size, void **view)
{
    HANDLE section =
        CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, (DWORD)size, name);
    *view = section ? MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0) : NULL;
    return section;
}

static bool stage_make(struct stage *stage)
{
    static unsigned number;
    void *block, *actor;
    snprintf(stage->name, sizeof stage->name, "bench-%lu-%u", GetCurrentProcessId(), number++);
    stage->section = stage_memory(stage->name, sizeof *stage->block, &block);
    stage->actor_section = stage_memory(NULL, sizeof *stage->actor, &actor);
    stage->block = block;
    stage->actor = actor;
    stage->bell = stage_event(stage, "bell", FALSE);
    stage->stop = stage_event(stage, "stop", TRUE);
    if (!stage->block || !stage->actor || !stage->bell || !stage->stop)
        return false;
    run_block_make(stage->block, stage->name);
    return true;
}

static void stage_drop(struct stage *stage)
{
    UnmapViewOfFile(stage->block);
    UnmapViewOfFile(stage->actor);
    CloseHandle(stage->section);
    CloseHandle(stage->actor_section);
    CloseHandle(stage->bell);
    CloseHandle(stage->stop);
}

/* Whoever asks is the one actor. */
static bool stage_admit(struct stage *stage, HANDLE process)
{
    struct run_request request;
    HANDLE given = NULL, answered = NULL, own = GetCurrentProcess();
    int place = 0;
    if (WaitForSingleObject(stage->bell, WAIT_MS) != WAIT_OBJECT_0 ||
        !request_next(stage->block, &place, &request) ||
        !DuplicateHandle(own, stage->actor_section, process, &given, 0, FALSE,
                         DUPLICATE_SAME_ACCESS) ||
        !DuplicateHandle(process, (HANDLE)(uintptr_t)request.event, own, &answered, 0, FALSE,
                         DUPLICATE_SAME_ACCESS))
        return false;
    request_answer(stage->block, place, &request, 0, (uint32_t)(uintptr_t)given);
    SetEvent(answered);
    CloseHandle(answered);
    return true;
}

static DWORD WINAPI admit_own(void *stage)
{
    return !stage_admit(stage, GetCurrentProcess());
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
    struct actor_block *actor = stage.actor;
    uint32_t step = actor_name_id(actor, "bench.end");
    actor->orders[0] = (struct run_order){.action = RUN_KILL, .step = step, .occurrence = 1};
    actor->order_count = 1;
    atomic_store(&actor->alarms[step], RUN_ALARM_ORDER);
    HANDLE process = start(role, &stage);
    if (process && stage_admit(&stage, process) &&
        WaitForSingleObject(process, WAIT_MS) == WAIT_OBJECT_0) {
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

/* What a probe would get, asked for by hand. */
static struct actor_block *given_block(const char *run_name)
{
    HANDLE section = OpenFileMappingA(FILE_MAP_WRITE, FALSE, run_name);
    HANDLE answered = CreateEventW(NULL, TRUE, FALSE, NULL);
    struct run_block *run = section ? MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0) : NULL;
    char bell_name[128];
    struct request_words words = {.pid = GetCurrentProcessId(),
                                  .event = (uint32_t)(uintptr_t)answered};
    uint32_t state, slot, block;
    snprintf(bell_name, sizeof bell_name, "%s.bell.0.0", run_name);
    HANDLE bell = OpenEventA(EVENT_MODIFY_STATE, FALSE, bell_name);
    if (!run || !answered || !bell)
        return NULL;
    int place = request_put(run, &words, &state);
    SetEvent(bell);
    WaitForSingleObject(answered, WAIT_MS);
    if (!request_take(run, place, state, &slot, &block))
        return NULL;
    return MapViewOfFile((HANDLE)(uintptr_t)block, FILE_MAP_WRITE, 0, 0, 0);
}

/* The instant of the end goes where a step's would be, in the memory that a probe would have
 * been given, and no probe is asked for it. */
static int end_bare(const char *run_name)
{
    struct ring_slot slot = {.kind = RING_STEP};
    struct actor_block *block = given_block(run_name);
    if (!block)
        return EXIT_FAILURE;
    slot.ticks = (uint64_t)ticks_now();
    ring_put(block, &slot);
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
    HANDLE runner = CreateThread(NULL, 0, admit_own, &stage, 0, NULL);
    if (!runner || !lifeline_attach("bench"))
        return EXIT_FAILURE;
    CloseHandle(runner);
    measure(&recorded, rounds, time_steps, time_clock);
    ratio_tell(&ratios[1], &recorded);
    ratio_tell(&ratios[2], &killed);
    return EXIT_SUCCESS;
}
