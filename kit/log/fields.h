#pragma once
/*
 * The fields of the log's lines, one row each. Writer, reader, tests and the check of
 * docs/log.schema.json are made from them. Pure, any thread.
 *
 * A row: X(type, member, name in the log, when it is written, words)
 *
 *     NUMBER32, NUMBER64, SIGNED64   a whole number
 *     HEX64                          a string such as "0x1f": all 64 bits are used, and most
 *                                    readers of JSON lose what is beyond 53
 *     TEXT                           a string; the member is an array of char
 *     WORD                           a string; the member is an enum, `words` its list
 *     LINE                           a line of the scenario (kit/base/line_number.h): the line
 *                                    in the file, and from the second time on "time" behind it
 */
#include "kit/log/json.h"
#include "kit/log/log_header.h"

enum field_type {
    FIELD_NUMBER32,
    FIELD_NUMBER64,
    FIELD_SIGNED64,
    FIELD_HEX64,
    FIELD_TEXT,
    FIELD_WORD,
    FIELD_LINE
};

enum field_when {
    FIELD_ALWAYS,   /* required by the reader */
    FIELD_UNLESS_0, /* left out if it is 0 or empty */
    FIELD_OF_RULE   /* as UNLESS_0, but always in a finding whose source is a rule */
};

/* The programs follow these fields, as "programs", and then the scenario's text. */
#define LOG_HEADER_FIELDS(X)                                                                   \
    X(NUMBER32, version, "lifeline", ALWAYS, NULL)                                             \
    X(TEXT, kit_version, "kit", ALWAYS, NULL)                                                  \
    X(TEXT, commit, "commit", UNLESS_0, NULL)                                                  \
    X(TEXT, platform, "platform", ALWAYS, NULL)                                                \
    X(TEXT, path, "path", ALWAYS, NULL)                                                        \
    X(TEXT, started, "started", ALWAYS, NULL)                                                  \
    X(HEX64, seed, "seed", ALWAYS, NULL)                                                       \
    X(TEXT, options, "options", ALWAYS, NULL)                                                  \
    X(NUMBER32, tries, "tries", UNLESS_0, NULL)                                                \
    X(NUMBER32, field_processes, "field", UNLESS_0, NULL)

#define LOG_PROGRAM_FIELDS(X)                                                                  \
    X(TEXT, actor, "actor", ALWAYS, NULL)                                                      \
    X(TEXT, file, "file", ALWAYS, NULL)                                                        \
    X(TEXT, version, "version", UNLESS_0, NULL)                                                \
    X(NUMBER64, size, "size", ALWAYS, NULL)                                                    \
    X(TEXT, hash, "hash", ALWAYS, NULL)

#define LOG_EVENT_FIELDS(X)                                                                    \
    X(SIGNED64, at_ns, "at_ns", ALWAYS, NULL)                                                  \
    X(WORD, kind, "event", ALWAYS, event_words)                                                \
    X(TEXT, actor, "actor", UNLESS_0, NULL)                                                    \
    X(TEXT, name, "name", UNLESS_0, NULL)                                                      \
    X(TEXT, peer, "peer", UNLESS_0, NULL)                                                      \
    X(TEXT, by, "by", UNLESS_0, NULL)                                                          \
    X(NUMBER32, occurrence, "n", UNLESS_0, NULL)                                               \
    X(LINE, line_number, "line", UNLESS_0, NULL)                                               \
    X(NUMBER32, incarnation, "incarnation", UNLESS_0, NULL)                                    \
    X(NUMBER32, pid, "pid", UNLESS_0, NULL)                                                    \
    X(NUMBER32, tid, "tid", UNLESS_0, NULL)                                                    \
    X(NUMBER32, code, "code", UNLESS_0, NULL)                                                  \
    X(NUMBER32, deadline_ms, "deadline_ms", UNLESS_0, NULL)                                    \
    X(NUMBER64, sequence, "sequence", UNLESS_0, NULL)                                          \
    X(NUMBER64, size, "size", UNLESS_0, NULL)                                                  \
    X(HEX64, checksum, "checksum", UNLESS_0, NULL)                                             \
    X(SIGNED64, until_ns, "until_ns", UNLESS_0, NULL)                                          \
    X(TEXT, text, "text", UNLESS_0, NULL)

#define LOG_FINDING_FIELDS(X)                                                                  \
    X(WORD, source, "source", ALWAYS, source_words)                                            \
    X(WORD, verdict, "verdict", ALWAYS, verdict_words)                                         \
    X(WORD, rule, "rule", OF_RULE, rule_words)                                                 \
    X(LINE, line_number, "line", UNLESS_0, NULL)                                               \
    X(TEXT, actor, "actor", UNLESS_0, NULL)                                                    \
    X(TEXT, step, "step", UNLESS_0, NULL)                                                      \
    X(SIGNED64, at_ns, "at_ns", ALWAYS, NULL)                                                  \
    X(TEXT, text, "text", UNLESS_0, NULL)                                                      \
    X(TEXT, likely, "likely", UNLESS_0, NULL)

struct field {
    const char *name;
    size_t length; /* of the name */
    enum field_type type;
    enum field_when when;
    size_t at;   /* in the struct */
    size_t size; /* of the member */
    const char *const *words;
};

/* The fields of one kind of line. */
struct fields {
    const struct field *rows;
    uint32_t count;
};

extern const struct fields log_header_fields;
extern const struct fields log_program_fields;
extern const struct fields log_event_fields;
extern const struct fields log_finding_fields;

/* Appends `"name":value` for each field that must be written, with commas, without braces. */
void fields_write(struct text *to, struct fields fields, const void *from);

/*
 * Fills *into (all zero before) from the object at `object`. Unknown members are skipped. On
 * failure *into is unspecified, and the message names the field.
 */
enum kit_status fields_read(const struct json *j, uint32_t object, struct fields fields,
                            void *into, struct kit_error *err);

/* The value of the member with this name in an object; 0 if there is none. */
uint32_t fields_find(const struct json *j, uint32_t object, const char *name);
