#pragma once
/*
 * Carries out the scenario's statements one after the other. After each look of the judge the
 * loop asks what to do next, does it, and asks again after the next look. Pure: it decides by
 * the judge's result, the state of the processes and the run's clock. One thread.
 */
#include "kit/judge/judge.h"
#include "kit/state/actors.h"
#include "kit/state/beats.h"
#include "kit/state/moments.h"

/* What the loop does now. */
enum interpreter_act {
    ACT_NONE,    /* nothing yet: something else has to happen first */
    ACT_BEGIN,   /* the line begins: it is logged */
    ACT_STRIKE,  /* a fault from outside */
    ACT_RELEASE, /* the threads that a hold keeps */
    ACT_RESUME,  /* an actor that was hung */
    ACT_STOP,    /* ask an actor to end */
    ACT_START,   /* start an actor that was not started at the beginning */
    ACT_TELL,    /* write to an actor's standard input, or close it */
    ACT_EVENT,   /* set or reset an event of a program */
    ACT_MEMORY,  /* write into shared memory of a program */
    ACT_CLOCK,   /* move a clock of an actor */
    ACT_LOAD,    /* burn processor time for a while */
    ACT_FORGE,   /* put a message into the pipe of two actors */
    ACT_COUNT,   /* count an actor's handles */
    ACT_SETTLE,  /* only time has to pass: logged, and other runs may use the cores */
    ACT_FINISHED /* nothing is left to do: the run closes */
};

/* What the interpreter waits for. */
enum interpreter_stage {
    STAGE_ARMED,    /* every fault and hold above the line has happened */
    STAGE_SETTLED,  /* of a stop: nothing is owed any more */
    STAGE_TARGET,   /* of a strike: the processes of the target and of its children exist */
    STAGE_BEGIN,    /* nothing: the line begins */
    STAGE_TIME,     /* of `after`: its time has passed; of a strike in a replay: its moment */
    STAGE_DO,       /* of a strike: its target lives, or will not be started again */
    STAGE_DONE,     /* the line is done, as the judge sees it */
    STAGE_LAST,     /* what is armed below the last line that acts has happened */
    STAGE_REST,     /* nothing is owed any more */
    STAGE_REQUESTS, /* no request is still to be made */
    STAGE_LOOK,     /* nothing: the settle time begins */
    STAGE_SETTLE,   /* the settle time has passed, and nothing is owed again */
    STAGE_FINISHED
};

struct interpreter {
    const struct scenario *scenario; /* borrowed */
    uint32_t line_index;             /* index */
    enum interpreter_stage stage;
    bool waited;      /* this stage was waiting already at the previous look */
    bool again;       /* do nothing more before the next look */
    int64_t until_ns; /* of STAGE_TIME and STAGE_SETTLE */
    /* When the settle time began, and how long each core had stalled in the run by then. */
    int64_t settling_from_ns;
    int64_t stalled_before_ns[BEATS_CORES];
};

/* The input of the interpreter, as of the judge's last look. */
struct interpreter_view {
    const struct judge_result *result;
    const struct actor_state *actors; /* by index */
    bool somebody_lives;              /* a process of the run has not ended */
    bool over;                        /* the rest of this run cannot change the verdict */
    bool an_actor_lives;              /* a process of an actor has not ended */
    bool struck;                      /* a fault has struck */
    /* In a replay: where the strikes have to come, and by the line's index, whether the actor
     * has come there, which is false for a line without a moment. NULL: by time. */
    const struct moments *moments;
    const bool *moment_came;
    const int64_t *stalled_ns; /* how long each core stalled in the run; of BEATS_CORES */
    int64_t limit_ns;          /* the run has to be over by then */
    int64_t now_ns;
};

void interpreter_begin(struct interpreter *interpreter, const struct scenario *scenario);

/* What to do now about scenario->lines[interpreter->line_index]. Call it until it returns
 * ACT_NONE or ACT_FINISHED. */
enum interpreter_act interpreter_next(struct interpreter *interpreter,
                                      const struct interpreter_view *view);

/* The last act could not be carried out: it is returned again after the next look. */
void interpreter_again(struct interpreter *interpreter);

/* How long until something is due by time alone; INT64_MAX if nothing is. */
int64_t interpreter_left_ns(const struct interpreter *interpreter, int64_t now_ns);
