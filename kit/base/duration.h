#pragma once
/*
 * Durations and sizes as people write them: `200ms`, `2s`, `64KiB`. The same words in scenarios
 * and in the options of actors. Pure.
 */
#include "kit/base/status.h"

#include <stddef.h>

/* The longest valid duration; no sum of two can overflow 32 bits. */
#define KIT_DURATION_MAX_MS (24u * 60 * 60 * 1000)

/* The largest block, 4 GiB: its size travels as 64 bits, but a 32-bit process must map it. */
#define KIT_SIZE_MAX        (UINT64_C(4) << 30)

/* X(unit, milliseconds) */
#define KIT_TIME_UNITS(X)                                                                      \
    X("ms", 1u)                                                                                \
    X("s", 1000u)                                                                              \
    X("min", 60000u)

/* X(unit, bytes) */
#define KIT_SIZE_UNITS(X)                                                                      \
    X("B", 1u)                                                                                 \
    X("KiB", 1024u)                                                                            \
    X("MiB", 1024u * 1024u)                                                                    \
    X("GiB", 1024u * 1024u * 1024u)

/*
 * Reads exactly `count` bytes as a whole number with a unit. On failure *out is unchanged, and
 * the error names what was found and the valid units.
 */
enum kit_status duration_read(const char *text, size_t count, uint32_t *out_ms,
                              struct kit_error *err);
enum kit_status size_read(const char *text, size_t count, uint64_t *out_bytes,
                          struct kit_error *err);

/* A whole number without a unit, at most `most`. */
enum kit_status number_read(const char *text, size_t count, uint64_t most, uint64_t *out,
                            struct kit_error *err);

/* The same in hexadecimal, after `0x`. */
enum kit_status hexadecimal_read(const char *text, size_t count, uint64_t most, uint64_t *out,
                                 struct kit_error *err);
