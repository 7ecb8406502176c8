#include "kit/base/command.h"
#include "kit/base/text.h"

#include <string.h>

static char name[256] = "lifeline";

static bool has_control(const char *word)
{
    for (; *word; word++) {
        if ((unsigned char)*word < ' ' || *word == 0x7f || *word == '"')
            return true;
    }
    return false;
}

bool command_name_set(const char *word)
{
    const char *quote = strchr(word, ' ') ? "\"" : "";
    if (!*word || has_control(word) || strlen(word) + 2 >= sizeof name)
        return false;
    struct text text = text_over(name, sizeof name);
    text_add(&text, "%s%s%s", quote, word, quote);
    return true;
}

const char *command_name(void)
{
    return name;
}
