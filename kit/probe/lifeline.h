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
 * The header is C99, and C++11. In C++ the two macros need C++20, and the facts stand in the
 * order of struct lifeline_facts; lifeline.hpp has a macro for any C++ from 11 on.
 *
 * Compile kit/probe/lifeline_probe.c with the program, or link the static library `lifeline`;
 * and ntdll. Or link lifeline_probe.dll (define LIFELINE_PROBE_DLL), which then stands beside
 * the program. Each name that this brings into the program begins with lifeline_ or LIFELINE_.
 * The run is found by the environment variable LIFELINE_RUN. Any thread may call anything here.
 * Nothing here fails: where there is no run, or no place for this process in it, nothing
 * happens.
 *
 * Outside of a run, the variable LIFELINE_LOG can name a folder. Then each process writes its
 * steps and reports into a file of its own there, and obeys nothing (docs/incidents.md).
 *
 * Define LIFELINE_OFF to compile the probe away: no step is left, and each function here does
 * what it does outside a run. Such a program needs no probe to link, and Lifeline sees it only
 * from outside.
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
#include <stddef.h>
#include <stdint.h>

/*
 * The version of this header. lifeline_version() is that of the probe in the program, which can
 * be another one if the probe is a DLL. The probe and lifeline.exe have to be of one version:
 * lifeline.exe does not see a probe whose memory is laid out in another way.
 */
#define LIFELINE_VERSION_MAJOR 0
#define LIFELINE_VERSION_MINOR 1
#define LIFELINE_VERSION_PATCH 0
#define LIFELINE_VERSION                                                                       \
    LIFELINE_VERSION_OF_(LIFELINE_VERSION_MAJOR, LIFELINE_VERSION_MINOR, LIFELINE_VERSION_PATCH)
#define LIFELINE_VERSION_OF_(major, minor, patch)   LIFELINE_VERSION_TEXT_(major, minor, patch)
#define LIFELINE_VERSION_TEXT_(major, minor, patch) #major "." #minor "." #patch

#ifdef __cplusplus
extern "C" {
#endif

#if defined(LIFELINE_OFF)
#define LIFELINE_API static inline
#elif defined(LIFELINE_PROBE_DLL) && defined(LIFELINE_PROBE_BUILD)
#define LIFELINE_API __declspec(dllexport)
#elif defined(LIFELINE_PROBE_DLL)
#define LIFELINE_API __declspec(dllimport)
#else
#define LIFELINE_API
#endif

/* On 32 bits the probe's functions, and those that it calls back, are cdecl, whatever else a
 * program is compiled with (-mrtd, /Gz). On 64 bits there is one convention. */
#if defined(_WIN32) && (defined(__i386__) || defined(_M_IX86))
#define LIFELINE_CALL __cdecl
#else
#define LIFELINE_CALL
#endif

/* In C++ a field that a step leaves out is zero by the struct's own word, so that no compiler
 * warns of it. */
#if defined(__cplusplus) && __cplusplus >= 201402L
#define LIFELINE_ZERO_ = {}
#else
#define LIFELINE_ZERO_
#endif

/*
 * What a step carries for the judge. Each field is optional. Strings are read during the call
 * and not kept.
 *
 * This struct never changes. A program that is compiled already may load a newer probe DLL, and
 * bindings in other languages have a copy of the struct. A new fact will get a new struct and a
 * new function, and the macros will call that function. So the struct has no field for its own
 * size: with one, an older DLL would ignore a new fact, and the judge would not know.
 */
struct lifeline_facts {
    const char *name LIFELINE_ZERO_; /* of the step or the report */
    const char *peer LIFELINE_ZERO_; /* the other side, by its actor name */
    const char *by LIFELINE_ZERO_;   /* how the fact was noticed: pipe, process, watchdog ... */
    uint64_t sequence LIFELINE_ZERO_;
    uint64_t size LIFELINE_ZERO_; /* bytes */
    uint64_t checksum LIFELINE_ZERO_;
    uint32_t deadline_ms LIFELINE_ZERO_; /* of the operation that begins at this step */
    uint32_t code LIFELINE_ZERO_;        /* a Win32 error or exit code */
};

/* The version of the probe that is linked, such as "0.1.0". Where the header compiled the probe
 * away, the version of the header. */
LIFELINE_API const char *LIFELINE_CALL lifeline_version(void);

/*
 * < 0: this process is in no run, and never will be. 0: not known yet. > 0: its steps are
 * recorded, in a run or by LIFELINE_LOG. Only read it, never write it.
 *
 * Reading it takes no lock and is allowed on any thread. Act only on a value < 0. On ARM64 a
 * thread can see > 0 before it sees what another thread wrote about the run. The functions
 * below therefore check again with the right memory order.
 */
#ifdef LIFELINE_OFF
enum { lifeline_state = -1 };
#else
LIFELINE_API extern volatile int lifeline_state;
#endif

/*
 * Enters the run under an actor's name. With NULL or "" the runner finds the actor by the
 * process's PID or image. The first step calls this if the program does not. Returns 1 in a
 * run, else 0, also where LIFELINE_LOG is set. In a run it waits until the runner knows the
 * process, usually 0.2 ms, at most 10 s.
 */
LIFELINE_API int LIFELINE_CALL lifeline_attach(const char *actor);

/*
 * Records a step or a report. `*id` belongs to one place in the code and starts as 0. It keeps
 * the run's number for the name, which is looked up at the first call.
 *
 * The name is compared at each call, so a wrapper may pass different names and reuse its
 * memory; a changed name is looked up again, which takes longer. `id` may be NULL (for
 * languages without macros): then the name is looked up at each call.
 */
LIFELINE_API void LIFELINE_CALL lifeline_step(uint32_t *id, const struct lifeline_facts *facts);
LIFELINE_API void LIFELINE_CALL lifeline_report(uint32_t *id,
                                                const struct lifeline_facts *facts);

/*
 * The event by which the run asks this actor to end: a manual-reset event (a HANDLE); NULL
 * outside a run. Borrowed: do not close it. A program that waits on it obeys `stop <actor>`.
 */
LIFELINE_API void *LIFELINE_CALL lifeline_stop_event(void);

/*
 * Nanoseconds on a clock that only goes forward. In a run this is the run's clock: it stands
 * still while a person looks (`lifeline run --break`), so that a deadline counted on it does
 * not pass meanwhile. A timer of the system runs on during that time. When such a timer fires,
 * check here whether the deadline has really passed.
 */
LIFELINE_API uint64_t LIFELINE_CALL lifeline_now_ns(void);

/*
 * Tells the probe how this program loses its pipe, for the fault `drop`. The probe calls `drop`
 * on the thread that reached the step, with the step's peer (or ""). `drop` must close or
 * disconnect the program's own end, so that its later use of the pipe fails cleanly. `how` is
 * the way that the scenario wants (`drop host by close`), or 0 for the program's own way.
 * Without a `drop`, the fault is refused and the run reports that.
 *
 * `drop` and `context` are set together, and cleared by `lifeline_drop_with(NULL, NULL)`. When
 * the call returns, no other thread is inside the previous `drop`, so its context may be freed.
 * The call waits for such a thread: hold no lock that `drop` takes, or both wait for each
 * other.
 *
 * Called from inside a `drop` or `spoil` it does not wait, since two such threads would
 * deadlock; another thread may then still be inside the previous `drop`. `drop` has to return:
 * no exception, no longjmp.
 */
enum { LIFELINE_CLOSE = 1, LIFELINE_DISCONNECT = 2 };
typedef void LIFELINE_CALL lifeline_change(void *context, const char *peer, int how);
LIFELINE_API void LIFELINE_CALL lifeline_drop_with(lifeline_change *drop, void *context);

/*
 * The same for the faults `truncate` and `corrupt`, in every respect. `spoil` must make the
 * next message to this peer go out wrong: cut to its first half, or with one byte changed. Only
 * that message is spoiled, and its sender does not notice.
 */
enum { LIFELINE_TRUNCATE = 1, LIFELINE_CORRUPT = 2 };
LIFELINE_API void LIFELINE_CALL lifeline_spoil_with(lifeline_change *spoil, void *context);

/*
 * The fault `fail`, for a system call. Ask right before the call, by its name in
 * docs/language.md (`facts.name`; `facts.peer` if the call is made for one of several peers).
 * 0: make the call. Otherwise: do not make the call, and behave as if it had failed with this
 * Win32 error. The use is counted. kit/os asks for each of its own calls. Does not attach.
 */
LIFELINE_API uint32_t LIFELINE_CALL lifeline_fails(uint32_t *id,
                                                   const struct lifeline_facts *facts);

#ifdef LIFELINE_OFF

static inline const char *LIFELINE_CALL lifeline_version(void)
{
    return LIFELINE_VERSION;
}

static inline int LIFELINE_CALL lifeline_attach(const char *actor)
{
    (void)actor;
    return 0;
}

static inline void LIFELINE_CALL lifeline_step(uint32_t *id, const struct lifeline_facts *facts)
{
    (void)id;
    (void)facts;
}

static inline void LIFELINE_CALL lifeline_report(uint32_t *id,
                                                 const struct lifeline_facts *facts)
{
    (void)id;
    (void)facts;
}

static inline void *LIFELINE_CALL lifeline_stop_event(void)
{
#ifdef __cplusplus
    return nullptr;
#else
    return NULL;
#endif
}

/*
 * The system's counter by another name. This header includes no other one that has it, and a
 * program that includes <windows.h> must not see it declared twice.
 */
#ifdef __i386__
#define LIFELINE_SYSTEM_(name) __asm__("_" name "@4") __attribute__((stdcall))
#else
#define LIFELINE_SYSTEM_(name) __asm__(name)
#endif
int lifeline_counter_(uint64_t *ticks) LIFELINE_SYSTEM_("QueryPerformanceCounter");
int lifeline_counter_rate_(uint64_t *each) LIFELINE_SYSTEM_("QueryPerformanceFrequency");

static inline uint64_t LIFELINE_CALL lifeline_now_ns(void)
{
    uint64_t now = 0, each = 1;
    lifeline_counter_rate_(&each);
    lifeline_counter_(&now);
    return now / each * 1000000000u + now % each * 1000000000u / each;
}

static inline void LIFELINE_CALL lifeline_drop_with(lifeline_change *drop, void *context)
{
    (void)drop;
    (void)context;
}

static inline void LIFELINE_CALL lifeline_spoil_with(lifeline_change *spoil, void *context)
{
    (void)spoil;
    (void)context;
}

static inline uint32_t LIFELINE_CALL lifeline_fails(uint32_t *id,
                                                    const struct lifeline_facts *facts)
{
    (void)id;
    (void)facts;
    return 0;
}

#endif

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
