#pragma once
/*
 * The faults, one row each. A row has everything that the kit knows of a fault: where it can
 * strike, its requirements and arguments, its proof, its effect for the judge, its rank in a
 * sweep, and the words for messages and pages. To add a fault, add a row here and, if the
 * runner or the probe has to do something new, one function there (kit/run/inject.c,
 * kit/probe/probe_win32.c). Pure.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Where a fault can strike.
 * - STEP: at a step of the struck actor.
 * - OUTSIDE: any actor from outside: in order, at a printed line, at another actor's step.
 * - WAIT: any actor from outside, inside a wait: at once, so that the wait cannot end before.
 * - HANDLE: a child in order, by the handles that it and its parent hold.
 * - CALL: at a system call that the struck actor makes.
 * - PAIRS: in `sweep every pair`, unless the line names other faults.
 * - HELD: at the actor's own step, too, the runner injects the fault while the thread stands
 *   still.
 * - ASKED: a sweep uses the fault only if its line names it.
 */
#define STRIKES_STEP    1u
#define STRIKES_OUTSIDE 2u
#define STRIKES_HANDLE  4u
#define STRIKES_CALL    8u
#define STRIKES_PAIRS   16u
#define STRIKES_HELD    32u
#define STRIKES_ASKED   64u
#define STRIKES_WAIT    128u

/* What the step has to have. */
enum fault_need {
    NEED_NOTHING,
    NEED_PIPE,   /* the actor has a pipe there */
    NEED_MESSAGE /* a message follows */
};

/* The argument that a line can have after the struck actor. */
enum fault_argument {
    ARGUMENT_NONE,
    ARGUMENT_CODE,     /* `with <code>`: the exit code */
    ARGUMENT_ERROR,    /* `with <code>`: the error of the call */
    ARGUMENT_DURATION, /* `by <duration>`, which is required */
    ARGUMENT_WAY       /* `by <way>` */
};

/* What the runner must see before the fault counts. */
enum fault_proof {
    PROOF_END,       /* the process ended, with the code of the row or of the line */
    PROOF_SUSPENDED, /* a thread of the process is suspended */
    PROOF_BUSY,      /* the thread uses processor time and makes no step */
    PROOF_OWN_WORD,  /* the actor's own record that it is done */
    PROOF_OVER       /* the same, after the fault is over; until then the actor's deadlines
                        rest */
};

/* The effect of the fault, for the judge. */
enum fault_effect {
    EFFECT_DEAD,    /* the process is over */
    EFFECT_HUNG,    /* the actor makes no steps until it is resumed */
    EFFECT_CUT,     /* the pipe between it and its peer is lost */
    EFFECT_SPOILED, /* a message to the peer differs from what the actor meant */
    EFFECT_DELAYED, /* the actor goes on late: its own deadlines rest until the fault is over */
    EFFECT_FAILED   /* a call returned an error to the actor */
};

struct fault {
    const char *meaning; /* what it does to the actor */
    const char *past;    /* behind the actor's name: "was killed" */
    const char *harm;    /* alone, in an excerpt: "killed" */
    const char *harm_of; /* after `harm` and the peer, if the fault names a peer; or NULL */
    const char *stuck;   /* why the actor cannot end by itself, "hung"; or NULL */
    uint32_t strikes;    /* STRIKES_... */
    enum fault_need needs;
    enum fault_argument takes;
    enum fault_proof proof;
    enum fault_effect effect;
    uint32_t end_codes[2];  /* for PROOF_END: each of these proves it; none: the line's own
                               code */
    bool catchable;         /* a handler of the program's own may end it in another way */
    bool resumable;         /* `resume` lets the actor go on */
    uint16_t off_ms, on_ms; /* for a fault with turns: how long the actor stands still and
                               runs in turn, until it is resumed; 0: no turns */
    uint8_t weight;         /* in a sweep: the lightest runs first */
};

/* X(fault, word, members of struct fault) */
#define KIT_FAULTS(X)                                                                          \
    X(KILL, "kill",                                                                            \
      .meaning = "the process ends at once by TerminateProcess: no warning, no clean-up",      \
      .past = "was killed", .harm = "killed",                                                  \
      .strikes = STRIKES_STEP | STRIKES_OUTSIDE | STRIKES_WAIT | STRIKES_PAIRS,                \
      .proof = PROOF_END, .end_codes = {KIT_KILL_CODE}, .effect = EFFECT_DEAD, .weight = 0)    \
    X(HANG, "hang",                                                                            \
      .meaning = "every thread of the process is suspended; its handles stay open",            \
      .past = "was hung", .harm = "hung", .stuck = "hung",                                     \
      .strikes = STRIKES_STEP | STRIKES_OUTSIDE | STRIKES_WAIT | STRIKES_PAIRS,                \
      .proof = PROOF_SUSPENDED, .effect = EFFECT_HUNG, .resumable = true, .weight = 3)         \
    X(DROP, "drop", .meaning = "the actor's own end of the pipe is lost; the process goes on", \
      .past = "lost its pipe", .harm = "its end of the pipe", .harm_of = "dropped",            \
      .strikes = STRIKES_STEP | STRIKES_HANDLE | STRIKES_PAIRS, .needs = NEED_PIPE,            \
      .takes = ARGUMENT_WAY, .proof = PROOF_OWN_WORD, .effect = EFFECT_CUT, .weight = 1)       \
    X(CRASH, "crash",                                                                          \
      .meaning = "a thread writes to an invalid address: the thread at the step, or, from "    \
                 "outside, one that the runner makes in the process; the program then does "   \
                 "what it does after an access violation",                                     \
      .past = "crashed", .harm = "crashed", .strikes = STRIKES_STEP | STRIKES_OUTSIDE,         \
      .proof = PROOF_END, .catchable = true,                                                   \
      .end_codes = {KIT_CRASH_CODE, KIT_FAIL_FAST_CODE}, .effect = EFFECT_DEAD, .weight = 7)   \
    X(EXIT, "exit",                                                                            \
      .meaning = "ExitProcess at once: a clean end with an exit code, but without a word to "  \
                 "the other side",                                                             \
      .past = "exited by order", .harm = "exited by order", .strikes = STRIKES_STEP,           \
      .takes = ARGUMENT_CODE, .proof = PROOF_END, .effect = EFFECT_DEAD, .weight = 4)          \
    X(SPIN, "spin",                                                                            \
      .meaning = "the thread loops at the step for ever and uses all its processor time; the " \
                 "other threads go on",                                                        \
      .past = "was made to spin", .harm = "made to spin", .stuck = "spinning",                 \
      .strikes = STRIKES_STEP, .proof = PROOF_BUSY, .effect = EFFECT_HUNG, .weight = 9)        \
    X(DELAY, "delay",                                                                          \
      .meaning = "the thread waits at the step for the given time, then goes on; the other "   \
                 "threads do not wait",                                                        \
      .past = "was delayed", .harm = "delayed", .strikes = STRIKES_STEP,                       \
      .takes = ARGUMENT_DURATION, .proof = PROOF_OVER, .effect = EFFECT_DELAYED, .weight = 8)  \
    X(TRUNCATE, "truncate",                                                                    \
      .meaning = "the message that the actor sends next is cut to its first half",             \
      .past = "sent half a message", .harm = "its next message cut to half",                   \
      .strikes = STRIKES_STEP, .needs = NEED_MESSAGE, .proof = PROOF_OWN_WORD,                 \
      .effect = EFFECT_SPOILED, .weight = 6)                                                   \
    X(CORRUPT, "corrupt",                                                                      \
      .meaning = "one byte of the message that the actor sends next is changed",               \
      .past = "sent a spoiled message", .harm = "a byte of its next message changed",          \
      .strikes = STRIKES_STEP, .needs = NEED_MESSAGE, .proof = PROOF_OWN_WORD,                 \
      .effect = EFFECT_SPOILED, .weight = 5)                                                   \
    X(SLOW, "slow",                                                                            \
      .meaning = "the whole process is suspended for 90 ms and runs for 10 ms, in turn, "      \
                 "until it is resumed; it lives and answers late",                             \
      .past = "was slowed down", .harm = "slowed down",                                        \
      .strikes = STRIKES_STEP | STRIKES_OUTSIDE | STRIKES_WAIT | STRIKES_HELD | STRIKES_ASKED, \
      .proof = PROOF_SUSPENDED, .effect = EFFECT_DELAYED, .resumable = true, .off_ms = 90,     \
      .on_ms = 10, .weight = 10)                                                               \
    X(FAIL, "fail", .meaning = "one system call fails with a Win32 error and does nothing",    \
      .past = "had a call that failed", .harm = "a call of it failed by order",                \
      .strikes = STRIKES_CALL, .takes = ARGUMENT_ERROR, .proof = PROOF_OWN_WORD,               \
      .effect = EFFECT_FAILED, .weight = 2)

/*
 * The exit codes of processes that the kit ends: by a fault ("LIFE"), and because they were
 * left after the run ("LEFT"). Nothing else ends a process with these codes.
 */
#define KIT_KILL_CODE      0x4C494645u
#define KIT_LEFT_CODE      0x4C454654u

/* The exit code of an access violation, and the default of `exit`. */
#define KIT_CRASH_CODE     0xC0000005u
#define KIT_EXIT_CODE      1u

/*
 * The exit code under Wine of a program that handles its own access violation by
 * RaiseFailFastException, as .NET does. (STATUS_FAIL_FAST_EXCEPTION)
 */
#define KIT_FAIL_FAST_CODE 0xC0000602u

enum kit_fault {
#define X(fault, ...) FAULT_##fault,
    KIT_FAULTS(X)
#undef X
        FAULT_COUNT
};

extern const struct fault faults[FAULT_COUNT];

/* All words, for parser, suggestions and help; ends with NULL, indexed by the enum. */
extern const char *const fault_words[FAULT_COUNT + 1];

/* The fault that events name by this word, or NULL if no fault has this word. */
const struct fault *fault_named(const char *word);

/* False also if no fault has this word. */
bool fault_has_effect(const char *word, enum fault_effect effect);

/* True if the fault can strike in one of these ways (STRIKES_...). */
bool fault_strikes(enum kit_fault fault, uint32_t ways);

/* The first fault in the list with this argument or effect; messages name it as an example. */
enum kit_fault fault_taking(enum fault_argument argument);
enum kit_fault fault_with(enum fault_effect effect);

/* The faults that can strike in one of these ways, 1 << each. */
uint32_t faults_that_strike(uint32_t ways);

/* The faults that a sweep uses if its line names none, 1 << each. */
uint32_t faults_of_sweep(void);

/* True if the process runs on after the fault and can make steps. */
bool fault_leaves_alive(enum kit_fault fault);

/* True if this exit code can come from this fault; `told` is the line's own code. */
bool fault_ends_with(enum kit_fault fault, uint32_t told, uint32_t code);

/* The usual exit code of this fault. */
uint32_t fault_end_code(enum kit_fault fault, uint32_t told);
