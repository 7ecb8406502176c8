#include "kit/protocol/call_steps.h"

const char *const call_step_words[CALL_STEP_COUNT + 1] = {
#define X(step, word, flags, where) word,
    PROTOCOL_CALL_STEPS(X)
#undef X
};

const char *const call_step_places[CALL_STEP_COUNT + 1] = {
#define X(step, word, flags, where) where,
    PROTOCOL_CALL_STEPS(X)
#undef X
};

static const uint32_t own_flags[CALL_STEP_COUNT] = {
#define X(step, word, flags, where) flags,
    PROTOCOL_CALL_STEPS(X)
#undef X
};

bool call_step_gives(const char *word, uint32_t error)
{
    return error == CALL_MORE_DATA && words_equal(word, call_step_words[CALL_STEP_PIPE_READ]);
}

uint32_t call_step_flags(const char *word)
{
    int step = word_index(call_step_words, word);
    return step < 0 ? 0 : own_flags[step] | STEP_BY_BOTH | STEP_BY_OTHERS;
}
