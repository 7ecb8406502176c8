#include "kit/protocol/missed_words.h"
#include "kit/protocol/steps.h"

#include <string.h>

static const enum protocol_step missed[] = {
#define X(step) PROTOCOL_##step,
    PROTOCOL_MISSED_WORDS(X)
#undef X
};

#define MISSED_COUNT (sizeof missed / sizeof *missed)

/* Whether the word stands here, as bytes or as UTF-16 (a 0 after each letter). */
static bool stands_here(const char *at, size_t left, const char *word, size_t width)
{
    size_t length = strlen(word);
    if (left < length * width)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (at[i * width] != word[i] || (width == 2 && at[i * width + 1] != 0))
            return false;
    }
    return true;
}

uint32_t missed_words_in(const char *bytes, size_t size)
{
    uint32_t held = 0;
    for (size_t at = 0; at < size; at++) {
        for (size_t i = 0; i < MISSED_COUNT; i++) {
            const char *word = step_words[missed[i]];
            if (bytes[at] == word[0] && (stands_here(bytes + at, size - at, word, 1) ||
                                         stands_here(bytes + at, size - at, word, 2)))
                held |= 1u << i;
        }
    }
    return held;
}

void missed_words_tell(struct text *to, uint32_t held)
{
    text_add(to, "words:");
    for (size_t i = 0; i < MISSED_COUNT; i++) {
        if (held >> i & 1u)
            text_add(to, " %s", step_words[missed[i]]);
    }
    if (held == 0)
        text_add(to, " none");
}
