#ifndef LIFELINE_H
#define LIFELINE_H
/*
 * The probe: how a program takes part in a lifeline run. A few bytes of code at each step that
 * matters; outside a run each is one predictable branch. No other header is needed.
 *
 *     LIFELINE_STEP("request.sent");                       // a point of the exchange
 *     LIFELINE_STEP("reply.sent", .peer = "worker-1");     // a parent has many children
 *     LIFELINE_REPORT("child.lost", .peer = "worker-1", .by = "pipe");   // a fact
 *
 * In C++ the macros need C++20 (g++ and clang++ take them in any), and what is told in the
 * order of struct lifeline_facts; g++ -Wextra wants -Wno-missing-field-initializers.
 *
 * Compile kit/probe/lifeline_probe.c with the program, or link the static library `lifeline`;
 * and ntdll. Or link lifeline_probe.dll (define LIFELINE_PROBE_DLL), which then stands beside
 * the program. Each name that this brings into the program begins with lifeline_ or LIFELINE_.
 * The run is found by the environment variable LIFELINE_RUN. Any thread may call anything here.
 * Nothing here fails: where there is no run, or no place for this process in it, nothing
 * happens.
 *
 * A step is where an order is obeyed: the process may be ended, suspended, made to drop its
 * pipe or to stand still, exactly here, because the scenario says so. Hold no lock at a step
 * that the rest of the program needs, unless that is what you want to test.
 *
 * The names that rules of the contract read are in docs/contract.md; any other name is yours.
 * A name may be a variable, so that a function of yours can wrap a step.
 * Names are at most 31 bytes; a longer one is cut. A process has room for 191 names of steps,
 * peers, ways and calls; one that uses more gets the verdict `error`, with this sentence. So
 * put what is different each time into the facts, such as `.sequence`.
 */
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(LIFELINE_PROBE_DLL) && defined(LIFELINE_PROBE_BUILD)
#define LIFELINE_API __declspec(dllexport)
#elif defined(LIFELINE_PROBE_DLL)
#define LIFELINE_API __declspec(dllimport)
#else
#define LIFELINE_API
#endif

/* What a step carries for the judge. All of it may be left out. Strings are read, not kept. */
struct lifeline_facts {
    const char *name; /* of the step or report */
    const char *peer; /* the other side, by its actor name */
    const char *by;   /* how it was noticed: pipe, process, watchdog ... */
    uint64_t sequence;
    uint64_t size; /* bytes */
    uint64_t checksum;
    uint32_t deadline_ms; /* of what begins at this step */
    uint32_t code;        /* a Win32 error or exit code */
};

/*
 * < 0: this process is in no run, for good. 0: not known yet. > 0: in a run. Read it, never
 * write it. A plain look without a lock, from any thread: only < 0 may be acted upon. On ARM64
 * a thread can see > 0 before it sees what another thread found out about the run, so the
 * functions below look again, in the right order.
 */
LIFELINE_API extern volatile int lifeline_state;

/*
 * Enters the run under an actor's name; NULL or "" where the program has none, then it is found
 * by its PID or image. Called by the first step if you do not. Returns 1 in a run, else 0. In a
 * run it waits until the runner knows the process, usually 0.2 ms, at most 10 s.
 */
LIFELINE_API int lifeline_attach(const char *actor);

/*
 * A step, and a report. `*id` belongs to one place in the code and starts as 0: the run's
 * number for the name, looked up at the first call. The name is compared at each call, so a
 * wrapper may pass a different one each time, and reuse its memory; a name that changes is
 * looked up again, which takes longer. `id` may be NULL (languages without macros): then it is
 * looked up at each call.
 */
LIFELINE_API void lifeline_step(uint32_t *id, const struct lifeline_facts *facts);
LIFELINE_API void lifeline_report(uint32_t *id, const struct lifeline_facts *facts);

/*
 * The run's request to end, for this actor: a manual-reset event (a HANDLE), or NULL outside a
 * run. Borrowed: do not close it. A program that waits on it obeys `stop <actor>`.
 */
LIFELINE_API void *lifeline_stop_event(void);

/*
 * Nanoseconds on a clock that only goes forward. In a run it is the run's: it stands still
 * while a person looks (`lifeline run --break`), so that a deadline counted on it does not pass
 * then. A timer of the system's does not stand still: when one is over, look here whether it is
 * time.
 */
LIFELINE_API uint64_t lifeline_now_ns(void);

/*
 * Tells the probe how this program loses its pipe, for the fault `drop`: `drop` is called on
 * the thread that reached the step, with the step's peer (or ""), and must close or disconnect
 * the program's own end so that its later use of the pipe fails cleanly. `how` is the way that
 * the scenario wants (`drop host by close`), or 0 for the program's own. Without it a drop is
 * refused and the run says so.
 *
 * `drop` and `context` are set together, and cleared by `lifeline_drop_with(NULL, NULL)`. When
 * the call returns, no other thread is inside the `drop` that was set before, so its context
 * may go: hold no lock that `drop` takes. Called from inside a `drop` or `spoil` it does not
 * wait, since two that did would wait for each other; then another thread may be inside still.
 * `drop` has to return: no exception, no longjmp.
 */
enum { LIFELINE_CLOSE = 1, LIFELINE_DISCONNECT = 2 };
LIFELINE_API void lifeline_drop_with(void (*drop)(void *context, const char *peer, int how),
                                     void *context);

/*
 * The same, in every respect, for the faults `truncate` and `corrupt`: `spoil` has to see to it
 * that the next message to this peer goes out cut to its first half, or with one byte changed;
 * that message alone, and without its sender's noticing.
 */
enum { LIFELINE_TRUNCATE = 1, LIFELINE_CORRUPT = 2 };
LIFELINE_API void lifeline_spoil_with(void (*spoil)(void *context, const char *peer, int how),
                                      void *context);

/*
 * The fault `fail`, for a call of the system. Asked right before the call, by its name in
 * docs/language.md (`facts.name`, and `facts.peer` where it is made for one among several): 0
 * to make the call; else the Win32 error to behave as if it had failed with, without making it.
 * Counts the call. kit/os asks for each of its own. Does not attach.
 */
LIFELINE_API uint32_t lifeline_fails(uint32_t *id, const struct lifeline_facts *facts);

#ifdef __cplusplus
}
#endif

#define LIFELINE_AT_(call, ...)                                                                \
    do {                                                                                       \
        static uint32_t lifeline_id_;                                                          \
        if (lifeline_state >= 0) {                                                             \
            const struct lifeline_facts lifeline_facts_ = {.name = __VA_ARGS__};               \
            call(&lifeline_id_, &lifeline_facts_);                                             \
        }                                                                                      \
    } while (0)
#define LIFELINE_STEP(...)   LIFELINE_AT_(lifeline_step, __VA_ARGS__)
#define LIFELINE_REPORT(...) LIFELINE_AT_(lifeline_report, __VA_ARGS__)

#endif
