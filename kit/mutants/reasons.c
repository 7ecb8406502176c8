#include "kit/mutants/reasons.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS 512u

struct span {
    const char *at;
    size_t length;
};

struct row {
    struct span words[MUTANT_CLASS_WORDS];
    uint32_t line_number;
    uint32_t used;
};

struct reasons {
    uint32_t count;
    struct row rows[ROWS];
};

/* The next word of a row before its colon; empty if there is none. */
static struct span next_row_word(const char **at, const char *end)
{
    while (*at < end && **at == ' ')
        (*at)++;
    struct span word = {*at, 0};
    while (*at < end && **at != ' ' && **at != ':') {
        (*at)++;
        word.length++;
    }
    return word;
}

/* Whether a line is a row with all words and a reason. */
static bool read_row(const char *at, const char *end, struct row *row)
{
    for (size_t i = 0; i < MUTANT_CLASS_WORDS; i++) {
        row->words[i] = next_row_word(&at, end);
        if (row->words[i].length == 0)
            return false;
    }
    return end - at > 2 && at[0] == ':' && at[1] == ' ';
}

struct reasons *reasons_read(const char *path, const char *text, size_t size,
                             struct kit_error *err)
{
    assert(path && text && err);
    struct reasons *reasons = calloc(1, sizeof *reasons);
    const char *end = text + size;
    uint32_t line_number = 0;
    while (reasons && text < end) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const char *stop = newline ? newline : end;
        struct row row = {.line_number = ++line_number};
        bool is_row = stop > text && *text != '#';
        if (is_row && (reasons->count == ROWS || !read_row(text, stop, &row))) {
            kit_fail(err, KIT_BAD_INPUT,
                     "%s:%u: expected five words, a colon and a reason; at most %u such rows",
                     path, (unsigned)line_number, ROWS);
            reasons_free(reasons);
            return NULL;
        }
        if (is_row)
            reasons->rows[reasons->count++] = row;
        text = newline ? newline + 1 : end;
    }
    if (!reasons)
        kit_fail(err, KIT_FULL, "%s: there is no memory for it", path);
    return reasons;
}

void reasons_free(struct reasons *reasons)
{
    free(reasons);
}

/* "*", or one of the words that the commas separate. */
static bool word_allows(struct span words, const char *word)
{
    size_t length = strlen(word);
    const char *end = words.at + words.length;
    if (words.length == 1 && words.at[0] == '*')
        return true;
    for (const char *at = words.at; at < end;) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        const char *stop = comma ? comma : end;
        if ((size_t)(stop - at) == length && memcmp(at, word, length) == 0)
            return true;
        at = stop + 1;
    }
    return false;
}

bool reasons_allow(struct reasons *reasons, const struct mutant_class *of)
{
    bool allowed = false;
    for (uint32_t r = 0; r < reasons->count; r++) {
        struct row *row = &reasons->rows[r];
        bool matches = true;
        for (size_t i = 0; matches && i < MUTANT_CLASS_WORDS; i++)
            matches = word_allows(row->words[i], of->words[i]);
        row->used += matches;
        allowed |= matches;
    }
    return allowed;
}

uint32_t reasons_unused(const struct reasons *reasons, bool say)
{
    uint32_t unused = 0;
    for (uint32_t r = 0; say && r < reasons->count; r++) {
        if (reasons->rows[r].used > 0)
            continue;
        unused++;
        printf("no mutant needs the row in line %u: take it out\n",
               (unsigned)reasons->rows[r].line_number);
    }
    return unused;
}
