#pragma once
/*
 * The scenario files that a command was given, read and checked. All mistakes of all files are
 * told at once, since nobody wants to learn of them one by one.
 */
#include "kit/scenario/scenario.h"

#define SCENARIO_ENDING ".scenario"

struct script {
    char *path;         /* as it is shown, and as the log is named after, but in a replay: */
    const char *log_of; /* the log that it was read from, borrowed; else NULL */
    char *point;        /* of a sweep: what strikes; else NULL */
    char *text;
    size_t size;
    struct scenario *scenario;
    /* Of a script that is read when its turn comes: one with the same `alone` and `uses`,
     * borrowed; else NULL. */
    const struct scenario *like;
};

struct scripts {
    struct script *all;
    size_t count;
    size_t left_out; /* files whose name the filter does not match; they were not read */
    size_t mistakes; /* files that could not be read; each was told on standard error */
};

/* What scenarios are read; all is borrowed. */
struct scripts_wanted {
    char *const *paths; /* files, and folders of *.scenario */
    size_t count;
    const char
        *filter; /* wildcards for the path, or for the name without its ending; or NULL */
    const char *programs; /* their folder; NULL: where they usually are */
};

/*
 * Reads them, and looks for their programs, too. KIT_BAD_INPUT if there was any mistake, or
 * nothing at all to read. scripts_free in any case.
 */
enum kit_status scripts_read(const struct scripts_wanted *wanted, struct scripts *out);

/* One script from a text in memory; takes over `text`, which was allocated. Its programs are
 * not looked for: even to ask whether a file is there can reach another machine. */
enum kit_status script_parse(const char *path, char *text, size_t size, struct script *out,
                             struct kit_error *err);

/* The same, and looks for them. */
enum kit_status script_read(const char *path, char *text, size_t size, const char *programs,
                            struct script *out, struct kit_error *err);

void script_free(struct script *script);
void scripts_free(struct scripts *scripts);
