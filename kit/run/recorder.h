#pragma once
/*
 * What a run has seen so far: its events in memory for the judge, and the log on disk as they
 * come. Owned and used by the run's thread.
 */
#include "kit/base/event.h"
#include "kit/base/finding.h"
#include "kit/log/log.h"
#include "kit/run/run_clock.h"

#include <stdio.h>

struct recorder {
    struct run_clock clock; /* events count from its start */
    struct kit_event *events;
    size_t count;
    size_t room;
    size_t sorted; /* so many events are in the order of time */
    FILE *file;
    char *line; /* room for one line of the log */
    const char *path;
    bool write_failed;
    bool overfull; /* more facts than there is room for */
};

/* Makes the log and writes its header. On failure nothing is left open. */
enum kit_status recorder_begin(struct recorder *recorder, const char *path,
                               const struct log_header *header, struct kit_error *err);

/* Nanoseconds since the run's start, on its clock: now, and at an instant of os_ns. */
int64_t recorder_now_ns(const struct recorder *recorder);
int64_t recorder_ns(const struct recorder *recorder, int64_t shared_ns);

/* Keeps the event; one whose at_ns is 0 is given the present time. */
void recorder_add(struct recorder *recorder, struct kit_event event);

/* The events, sorted by time. */
const struct kit_event *recorder_sorted(struct recorder *recorder);

/* Writes the verdict and closes. A log that is not whole on disk is a failure with its reason.
 */
enum kit_status recorder_end(struct recorder *recorder, const struct judgement *judgement,
                             struct kit_error *err);

/* Gives the events back. */
void recorder_free(struct recorder *recorder);
