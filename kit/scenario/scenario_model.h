#pragma once
/*
 * A scenario as the reader made it (scenario.h). Plain memory that the reader's caller owns (it
 * is large: allocate it), without pointers. Pure, any thread.
 */
#include "kit/base/clocks.h"
#include "kit/base/systems.h"
#include "kit/protocol/steps.h"
#include "kit/scenario/launch.h"
#include "kit/scenario/statements.h"

#include <stddef.h>

#define SCENARIO_ACTORS    72  /* 60 children, their parents, and a few others */
#define SCENARIO_LINES     256 /* lines that arm, act or expect */
#define SCENARIO_WORDS     32  /* words in a line; all options and a few arguments fit */
#define SCENARIO_ARGUMENTS 16  /* of one actor */
#define SCENARIO_ARGUMENT  512 /* bytes of one argument or program, with its terminator */
#define SCENARIO_ORDERS    64  /* faults and holds at the steps of one actor */
#define SCENARIO_NEEDS     8   /* programs that `skip without` names */
#define SCENARIO_USES      16  /* lines that name a shared resource */
#define SCENARIO_SWEEPS    64  /* lines that sweep */
#define SCENARIO_STEPS     64  /* steps that a scenario declares itself */
#define SCENARIO_TEXTS     64  /* lines with a text, such as `prints` and `tell` */
#define SCENARIO_COUNTS    3   /* counts of handles that it takes at least to see a leak */
#define SCENARIO_LOAD      64  /* threads of one load */
#define SCENARIO_VARIABLES 8   /* environment variables of one actor */
#define SCENARIO_TEXT      (64u * 1024) /* bytes of a file; more is a mistake */
#define SCENARIO_REASON    200          /* bytes of one, with its terminator */
#define SCENARIO_TIMES     1000000u     /* the highest occurrence of a step or call */
#define SCENARIO_LIMIT_MS  10000u
#define SCENARIO_SETTLE_MS 1000u

enum statement_kind {
#define X(kind, shape, when, meaning) SAY_##kind,
    SCENARIO_STATEMENTS(X)
#undef X
        SAY_COUNT
};

extern const char *const statement_shapes[SAY_COUNT + 1];
extern const char *const statement_meanings[SAY_COUNT + 1];
extern const uint32_t statement_when[SAY_COUNT];

/* Whether a line of this kind is an order to the probe of its actor. */
static inline bool statement_orders(enum statement_kind kind)
{
    return (statement_when[kind] & STATEMENT_ORDERS) == STATEMENT_ORDERS;
}

/* What the runner gives an actor that it starts. */
struct scenario_launch {
    enum launch_source source;
    enum launch_sink sink;
    enum launch_console console;
    enum launch_token token;
    enum launch_job job;
    bool injected;                  /* `probe inject` */
    char input[SCENARIO_ARGUMENT];  /* of LAUNCH_IN_FILE */
    char output[SCENARIO_ARGUMENT]; /* of LAUNCH_OUT_FILE */
    char folder[SCENARIO_ARGUMENT]; /* empty: the runner's */
    uint32_t variable_count;
    char variables[SCENARIO_VARIABLES][SCENARIO_ARGUMENT]; /* NAME=VALUE */
    enum launch_ask ask;                                   /* how it is asked to end */
    char ask_text[SCENARIO_ARGUMENT];                      /* for that */
};

struct scenario_actor {
    char name[KIT_NAME];
    bool is_child;
    bool is_bystander; /* neither a child nor a parent */
    int parent;        /* index of a child's parent; -1 for all others */
    bool by_image;     /* `child x is image y.exe`, or `is any`: its parent starts it in its
                          own way */
    bool by_command;   /* `child x is any "..."`: `program` is a text of its command line */
    bool quoted;       /* the program was written in quotes: a path, not a word */
    char program[SCENARIO_ARGUMENT];
    char arguments[SCENARIO_ARGUMENTS][SCENARIO_ARGUMENT]; /* `--watchdog`, `200ms`, ... */
    uint32_t argument_count;
    uint32_t watchdog_ms;        /* PROTOCOL_WATCHDOG_MS by default */
    uint32_t deadline_ms;        /* PROTOCOL_DEADLINE_MS by default */
    enum protocol_notice notice; /* NOTICE_ALL by default */
    bool stops_on_loss;          /* `on loss stop`, or `<actor> ends with its children` */
    bool may_end;                /* `<actor> may end` */
    bool starts_later;           /* a line starts it: `start <actor>` */
    bool asks_on;                /* `<actor> goes on asking` */
    uint32_t max_parallel;       /* 0: as many as it has children */
    bool may_stay;               /* the child need not end with its parent */
    struct scenario_launch launch;
    uint32_t waived; /* rules that are not judged on this actor, 1 << each */
    uint32_t line_number;
};

/*
 * A line that arms or acts. Members for slots that its shape does not have are 0, -1 or empty.
 */
struct scenario_line {
    enum statement_kind kind;
    uint32_t line_number; /* in the file, from 1 */
    /* At, inside, hold, release, stop, expect: the actor of the step; else -1. */
    int actor;
    int target; /* at, inside, strike: the struck actor; else -1 */
    int peer;   /* `for <actor>`, or the peer of a report; or -1 */
    enum kit_fault fault;
    enum launch_thing thing; /* expect <thing>; THING_COUNT for all others */
    uint32_t clock;          /* jump: into clock_words */
    enum kit_drop drop;      /* `drop cs by close`; DROP_USUAL if not given */
    char step[KIT_NAME];     /* step or event */
    char by[KIT_NAME];
    uint32_t occurrence;    /* `#n`; if not given, 1 for at, inside and hold, 0 for expect */
    uint32_t window_ms;     /* the time of within and after; the length of a delay */
    uint32_t times;         /* expect ... starts at most: the number */
    uint32_t not_before_ms; /* expect: an earlier event in the window is wrong, too; or 0 */
    uint32_t text; /* of prints and tell: its number in the scenario's texts, from 1; or 0 */
    uint32_t pipe; /* the same for the name of a pipe or object; 0: none is named */
    /* From its second time on, of a line that is repeated: the first line of the round before,
     * as an index. What comes earlier cannot meet it. */
    uint32_t round_before;
    /* The first line of a round in which nothing is done to an actor, from the second round on:
     * what came before this line meets no line of the round. */
    bool begins_round;
    bool has_code;
    /* The code that expect awaits; of an ordered exit, KIT_EXIT_CODE by default. */
    uint32_t code;
};

/* A step that the scenario declares and that means a step of the protocol. */
struct scenario_meaning {
    char word[KIT_NAME];
    enum protocol_step step;
};

/* A statement of the scenario about one system. */
struct scenario_note {
    uint32_t line_number;   /* 0: no such statement */
    struct system_range on; /* `skip on`, `differs on`: the versions that it is about */
    char reason[SCENARIO_REASON];
};

/* A program without which the scenario is skipped, and why it may be missing. */
struct scenario_need {
    struct scenario_note note;
    bool quoted; /* like that of an actor */
    char program[SCENARIO_ARGUMENT];
};

/* A `sweep` line: its kind is SAY_SWEEP_STEPS, _WAITS, _CALLS or _PAIRS. */
struct scenario_sweep {
    enum statement_kind kind;
    uint32_t line_number;
    int actor;       /* for _PAIRS -1: all actors */
    uint32_t faults; /* 1 << each; 0: all possible, for _PAIRS the default three */
};

struct scenario {
    char path[KIT_PATH]; /* as the reader was told, for messages */
    uint32_t actor_count;
    struct scenario_actor actors[SCENARIO_ACTORS];
    uint32_t line_count;
    struct scenario_line
        lines[SCENARIO_LINES]; /* AT, INSIDE, HOLD and all that act, in order */
    uint32_t text_count;
    char texts[SCENARIO_TEXTS][SCENARIO_ARGUMENT];
    uint32_t meaning_count;
    struct scenario_meaning meanings[SCENARIO_STEPS]; /* `step <word> is <meaning>` */
    uint32_t limit_ms;
    uint32_t settle_ms;
    uint32_t requests; /* by each child, which then sends Quit; 0: until it is stopped */
    uint32_t requests_line;
    /*
     * `run for` (window_ms) or `run until` (actor, step, peer, occurrence). line_number is 0 if
     * the scenario does not state how long a run without faults goes on.
     */
    struct scenario_line ending;
    uint32_t alone_line; /* `alone`; 0: no such line */
    uint32_t use_count;
    char uses[SCENARIO_USES][KIT_NAME]; /* `uses <word>` */
    uint32_t private_line;              /* `private names`; 0: no such line */
    uint32_t shims;                     /* `shim <shim>`: 1 << each */
    uint32_t shim_line;                 /* the first such line, or 0 */
    uint32_t window_ms[RULE_COUNT];     /* the rule's default unless `window` says otherwise */
    bool window_told[RULE_COUNT];       /* a `window` line sets it */
    bool waived[RULE_COUNT];
    bool must_fail; /* `must fail`: the next two say what must fail */
    enum kit_rule must_fail_rule;
    int must_fail_actor;
    uint32_t must_fail_line;
    struct scenario_note skip[SYSTEM_COUNT]; /* `skip on <system>: ...` */
    uint32_t need_count;
    struct scenario_need needs[SCENARIO_NEEDS]; /* `skip without <program> because ...` */
    uint32_t sweep_count;
    struct scenario_sweep sweeps[SCENARIO_SWEEPS]; /* then there are no lines */
    struct scenario_note differs[SYSTEM_COUNT];    /* `differs on <system>: ...` */
};

/*
 * Whether the two scenarios never run at once: one is `alone`, or both use the same word. Both
 * may be the same scenario.
 */
bool scenarios_apart(const struct scenario *a, const struct scenario *b);

/* What the scenario says of this platform, in `skip` or in `differs`; NULL if it says nothing.
 */
const struct scenario_note *scenario_note_on(const struct scenario_note notes[SYSTEM_COUNT],
                                             const struct kit_platform *platform);

/* The index of the actor of this name, or -1. */
int scenario_actor(const struct scenario *of, const char *name);

/*
 * Whether the actor's program is the user's own: it is written in quotes, or known by its
 * image.
 */
bool actor_is_users_own(const struct scenario_actor *actor);

/* The index of the line that arms or acts and has this number in the file, or -1. */
int scenario_line_index(const struct scenario *of, uint32_t line_number);

/*
 * Whether the actor's process carries the injected probe: `probe inject` stands behind its
 * program or that of its parent. Its calls are steps; to the rules it has no probe.
 */
bool actor_is_injected(const struct scenario *of, int actor);

/*
 * Whether the runner carries out the line's fault, and not the actor itself at its step. A pipe
 * of a program with the injected probe is found by its handles, from outside.
 */
bool line_strikes_from_outside(const struct scenario *of, const struct scenario_line *line);

/* The pipe that a line names, or the pipe or object that its step is about; or "". */
const char *line_pipe(const struct scenario *of, const struct scenario_line *line);

/* Whether `probe inject` stands behind any program. */
bool scenario_has_injected(const struct scenario *of);

/* Whether a line moves a clock of an actor. */
bool scenario_moves_clocks(const struct scenario *of);

/* The text of a line, or "". */
const char *line_text(const struct scenario *of, const struct scenario_line *line);

/*
 * Whether the line is about what its actor prints: `prints` as an expectation, its opposite, or
 * the moment of a fault.
 */
bool line_is_of_prints(const struct scenario_line *line);

/* Whether the runner says in the log that what the line waits for came: `prints`, `expect
 * <thing>`, `expect folder` and `check command`. */
bool line_is_matched(const struct scenario_line *line);

/* Whether the line is about a thing, such as a pipe or a file, that must exist, or be gone. */
bool line_is_of_things(const struct scenario_line *line);

/* Whether the line is about something outside the actors: a thing, a folder or a command. */
bool line_is_of_world(const struct scenario_line *line);

/* The parent of a child; any other actor itself. */
int scenario_parent_or_self(const struct scenario *of, int actor);

/* The step of the protocol that a word declared by the scenario means, or -1. */
int scenario_meaning(const struct scenario *of, const char *word);

/*
 * Whether the actor is a child that its parent starts with the kit's options, so that the child
 * is told how many requests to make. A user's own program is not.
 */
bool scenario_is_told(const struct scenario *of, int actor);

/*
 * Whether a run is over when all requests are made: their number is stated, and each child is
 * told it.
 */
bool scenario_is_counted(const struct scenario *of);

/*
 * Whether the scenario waives the rule for this actor, by `waive <rule>` or by `waive <rule>
 * <actor>`.
 */
bool scenario_waives(const struct scenario *of, enum kit_rule rule, int actor);
