#include "kit/scenario/pid_words.h"

#include <string.h>

#define PID_OWN   "%pid%"
#define PID_NAMED "%pid:"
#define TEMP_WORD "%temp%"

/* `%pid:app%` at this place; its name has to fit. */
static bool read_named(const char *at, struct pid_word *out)
{
    size_t before = strlen(PID_NAMED);
    if (strncmp(at, PID_NAMED, before) != 0)
        return false;
    const char *end = strchr(at + before, '%');
    if (!end || !name_copy(out->name, at + before, (size_t)(end - at) - before))
        return false;
    out->at = at;
    out->size = (size_t)(end + 1 - at);
    return true;
}

bool pid_word_find(const char *text, struct pid_word *out)
{
    for (const char *at = text; (at = strchr(at, '%')) != NULL; at++) {
        *out = (struct pid_word){.at = at, .size = strlen(PID_OWN)};
        if (strncmp(at, PID_OWN, out->size) == 0 || read_named(at, out))
            return true;
        out->is_temp = strncmp(at, TEMP_WORD, strlen(TEMP_WORD)) == 0;
        out->size = strlen(TEMP_WORD);
        if (out->is_temp)
            return true;
    }
    return false;
}

enum kit_status reader_check_pids(const struct reader *r, const struct statement *s,
                                  enum shape_role role, bool has_own)
{
    char text[SCENARIO_ARGUMENT];
    struct pid_word word;
    if (!token_text(&r->line.tokens[s->tokens[role]], text, sizeof text))
        return KIT_OK; /* the line's own check refuses it */
    for (const char *at = text; pid_word_find(at, &word); at = word.at + word.size) {
        if (!word.name[0] && !word.is_temp && !has_own)
            return reader_wrong(r, s, role,
                                "this line is about no actor, so %s says no PID; name the "
                                "actor, such as: %%pid:%s%%",
                                PID_OWN,
                                r->out->actor_count > 0 ? r->out->actors[0].name : "app");
        if (word.name[0] && scenario_actor(r->out, word.name) < 0)
            return reader_wrong(r, s, role,
                                "no line above declares an actor '%s', whose PID this text "
                                "has",
                                word.name);
    }
    return KIT_OK;
}
