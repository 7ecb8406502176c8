#pragma once
/*
 * What `lifeline doctor` asks of a program that it has looked at. Each question is a scenario,
 * made from one row of the list. Pure.
 */
#include "kit/look/draft.h"
#include "kit/scenario/scenario.h"

#define DOCTOR_CHILDREN  6 /* kinds of children that are asked about */
#define DOCTOR_QUESTIONS 64

/* Who a question is about. */
enum doctor_target {
    DOCTOR_OF_APP,   /* the program itself */
    DOCTOR_OF_CHILD, /* once for each kind of child */
    DOCTOR_OF_PIPE   /* once for each kind of child that has a pipe with a name */
};

/*
 * X(ask, target, in a quick examination, word for the file's name, what is done)
 *
 * `CHILD` in the words stands for the child's name.
 */
#define DOCTOR_ASKS(X)                                                                         \
    X(ALONE, OF_APP, true, "alone", "nothing is done to it")                                   \
    X(KILLED, OF_APP, true, "app-killed", "app is killed")                                     \
    X(KILLED_EARLY, OF_APP, true, "app-killed-early", "app is killed while it starts")         \
    X(PAUSED, OF_APP, false, "app-paused", "app stands still for a second and goes on")        \
    X(CHILD_KILLED, OF_CHILD, true, "CHILD-killed", "CHILD is killed")                         \
    X(CHILD_HUNG, OF_CHILD, true, "CHILD-hung", "CHILD hangs")                                 \
    X(CHILD_PAUSED, OF_CHILD, true, "CHILD-paused",                                            \
      "CHILD stands still for 300 ms and goes on")                                             \
    X(CHILD_SLOWED, OF_CHILD, false, "CHILD-slowed", "CHILD gets a tenth of the time")         \
    X(CHILD_CUT_OFF, OF_PIPE, true, "CHILD-cut-off", "the pipe of CHILD is disconnected")      \
    X(RESTARTED, OF_APP, true, "app-restarted", "app is killed and started again at once")     \
    X(INPUT_ENDS, OF_APP, true, "app-input-ends",                                              \
      "app is asked to end by the end of its standard input")                                  \
    X(STOPPED, OF_CHILD, false, "app-stopped-while-CHILD-hangs",                               \
      "app is asked to end while CHILD hangs")

enum doctor_ask {
#define X(ask, target, quick, word, done) DOCTOR_##ask,
    DOCTOR_ASKS(X)
#undef X
        DOCTOR_ASK_COUNT
};

struct doctor_question {
    enum doctor_ask ask;
    int child; /* index into the plan's children; -1: the question is about none */
};

struct doctor_plan {
    const struct look_program *program; /* borrowed, both */
    const struct look *look;
    char ready[LOOK_NAME]; /* printed when it is ready; empty if it prints nothing that lasts */
    char progress[LOOK_NAME]; /* printed again and again while it works; empty if nothing is */
    int64_t progress_gap_ns;  /* then: the longest time between two */
    bool ends_by_itself;      /* within the look */
    int64_t lasted_ns;        /* then: for how long it ran */
    bool stops_by_input;      /* the end of its input ends it; known once that was asked */
    uint32_t child_count;
    struct draft_child children[DOCTOR_CHILDREN]; /* one of each kind */
    bool has_pipe[DOCTOR_CHILDREN];               /* to another process of the run */
    bool is_reachable[DOCTOR_CHILDREN]; /* it serves a pipe, so that others may reach it */
    uint32_t question_count;
    struct doctor_question questions[DOCTOR_QUESTIONS];
};

/* Makes the plan from a look and what was printed during it. Without `all` only the questions
 * of a quick examination. */
void doctor_plan_make(struct doctor_plan *plan, const struct look_program *program,
                      const struct look *look, const struct kit_event *events, size_t count,
                      bool all);

/* Appends the questions that can be asked only once it is known how the program is stopped. */
void doctor_plan_stops(struct doctor_plan *plan);

/* Appends the scenario of a question, which begins with the rest of a comment; the word for its
 * file; what is done, as a sentence. */
void doctor_scenario(struct text *to, const struct doctor_plan *plan,
                     const struct doctor_question *question);
void doctor_word(struct text *to, const struct doctor_plan *plan,
                 const struct doctor_question *question);
void doctor_done(struct text *to, const struct doctor_plan *plan,
                 const struct doctor_question *question);
