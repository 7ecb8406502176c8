#include "kit/scenario/mistake.h"
#include "kit/base/shown_text.h"

#include <string.h>

#define WINDOW     72u /* cells of a line that are shown; with the indent it fits a terminal */
#define BEFORE     24u /* cells before the caret, if the line is longer than the window */
#define PATH_SHOWN 120u

/*
 * A cell is a character of the file and one column of the output. A tab becomes a blank. A
 * non-ASCII character becomes a '?', because only the terminal knows how wide it is. So the
 * caret is always below the right character.
 */
static bool begins_cell(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

static char cell_shown(char c)
{
    if (c == '\t')
        return ' ';
    return c >= ' ' && c <= '~' ? c : '?';
}

static size_t count_cells(const char *text, size_t from, size_t to)
{
    size_t count = 0;
    for (size_t i = from; i < to; i++)
        count += begins_cell(text[i]);
    return count;
}

static size_t first_shown(const struct mistake *m)
{
    size_t first = 0;
    while (first < m->size && first < m->at && cell_shown(m->source[first]) == ' ')
        first++;
    return first;
}

static void add_source_window(struct text *to, const struct mistake *m, size_t first,
                              size_t from, size_t total)
{
    size_t cell = 0;
    text_add(to, "\n  ");
    for (size_t i = first; i < m->size && cell < from + WINDOW; i++) {
        if (!begins_cell(m->source[i]))
            continue;
        bool left_out = (from > 0 && cell < from + 3) ||
                        (from + WINDOW < total && cell >= from + WINDOW - 3);
        char shown = left_out ? '.' : cell_shown(m->source[i]);
        if (cell >= from)
            text_add_bytes(to, &shown, 1);
        cell++;
    }
}

static void add_source(struct text *to, const struct mistake *m)
{
    size_t first = first_shown(m);
    size_t total = count_cells(m->source, first, m->size);
    size_t caret = count_cells(m->source, first, m->at);
    size_t end = m->at + m->width < m->size ? m->at + m->width : m->size;
    size_t width = count_cells(m->source, m->at, end);
    size_t from = total > WINDOW && caret > BEFORE ? caret - BEFORE : 0;
    add_source_window(to, m, first, from, total);
    text_add(to, "\n  %*s^", (int)(caret - from), "");
    for (size_t i = 1; i < width && caret - from + i < WINDOW; i++)
        text_add(to, "~");
    if (m->near_word)
        text_add(to, " did you mean '%s'?", m->near_word);
}

static void add_short_path(struct text *to, const char *path)
{
    size_t size = strlen(path);
    bool whole = size <= PATH_SHOWN;
    text_add(to, "%s", whole ? "" : "...");
    const char *at = whole ? path : path + size - PATH_SHOWN + 3;
    while (!whole && *at && !begins_cell(*at))
        at++;
    shown_add(to, at, false);
}

enum kit_status mistake_show(const struct mistake *m, struct kit_error *err)
{
    if (!err)
        return KIT_BAD_INPUT;
    struct text to = text_over(err->text, sizeof err->text);
    size_t column = 1 + (m->source ? count_cells(m->source, 0, m->at) : 0);
    err->status = KIT_BAD_INPUT;
    err->os_code = 0;
    add_short_path(&to, m->path);
    text_add(&to, ":%u:%u: ", m->line_number, (uint32_t)column);
    shown_add(&to, m->sentence, false);
    if (m->source)
        add_source(&to, m);
    for (uint32_t i = 0; i < m->note_count; i++) {
        const char *label = m->notes[i].label, *text = m->notes[i].text;
        const char *word = m->notes[i].word ? m->notes[i].word : "";
        /* Half a note would mislead more than no note. */
        if (strlen(label) + strlen(word) + strlen(text) + 4 < to.size - to.length)
            text_add(&to, "\n  %s%s%s", label, word, text);
    }
    return KIT_BAD_INPUT;
}
