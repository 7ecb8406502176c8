#pragma once
/*
 * What the runner knows of a run under way, and how it comes to know more: news of processes,
 * the actors' rings, the monitor's stalls. Private to kit/runner; the run's thread alone.
 */
#include "kit/os/file.h"
#include "kit/run/recorder.h"
#include "kit/run/run.h"
#include "kit/run/shared_block.h"

#define RUN_PROCESSES      256

/* How much longer than it is told to a run waits for a machine that stands still. */
#define SESSION_STRETCH_NS INT64_C(60000000000)

struct run_process {
    void *handle;
    void *watch;  /* NULL while it has no thread yet, and its handle says nothing */
    bool watched; /* or it was tried, and that it failed was told */
    uint32_t pid;
    int actor; /* index; -1 while it is not known whose process this is */
    bool ended;
    bool told; /* its STARTED event is written */
    int64_t seen_ns;
    char image[KIT_IMAGE]; /* the whole file name: it is what an actor is known by */
};

/* A fault that was struck and has to be seen from outside, too. */
struct injection {
    bool pending;
    int line;   /* index into scenario->lines */
    int target; /* index of the struck actor */
    uint32_t tid;
    int64_t used_ms; /* of SPIN: what the thread had used when it was first looked at; or -1 */
};

struct session {
    const struct scenario *scenario;
    const struct run_settings *settings;
    enum kit_system system; /* that it runs on */
    struct shared_block shared;
    struct recorder recorder;
    void *port;
    void *job;
    void *bell_watch;
    uint32_t process_count;
    struct run_process processes[RUN_PROCESSES];
    uint32_t strike_count;
    struct injection strikes[SCENARIO_LINES];
    bool held[SCENARIO_LINES];          /* by line: a thread stands still there */
    bool released[SCENARIO_LINES];      /* by line: and was let go */
    const char *stuck[SCENARIO_ACTORS]; /* by a fault, so that it cannot end: how; or NULL */
    bool asked[SCENARIO_ACTORS];        /* to stop */
    bool nonsense[SCENARIO_ACTORS];     /* its ring held some, and that was told */
    uint64_t stall_at;
    int64_t stalled_ns[MONITOR_CORES]; /* each core's, so far */
    bool has_stood;                    /* at the place of --break */
    bool missed; /* a fault inside a wait came too late: this run says nothing, run again */
    bool limit_passed;
    bool deserted; /* all have ended, and a fault or hold was still to come */
    struct judge_result result;
};

enum kit_status session_begin(struct session *session, struct kit_error *err);

/* Nothing is watched any more; nothing if it was said before. */
void session_end(struct session *session);

/* Takes in the stalls that the monitor knows of by now. */
void session_take_stalls(struct session *session);

/* Takes in what has happened, waits up to timeout_ms for more, then judges what is there. */
void loop_turn(struct session *session, uint32_t timeout_ms);

/* How long the core that stood still longest did so since the counts in `since_ns` (NULL: since
 * the run's start), up to SESSION_STRETCH_NS. */
int64_t session_stalled_ns(const struct session *session,
                           const int64_t since_ns[MONITOR_CORES]);

/* How long there is nothing to do unless something happens. */
uint32_t loop_patience_ms(const struct session *session);

/* An event of this kind about an actor (-1: the runner's own), to be filled further. */
struct kit_event session_event(const struct session *session, enum kit_event_kind kind,
                               int actor);

void session_trouble(struct session *session, int actor, const char *format, ...)
    KIT_PRINTF(3, 4);
