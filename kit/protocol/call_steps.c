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

static const struct {
    enum call_step wait, by;
} ends[] = {
#define X(wait, by) {CALL_STEP_##wait, CALL_STEP_##by},
    CALL_ENDS(X)
#undef X
};

static const char *const unnamed_peers[] = {CALL_PIPE_PEER CALL_PIPE_STDIN,
                                            CALL_PIPE_PEER CALL_PIPE_STDOUT,
                                            CALL_PIPE_PEER CALL_PIPE_STDERR,
                                            CALL_PIPE_PEER CALL_PIPE_INHERITED,
                                            CALL_PEER_ANONYMOUS,
                                            CALL_PEER_MORE,
                                            NULL};

bool call_step_ends(const char *wait, const char *by)
{
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (words_equal(wait, call_step_words[ends[i].wait]) &&
            words_equal(by, call_step_words[ends[i].by]))
            return true;
    }
    return false;
}

bool call_peer_is_unnamed(const char *peer)
{
    return word_index(unnamed_peers, peer) >= 0;
}

bool call_step_gives(const char *word, uint32_t error)
{
    return error == CALL_MORE_DATA && words_equal(word, call_step_words[CALL_STEP_PIPE_READ]);
}

uint32_t call_step_flags(const char *word)
{
    int step = word_index(call_step_words, word);
    return step < 0 ? 0 : own_flags[step] | STEP_BY_BOTH | STEP_BY_OTHERS;
}
