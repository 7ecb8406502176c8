#pragma once
/*
 * What `lifeline doctor` asks of a program that it has looked at. Each question is a scenario,
 * made from one row of the list. Pure.
 */
#include "kit/doctor/habits.h"
#include "kit/doctor/turns.h"
#include "kit/look/draft.h"
#include "kit/scenario/scenario.h"
#include "kit/sweep/point.h"

#define DOCTOR_CHILDREN  6   /* kinds of children that are asked about */
#define DOCTOR_EXACT     400 /* strikes at calls */
#define DOCTOR_QUESTIONS (64 + DOCTOR_EXACT)
#define DOCTOR_STOP_S    5 /* how long the program may take to end after it was asked to */

/* Who a question is about. */
enum doctor_target {
    DOCTOR_OF_APP,   /* the program itself */
    DOCTOR_OF_CHILD, /* once for each kind of child */
    DOCTOR_OF_MAKER, /* once for each kind of child that has started others */
    DOCTOR_OF_PIPE   /* once for each kind of child that has a pipe with a name */
};

/* How thorough an examination is. Each asks what the one before it asks. */
enum doctor_extent { DOCTOR_SHORT, DOCTOR_USUAL, DOCTOR_ALL };

/* When a question is asked. */
enum doctor_when {
    DOCTOR_QUICK,   /* always */
    DOCTOR_FULL,    /* not in a quick examination */
    DOCTOR_EVERY,   /* with --all only */
    DOCTOR_STOPS,   /* the same, once it is known that the end of its input ends the program */
    DOCTOR_RESTARTS /* the same, once it is known that a killed child is started again */
};

/*
 * X(ask, target, when, word, what is done); the word names the file of its scenario
 *
 * `CHILD` in the words stands for the child's name.
 */
#define DOCTOR_ASKS(X)                                                                         \
    X(ALONE, OF_APP, QUICK, "alone", "nothing is done to it")                                  \
    X(KILLED, OF_APP, QUICK, "app-killed", "app is killed")                                    \
    X(KILLED_EARLY, OF_APP, QUICK, "app-killed-early", "app is killed while it starts")        \
    X(PAUSED, OF_APP, FULL, "app-paused", "app stands still for a second and goes on")         \
    X(CHILD_KILLED, OF_CHILD, QUICK, "CHILD-killed", "CHILD is killed")                        \
    X(CHILD_HUNG, OF_CHILD, QUICK, "CHILD-hung", "CHILD hangs")                                \
    X(CHILD_PAUSED, OF_CHILD, QUICK, "CHILD-paused",                                           \
      "CHILD stands still for 300 ms and goes on")                                             \
    X(CHILD_SLOWED, OF_CHILD, FULL, "CHILD-slowed", "CHILD gets a tenth of the time")          \
    X(CHILD_CUT_OFF, OF_PIPE, QUICK, "CHILD-cut-off", "the pipe of CHILD is disconnected")     \
    X(CHILD_BEREAVES, OF_MAKER, QUICK, "CHILD-killed-over-others",                             \
      "CHILD is killed, and the processes that it started must end, too")                      \
    X(BESIDE, OF_CHILD, FULL, "CHILD-killed-beside-another-app",                               \
      "CHILD is killed while the program runs a second time")                                  \
    X(RESTARTED, OF_APP, QUICK, "app-restarted", "app is killed and started again at once")    \
    X(CHILD_CRASHES, OF_CHILD, EVERY, "CHILD-crashes", "CHILD crashes")                        \
    X(BUSY, OF_APP, EVERY, "app-busy-machine",                                                 \
      "other programs take the processor time for two seconds")                                \
    X(KEY, OF_APP, EVERY, "app-ctrl-c", "app is asked to end by Ctrl+C")                       \
    X(INPUT_ENDS, OF_APP, QUICK, "app-input-ends",                                             \
      "app is asked to end by the end of its standard input")                                  \
    X(STOPPED, OF_CHILD, STOPS, "app-stopped-while-CHILD-hangs",                               \
      "app is asked to end while CHILD hangs")                                                 \
    X(STOPPED_BEREFT, OF_CHILD, STOPS, "app-stopped-after-CHILD-was-killed",                   \
      "app is asked to end after CHILD was killed")                                            \
    X(STOPPED_LATE, OF_APP, STOPS, "app-stopped-late",                                         \
      "app is asked to end after it has worked for four seconds")                              \
    X(LOST_OFTEN, OF_CHILD, RESTARTS, "CHILD-killed-twice",                                    \
      "CHILD is killed twice, and the handles of app are counted")

enum doctor_ask {
#define X(ask, target, when, word, done) DOCTOR_##ask,
    DOCTOR_ASKS(X)
#undef X
        DOCTOR_ASK_COUNT
};

struct doctor_question {
    enum doctor_ask ask;
    int child; /* index into the plan's children; -1: the question is about none */
    const struct sweep_point *at; /* the call at which it is asked, borrowed; NULL: by time */
};

struct doctor_plan {
    const struct look_program *program; /* borrowed, both */
    const struct look *look;
    char ready[LOOK_NAME]; /* printed when it is ready; empty if it prints nothing that lasts */
    char progress[LOOK_NAME]; /* printed again and again while it works; empty if nothing is */
    int64_t progress_gap_ns;  /* then: the longest time between two */
    struct habits habits;     /* of what it prints */
    bool ends_by_itself;      /* within the look */
    int64_t lasted_ns;        /* then: for how long it ran */
    uint32_t child_count;
    struct draft_child children[DOCTOR_CHILDREN]; /* one of each kind */
    uint32_t gone_count;
    uint32_t gone[LOOK_PROCESSES];  /* of kinds that had ended: nothing is asked about them */
    bool has_pipe[DOCTOR_CHILDREN]; /* to another process of the run */
    bool is_reachable[DOCTOR_CHILDREN]; /* it serves a pipe, so that others may reach it */
    uint32_t question_count;
    struct doctor_question questions[DOCTOR_QUESTIONS];
    bool stops_by_input; /* the end of its input ends it, as far as it was asked */
    /* Of an exact examination: the scenario of the run that showed the calls, borrowed; NULL:
     * there was none, or what it showed cannot be struck at, and `not_exact` says why. */
    const struct scenario *calls;
    char not_exact[KIT_ERROR_TEXT];
    uint32_t calls_left; /* for which there was no time or no room */
    /* Of the runs without a fault: strikes that one of them showed, and the next did not; and
     * whether the last two showed the same. */
    uint32_t calls_passing;
    bool calls_settled;
    uint32_t calls_unseen; /* actors into which the probe never came, 1 << each */
    struct turns turns;    /* of the run without a fault */
    struct turn late;      /* who did not take turns any more after a strike at a call */
    uint32_t late_runs;    /* in which that was so, and in which a habit was broken for good */
};

/* Makes the plan from a look and what was printed during it. */
void doctor_plan_make(struct doctor_plan *plan, const struct look_program *program,
                      const struct look *look, const struct kit_event *events, size_t count,
                      enum doctor_extent extent);

/* Appends the questions that could not be asked before it was known whether the end of its
 * input ends the program, and which of its children are started again. */
void doctor_plan_go_on(struct doctor_plan *plan, const bool is_restarted[DOCTOR_CHILDREN]);

/* Appends the scenario of the run that shows the calls; it says at which of them is struck. */
void doctor_calls_scenario(struct text *to, const struct doctor_plan *plan, uint32_t for_ms);

/* Appends a question for each of these points, in their order, as far as there is room. The
 * scenario is that of the run that showed them. */
void doctor_plan_exactly(struct doctor_plan *plan, const struct scenario *calls,
                         struct sweep_point *points, size_t count);

/* Notes into which actors of that scenario the injected probe never came in the run, and who
 * took turns in it. The events are in order of time. */
void doctor_plan_note_calls(struct doctor_plan *plan, const struct scenario *calls,
                            const struct kit_event *events, size_t count);

/* How many of the questions are about a call. */
uint32_t doctor_plan_struck(const struct doctor_plan *plan);

/* Leaves out the questions at calls behind this number of questions: there was no time. */
void doctor_plan_cut(struct doctor_plan *plan, uint32_t count);

/* How long the program may take to go on after a strike. */
uint32_t doctor_progress_s(const struct doctor_plan *plan, bool at_call);

/* The names of the second program and of its child, where a question has them. */
#define DOCTOR_OTHER       "other_app"
#define DOCTOR_OTHER_CHILD "other_child"

/* Appends the scenario of a question, which begins with the rest of a comment; the word for its
 * file; what is done, as a sentence. */
void doctor_scenario(struct text *to, const struct doctor_plan *plan,
                     const struct doctor_question *question);
void doctor_word(struct text *to, const struct doctor_plan *plan,
                 const struct doctor_question *question);
void doctor_done(struct text *to, const struct doctor_plan *plan,
                 const struct doctor_question *question);
