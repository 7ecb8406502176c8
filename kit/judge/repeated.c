#include "kit/judge/repeated.h"
#include "kit/base/text.h"
#include "kit/base/utf8.h"

#include <string.h>

/* Skips the child's name, or a number, if one begins here. */
static const char *skip_name_or_number(const char *at, const char *peer)
{
    size_t length = strlen(peer);
    if (strncmp(at, peer, length) == 0)
        return at + length;
    while (utf8_is_digit(*at))
        at++;
    return at;
}

/* Whether both findings say the same of their children. */
static bool say_the_same(const struct finding *a, const struct finding *b)
{
    const char *at = a->text, *other = b->text;
    for (;;) {
        const char *next = skip_name_or_number(at, a->peer),
                   *other_next = skip_name_or_number(other, b->peer);
        bool both = next > at && other_next > other;
        at = both ? next : at;
        other = both ? other_next : other;
        if (*at != *other)
            return false;
        if (!*at)
            return true;
        at++;
        other++;
    }
}

static bool is_repeated(const struct finding *a, const struct finding *b)
{
    return a->source == SOURCE_RULE && b->source == SOURCE_RULE && a->rule == b->rule &&
           a->verdict == b->verdict && a->peer[0] && b->peer[0] &&
           words_equal(a->actor, b->actor) && say_the_same(a, b);
}

/* "... (so with c3", as long as there is room. What is cut is only further children. */
static void name_another_child(struct finding *to, const char *child, bool is_first)
{
    struct text text = text_after(to->text, sizeof to->text);
    if (text.length + strlen(child) + 16 >= text.size)
        return;
    if (!is_first)
        text.length--; /* the bracket */
    text_add(&text, "%s%s)", is_first ? " (so with " : ", ", child);
}

void repeated_merge(struct judgement *judgement)
{
    struct finding *findings = judgement->findings;
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding first = findings[i];
        uint32_t kept = i + 1, more = 0;
        for (uint32_t j = i + 1; j < judgement->count; j++) {
            if (is_repeated(&first, &findings[j])) {
                name_another_child(&findings[i], findings[j].peer, more++ == 0);
                if (findings[j].at_ns < findings[i].at_ns)
                    findings[i].at_ns = findings[j].at_ns;
                continue;
            }
            if (kept < j)
                findings[kept] = findings[j];
            kept++;
        }
        judgement->count = kept;
    }
}
