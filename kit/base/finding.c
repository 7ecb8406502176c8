#include "kit/base/finding.h"

const char *const source_words[SOURCE_COUNT + 1] = {
#define X(source, word, meaning) word,
    KIT_SOURCES(X)
#undef X
};
