#pragma once
/*
 * The number of a line of a scenario, as events and findings carry it. A line inside `repeat`
 * is carried out several times, and each time has a number of its own: the line in the file,
 * and which time it is. The number of the first time is the line in the file. Pure.
 */
#include <stdint.h>

/* A file has at most 64 KiB, so its lines have lower numbers than this. */
#define LINE_NUMBERS 0x10000u

static inline uint32_t line_in_file(uint32_t number)
{
    return number % LINE_NUMBERS;
}

/* Which time the line is carried out, from 1. */
static inline uint32_t line_time(uint32_t number)
{
    return number / LINE_NUMBERS + 1;
}

/* The number of this line of the file at its `time`-th time, from 1. */
static inline uint32_t line_number_at(uint32_t in_file, uint32_t time)
{
    return in_file + (time - 1) * LINE_NUMBERS;
}

struct line_words {
    char text[40];
};

/* "line 7", or "line 7, time 2". */
struct line_words line_words(uint32_t number);
