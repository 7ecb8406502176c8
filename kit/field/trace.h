#pragma once
/*
 * Makes a log of a trace of Process Monitor: the starts and ends of a program and of the
 * processes below it, and what they did with pipes, as the steps that the injected probe makes
 * of the same calls. The log is a field log: it has no verdict, as nobody ran a scenario. Pure;
 * one thread.
 */
#include "kit/field/trace_row.h"
#include "kit/log/log.h"

/* Begins the name of a pipe's file. */
#define TRACE_PIPE_DEVICE "\\Device\\NamedPipe\\"
#define TRACE_PIPE_FOLDER "\\\\.\\pipe\\"

struct trace_source {
    const char *bytes; /* of the file */
    size_t size;
    const char *path;    /* of the file; the path in the log's header */
    const char *commit;  /* kit_commit, for the log's header */
    const char *program; /* the image of the program; NULL: the only one that starts others */
};

/* log_free. *unread: rows without a time or a PID, which were left out. KIT_BAD_INPUT if the
 * file does not begin as a trace does. */
enum kit_status trace_read(const struct trace_source *source, struct log *out, uint32_t *unread,
                           struct kit_error *err);
