#pragma once
/*
 * Which run may begin next. Every script is run once, then every script is run again, so that
 * the first one to fail is found soon. Of two runs that have to be apart one waits, and scripts
 * behind it go first; but none goes before all scripts have begun their run before. Pure: it
 * knows neither threads nor time. One thread at a time.
 */
#include "kit/base/status.h"

#include <stdbool.h>
#include <stddef.h>

/* Runs at once, at most. */
#define TURNS_AT_ONCE 64u

struct scheduler;

/* One run of one of the scripts. */
struct turn {
    size_t index;        /* of the script */
    uint32_t repetition; /* from 1 */
    struct scheduler *of;
    bool is_idle; /* it does not count any more */
};

/* What is known of the scripts; the context is the caller's. */
struct turn_rules {
    /* Whether there is no use in repeating this script. */
    bool (*is_once)(void *context, size_t index);
    /* Whether runs of the two are never at once; they may be the same. NULL: all may be. */
    bool (*apart)(void *context, size_t a, size_t b);
};

struct turns {
    size_t count;    /* of scripts */
    uint32_t repeat; /* how often each is run, at most */
    const struct turn_rules *rules;
    void *context;
    uint32_t repetition; /* the one that begins now, from 1 */
    size_t first;        /* all scripts before it have begun theirs */
    bool *begun;
    size_t running_count;
    size_t running[TURNS_AT_ONCE];
};

/* turns_end in any case. */
enum kit_status turns_begin(struct turns *turns, size_t count, uint32_t repeat,
                            const struct turn_rules *rules, void *context,
                            struct kit_error *err);
void turns_end(struct turns *turns);

/* Whether all runs have begun. */
bool turns_are_over(struct turns *turns);

/* The next run; it runs from now on. False if there is none that may begin before another one
 * ends, or none at all. */
bool turns_take(struct turns *turns, struct turn *out);

/* A run of this script is over. */
void turns_give_back(struct turns *turns, size_t index);
