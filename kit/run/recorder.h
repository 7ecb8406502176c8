#pragma once
/*
 * What a run has seen so far: its events go to the judge, who keeps them, and into the log on
 * disk as they come. What the runner saw before it dies must be in the log: it goes to disk in
 * each turn of the loop, and at once where a fault strikes, a process ends, or the runner has
 * trouble. Owned and used by the run's thread.
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
    struct os_output log;             /* its file is NULL where there is none */
    char *line;                       /* room for one line of the log */
    bool has_more;                    /* to be kept */
    bool write_failed;
    bool overfull; /* more facts than there is room for */
};

/* Makes the log and writes its header; without a path there is none. On
 * failure nothing is left open. */
enum kit_status recorder_begin(struct recorder *recorder, const struct scenario *scenario,
                               const char *path, const struct log_header *header,
                               struct kit_error *err);

/* Nanoseconds since the run's start, on its clock: now, and at an instant of os_ns. */
int64_t recorder_now_ns(const struct recorder *recorder);
int64_t recorder_ns(const struct recorder *recorder, int64_t shared_ns);

/* An event of this kind about an actor and its newest process (-1: the runner's own), to be
 * filled further. */
struct kit_event recorder_event(const struct recorder *recorder, enum kit_event_kind kind,
                                int actor);

/* Takes the event in; one whose at_ns is 0 is given the present time. */
void recorder_add(struct recorder *recorder, const struct kit_event *event);

/* The two in one, for an event that needs nothing further. */
void recorder_say(struct recorder *recorder, enum kit_event_kind kind, int actor);

/* The runner could not do its part: a sentence about an actor, or -1. */
void recorder_trouble(struct recorder *recorder, int actor, const char *format, ...)
    KIT_PRINTF(3, 4);

/* What was taken in so far goes to disk, so that it outlives the runner. */
void recorder_keep(struct recorder *recorder);

/* Writes the verdict and gives the log its place. A log that is not whole on disk is a failure
 * with its reason, and stays beside its place. */
enum kit_status recorder_end(struct recorder *recorder, const struct judgement *judgement,
                             struct kit_error *err);

/* Closes what is still open where it is, and gives the memory back. */
void recorder_free(struct recorder *recorder);
