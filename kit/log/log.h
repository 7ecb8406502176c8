#pragma once
/*
 * The log: JSON Lines, written and read. First a header, then one event on each line, last the
 * verdict. A log alone is enough to judge the run again and to repeat it. docs/log-format.md
 * describes every field, and a test validates real logs against docs/log.schema.json. Pure; any
 * thread.
 */
#include "kit/log/log_header.h"

#define LOG_LINE_MOST (512u * 1024) /* bytes of one line; the header holds a whole scenario */

/* Appends one whole line with its newline. to.cut shows the caller whether it did not fit. */
void log_write_header(struct text *to, const struct log_header *header);
void log_write_event(struct text *to, const struct kit_event *event);
void log_write_judgement(struct text *to, const struct judgement *judgement);

/* A log in memory. The caller owns it and releases it with log_free. */
struct log {
    struct log_header header;
    struct kit_event *events; /* sorted by time */
    size_t event_count, event_room;
    bool has_judgement;
    struct judgement judgement;
    bool is_cut;      /* the last line was incomplete, or there was no verdict */
    uint32_t damaged; /* lines that could not be read and were left out */
    char damage[200]; /* of the first of them: where it is, and what is wrong; or empty */
};

/*
 * Reads a whole log from memory, which may hold anything. A log that was cut is read up to the
 * cut. If it was cut in its first line, it has a header of version 0 and an empty scenario. Any
 * other defect: KIT_BAD_INPUT, with the line's number, and *out is empty.
 */
enum kit_status log_read(const char *bytes, size_t size, struct log *out,
                         struct kit_error *err);
void log_free(struct log *log);

/*
 * The same, so that a person can see the rest of a damaged log: a line behind the first that
 * cannot be read is left out and counted, and is no failure.
 */
enum kit_status log_read_readable(const char *bytes, size_t size, struct log *out,
                                  struct kit_error *err);

/*
 * Makes an ERROR of the judgement of a log that is not whole: one that was cut, or of which
 * lines were left out. The missing facts could be those that decide.
 */
void log_defect_judged(const struct log *log, struct judgement *judgement);

/* The same line by line, for a log that is larger than memory should be. */
struct log_reader;

/* A line without its newline; borrowed. */
struct log_line {
    const char *bytes;
    size_t size;
    bool is_whole; /* it had a newline */
};

enum log_line_kind {
    LOG_LINE_HEADER,
    LOG_LINE_EVENT,
    LOG_LINE_VERDICT,
    LOG_LINE_CUT,
    LOG_LINE_DAMAGED /* was left out */
};

/*
 * Begins an empty log, which is borrowed until log_reader_free: the header and the verdict go
 * into it. `leaves_out`: as by log_read_readable. On failure *log is empty and *out is NULL.
 */
enum kit_status log_reader_new(struct log *log, bool leaves_out, struct log_reader **out,
                               struct kit_error *err);
void log_reader_free(struct log_reader *reader);

/*
 * Reads the next line. *what is its kind; a line without a newline that is no whole JSON was
 * cut. Only a LOG_LINE_EVENT fills *event, and the log does not keep it.
 */
enum kit_status log_reader_take(struct log_reader *reader, const struct log_line *line,
                                struct kit_event *event, enum log_line_kind *what,
                                struct kit_error *err);

/* There are no more lines. */
void log_reader_end(struct log_reader *reader);

/* Appends an event. The caller sorts the events once all are there (events_sort). */
enum kit_status log_add_event(struct log *log, const struct kit_event *event,
                              struct kit_error *err);
