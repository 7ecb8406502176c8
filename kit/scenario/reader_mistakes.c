#include "kit/scenario/reader_mistakes.h"
#include "kit/base/utf8.h"
#include "kit/scenario/mistake.h"
#include "kit/scenario/slots.h"

#include <stdio.h>
#include <string.h>

/* An option has at most three words, such as `notice by pipe`. */
#define OPTION_WORDS_SHOWN 3

/* Reports the mistake at a word of the reader's line, or after its last word. */
static struct mistake at_word(const struct reader *reader, uint32_t token, const char *sentence)
{
    const struct line *line = &reader->line;
    struct mistake mistake = {.path = reader->path,
                              .line_number = line->number,
                              .source = line->at,
                              .size = line->size,
                              .sentence = sentence};
    if (token < line->count) {
        mistake.at = (size_t)(line->tokens[token].at - line->at);
        mistake.width = line->tokens[token].size;
    } else if (line->count > 0) {
        const struct token *last = &line->tokens[line->count - 1];
        mistake.at = (size_t)(last->at - line->at) + last->size + 1;
        mistake.at = mistake.at < line->size ? mistake.at : line->size;
    }
    return mistake;
}

static void add_note(struct mistake *mistake, const char *label, const char *text)
{
    if (mistake->note_count == MISTAKE_NOTES)
        return;
    mistake->notes[mistake->note_count].label = label;
    mistake->notes[mistake->note_count].word = NULL;
    mistake->notes[mistake->note_count++].text = text;
}

/*
 * The correct form of a line of this kind. A line that begins with a fault shows the fault that
 * is meant.
 */
static void add_shape(struct mistake *mistake, const struct reader *reader, const char *label,
                      enum statement_kind kind)
{
    const char *shape = statement_shapes[kind];
    const char *behind = shape[0] == '<' ? strchr(shape, '>') : NULL;
    for (int i = 0; i < FAULT_COUNT && behind && reader->line.count > 0; i++) {
        if (token_is(&reader->line.tokens[0], fault_words[i], strlen(fault_words[i]))) {
            add_note(mistake, label, behind + 1);
            mistake->notes[mistake->note_count - 1].word = fault_words[i];
            return;
        }
    }
    add_note(mistake, label, shape);
}

static enum kit_status fail_at_word(const struct reader *reader,
                                    const struct statement *statement, uint32_t token,
                                    const char *near_word, const char *format, va_list args)
{
    char sentence[KIT_ERROR_TEXT];
    utf8_print(sentence, sizeof sentence, format, args);
    struct mistake mistake = at_word(reader, token, sentence);
    mistake.near_word = near_word;
    add_shape(&mistake, reader, "the line reads: ", statement->kind);
    return mistake_show(&mistake, reader->err);
}

enum kit_status reader_wrong(const struct reader *reader, const struct statement *statement,
                             enum shape_role role, const char *format, ...)
{
    int token = statement->tokens[role];
    va_list args;
    va_start(args, format);
    enum kit_status status =
        fail_at_word(reader, statement, token < 0 ? 0 : (uint32_t)token, NULL, format, args);
    va_end(args);
    return status;
}

enum kit_status reader_wrong_at(const struct reader *reader, const struct statement *statement,
                                uint32_t token, const char *near_word, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    enum kit_status status = fail_at_word(reader, statement, token, near_word, format, args);
    va_end(args);
    return status;
}

enum kit_status reader_flaw(const struct reader *reader, const struct flaw *flaw)
{
    struct line line = reader->line;
    if (line.number == 0) {
        /*
         * Nothing was read yet: a flaw with a size is in its line, a flaw without a size is in
         * the whole file.
         */
        while (flaw->size > 0 && line_next(&line, reader->text, reader->size) &&
               flaw->at > line.at + line.size)
            continue;
    }
    bool shown = line.number > 0 && flaw->at >= line.at;
    struct mistake mistake = {.path = reader->path,
                              .line_number = line.number > 0 ? line.number : 1,
                              .source = shown ? line.at : NULL,
                              .size = line.size,
                              .at = shown ? (size_t)(flaw->at - line.at) : 0,
                              .width = flaw->size,
                              .sentence = flaw->sentence};
    return mistake_show(&mistake, reader->err);
}

static void add_item(const struct reader *reader, const struct expectation *item, bool alone,
                     struct text *to)
{
    if (item->literal)
        text_add(to, "'%.*s'", (int)item->size, item->literal);
    else
        slot_expected(reader, item->slot, alone, to);
}

/* "expected a, b or c", or the slot's own sentence if the word was meant for this slot. */
static void add_expected(const struct reader *reader, const struct miss *miss, struct text *to)
{
    if (miss->why[0]) {
        text_add(to, "%s", miss->why);
        return;
    }
    text_add(to, "expected ");
    for (uint32_t i = 0; i < miss->item_count; i++) {
        text_add(to, "%s", i == 0 ? "" : i + 1 == miss->item_count ? " or " : ", ");
        add_item(reader, &miss->items[i], miss->item_count == 1, to);
    }
}

/* The word that was probably meant; in `room` if it is a literal of a shape. Or NULL. */
static const char *nearest_item(const struct reader *reader, const struct miss *miss,
                                char room[MISS_ITEMS][KIT_NAME])
{
    const char *words[SLOT_WORDS];
    char found[KIT_NAME];
    size_t count = 0;
    if (miss->token >= reader->line.count || reader->line.tokens[miss->token].quoted)
        return NULL;
    const struct token *token = &reader->line.tokens[miss->token];
    if (!name_copy(found, token->at, token->size))
        return NULL;
    for (uint32_t i = 0; i < miss->item_count; i++) {
        const struct expectation *item = &miss->items[i];
        if (!item->literal)
            count = slot_words(reader, item->slot, words, count);
        else if (count < SLOT_WORDS && name_copy(room[i], item->literal, item->size))
            words[count++] = room[i];
    }
    return nearest_word(found, words, count);
}

static bool begins_shape(const struct token *token, const char *shape)
{
    return token_is(token, shape, strcspn(shape, " "));
}

/* A line of an actor that can have the option with this first word; NULL if none has it. */
static const char *line_with_option(const struct token *token)
{
    for (int i = 0; option_shapes[i]; i++) {
        if (begins_shape(token, option_shapes[i]))
            return option_rows[i].sides & STEP_BY_PARENT ? "parent host is ref_parent"
                                                         : "child cs is ref_child";
    }
    for (int i = 0; launch_shapes[i]; i++) {
        if (begins_shape(token, launch_shapes[i]))
            return "parent app is \"app.exe\"";
    }
    return NULL;
}

/* A line that begins with an option of an actor: a list of all words would help nobody. */
static enum kit_status show_option_alone(const struct reader *reader, const char *before)
{
    const struct line *line = &reader->line;
    char sentence[KIT_ERROR_TEXT];
    struct text to = text_over(sentence, sizeof sentence);
    text_add(&to,
             "'%.*s' is an option of an actor, not a line; write it behind the program, such "
             "as: %s",
             (int)line->tokens[0].size, line->tokens[0].at, before);
    for (uint32_t i = 0; i < line->count && i < OPTION_WORDS_SHOWN; i++)
        text_add(&to, " %.*s", (int)line->tokens[i].size, line->tokens[i].at);
    struct mistake mistake = at_word(reader, 0, sentence);
    return mistake_show(&mistake, reader->err);
}

enum kit_status reader_miss(const struct reader *reader, const struct miss *miss)
{
    const char *before = miss->token == 0 && !reader->line.tokens[0].quoted
                             ? line_with_option(&reader->line.tokens[0])
                             : NULL;
    if (before)
        return show_option_alone(reader, before);
    char room[MISS_ITEMS][KIT_NAME];
    char sentence[KIT_ERROR_TEXT];
    struct text to = text_over(sentence, sizeof sentence);
    if (miss->token == 0 && reader->line.tokens[0].at[0] == '#')
        text_add(
            &to,
            "'#' with a digit is an occurrence; write a space after '#' to begin a comment");
    else
        add_expected(reader, miss, &to);
    struct mistake mistake = at_word(reader, miss->token, sentence);
    mistake.near_word = miss->why[0] ? NULL : nearest_item(reader, miss, room);
    for (uint32_t i = 0; i < miss->kind_count && miss->kind_count <= MISS_SHAPES; i++)
        add_shape(&mistake, reader,
                  i == 0 ? "the line reads: " : "            or: ", miss->kinds[i]);
    if (miss->option)
        add_note(&mistake, "the option reads: ", miss->option);
    return mistake_show(&mistake, reader->err);
}
