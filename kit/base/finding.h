#pragma once
/*
 * The result of a run: the verdict of a scenario and the findings behind it. The judge fills
 * it, the log keeps it, the report prints it. Plain values, pure.
 */
#include "kit/base/event.h"

#define KIT_FINDINGS     96
#define KIT_FINDING_TEXT 320

/* X(source, word, meaning) */
#define KIT_SOURCES(X)                                                                         \
    X(RULE, "rule", "a rule of the contract, on one actor")                                    \
    X(LINE, "line", "a line of the scenario")                                                  \
    X(RUN, "run", "the run as a whole: its limit, its log, its machine")

enum finding_source {
#define X(source, word, meaning) SOURCE_##source,
    KIT_SOURCES(X)
#undef X
        SOURCE_COUNT
};

extern const char *const source_words[SOURCE_COUNT + 1];

struct finding {
    enum finding_source source;
    enum kit_verdict verdict;
    enum kit_rule rule;   /* where source is RULE */
    uint32_t line_number; /* of the scenario; 0 if no line belongs to it */
    char actor[KIT_NAME]; /* the actor of the finding; may be empty */
    char step[KIT_NAME];  /* the last step that this actor reached; may be empty */
    char peer[KIT_NAME];  /* the child of the finding, beside the actor; not in the log */
    int64_t at_ns;        /* the instant that decided it */
    bool bad_end;         /* a process ended without an explanation: by a crash, or with a
                             code other than 0 before any fault; not in the log */
    bool no_target; /* a line was to strike an actor that had no process; not in the log */
    bool
        of_busy_machine; /* the machine was too busy, which may be the reason; not in the log */
    char text[KIT_FINDING_TEXT];   /* expected and seen: "cs still runs 2000 ms after ..." */
    char likely[KIT_FINDING_TEXT]; /* the likely cause and its page; or empty */
};

struct judgement {
    enum kit_verdict verdict; /* the worst finding's verdict, changed by `must fail` and
                                 `differs on` */
    /* The rules, 1 << each, with something to judge: an obligation began and was met or broken.
     * Not in the log, since judging the log again computes it. */
    uint32_t exercised;
    uint32_t count; /* of findings, in the order of their instants */
    struct finding findings[KIT_FINDINGS];
};

/*
 * True if the findings stand whatever a repeated run finds: something failed, or a process
 * ended without an explanation. A caller that repeats the run must keep them.
 */
bool judgement_stands(const struct judgement *judgement);
bool judgement_has_bad_end(const struct judgement *judgement);

/* Whether a rule failed on this actor. */
bool judgement_has_failed(const struct judgement *judgement, const char *actor);

/* The log is not whole, as the sentence says. The facts that are missing could be those that
 * decide: an ERROR, whatever the others show. */
void judgement_of_broken_log(struct judgement *judgement, const char *sentence);

/*
 * A field log: nobody ran a scenario, and nobody outside saw the processes end. So no rule can
 * be judged: an ERROR, and its only finding.
 */
void judgement_of_field_log(struct judgement *judgement);
