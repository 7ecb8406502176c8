#include "kit/base/clocks.h"

#include <assert.h>

const char *const clock_words[CLOCK_COUNT + 2] = {
#define X(clock, word, functions) word,
    KIT_CLOCKS(X)
#undef X
        CLOCKS_ALL,
};

const char *const clock_functions[CLOCK_COUNT] = {
#define X(clock, word, functions) functions,
    KIT_CLOCKS(X)
#undef X
};

uint32_t clocks_of(uint32_t word)
{
    assert(word <= CLOCK_COUNT);
    return word < CLOCK_COUNT ? 1u << word : (1u << CLOCK_COUNT) - 1;
}
