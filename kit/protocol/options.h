#pragma once
/*
 * The options of an actor, one row each: how a scenario writes it, the switch that the program
 * gets, which values are allowed. The reader of scenarios, the command lines of kit/link and
 * the reference page are made from this list. Pure, constant, any thread.
 */
#include "kit/base/duration.h"
#include "kit/base/text.h"
#include "kit/protocol/memory.h"
#include "kit/protocol/steps.h"

/* What a parent does when a child is lost.  X(choice, word) */
#define PROTOCOL_LOSSES(X)                                                                     \
    X(STOP, "stop")                                                                            \
    X(CONTINUE, "continue")

enum protocol_loss {
#define X(choice, word) LOSS_##choice,
    PROTOCOL_LOSSES(X)
#undef X
        LOSS_COUNT
};

extern const char *const loss_words[LOSS_COUNT + 1];

/*
 * The maximum of requests of a child, and of parallel children: more than a run has time for.
 */
#define PROTOCOL_TIMES       1000000u

/* The maximum of children of one parent. A wait can have 63 handles at most. */
#define PROTOCOL_CHILDREN    60

/* The longest name of a system object: MAX_PATH of Windows. */
#define PROTOCOL_OBJECT_NAME 260u

/*
 * How a shape of the language shows a kind of value. Macros, because the preprocessor builds an
 * option's shape.
 */
#define FORM_NAME            "<name>"
#define FORM_OBJECT          "<name>"
#define FORM_DURATION        "<duration>"
#define FORM_TIMES           "<times>"
#define FORM_SIZE            "<size>"
#define FORM_HANDLE          "<handle>"
#define FORM_MEMORY          "<bytes>"
#define FORM_NOTICE          "<notice>"
#define FORM_LOSS            "<stop or continue>"

/*
 * X(kind, unit, least, most, the message for a value outside these bounds)
 *
 * A value is a number in this unit. For a text it is the length, for a word its index in
 * value_words(kind).
 */
#define OPTION_KINDS(X)                                                                        \
    X(NAME, " bytes", 1, KIT_NAME - 1, "is no name")                                           \
    X(OBJECT, " bytes", 1, PROTOCOL_OBJECT_NAME - 1, "is no name of an object")                \
    X(DURATION, "ms", 1, KIT_DURATION_MAX_MS, "is too short")                                  \
    X(TIMES, "", 1, PROTOCOL_TIMES, "is too few")                                              \
    X(SIZE, "B", 1, KIT_SIZE_MAX, "is too small")                                              \
    X(HANDLE, "", 0, UINT32_MAX, "is no handle")                                               \
    X(MEMORY, " bytes", MEMORY_LEAST, MEMORY_MOST, "is too few to share")                      \
    X(NOTICE, "", 0, NOTICE_COUNT - 1, "is no way to notice")                                  \
    X(LOSS, "", 0, LOSS_COUNT - 1, "is no choice")

enum option_kind {
#define X(kind, unit, least, most, wrong) KIND_##kind,
    OPTION_KINDS(X)
#undef X
        KIND_COUNT
};

/*
 * First the options that a scenario can write after an actor's program, with words before the
 * value. Then those that a program gets only from the runner, from its parent or from a user.
 *
 *   X(option, words in a scenario, switch, kind of value, default value, the sides that have
 * it, meaning)
 */
#define SCENARIO_OPTIONS(X)                                                                    \
    X(WATCHDOG, "watchdog", "--watchdog", DURATION, PROTOCOL_WATCHDOG_MS, STEP_BY_BOTH,        \
      "the idle wait's timeout, after which the process handle is looked at")                  \
    X(TICK, "tick", "--tick", DURATION, PROTOCOL_TICK_MS, STEP_BY_CHILD | STEP_BY_OTHERS,      \
      "how often a child sends a request, and a bystander makes its step")                     \
    X(DEADLINE, "deadline", "--deadline", DURATION, PROTOCOL_DEADLINE_MS, STEP_BY_BOTH,        \
      "for each read, write and close")                                                        \
    X(NOTICE, "notice by", "--notice", NOTICE, NOTICE_ALL, STEP_BY_BOTH,                       \
      "the only way in which the actor notices that the other side is gone, or `all` (the "    \
      "table below)")                                                                          \
    X(BLOCK, "block", "--block", SIZE, 0, STEP_BY_PARENT,                                      \
      "the parent asks each child for a block of this size after every reply; by default it "  \
      "asks for none")                                                                         \
    X(ON_LOSS, "on loss", "--on-loss", LOSS, LOSS_CONTINUE, STEP_BY_PARENT,                    \
      "what the parent does when a child is lost")                                             \
    X(PLACES, "places", "--places", TIMES, 0, STEP_BY_PARENT,                                  \
      "how many children the parent runs side by side, by default all of them; as soon as it " \
      "lets one go, it starts the next in its place")

#define START_OPTIONS(X)                                                                       \
    X(ACTOR, NULL, "--actor", NAME, 0, STEP_BY_BOTH | STEP_BY_OTHERS,                          \
      "the name under which it takes part in a run")                                           \
    X(REQUESTS, NULL, "--requests", TIMES, 0, STEP_BY_CHILD,                                   \
      "says Quit and ends after so many; by default it goes on until it is stopped")           \
    X(FOR, NULL, "--for", DURATION, 0, STEP_BY_PARENT,                                         \
      "stops by itself after this time; for trying it out without a run")                      \
    X(EVENT_TO, NULL, "--event-to", OBJECT, 0, STEP_BY_CHILD,                                  \
      "the event that the parent sets")                                                        \
    X(PARENT_PROCESS, NULL, "--parent-process", HANDLE, 0, STEP_BY_CHILD,                      \
      "the inherited handle of the parent's process")

/* A parent's switch before a child's name, program and options. */
#define PROTOCOL_CHILD_SWITCH "--child"

enum protocol_option {
#define X(option, phrase, option_switch, kind, usual, sides, meaning) OPTION_##option,
    SCENARIO_OPTIONS(X) START_OPTIONS(X)
#undef X
        OPTION_COUNT
};

struct protocol_option_row {
    enum option_kind kind;
    uint64_t usual; /* the default value; 0 if there is none */
    uint32_t sides; /* STEP_BY_ flags */
    const char *meaning;
};

extern const char *const option_switches[OPTION_COUNT + 1];
extern const struct protocol_option_row option_rows[OPTION_COUNT];

/* The allowed words of this kind of value, with NULL after the last; or NULL. */
const char *const *value_words(enum option_kind kind);

/* "<duration>", or "<pipe|process|watchdog|all>": the text after a switch. */
void text_add_form(struct text *to, enum option_kind kind);

/* "at least 1ms", "1 to 31 bytes" or "pipe, process, watchdog or all". */
void text_add_bounds(struct text *to, enum option_kind kind);

/* Reads a value. On failure *out is unchanged, and the message says what is allowed. */
enum kit_status value_read(enum option_kind kind, const char *word, uint64_t *out,
                           struct kit_error *err);
