#pragma once
/*
 * The log: JSON Lines, both ways. First a header, then one event a line, last the verdict. A
 * log alone is enough to judge again and to run again. docs/log-format.md tells of every field
 * and docs/log.schema.json is what a test validates real logs against. Pure; any thread.
 *
 * LOG_VERSION grows when a reader of the old version would misread a log of the new one: a
 * field or a word that changes its meaning or goes. A new field or a new kind of event does not
 * make it grow: readers pass over fields that they do not know, and refuse kinds that they do
 * not know with the sentence that a newer lifeline wrote the log.
 */
#include "kit/base/finding.h"

#define LOG_VERSION   1u
#define LOG_LINE_MOST (512u * 1024) /* bytes of one line; the header holds a whole scenario */

struct log_header {
    uint32_t version;
    char kit_version[KIT_NAME]; /* of the lifeline that wrote it */
    char platform[64];          /* "wine 8.0" or "windows 10.0.19045" */
    char path[KIT_PATH];        /* of the scenario, as it was given */
    char started[KIT_NAME];     /* wall clock, UTC, ISO 8601 */
    uint64_t seed;
    char options[256]; /* of the run, as given on the command line */
    char *scenario;    /* the whole text; of a read log: owned by the struct log */
    size_t scenario_size;
};

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
