#pragma once
/*
 * The faults: one row each. Whatever the kit knows of a fault stands in its row: where it can
 * strike, what it needs and takes, what proves it, what it is to the judge, how a sweep ranks
 * it, and the words of messages and pages. A new fault is a row here and, where the runner or
 * the probe has to do something new, one function there (kit/run/inject.c,
 * kit/probe/probe_win32.c). Pure.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where a fault can strike: at a step of the struck actor; any actor from outside (in order, at
 * another's step, in a wait); a child in order, by the handles that it and its parent hold; at
 * a call of the system that the struck actor makes; in `sweep every pair`, unless the line
 * names others. HELD: also at the actor's own step the runner strikes, and the thread stands
 * still. ASKED: a sweep uses the fault only where its line names it. */
#define STRIKES_STEP    1u
#define STRIKES_OUTSIDE 2u
#define STRIKES_HANDLE  4u
#define STRIKES_CALL    8u
#define STRIKES_PAIRS   16u
#define STRIKES_HELD    32u
#define STRIKES_ASKED   64u

/* What the step has to offer. */
enum fault_need {
    NEED_NOTHING,
    NEED_PIPE,   /* the actor has a pipe there */
    NEED_MESSAGE /* a message follows */
};

/* What the line can say behind the struck actor. */
enum fault_argument {
    ARGUMENT_NONE,
    ARGUMENT_CODE,     /* `with <code>`: the exit code */
    ARGUMENT_ERROR,    /* `with <code>`: the error of the call */
    ARGUMENT_DURATION, /* `by <duration>`, which must be said */
    ARGUMENT_WAY       /* `by <way>` */
};

/* What the runner must see before the fault counts. */
enum fault_proof {
    PROOF_END,       /* the process ended, with the code of the row or of the line */
    PROOF_SUSPENDED, /* a thread of the process is suspended */
    PROOF_BUSY,      /* the thread uses processor time and makes no step */
    PROOF_OWN_WORD,  /* the actor's own record that it is done */
    PROOF_OVER       /* the same, at the end of what it did; until then its deadlines rest */
};

/* What the fault is to the judge. */
enum fault_effect {
    EFFECT_DEAD,    /* the process is over */
    EFFECT_HUNG,    /* it makes no step any more, unless it is resumed */
    EFFECT_CUT,     /* the pipe between it and its peer is lost */
    EFFECT_SPOILED, /* a message to its peer is not what it meant to send */
    EFFECT_DELAYED, /* it goes on, late: no deadline of its own runs until it is over */
    EFFECT_FAILED   /* a call told it an error */
};

struct fault {
    const char *meaning; /* what it does to the actor */
    const char *past;    /* behind the actor's name: "was killed" */
    const char *harm;    /* alone, in an excerpt: "killed" */
    const char *harm_of; /* behind `harm` and the peer, where a peer is told; or NULL */
    const char *stuck;   /* why the actor cannot end by itself, "hung"; or NULL */
    uint32_t strikes;    /* STRIKES_... */
    enum fault_need needs;
    enum fault_argument takes;
    enum fault_proof proof;
    enum fault_effect effect;
    uint32_t end_codes[2]; /* of PROOF_END: any of these proves it; none: the line's own code */
    bool resumable;        /* `resume` lets the actor go on */
    uint16_t off_ms, on_ms; /* of a fault that goes on: the actor stands still and runs in turn,
                               for so long each, until it is resumed; 0: it does not */
    uint8_t weight;         /* of a sweep: the lightest is run first */
};

/* X(fault, word, members of struct fault) */
#define KIT_FAULTS(X)                                                                          \
    X(KILL, "kill",                                                                            \
      .meaning = "the process ends at once by TerminateProcess: no warning, no clean-up",      \
      .past = "was killed", .harm = "killed",                                                  \
      .strikes = STRIKES_STEP | STRIKES_OUTSIDE | STRIKES_PAIRS, .proof = PROOF_END,           \
      .end_codes = {KIT_KILL_CODE}, .effect = EFFECT_DEAD, .weight = 0)                        \
    X(HANG, "hang",                                                                            \
      .meaning = "every thread of the process is suspended; its handles stay open",            \
      .past = "was hung", .harm = "hung", .stuck = "hung",                                     \
      .strikes = STRIKES_STEP | STRIKES_OUTSIDE | STRIKES_PAIRS, .proof = PROOF_SUSPENDED,     \
      .effect = EFFECT_HUNG, .resumable = true, .weight = 3)                                   \
    X(DROP, "drop", .meaning = "the actor's own end of the pipe is lost; the process goes on", \
      .past = "lost its pipe", .harm = "its end of the pipe", .harm_of = "dropped",            \
      .strikes = STRIKES_STEP | STRIKES_HANDLE | STRIKES_PAIRS, .needs = NEED_PIPE,            \
      .takes = ARGUMENT_WAY, .proof = PROOF_OWN_WORD, .effect = EFFECT_CUT, .weight = 1)       \
    X(CRASH, "crash",                                                                          \
      .meaning = "the thread writes to an invalid address; the program then does what it "     \
                 "does after an access violation",                                             \
      .past = "crashed", .harm = "crashed", .strikes = STRIKES_STEP, .proof = PROOF_END,       \
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
      .strikes = STRIKES_STEP | STRIKES_OUTSIDE | STRIKES_HELD | STRIKES_ASKED,                \
      .proof = PROOF_SUSPENDED, .effect = EFFECT_DELAYED, .resumable = true, .off_ms = 90,     \
      .on_ms = 10, .weight = 10)                                                               \
    X(FAIL, "fail", .meaning = "one system call fails with a Win32 error and does nothing",    \
      .past = "had a call that failed", .harm = "a call of it failed by order",                \
      .strikes = STRIKES_CALL, .takes = ARGUMENT_ERROR, .proof = PROOF_OWN_WORD,               \
      .effect = EFFECT_FAILED, .weight = 2)

/*
 * The exit codes of processes that the kit ends: by a fault ("LIFE"), and because they were
 * still there when all was over ("LEFT"). Nothing else ends a process with these.
 */
#define KIT_KILL_CODE      0x4C494645u
#define KIT_LEFT_CODE      0x4C454654u

/* What an access violation ends a process with, and what `exit` does by default. */
#define KIT_CRASH_CODE     0xC0000005u
#define KIT_EXIT_CODE      1u

/*
 * What a program ends with under Wine that takes its own access violation for the end and calls
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

/* The fault of a word, as an event has it; NULL where there is none of this word. */
const struct fault *fault_named(const char *word);

/* Whether the fault can strike in one of these ways (STRIKES_...). */
bool fault_strikes(enum kit_fault fault, uint32_t ways);

/* Of an argument or an effect, the first fault in the list that has it; for messages, which
 * name it as the example. */
enum kit_fault fault_taking(enum fault_argument argument);
enum kit_fault fault_with(enum fault_effect effect);

/* The faults that can strike in one of these ways, 1 << each. */
uint32_t faults_that_strike(uint32_t ways);

/* The faults that a sweep uses where its line names none, 1 << each. */
uint32_t faults_of_sweep(void);

/* Whether the process runs on after the fault and can make steps. */
bool fault_leaves_alive(enum kit_fault fault);

/* Whether a process that ended with this code ended by this fault; `told` is the line's own
 * code. */
bool fault_ends_with(enum kit_fault fault, uint32_t told, uint32_t code);

/* The code that an end by this fault has first of all. */
uint32_t fault_end_code(enum kit_fault fault, uint32_t told);
