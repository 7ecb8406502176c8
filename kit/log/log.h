#pragma once
/*
 * The log: JSON Lines, both ways. First a header, then one event a line, last the verdict. A
 * log alone is enough to judge again and to run again. docs/log-format.md tells of every field
 * and docs/log.schema.json is what a test validates real logs against. Pure; any thread.
 */
#include "kit/log/log_header.h"

#define LOG_LINE_MOST (512u * 1024) /* bytes of one line; the header holds a whole scenario */

/* Writers append one whole line with its newline; the caller sees to.cut if it did not fit. */
void log_write_header(struct text *to, const struct log_header *header);
void log_write_event(struct text *to, const struct kit_event *event);
void log_write_judgement(struct text *to, const struct judgement *judgement);

/* A log, read. Owned by the caller, who gives it back with log_free. */
struct log {
    struct log_header header;
    struct kit_event *events; /* sorted by time */
    size_t event_count;
    bool has_judgement;
    struct judgement judgement;
    bool is_cut; /* the last line was not whole, or there was no verdict */
};

/*
 * Reads a whole log from memory, which may hold anything. A log that was cut is read up to
 * where it was cut: one that was cut in its first line has a header of version 0 and an empty
 * scenario. Any other defect: KIT_BAD_INPUT, with the line's number, and *out is empty.
 */
enum kit_status log_read(const char *bytes, size_t size, struct log *out,
                         struct kit_error *err);
void log_free(struct log *log);
