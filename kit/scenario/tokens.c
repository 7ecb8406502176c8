#include "kit/scenario/tokens.h"
#include "kit/base/utf8.h"

#include <assert.h>
#include <string.h>

static bool set_flaw(struct flaw *flaw, const char *at, size_t size, const char *sentence)
{
    *flaw = (struct flaw){.at = at, .size = size, .sentence = sentence};
    return false;
}

/* UTF-16 begins with a byte order mark; without one it has a NUL beside its first letter. */
static bool is_utf16(const unsigned char *at, size_t size)
{
    return size >= 2 && ((at[0] == 0xFF && at[1] == 0xFE) || (at[0] == 0xFE && at[1] == 0xFF) ||
                         (at[0] == 0) != (at[1] == 0));
}

static const char *control_sentence(const char *at, size_t left)
{
    if (*at == 0)
        return "this is a NUL byte; a scenario is a text file in UTF-8";
    if (*at == '\r' && (left < 2 || at[1] != '\n'))
        return "this carriage return has no line feed after it; end lines with LF or CR LF";
    if (((unsigned char)*at < 0x20 && !strchr("\t\r\n", *at)) || *at == 0x7F)
        return "this is a control character; remove it";
    return NULL;
}

bool text_sound(const char *text, size_t size, struct flaw *flaw)
{
    if (size > SCENARIO_TEXT)
        return set_flaw(flaw, text, 0, "the file is longer than 64 KiB; split the scenario");
    if (is_utf16((const unsigned char *)text, size))
        return set_flaw(flaw, text, 0, "the file is in UTF-16; save it as UTF-8");
    for (size_t at = 0; at < size;) {
        const char *wrong = control_sentence(text + at, size - at);
        if (wrong)
            return set_flaw(flaw, text + at, 1, wrong);
        uint32_t point;
        size_t step = utf8_read(text + at, size - at, &point);
        if (step == 0)
            return set_flaw(flaw, text + at, 1,
                            "this byte is not UTF-8; save the file as UTF-8, not as ANSI");
        at += step;
    }
    return true;
}

bool line_next(struct line *line, const char *text, size_t size)
{
    const char *end = text + size;
    const char *at = text;
    if (line->number > 0) {
        at = line->at + line->size;
        if (at < end && *at == '\r')
            at++;
        if (at == end)
            return false;
        at++;
    } else if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        at += 3;
    }
    if (at == end)
        return false;
    const char *feed = memchr(at, '\n', (size_t)(end - at));
    const char *stop = feed ? feed : end;
    if (feed && stop > at && stop[-1] == '\r')
        stop--;
    *line = (struct line){.at = at, .size = (size_t)(stop - at), .number = line->number + 1};
    return true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The place after the closing quote that matches an opening one; NULL if there is none. */
static const char *quoted_end(const char *at, const char *end)
{
    size_t backslashes = 0;
    for (at++; at < end; at++) {
        if (*at == '"' && backslashes % 2 == 0)
            return at + 1;
        backslashes = *at == '\\' ? backslashes + 1 : 0;
    }
    return NULL;
}

static bool split_quoted(struct token *token, const char *at, const char *end,
                         struct flaw *flaw)
{
    const char *stop = quoted_end(at, end);
    if (!stop)
        return set_flaw(
            flaw, at, (size_t)(end - at),
            "this quote is never closed; close it, and write \\\\\" for a backslash at "
            "the end of a quoted word");
    if (stop < end && !is_blank(*stop))
        return set_flaw(flaw, stop, 1, "expected a space after the closing quote");
    *token = (struct token){.at = at, .size = (size_t)(stop - at), .quoted = true};
    return true;
}

static bool split_bare(struct token *token, const char *at, const char *end, struct flaw *flaw)
{
    const char *stop = at;
    for (; stop < end && !is_blank(*stop); stop++) {
        if (*stop == '"')
            return set_flaw(flaw, stop, 1, "expected a space before the opening quote");
        if (*stop == '#' && stop > at)
            return set_flaw(flaw, stop, 1, "expected a space before '#'");
        if ((unsigned char)*stop >= 0x80)
            return set_flaw(
                flaw, stop, 1,
                "only comments and words in quotes can have a character that is not ASCII");
    }
    *token = (struct token){.at = at, .size = (size_t)(stop - at)};
    return true;
}

bool line_split(struct line *line, struct flaw *flaw)
{
    const char *at = line->at, *end = line->at + line->size;
    line->count = 0;
    if (line->size > LINE_BYTES)
        return set_flaw(flaw, line->at + LINE_BYTES, 1,
                        "a line has at most 2048 bytes; split it");
    for (;;) {
        while (at < end && is_blank(*at))
            at++;
        if (at == end || (*at == '#' && (at + 1 == end || !utf8_is_digit(at[1]))))
            return true;
        if (line->count == SCENARIO_WORDS)
            return set_flaw(flaw, at, 1, "a line has at most 32 words");
        struct token *token = &line->tokens[line->count];
        if (*at == '"' ? !split_quoted(token, at, end, flaw)
                       : !split_bare(token, at, end, flaw))
            return false;
        at += token->size;
        line->count++;
    }
}

bool token_is(const struct token *token, const char *word, size_t size)
{
    return !token->quoted && token->size == size && memcmp(token->at, word, size) == 0;
}

bool token_text(const struct token *token, char *to, size_t size)
{
    const char *at = token->at, *end = token->at + token->size;
    if (token->quoted) {
        at++;
        end--;
    }
    size_t length = 0;
    while (at < end) {
        size_t run = 0;
        while (token->quoted && at + run < end && at[run] == '\\')
            run++;
        /*
         * The last backslash is followed by a quote: the closing one at `end`, or one inside.
         */
        bool counts = at + run == end || at[run] == '"';
        size_t kept = counts ? run / 2 : run;
        size_t plain = at + run < end ? 1 : 0;
        if (length + kept + plain >= size)
            return false;
        memset(to + length, '\\', kept);
        length += kept;
        at += run;
        if (plain)
            to[length++] = *at++;
    }
    if (length >= size)
        return false;
    to[length] = 0;
    return true;
}

static_assert(SCENARIO_TEXT == 64 * 1024, "a sentence above says 64 KiB");
static_assert(LINE_BYTES == 2048 && SCENARIO_WORDS == 32, "sentences above say so");
