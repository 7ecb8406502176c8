#pragma once
/*
 * What the engine knows of one run: data only. What is done with it stands in observe, decide
 * and act; in which order, in loop. The run's thread alone.
 */
#include "kit/judge/judge.h"
#include "kit/run/escaped_state.h"
#include "kit/run/processes.h"
#include "kit/run/run_settings.h"
#include "kit/run/shared_block.h"
#include "kit/run/stalls.h"
#include "kit/state/duty.h"
#include "kit/state/evidence.h"
#include "kit/state/interpreter.h"
#include "kit/state/rings.h"

/* What an actor's ring asked for, and what is done about it once all rings are read. */
struct asked {
    bool to_count;
    struct signal count;
};

/* The threads that an actor spoke by, as far as they were looked at (kit/run/voices.h). */
#define VOICES 64
struct voices {
    uint32_t tids[VOICES];
    bool told; /* that one of them is another process's */
};

struct session {
    const struct scenario *scenario;     /* borrowed */
    const struct run_settings *settings; /* borrowed */
    enum kit_system system;              /* that it runs on */
    struct shared_block shared;
    struct recorder recorder;
    struct stalls stalls;
    struct processes processes;
    struct escaped escaped;
    struct orders orders;
    struct rings rings;
    struct evidence evidence;
    struct interpreter interpreter;
    struct actor_state actors[SCENARIO_ACTORS];
    struct duty duties[SCENARIO_ACTORS]; /* of faults that go on */
    struct asked asked[SCENARIO_ACTORS];
    struct voices voices[SCENARIO_ACTORS];
    uint32_t met[SCENARIO_ACTORS]; /* by actor: which of its processes all of this is of */
    bool to_pause;                 /* a thread stands still by --break */
    struct signal pause_at;
    bool has_stood;          /* at the place of --break; once in a run */
    bool missed;             /* a fault inside a wait came too late: the run is made again */
    int pipeless_line_index; /* the last line that found no pipe to drop, and since when; 0:
                                never */
    int64_t pipeless_since_ns;
    bool limit_passed; /* and that is logged */
    bool finished;     /* the scenario's statements are carried out, or nothing more can come */
    bool acted;        /* in this turn: what it brought is to be judged at once */
    uint32_t heard;    /* signals of this turn */
    uint32_t hurries;  /* turns in a row that the bell began early */
    struct judging *judging;
    struct judge_result result; /* of its last look */
};
