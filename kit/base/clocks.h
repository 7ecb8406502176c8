#pragma once
/*
 * The clocks of the system that a line can move for an actor with the injected probe. Pure,
 * constant.
 */
#include "kit/base/text.h"

/* X(clock, word, the functions that tell it) */
#define KIT_CLOCKS(X)                                                                          \
    X(WALL, "wall-clock",                                                                      \
      "GetSystemTime, GetLocalTime, GetSystemTimeAsFileTime, GetSystemTimePreciseAsFileTime, " \
      "NtQuerySystemTime")                                                                     \
    X(TICKS, "tick-count", "GetTickCount, GetTickCount64")                                     \
    X(COUNTER, "performance-counter", "QueryPerformanceCounter, NtQueryPerformanceCounter")

enum kit_clock {
#define X(clock, word, functions) CLOCK_##clock,
    KIT_CLOCKS(X)
#undef X
        CLOCK_COUNT
};

/* The word for all of them at once, which has the number CLOCK_COUNT. */
#define CLOCKS_ALL "all-clocks"

/* Ends with CLOCKS_ALL and NULL. */
extern const char *const clock_words[CLOCK_COUNT + 2];
extern const char *const clock_functions[CLOCK_COUNT];

/* The clocks of a word, 1 << each. */
uint32_t clocks_of(uint32_t word);
