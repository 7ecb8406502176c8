#include "kit/base/finding.h"

const char *const source_words[SOURCE_COUNT + 1] = {
#define X(source, word, meaning) word,
    KIT_SOURCES(X)
#undef X
};

bool judgement_has_bad_end(const struct judgement *judgement)
{
    for (uint32_t i = 0; i < judgement->count; i++) {
        if (judgement->findings[i].bad_end)
            return true;
    }
    return false;
}

bool judgement_stands(const struct judgement *judgement)
{
    for (uint32_t i = 0; i < judgement->count; i++) {
        if (judgement->findings[i].verdict == VERDICT_FAIL || judgement->findings[i].bad_end)
            return true;
    }
    return false;
}
