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

const char *const notice_words[NOTICE_COUNT + 1] = {
#define X(way, word, meaning) word,
    PROTOCOL_NOTICES(X)
#undef X
};
