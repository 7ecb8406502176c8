#pragma once
/*
 * One row of a trace that Process Monitor has saved as CSV: what a process did, and when. The
 * columns may stand in any order, and others beside them. Pure; one thread.
 */
#include "kit/field/csv.h"

#include <stdint.h>

/* X(column, title, whether a trace without it cannot be read) */
#define TRACE_COLUMNS(X)                                                                       \
    X(TIME, "Time of Day", true)                                                               \
    X(IMAGE, "Process Name", true)                                                             \
    X(PID, "PID", true)                                                                        \
    X(OPERATION, "Operation", true)                                                            \
    X(PATH, "Path", true)                                                                      \
    X(RESULT, "Result", true)                                                                  \
    X(DETAIL, "Detail", true)                                                                  \
    X(TID, "TID", false)                                                                       \
    X(PARENT_PID, "Parent PID", false)                                                         \
    X(DURATION, "Duration", false)

enum trace_column {
#define X(column, title, needed) TRACE_##column,
    TRACE_COLUMNS(X)
#undef X
        TRACE_COLUMN_COUNT
};

struct trace_reader {
    struct csv_reader csv;
    int places[TRACE_COLUMN_COUNT]; /* of the columns in a row; -1: it is not there */
    int64_t day_ns, last_ns;        /* the time goes on at midnight */
    int64_t began_ns;               /* of the first row; -1 before it */
    uint32_t unread;                /* rows without a time or a PID */
    struct csv_row csv_row;
};

/* Texts are borrowed until the next row; a column that is not there is "". */
struct trace_row {
    int64_t at_ns;       /* since the first row of the trace */
    int64_t duration_ns; /* 0 if the trace has no such column */
    uint32_t pid, tid;
    const char *image, *operation, *path, *result, *detail, *parent_pid;
};

/* Whether the file begins as such a trace does. The reader is ready then. */
bool trace_rows_begin(struct trace_reader *reader, const char *bytes, size_t size);

/* The next row with a time and a PID; false behind the last. */
bool trace_rows_next(struct trace_reader *reader, struct trace_row *row);

/* The number behind these words of the details, such as "Exit Status: -1073741510"; false if
 * it is not there. */
bool trace_detail_number(const struct trace_row *row, const char *words, int64_t *out);
