#include "kit/state/looks.h"

#include <string.h>

bool looks_next(struct looks *looks, struct kit_event *log)
{
    if (looks->kept_count == 0)
        return false;
    *log = looks->kept[0];
    looks->kept_count--;
    memmove(looks->kept, looks->kept + 1, looks->kept_count * sizeof looks->kept[0]);
    return true;
}

/* A look is not the last one before the deadline if there was a later one before it. */
static void forget_older(struct looks *looks, int64_t open_ns)
{
    struct kit_event older;
    while (looks->kept_count > 1 && looks->kept[1].at_ns <= open_ns)
        looks_next(looks, &older);
}

static bool is_as_last(const struct looks *looks, const struct kit_event *look)
{
    return looks->taken > 0 && words_equal(looks->last.text, look->text) &&
           words_equal(looks->last.by, look->by);
}

bool looks_take(struct looks *looks, const struct kit_event *look, int64_t open_ns,
                struct kit_event *log)
{
    if (is_as_last(looks, look))
        return false;
    looks->last = *look;
    if (looks->taken < LOOKS_LOGGED) {
        looks->taken++;
        *log = *look;
        return true;
    }
    forget_older(looks, open_ns);
    bool is_full = looks->kept_count == LOOKS_KEPT && looks_next(looks, log);
    looks->kept[looks->kept_count++] = *look;
    return is_full;
}
