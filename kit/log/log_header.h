#pragma once
/*
 * The first line of a log: the version of lifeline that wrote it, and the run. Plain values.
 *
 * LOG_VERSION grows when a reader of the old version would misread a log of the new one,
 * because a field or a word changes its meaning or is removed. A new field or a new kind of
 * event does not increase it: readers skip unknown fields, and refuse unknown kinds with the
 * message that a newer lifeline wrote the log.
 */
#include "kit/base/finding.h"

#define LOG_VERSION  2u

/* A log is recognized by these first bytes, even if it was cut right after them. */
#define LOG_FIRST    "{\"lifeline\":"

/* The programs that a header can name: one for each actor of a scenario. */
#define LOG_PROGRAMS 72u

/* A program of the run, by its file at the run's start. */
struct log_program {
    char actor[KIT_NAME];   /* the first actor that has it */
    char file[64];          /* the file's name, without its folder */
    char version[KIT_NAME]; /* the file version; empty if the file has none */
    uint64_t size;          /* bytes */
    char hash[40];          /* XXH3 of the content, 128 bits in hex digits */
};

struct log_header {
    uint32_t version;
    char kit_version[KIT_NAME]; /* of the lifeline that wrote it */
    char commit[KIT_NAME];      /* that it was built from, as `lifeline version` names it */
    char platform[64];          /* "wine 8.0" or "windows 10.0.19045" */
    char path[KIT_PATH];        /* of the scenario, as it was given */
    char started[KIT_NAME];     /* wall clock, UTC, ISO 8601 */
    uint64_t seed;
    char options[256]; /* of the run, as given on the command line */
    uint32_t tries;    /* how often it was made, including this run, if more than once */
    /* Of a field log: how many processes it was collected from. 0: the log is of a run. */
    uint32_t field_processes;
    struct log_program *programs; /* of a read log: owned by the struct log; NULL if none */
    uint32_t program_count;
    char *scenario; /* the whole text; of a read log: owned by the struct log */
    size_t scenario_size;
};
