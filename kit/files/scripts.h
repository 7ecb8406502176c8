#pragma once
/*
 * Reads and checks the scenario files that a command was given. It reports all mistakes of all
 * files at once, so that the user can fix them together.
 */
#include "kit/scenario/scenario.h"

#define SCENARIO_ENDING ".scenario"

struct script {
    char *path;         /* as shown, and the base of the log's name, except in a replay: */
    const char *log_of; /* the log that it was read from, borrowed; else NULL */
    char *point;        /* for a sweep: the strike; else NULL */
    char *text;
    size_t size;
    struct scenario *scenario;
    /*
     * For a script that is read when its turn comes: a script with the same `alone` and `uses`,
     * borrowed; else NULL.
     */
    const struct scenario *like;
};

struct scripts {
    struct script *all;
    size_t count;
    size_t left_out; /* files whose name the filter does not match; they were not read */
    size_t mistakes; /* files that could not be read; each was reported on standard error */
};

/* Which scenarios are read; everything is borrowed. */
struct scripts_wanted {
    char *const *paths; /* files, and folders of *.scenario */
    size_t count;
    const char
        *filter; /* wildcards for the path, or for the name without its ending; or NULL */
    const char *programs; /* their folder; NULL: the default folder */
};

/*
 * Reads them, and checks that their programs exist. KIT_BAD_INPUT if there was any mistake, or
 * no file to read. Call scripts_free in any case.
 */
enum kit_status scripts_read(const struct scripts_wanted *wanted, struct scripts *out);

/*
 * One script from a text in memory; takes over `text`, which was allocated. Does not check that
 * its programs exist: even this check can access another machine.
 */
enum kit_status script_parse(const char *path, char *text, size_t size, struct script *out,
                             struct kit_error *err);

/* The same, and checks that the programs exist. */
enum kit_status script_read(const char *path, char *text, size_t size, const char *programs,
                            struct script *out, struct kit_error *err);

void script_free(struct script *script);
void scripts_free(struct scripts *scripts);
