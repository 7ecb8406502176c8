#include "kit/state/prints.h"
#include "kit/base/utf8.h"
#include "kit/base/wildcard.h"

#include <assert.h>
#include <string.h>

/* Stands for a byte that is no text. */
#define REPLACEMENT "\xef\xbf\xbd"

const char *const prints_words[PRINTS_FROM_COUNT] = {
#define X(from, word) word,
    PRINTS_FROM(X)
#undef X
};

void prints_begin(struct prints *prints, const struct scenario *scenario,
                  const struct print_listener *listener)
{
    assert(scenario && listener->line && listener->match);
    prints->scenario = scenario;
    prints->listener = *listener;
}

/* The bytes as text. A program may print anything, a NUL included. */
static void clean_line(const char *bytes, size_t count, char to[PRINTS_LINE * 3 + 1])
{
    struct text text = text_over(to, PRINTS_LINE * 3 + 1);
    for (size_t at = 0; at < count;) {
        uint32_t point = 0;
        size_t size = utf8_read(bytes + at, count - at, &point);
        if (size > 0 && point != 0)
            text_add_bytes(&text, bytes + at, size);
        else
            text_add_bytes(&text, REPLACEMENT, strlen(REPLACEMENT));
        at += size > 0 ? size : 1;
    }
    assert(!text.cut);
}

static void match_line(struct prints *prints, int actor, struct print_line *line,
                       const char *text)
{
    const struct scenario *scenario = prints->scenario;
    for (uint32_t i = 0; i < scenario->line_count; i++) {
        const struct scenario_line *wanted = &scenario->lines[i];
        if (!line_is_of_prints(wanted) || wanted->actor != actor || line->matched[i] ||
            !wildcard_finds(line_text(scenario, wanted), text, true))
            continue;
        line->matched[i] = true;
        prints->listener.match(prints->listener.context, (int)i, ++prints->counts[i], text);
    }
}

static void compare(struct prints *prints, int actor, struct print_line *line, size_t size)
{
    char text[PRINTS_LINE * 3 + 1];
    clean_line(line->bytes, size, text);
    match_line(prints, actor, line, text);
}

static void tell_bytes(struct prints *prints, int actor, enum prints_from from, size_t size)
{
    struct actor_prints *of = &prints->actors[actor];
    const struct print_line *line = &of->lines[from];
    char text[PRINTS_LINE * 3 + 1];
    if (of->kept + size + PRINTS_LINE_COST > PRINTS_KEPT) {
        of->left_out += size + 1;
        return;
    }
    of->kept += size + PRINTS_LINE_COST;
    clean_line(line->bytes + line->told, size, text);
    prints->listener.line(prints->listener.context, actor, from, text, size);
}

static void end_line(struct prints *prints, int actor, enum prints_from from)
{
    struct print_line *line = &prints->actors[actor].lines[from];
    size_t size = line->length;
    if (size > line->told && line->bytes[size - 1] == '\r')
        size--;
    /* A line whose last byte was told as a piece is no empty line behind it. */
    if (size > line->told || line->told == 0)
        tell_bytes(prints, actor, from, size - line->told);
    compare(prints, actor, line, size);
    memset(line->matched, 0, sizeof line->matched);
    line->length = line->told = 0;
}

/* The line is longer than its buffer: what is in it is told, and its end stays for comparing.
 */
static void cut_line(struct prints *prints, int actor, enum prints_from from)
{
    struct print_line *line = &prints->actors[actor].lines[from];
    tell_bytes(prints, actor, from, line->length - line->told);
    compare(prints, actor, line, line->length);
    memmove(line->bytes, line->bytes + line->length - PRINTS_OVERLAP, PRINTS_OVERLAP);
    line->length = line->told = PRINTS_OVERLAP;
}

void prints_take(struct prints *prints, int actor, enum prints_from from, const char *bytes,
                 size_t count)
{
    assert(actor >= 0 && (uint32_t)actor < prints->scenario->actor_count);
    struct print_line *line = &prints->actors[actor].lines[from];
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] == '\n') {
            end_line(prints, actor, from);
            continue;
        }
        line->bytes[line->length++] = bytes[i];
        if (line->length == PRINTS_LINE)
            cut_line(prints, actor, from);
    }
    if (line->length > line->told)
        compare(prints, actor, line, line->length);
}

void prints_end(struct prints *prints, int actor, enum prints_from from)
{
    if (prints->actors[actor].lines[from].length > 0)
        end_line(prints, actor, from);
}
