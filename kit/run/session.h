#pragma once
/*
 * The state of one run: data only. observe, decide and act work on it; loop says in which
 * order. Only the run's thread uses it.
 */
#include "kit/base/name_list.h"
#include "kit/judge/judge.h"
#include "kit/run/escaped_state.h"
#include "kit/run/processes.h"
#include "kit/run/run_settings.h"
#include "kit/run/shared_block.h"
#include "kit/run/stalls.h"
#include "kit/state/duty.h"
#include "kit/state/evidence.h"
#include "kit/state/interpreter.h"
#include "kit/state/looks.h"
#include "kit/state/pipe_search.h"
#include "kit/state/prints.h"
#include "kit/state/rings.h"

/* What an actor's ring asked for. It is carried out after all rings are read. */
struct asked {
    bool to_count;
    struct signal count;
};

/* The threads that wrote in an actor's ring and were checked (kit/run/voices.h). */
#define VOICES 64
struct voices {
    uint32_t tids[VOICES];
    bool told; /* reported: one of them belongs to another process */
};

/* The runner's ends of the actors' standard input and output. NULL: there is none. */
struct streams {
    struct os_stream *to[SCENARIO_ACTORS];
    struct os_stream *from[SCENARIO_ACTORS][PRINTS_FROM_COUNT];
};

/* The look at something outside the actors that a line waits for. */
struct check {
    int line_index; /* -1: none */
    bool is_met;
    int64_t next_ns;    /* not before */
    struct looks looks; /* of a folder: how it differed, as far as that is not in the log */
    void *process;      /* the command that runs; owned */
};

struct session {
    const struct scenario *scenario;     /* borrowed */
    const struct run_settings *settings; /* borrowed */
    struct kit_platform platform;        /* the operating system */
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
    struct duty duties[SCENARIO_ACTORS]; /* the turns of `slow` faults */
    struct asked asked[SCENARIO_ACTORS];
    struct voices voices[SCENARIO_ACTORS];
    bool is_injected[SCENARIO_ACTORS]; /* a process of it came with the injected probe */
    uint32_t met[SCENARIO_ACTORS];     /* by actor: the process number to which all of this
                                          belongs */
    struct streams streams;
    struct prints prints;
    int64_t
        matched_ns[SCENARIO_LINES]; /* by line: the last match of its text that was logged */
    struct check check;
    struct name_list folders[SCENARIO_LINES]; /* by line: the names before the first start */
    void *load_job;                           /* of the threads that `load` began; NULL: none */
    bool moment_came[SCENARIO_LINES];         /* by line, of settings->moments */
    bool due[SCENARIO_LINES]; /* lines whose text was printed, and that have to strike */
    bool to_pause;            /* a thread stands still at --break */
    struct signal pause_at;
    bool has_stood; /* paused at --break; once in a run */
    bool missed;    /* a fault inside a wait came too late: the run is repeated */
    struct pipe_search pipe_search;
    int64_t closing_ns; /* when the run began to close; 0: it did not yet */
    bool limit_passed;  /* the limit has passed, and this is logged */
    bool finished;    /* the scenario's statements are carried out, or nothing more can come */
    bool has_forged;  /* a message was forged */
    bool kept_taken;  /* the census of kit/run/kept_census.h was made, or tried */
    bool acted;       /* something was done in this turn: the judge looks again at once */
    uint32_t heard;   /* signals read in this turn */
    uint32_t hurries; /* consecutive turns that the bell began early */
    struct judging *judging;
    int64_t judged_ns;          /* how far time had passed at the judge's last look */
    struct judge_result result; /* of that look */
};
