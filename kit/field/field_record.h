#pragma once
/*
 * Reads a field log (kit/probe/field_log.h) as events. The file is what a process left behind
 * that may have been ended at any instant, and may be broken: everything in it is checked or
 * bounded. Pure; one thread.
 */
#include "kit/base/event.h"
#include "kit/probe/field_log.h"

/* A field log in memory, and what was made of it. */
struct field_record {
    const char *path;      /* borrowed; for messages */
    struct field_log *log; /* borrowed; valid; 8-byte aligned */
    char actor[KIT_NAME];  /* what the process gave to lifeline_attach; or empty */
    char image[FIELD_WORDS];
    char system[FIELD_WORDS];
    struct kit_event *events; /* owned; without actor and incarnation; at_ns since `began` */
    size_t count;
    int64_t length_ns; /* from the beginning of the record to its end */
};

/* Reads the record of a valid log. KIT_FULL without memory. */
enum kit_status field_record_read(const char *path, struct field_log *log,
                                  struct field_record *out, struct kit_error *err);
void field_record_free(struct field_record *record);

/* How often the process made this step or report, for one peer or over all peers (""). */
uint32_t field_record_times(const struct field_record *record, const char *step,
                            const char *peer);

/* True if a step or report of the process names this peer. */
bool field_record_names(const struct field_record *record, const char *peer);
