#pragma once
/*
 * The lines of a scenario file and their words, before anything is known of what they mean. The
 * text may hold anything: what is no text, or cannot be split, is a flaw with a place and a
 * sentence that says what to do. Everything points into the text, which the caller keeps. Pure.
 */
#include "kit/scenario/scenario_model.h"

/* The longest line. A comment of this length should have been a paragraph. */
#define LINE_BYTES 2048u

struct token {
    const char *at; /* for a quoted word, its opening quote */
    size_t size;    /* with both quotes */
    bool quoted;
};

struct line {
    const char *at;
    size_t size;     /* without its line end */
    uint32_t number; /* from 1; 0 before the first */
    uint32_t count;
    struct token tokens[SCENARIO_WORDS];
};

/* What is wrong with the bytes themselves. */
struct flaw {
    const char *at;
    size_t size;
    const char *sentence;
};

/* Whether these bytes are text of a length that is taken: UTF-8 without control characters. */
bool text_sound(const char *text, size_t size, struct flaw *flaw);

/*
 * Moves to the next line of the text (from before the first: a zeroed line). False after the
 * last. A byte order mark and the line end belong to no line.
 */
bool line_next(struct line *line, const char *text, size_t size);

/* Splits the line into words; comments are left out. */
bool line_split(struct line *line, struct flaw *flaw);

/* Whether the word is this one, and not in quotes. */
bool token_is(const struct token *token, const char *word, size_t size);

/*
 * The word's text as it is meant: without quotes, escapes undone. False if it does not fit.
 * In quotes a backslash is itself, so that paths can be written; only before a quote it counts:
 * \" is a quote, \\" is a backslash at the end. These are the rules of a Windows command line.
 */
bool token_text(const struct token *token, char *to, size_t size);
