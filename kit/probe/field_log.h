#pragma once
/*
 * A field log: what one process says outside of a run, where LIFELINE_LOG names a folder. The
 * process maps the file and writes into the same block as in a run; nobody reads it meanwhile.
 * The system keeps what is in a mapped file, however the process ends. So a step costs what it
 * costs in a run, and nothing that was said before an end is lost. The file has a fixed size:
 * its ring overwrites the oldest steps, and counts them.
 *
 * `lifeline collect` makes a log of such files (kit/field). Pure; the file is plain memory
 * here.
 */
#include "kit/probe/run_block.h"

/* The first bytes of the file. They are written last, so that half a file is none. */
#define FIELD_MAGIC      "lifeline field\n"

/* Grows with each change of the layout. */
#define FIELD_VERSION    1u

#define FIELD_ENDING     ".lifeline"

/* So many files of a folder are kept. A process that begins another one removes the oldest of
 * those that no process has open. */
#define FIELD_FILES_MOST 64u

#define FIELD_WORDS      64 /* bytes of an image or a system, with its terminator */

/* The head of the file: what is known of the process. */
struct field_facts {
    char magic[16];
    uint32_t version;
    uint32_t actor_size; /* sizeof(struct actor_block) */
    uint32_t pid;
    uint32_t parent_pid;
    uint64_t ticks_per_s;
    uint64_t began_ticks; /* when the process opened the file, at its first step */
    uint64_t began_wall;  /* the same instant as the system's time, in 100 ns since 1601 */
    _Atomic uint64_t end_ticks; /* when the process began to end by itself; or 0 */
    char actor[KIT_NAME];       /* what it gave to lifeline_attach; or empty */
    char image[FIELD_WORDS];    /* the file name of its program */
    char system[FIELD_WORDS];   /* as in the header of a log: "windows 10.0.19045" */
    char probe[KIT_NAME];       /* the probe's version */
};
static_assert(sizeof(struct field_facts) == 256, "the block begins a cache line");

struct field_log {
    struct field_facts facts;
    struct actor_block block;
};

/* The parts of a time that a file's name has. */
struct field_time {
    uint32_t year, month, day, hour, minute, second, ms; /* UTC */
};

#define FIELD_NAME 96 /* bytes of a file's name, with its terminator */

/*
 * `20261130T120102.345Z-1180-host.lifeline`: names in order are files in the order in which
 * they were begun. Characters of `who` that a file's name cannot have become `_`.
 */
void field_log_name(char to[FIELD_NAME], const struct field_time *began, uint32_t pid,
                    const char *who);

/* True for the name of a field log, so that no file of somebody else is removed. */
bool field_log_is_name(const char *name);

/* The name without `.exe`. */
void field_log_who(char to[KIT_NAME], const char *image);

/* True if `bytes` at `log` are a field log of this version. */
bool field_log_valid(const struct field_log *log, uint64_t bytes);
