#include "kit/run/belongings.h"

bool belongings_have(const struct belongings *of, const char *type, const char *name)
{
    for (uint32_t i = 0; i < of->count; i++) {
        if (words_equal(of->all[i].type, type) && words_equal(of->all[i].name, name))
            return true;
    }
    return false;
}

void belongings_add(struct belongings *to, const char *type, const char *name)
{
    struct belonging one;
    struct text text = text_over(one.type, sizeof one.type);
    text_add(&text, "%s", type);
    text = text_over(one.name, sizeof one.name);
    text_add(&text, "%s", name);
    if (to->count < BELONGINGS_MOST && !belongings_have(to, one.type, one.name))
        to->all[to->count++] = one;
}
