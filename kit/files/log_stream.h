#pragma once
/*
 * A log that is read from disk line by line. Memory holds a piece of the file and one event,
 * however large the file is. One thread.
 */
#include "kit/log/log.h"

struct log_stream;

/*
 * Opens a log and reads its header into *log, which is borrowed until log_stream_close. A log
 * that was cut inside its first line is refused. `leaves_out`: as by log_read_readable. On
 * failure *log is empty and *out is NULL.
 */
enum kit_status log_stream_open(const char *path, bool leaves_out, struct log *log,
                                struct log_stream **out, struct kit_error *err);

/*
 * Reads the next event. *more is false if there is none: then *log has the verdict, if the file
 * has one. The error names the file and the line.
 */
enum kit_status log_stream_next(struct log_stream *stream, struct kit_event *event, bool *more,
                                struct kit_error *err);
void log_stream_close(struct log_stream *stream); /* NULL is fine */
