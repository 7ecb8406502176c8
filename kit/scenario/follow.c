#include "kit/scenario/follow.h"

#include <string.h>

static bool starts_with(const struct line *line, const char *word)
{
    return line->count > 0 && token_is(&line->tokens[0], word, strlen(word));
}

static bool is_child(const struct line *line)
{
    return starts_with(line, "child");
}

static bool is_lost(const struct reader *reader, const struct token *token)
{
    for (uint32_t i = 0; i < reader->lost_count && !token->quoted; i++) {
        if (token_is(token, reader->lost[i], strlen(reader->lost[i])))
            return true;
    }
    return false;
}

bool mistake_follows(const struct reader *reader)
{
    const struct line *line = &reader->line;
    if (is_child(line) && reader->parent < 0 && reader->lost_parent)
        return true;
    for (uint32_t i = 1; i < line->count; i++) {
        if (is_lost(reader, &line->tokens[i]))
            return true;
    }
    return false;
}

/* A word that the language has, or that the file has declared, is not a missing name. */
static bool is_known_word(const struct reader *reader, const char *word)
{
    return scenario_actor(reader->out, word) >= 0 || reader_step_flags(reader, word) != 0 ||
           word_index(rule_words, word) >= 0 || word_index(fault_words, word) >= 0 ||
           word_index(system_words, word) >= 0;
}

/*
 * The second word of the line: `parent <name> is`, `step <word>`, `kill <actor>`, `at <actor>`.
 */
void mistake_remember(struct reader *reader)
{
    const struct line *line = &reader->line;
    bool declares = line->count > 2 && token_is(&line->tokens[2], "is", 2);
    char word[KIT_NAME];
    if (declares && !is_child(line) && !starts_with(line, "bystander"))
        reader->lost_parent = true;
    if (line->count < 2 || line->tokens[1].quoted || reader->lost_count == SCENARIO_LOST ||
        !name_copy(word, line->tokens[1].at, line->tokens[1].size) ||
        is_known_word(reader, word))
        return;
    memcpy(reader->lost[reader->lost_count++], word, sizeof word);
}
