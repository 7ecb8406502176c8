#pragma once
/*
 * What actors print: bytes become lines, and lines are compared with the texts that the
 * scenario names. Pure: it reads no pipe. One thread.
 *
 * A text counts as soon as it stands in a line that is not whole yet, since a prompt has no
 * line end. It counts once for each line, however long the line is.
 */
#include "kit/scenario/scenario.h"

/* A longer line is told in pieces of at most this size. */
#define PRINTS_LINE      4096u

/* How much of a piece the next one is compared with, too: a text may stand across both. */
#define PRINTS_OVERLAP   (SCENARIO_ARGUMENT * 1u)

/* How many bytes of one actor's lines are kept. Lines beyond are still compared. A line costs
 * more than its bytes: an empty one is an event of the log, too. */
#define PRINTS_KEPT      (256u * 1024u)
#define PRINTS_LINE_COST 16u

/* X(from, word) */
#define PRINTS_FROM(X)                                                                         \
    X(STDOUT, "stdout")                                                                        \
    X(STDERR, "stderr")

enum prints_from {
#define X(from, word) PRINTS_##from,
    PRINTS_FROM(X)
#undef X
        PRINTS_FROM_COUNT
};

extern const char *const prints_words[PRINTS_FROM_COUNT];

/* A line that is not whole yet. */
struct print_line {
    char bytes[PRINTS_LINE];
    size_t length;
    size_t told; /* so many of them, from the begin, were told as a piece of the line */
    bool matched[SCENARIO_LINES]; /* by line of the scenario: its text was found in it */
};

/* Who is told. `text` is valid UTF-8 without its line end; it lives during the call only. */
struct print_listener {
    void *context;
    /* A whole line, or a piece of a long one, of `size` bytes. */
    void (*line)(void *context, int actor, enum prints_from from, const char *text,
                 size_t size);
    /* A line of the scenario names this text, and it is there for the n-th time. */
    void (*match)(void *context, int line_index, uint32_t n, const char *text);
};

struct prints {
    const struct scenario *scenario; /* borrowed */
    struct print_listener listener;
    uint32_t counts[SCENARIO_LINES]; /* by line of the scenario: how often its text came */
    struct actor_prints {
        struct print_line lines[PRINTS_FROM_COUNT];
        size_t kept;     /* bytes of lines that the listener was told */
        size_t left_out; /* bytes of lines that it was not */
    } actors[SCENARIO_ACTORS];
};

/* The memory is zeroed. */
void prints_begin(struct prints *prints, const struct scenario *scenario,
                  const struct print_listener *listener);

/* Takes in the next bytes that an actor printed. */
void prints_take(struct prints *prints, int actor, enum prints_from from, const char *bytes,
                 size_t count);

/* Nothing more comes: what stands there without a line end is a line. */
void prints_end(struct prints *prints, int actor, enum prints_from from);
