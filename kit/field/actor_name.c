#include "kit/field/actor_name.h"
#include "kit/base/utf8.h"
#include "kit/scenario/slots.h"

#include <string.h>

void actor_name_from(const char *who, char to[KIT_NAME])
{
    char taken[KIT_NAME];
    struct text name = text_over(to, KIT_NAME);
    if (!utf8_is_letter(who[0]))
        text_add(&name, "p");
    for (const char *at = who; *at; at++) {
        bool fits = utf8_is_letter(*at) || utf8_is_digit(*at) || *at == '_' || *at == '-';
        text_add(&name, "%c", fits ? *at : '_');
    }
    if (word_is_taken(to)) {
        memcpy(taken, to, sizeof taken);
        name = text_over(to, KIT_NAME);
        text_add(&name, "p-%s", taken);
    }
}

void actor_name_choose(const char *wanted, bool (*is_taken)(const void *, const char *),
                       const void *context, char to[KIT_NAME])
{
    struct text name = text_over(to, KIT_NAME);
    text_add(&name, "%s", wanted);
    for (unsigned i = 2; is_taken(context, to) || word_is_taken(to); i++) {
        char ending[16];
        struct text end = text_over(ending, sizeof ending);
        text_add(&end, "-%u", i);
        name = text_over(to, KIT_NAME - end.length);
        text_add(&name, "%s", wanted);
        name.size = KIT_NAME;
        name.cut = false;
        text_add(&name, "%s", ending);
    }
}

bool can_be_quoted(const char *text)
{
    for (const char *at = text; *at; at++) {
        if ((unsigned char)*at < ' ' || *at == '"')
            return false;
    }
    return text[0] && utf8_is_valid(text);
}
