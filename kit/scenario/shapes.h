#pragma once
/* The shapes of statements.h in parsed form, and the values of a line that fits one. Pure. */
#include "kit/protocol/options.h"
#include "kit/protocol/shims.h"
#include "kit/scenario/launch.h"
#include "kit/scenario/scenario_model.h"

/* X(slot, role, as it stands in a shape, what a message expects, what the reference says of it)
 */
#define SHAPE_SLOTS(X)                                                                         \
    X(NAME, NAME, "<name>", "a new name",                                                      \
      "a new name: a letter, then letters, digits, `_` and `-`; no word of the language")      \
    X(ACTOR, ACTOR, "<actor>", "an actor of this scenario",                                    \
      "an actor that a line above declares")                                                   \
    X(PROGRAM, PROGRAM, "<program>", "a program such as ref_child or \"my app.exe\"",          \
      "a file name of letters, digits, `_`, `.` and `-`, or a path in quotes: from the "       \
      "current folder, or from the scenario's own where it begins with `./`")                  \
    X(STEP, STEP, "<step>", "a step such as request.sent",                                     \
      "a step of the protocol (the table below) or one that a `step` line declares")           \
    X(EVENT, STEP, "<event>", "a report such as child.lost",                                   \
      "a report of the protocol (the table below) or one that a `step` line declares")         \
    X(CALL, STEP, "<call>", "a call such as section.create",                                   \
      "a call of the system that can fail (the table below)")                                  \
    X(FAULT, FAULT, "<fault>", "a fault", "what is done to an actor (the table below)")        \
    X(FAULTS, FAULTS, "<faults>", "faults such as kill, hang, drop",                           \
      "one or more faults, with a comma behind each but the last: `kill, hang, drop`")         \
    X(RULE, RULE, "<rule>", "a rule", "a rule of the contract (the table below)")              \
    X(WORD, WORD, "<word>", "a word", "a letter, then letters, digits, `.`, `_` and `-`")      \
    X(DURATION, DURATION, FORM_DURATION, "a duration such as 250ms",                           \
      "a whole number with its unit, such as `250ms`; at least 1ms")                           \
    X(CODE, CODE, "<code>", "a code such as 0",                                                \
      "an exit code or a Win32 error: a whole number, or hexadecimal such as 0xC0000005")      \
    X(NUMBER, NUMBER, "#<n>", "an occurrence such as #2",                                      \
      "which time: `#1` is the first; counted for each actor, step and other side")            \
    X(OPTIONS, OPTIONS, "<options>", "an argument in quotes",                                  \
      "options of an actor (the table below), and arguments in quotes, in any order")          \
    X(NOTICE, VALUE, FORM_NOTICE, "a way of noticing",                                         \
      "`pipe`, `process`, `watchdog` or `all`")                                                \
    X(SIZE, VALUE, FORM_SIZE, "a size such as 64KiB",                                          \
      "a whole number with its unit, such as `64KiB`; at least 1B")                            \
    X(TIMES, TIMES, FORM_TIMES, "how many, such as 3", "a whole number, at least 1")           \
    X(WAY, WAY, "<way>", "a way to lose a pipe", "`close` or `disconnect` (the table below)")  \
    X(SYSTEM, SYSTEM, "<system>:", "a system and a colon",                                     \
      "`wine:` or `windows:`. With a version, it is about these versions alone: `wine<9:` "    \
      "for "                                                                                   \
      "those before 9, `wine>=9:` for 9 and later")                                            \
    X(REASON, REASON, "<reason>", "a reason", "the rest of the line, in words")                \
    X(TEXT, TEXT, "<text>", "a text in quotes",                                                \
      "words in quotes, such as `\"ready\"`. For `set event`, `reset event`, `stops by` and "  \
      "`expect <thing>`, "                                                                     \
      "`%pid:app%` in it is the PID of the newest process of the actor app, and `%pid%`, "     \
      "for `stops by`, that of the actor that is asked. There, and for `expect folder`, "      \
      "`%temp%` is the folder for temporary files")                                            \
    X(PIPE, PIPE, "<pipe>", "the name of a pipe in quotes",                                    \
      "the name of a pipe in quotes, without `\\\\.\\pipe\\`; `*` and `?` are wildcards")      \
    X(OBJECT, PIPE, "<object>", "a pipe or object in quotes, such as \"pipe:job\"",            \
      "the pipe or object of a call step in quotes, as a log names it, such as "               \
      "`\"pipe:job\"`")                                                                        \
    X(MEMORY, PIPE, "<memory>", "the name of shared memory in quotes",                         \
      "the name of a section in quotes, as `look` shows it, such as `\"Local\\state\"`; "      \
      "`%pid:app%` as in a text")                                                              \
    X(OFFSET, CODE, "<offset>", "a number of bytes such as 0",                                 \
      "a whole number, or hexadecimal such as 0x40")                                           \
    X(ASK, ASK, "<ask>", "a way to ask a program to end",                                      \
      "a word such as `stdin` (the table below)")                                              \
    X(THING, THING, "<thing>", "a thing that can be there",                                    \
      "a word such as `pipe` or `file` (the table below)")                                     \
    X(VARIABLE, VALUE, "<variable>", "a variable such as NAME=VALUE",                          \
      "a name, `=` and a value, in quotes if it has blanks: `\"NAME=a value\"`")               \
    X(PATH, VALUE, "<path>", "a path in quotes",                                               \
      "a path in quotes: from the current folder, or from the scenario's own where it begins " \
      "with `./`")                                                                             \
    X(SOURCE, VALUE, "<source>", "a standard input", "`open`, `closed` or `null`")             \
    X(SINK, VALUE, "<sink>", "a place for the output", "`captured`, `inherit` or `null`")      \
    X(TOKEN, VALUE, "<token>", "a token", "`restricted` or `usual`")                           \
    X(JOB, VALUE, "<job>", "a job", "`breakaway` or `strict`")                                 \
    X(CONSOLE, VALUE, "<console>", "a console", "`own` or `none`")                             \
    X(CLOCK, VALUE, "<clock>", "a clock",                                                      \
      "`wall-clock`, `tick-count`, `performance-counter` or `all-clocks` (the table below)")   \
    X(SHIM, VALUE, "<shim>", "a shim", "a way of Windows (the table below)")                   \
    X(LOSS, VALUE, FORM_LOSS, "a choice", "`stop` or `continue`")                              \
    X(MEANING, STEP, "<meaning>", "what the step means, such as request",                      \
      "`request`, `reply`, `served` or `quit`, or a step of the protocol (the table below)")

enum shape_slot {
#define X(slot, role, shape, expected, meaning) SLOT_##slot,
    SHAPE_SLOTS(X)
#undef X
        SLOT_COUNT
};

/*
 * The role of a slot in its line: an actor after a fault is the target, an actor in brackets or
 * after `as` is the peer.
 */
enum shape_role {
    ROLE_ACTOR,
    ROLE_TARGET,
    ROLE_PEER,
    ROLE_NAME,
    ROLE_PROGRAM,
    ROLE_STEP,
    ROLE_FAULT,
    ROLE_FAULTS, /* its first word */
    ROLE_RULE,
    ROLE_WORD,
    ROLE_DURATION,
    ROLE_FLOOR, /* `not before <duration>` */
    ROLE_CODE,
    ROLE_NUMBER, /* `#<n>` */
    ROLE_VALUE,  /* of an option */
    ROLE_OPTIONS,
    ROLE_TIMES,
    ROLE_WAY, /* how a pipe is dropped */
    ROLE_TEXT,
    ROLE_PIPE,
    ROLE_THING,
    ROLE_ASK, /* how a program is asked to end */
    ROLE_SYSTEM,
    ROLE_REASON, /* its first word */
    ROLES
};

struct element {
    const char *literal; /* in the shape, not terminated; NULL for a slot */
    size_t size;
    enum shape_slot slot;
    enum shape_role role;
    uint32_t group; /* the brackets that it stands in, from 1; 0 outside */
};

#define SHAPE_ELEMENTS 20

struct shape {
    uint32_t count;
    struct element elements[SHAPE_ELEMENTS];
};

/* Parses a shape; false if it is not written as statements.h says. */
bool shape_read(const char *text, struct shape *out);

/*
 * The shapes of the options that a scenario can write, by enum protocol_option. NULL for all
 * others, which come after them.
 */
extern const char *const option_shapes[OPTION_COUNT + 1];

extern const char *const slot_expectations[SLOT_COUNT + 1];

/* A line that fits a shape. */
struct statement {
    enum statement_kind kind;
    struct scenario_line line; /* values of the slots that a line keeps */
    enum kit_rule rule;
    char name[KIT_NAME]; /* <name> or <word> */
    uint32_t duration_ms;
    uint32_t floor_ms;
    uint32_t times;
    uint32_t faults; /* 1 << each */
    struct system_range on;
    enum launch_ask ask;
    enum protocol_shim shim;
    int tokens[ROLES]; /* where a role's word stands in the line; -1 if it was left out */
    uint32_t option_count;
    struct {
        enum protocol_option option; /* OPTION_COUNT: the next says what it is */
        enum launch_option launch;   /* LAUNCH_OPTION_COUNT: an argument in quotes */
        uint32_t first, value;       /* words of the line */
    } options[SCENARIO_WORDS];
};
