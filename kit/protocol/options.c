#include "kit/protocol/options.h"

#include <assert.h>
#include <string.h>

const char *const loss_words[LOSS_COUNT + 1] = {
#define X(choice, word) word,
    PROTOCOL_LOSSES(X)
#undef X
};

static const struct kind_row {
    const char *form, *unit;
    uint64_t least, most;
    const char *wrong;
} kinds[KIND_COUNT] = {
#define X(kind, unit, least, most, wrong) {FORM_##kind, unit, least, most, wrong},
    OPTION_KINDS(X)
#undef X
};

const char *const option_switches[OPTION_COUNT + 1] = {
#define X(option, phrase, option_switch, kind, usual, sides, meaning) option_switch,
    SCENARIO_OPTIONS(X) START_OPTIONS(X)
#undef X
};

const struct protocol_option_row option_rows[OPTION_COUNT] = {
#define X(option, phrase, option_switch, kind, usual, sides, meaning)                          \
    {KIND_##kind, usual, sides, meaning},
    SCENARIO_OPTIONS(X) START_OPTIONS(X)
#undef X
};

const char *const *value_words(enum option_kind kind)
{
    if (kind == KIND_NOTICE)
        return notice_words;
    return kind == KIND_LOSS ? loss_words : NULL;
}

void text_add_form(struct text *to, enum option_kind kind)
{
    const char *const *words = value_words(kind);
    text_add(to, "%s", words ? "" : kinds[kind].form);
    for (size_t i = 0; words && words[i]; i++)
        text_add(to, "%s%s", i == 0 ? "<" : "|", words[i]);
    text_add(to, "%s", words ? ">" : "");
}

static bool is_text(enum option_kind kind)
{
    return kind == KIND_NAME || kind == KIND_OBJECT;
}

void text_add_bounds(struct text *to, enum option_kind kind)
{
    const struct kind_row *row = &kinds[kind];
    const char *const *words = value_words(kind);
    size_t count = 0;
    while (words && words[count])
        count++;
    if (words)
        text_add_choice(to, words, count);
    else if (is_text(kind))
        text_add(to, "%u to %u%s", (unsigned)row->least, (unsigned)row->most, row->unit);
    else
        text_add(to, "at least %u%s", (unsigned)row->least, row->unit);
}

/* Parses the word without checking the bounds: a unit, a digit, a word of the list. */
static enum kit_status parse_value(enum option_kind kind, const char *word, uint64_t *out,
                                   struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    size_t size = strlen(word);
    uint32_t ms = 0;
    switch (kind) {
    case KIND_DURATION:
        status = duration_read(word, size, &ms, err);
        *out = ms;
        return status;
    case KIND_SIZE:
        return size_read(word, size, out, err);
    case KIND_TIMES:
    case KIND_HANDLE:
    case KIND_MEMORY:
        return number_read(word, size, kinds[kind].most, out, err);
    case KIND_NAME:
    case KIND_OBJECT:
        *out = size;
        return KIT_OK;
    case KIND_NOTICE:
    case KIND_LOSS:
        /* An unknown word: more than any bound. */
        *out = (uint64_t)word_index(value_words(kind), word);
        return KIT_OK;
    case KIND_COUNT:
        break;
    }
    return status;
}

enum kit_status value_read(enum option_kind kind, const char *word, uint64_t *out,
                           struct kit_error *err)
{
    char may[160];
    struct text bounds = text_over(may, sizeof may);
    uint64_t value = 0;
    assert(word && out && kind < KIND_COUNT);
    enum kit_status status = parse_value(kind, word, &value, err);
    if (status != KIT_OK)
        return status;
    if (value >= kinds[kind].least && value <= kinds[kind].most) {
        *out = value;
        return KIT_OK;
    }
    text_add_bounds(&bounds, kind);
    return kit_fail(err, KIT_BAD_INPUT, "'%.40s' %s; write %s", word, kinds[kind].wrong, may);
}
