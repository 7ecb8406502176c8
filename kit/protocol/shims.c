#include "kit/protocol/shims.h"

const char *const shim_words[SHIM_COUNT + 1] = {
#define X(shim, word, meaning) word,
    PROTOCOL_SHIMS(X)
#undef X
};

const char *const shim_meanings[SHIM_COUNT + 1] = {
#define X(shim, word, meaning) meaning,
    PROTOCOL_SHIMS(X)
#undef X
};
