#pragma once
/*
 * Decides which run may begin next. Every script is run once, then every script is run again,
 * so that the first failure is found early. If two runs must not be simultaneous, one waits,
 * and later scripts go first. But a repetition begins only after all scripts have begun the
 * previous one. Pure: it knows neither threads nor time. One thread at a time.
 */
#include "kit/base/status.h"

#include <stdbool.h>
#include <stddef.h>

/* The maximum of parallel runs. */
#define TURNS_AT_ONCE 64u

struct scheduler;

/* One run of one of the scripts. */
struct turn {
    size_t index;        /* of the script */
    uint32_t repetition; /* from 1 */
    struct scheduler *of;
    bool is_idle; /* it no longer counts */
};

/* What the caller tells of the scripts; the context is the caller's. */
struct turn_rules {
    /* Whether a repetition of this script is useless. */
    bool (*is_once)(void *context, size_t index);
    /*
     * Whether runs of the two scripts must never be simultaneous; they may be the same script.
     * NULL: all may be.
     */
    bool (*apart)(void *context, size_t a, size_t b);
};

struct turns {
    size_t count;    /* of scripts */
    uint32_t repeat; /* the maximum of runs of each */
    const struct turn_rules *rules;
    void *context;
    uint32_t repetition; /* the one that begins now, from 1 */
    size_t first;        /* all scripts before it have begun this repetition */
    bool *begun;
    size_t running_count;
    size_t running[TURNS_AT_ONCE];
};

/* Call turns_end in any case. */
enum kit_status turns_begin(struct turns *turns, size_t count, uint32_t repeat,
                            const struct turn_rules *rules, void *context,
                            struct kit_error *err);
void turns_end(struct turns *turns);

/* Whether all runs have begun. */
bool turns_are_over(struct turns *turns);

/*
 * The next run, which counts as running from now on. False if no run may begin before another
 * one ends, or no run is left.
 */
bool turns_take(struct turns *turns, struct turn *out);

/* A run of this script is over. */
void turns_give_back(struct turns *turns, size_t index);
