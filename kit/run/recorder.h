#pragma once
/*
 * Records the events of a run: hands each to the judge, which keeps them, and writes each into
 * the log. The log must have every event that the runner saw before it dies. So the log goes to
 * disk in each turn of the loop, and at once when a fault strikes, a process ends, or the
 * runner has trouble. The run's thread owns and uses it.
 */
#include "kit/base/event.h"
#include "kit/base/finding.h"
#include "kit/judge/judge.h"
#include "kit/log/log.h"
#include "kit/os/output.h"
#include "kit/scenario/scenario.h"
#include "kit/state/actors.h"
#include "kit/state/run_clock.h"

struct recorder {
    const struct scenario *scenario;  /* borrowed */
    struct judging *judging;          /* borrowed: takes in each event; or NULL */
    const struct actor_state *actors; /* borrowed: which process each actor has; or NULL */
    struct run_clock clock;           /* events count from its start */
    size_t count;                     /* of events */
    int64_t last_ns;                  /* the latest of them */
    int64_t deed_ns;                  /* the latest deed of the run's own */
    struct {
        uint32_t incarnation;
        int64_t last_ns;
    } newest[SCENARIO_ACTORS]; /* by actor: the latest event of its newest process */
    struct os_output log;      /* its file is NULL where there is none */
    char *line;                /* room for one line of the log */
    bool has_more;             /* some lines are not on disk yet */
    bool write_failed;
    bool overfull; /* more events came than there is room for */
};

/* Creates the log and writes its header; without a path there is no log. After a failure
 * nothing is open. */
enum kit_status recorder_begin(struct recorder *recorder, const struct scenario *scenario,
                               const char *path, const struct log_header *header,
                               struct kit_error *err);

/* Nanoseconds since the run's start, on its clock: now, and at an instant of os_ns. */
int64_t recorder_now_ns(const struct recorder *recorder);
int64_t recorder_ns(const struct recorder *recorder, int64_t shared_ns);

/*
 * When a process of this actor (-1: of none) ended, of which the run is told now and the system
 * says that it ended `ago_ns` ago. A busy runner hears of it late. It is not before the latest
 * event of that process.
 */
int64_t recorder_end_ns(const struct recorder *recorder, int actor, uint32_t incarnation,
                        int64_t ago_ns);

/* Makes an event of this kind about an actor and its newest process (-1: the runner). The
 * caller fills in the rest. */
struct kit_event recorder_event(const struct recorder *recorder, enum kit_event_kind kind,
                                int actor);

/* Records the event. An at_ns of 0 means now. */
void recorder_add(struct recorder *recorder, const struct kit_event *event);

/* Makes and records an event that needs no further facts. */
void recorder_say(struct recorder *recorder, enum kit_event_kind kind, int actor);

/* Records that the runner could not do its part: a sentence about an actor, or about the run
 * (-1). */
void recorder_trouble(struct recorder *recorder, int actor, const char *format, ...)
    KIT_PRINTF(3, 4);

/* Writes all events so far to disk, so that they outlive the runner. */
void recorder_keep(struct recorder *recorder);

/* Writes the verdict and moves the log to its place. If the log is not complete on disk, this
 * fails with the reason, and the log stays beside its place. */
enum kit_status recorder_end(struct recorder *recorder, const struct judgement *judgement,
                             struct kit_error *err);

/* Closes an open log without moving it, and frees the memory. */
void recorder_free(struct recorder *recorder);
