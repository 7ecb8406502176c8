#include "kit/base/faults.h"
#include "kit/base/text.h"

#include <assert.h>

const struct fault faults[FAULT_COUNT] = {
#define X(fault, word, ...) [FAULT_##fault] = {__VA_ARGS__},
    KIT_FAULTS(X)
#undef X
};

const char *const fault_words[FAULT_COUNT + 1] = {
#define X(fault, word, ...) word,
    KIT_FAULTS(X)
#undef X
};

const struct fault *fault_named(const char *word)
{
    int fault = word_index(fault_words, word);
    return fault < 0 ? NULL : &faults[fault];
}

bool fault_has_effect(const char *word, enum fault_effect effect)
{
    const struct fault *fault = fault_named(word);
    return fault && fault->effect == effect;
}

bool fault_strikes(enum kit_fault fault, uint32_t ways)
{
    assert(fault < FAULT_COUNT);
    return (faults[fault].strikes & ways) != 0;
}

enum kit_fault fault_taking(enum fault_argument argument)
{
    int i = 0;
    while (i < FAULT_COUNT - 1 && faults[i].takes != argument)
        i++;
    return (enum kit_fault)i;
}

enum kit_fault fault_with(enum fault_effect effect)
{
    int i = 0;
    while (i < FAULT_COUNT - 1 && faults[i].effect != effect)
        i++;
    return (enum kit_fault)i;
}

uint32_t faults_that_strike(uint32_t ways)
{
    uint32_t set = 0;
    for (int i = 0; i < FAULT_COUNT; i++)
        set |= fault_strikes((enum kit_fault)i, ways) ? 1u << i : 0;
    return set;
}

uint32_t faults_of_sweep(void)
{
    return ~faults_that_strike(STRIKES_ASKED);
}

bool fault_leaves_alive(enum kit_fault fault)
{
    assert(fault < FAULT_COUNT);
    return faults[fault].effect != EFFECT_DEAD && faults[fault].effect != EFFECT_HUNG;
}

uint32_t fault_end_code(enum kit_fault fault, uint32_t told)
{
    assert(fault < FAULT_COUNT);
    return faults[fault].takes == ARGUMENT_CODE ? told : faults[fault].end_codes[0];
}

bool fault_ends_with(enum kit_fault fault, uint32_t told, uint32_t code)
{
    if (fault >= FAULT_COUNT || faults[fault].proof != PROOF_END)
        return false;
    uint32_t other = faults[fault].end_codes[1];
    return code == fault_end_code(fault, told) || (other != 0 && code == other);
}
