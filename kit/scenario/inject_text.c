#include "kit/scenario/inject_text.h"
#include "kit/scenario/tokens.h"

#define WORDS " probe inject"

bool inject_text_is_for(const struct scenario_actor *actor)
{
    return !actor->is_child && !actor->is_bystander && actor->quoted && !actor->launch.injected;
}

bool inject_text_has_use(const struct scenario *scenario)
{
    for (uint32_t i = 0; i < scenario->actor_count; i++) {
        const struct scenario_actor *actor = &scenario->actors[i];
        if (actor->launch.injected || inject_text_is_for(actor))
            return true;
    }
    return false;
}

static bool declares_one(const struct scenario *scenario, uint32_t line_number)
{
    for (uint32_t i = 0; i < scenario->actor_count; i++) {
        if (scenario->actors[i].line_number == line_number &&
            inject_text_is_for(&scenario->actors[i]))
            return true;
    }
    return false;
}

/* Where the last word of a line ends, behind which a comment may follow. */
static const char *end_of_words(const struct line *line)
{
    const struct token *last = &line->tokens[line->count - 1];
    return last->at + last->size;
}

void inject_text(const struct scenario *scenario, const char *text, size_t size,
                 struct text *to)
{
    const char *written = text;
    struct line line = {0};
    struct flaw flaw;
    while (line_next(&line, text, size)) {
        if (!declares_one(scenario, line.number) || !line_split(&line, &flaw) ||
            line.count == 0)
            continue;
        const char *end = end_of_words(&line);
        text_add_bytes(to, written, (size_t)(end - written));
        text_add(to, WORDS);
        written = end;
    }
    text_add_bytes(to, written, (size_t)(text + size - written));
}
