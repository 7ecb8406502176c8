#pragma once
/*
 * Which programs a run has, for the header of its log: the file of each, its size, its version
 * and the hash of its content. A file that did not change is hashed once for all runs of this
 * runner. Any thread.
 */
#include "kit/log/log_header.h"
#include "kit/os/file.h"
#include "kit/os/program_file.h"
#include "kit/os/thread.h"
#include "kit/scenario/scenario_model.h"

/* How many files are kept, the newest. A forgotten file only costs its hashing. */
#define FINGERPRINTS 32u

/* All zero is the empty list. */
struct fingerprints {
    struct os_lock lock;
    uint32_t count; /* how many were ever added */
    struct fingerprint {
        char path[OS_PATH];
        struct os_file_stamp stamp;
        struct log_program program; /* without its actor */
    } all[FINGERPRINTS];
};

/*
 * Fills `to`, which has room for LOG_PROGRAMS, with each program once, by the first actor that
 * has it, and returns how many. `folder` is that of the scenario's bare words. A child that is
 * known by its image is looked for beside its parent's program. A program that is not found or
 * cannot be read is left out: the run says what is wrong with it.
 */
uint32_t fingerprints_take(struct fingerprints *kept, const struct scenario *scenario,
                           const char *folder, struct log_program *to);
