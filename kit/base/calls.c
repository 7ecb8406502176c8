#include "kit/base/calls.h"

const char *const call_words[CALL_COUNT + 1] = {
#define X(call, word, gone, other, meaning) word,
    KIT_CALLS(X)
#undef X
};

const char *const call_meanings[CALL_COUNT + 1] = {
#define X(call, word, gone, other, meaning) meaning,
    KIT_CALLS(X)
#undef X
};

#define LIST(...)                                                                              \
    {                                                                                          \
        __VA_ARGS__, 0                                                                         \
    }

static const uint32_t loss_codes[CALL_COUNT][CALL_CODES] = {
#define X(call, word, gone, other, meaning) LIST gone,
    KIT_CALLS(X)
#undef X
};

static const uint32_t other_codes[CALL_COUNT][CALL_CODES] = {
#define X(call, word, gone, other, meaning) LIST other,
    KIT_CALLS(X)
#undef X
};

static uint32_t count_codes(const uint32_t codes[CALL_CODES])
{
    uint32_t n = 0;
    while (codes[n])
        n++;
    return n;
}

static bool codes_have(const uint32_t codes[CALL_CODES], uint32_t code)
{
    for (uint32_t i = 0; codes[i]; i++) {
        if (codes[i] == code)
            return true;
    }
    return false;
}

uint32_t call_code(enum kit_call call, uint32_t i)
{
    uint32_t losses = count_codes(loss_codes[call]), others = count_codes(other_codes[call]);
    if (i < losses)
        return loss_codes[call][i];
    return i - losses < others ? other_codes[call][i - losses] : 0;
}

bool call_gives(enum kit_call call, uint32_t code)
{
    return codes_have(loss_codes[call], code) || codes_have(other_codes[call], code);
}

bool call_tells_loss(enum kit_call call, uint32_t code)
{
    return codes_have(loss_codes[call], code);
}
