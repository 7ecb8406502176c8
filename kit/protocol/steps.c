#include "kit/protocol/steps.h"

const char *const step_words[PROTOCOL_STEP_COUNT + 1] = {
#define X(step, word, flags, where) word,
    PROTOCOL_STEPS(X)
#undef X
};

const char *const step_places[PROTOCOL_STEP_COUNT + 1] = {
#define X(step, word, flags, where) where,
    PROTOCOL_STEPS(X)
#undef X
};

const uint32_t step_flags[PROTOCOL_STEP_COUNT] = {
#define X(step, word, flags, where) flags,
    PROTOCOL_STEPS(X)
#undef X
};

const char *const meaning_words[] = {
#define X(word, step) word,
    PROTOCOL_MEANINGS(X)
#undef X
        NULL,
};

int step_meant(const char *word)
{
    static const enum protocol_step meant[] = {
#define X(word, step) PROTOCOL_##step,
        PROTOCOL_MEANINGS(X)
#undef X
    };
    int meaning = word_index(meaning_words, word);
    return meaning >= 0 ? (int)meant[meaning] : word_index(step_words, word);
}

const char *const notice_words[NOTICE_COUNT + 1] = {
#define X(way, word, set, meaning) word,
    PROTOCOL_NOTICES(X)
#undef X
};

const uint32_t notice_sets[NOTICE_COUNT] = {
#define X(way, word, set, meaning) set,
    PROTOCOL_NOTICES(X)
#undef X
};

void text_add_sides(struct text *to, uint32_t flags)
{
    static const struct {
        uint32_t flag;
        const char *word;
    } sides[] = {
        {STEP_BY_PARENT, "parent"}, {STEP_BY_CHILD, "child"}, {STEP_BY_OTHERS, "bystander"}};
    uint32_t left = flags & (STEP_BY_BOTH | STEP_BY_OTHERS);
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        if (!(left & sides[i].flag))
            continue;
        bool is_first = left == (flags & (STEP_BY_BOTH | STEP_BY_OTHERS));
        left &= ~sides[i].flag;
        text_add(to, "%s%s", is_first ? "" : left ? ", a " : " or a ", sides[i].word);
    }
}
