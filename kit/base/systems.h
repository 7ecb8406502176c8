#pragma once
/*
 * The system of a run with its version, and what a scenario says of systems: `wine`, or with a
 * version `wine<9` and `wine>=9`. Pure; plain values; any thread.
 */
#include "kit/base/words.h"

/* "10.0.19045" has three; of "8.0" the third is 0. */
#define SYSTEM_VERSION_PARTS 3

struct kit_platform {
    enum kit_system system; /* SYSTEM_COUNT: one that the kit does not know */
    uint32_t version[SYSTEM_VERSION_PARTS];
};

/* The platform of a log's header, such as "wine 8.0". */
struct kit_platform platform_of(const char *text);

/* X(range, sign, meaning) */
#define SYSTEM_RANGES(X)                                                                       \
    X(ALL, "", "every version")                                                                \
    X(BELOW, "<", "the versions before this one")                                              \
    X(FROM, ">=", "this version and the later ones")

enum system_range_kind {
#define X(range, sign, meaning) RANGE_##range,
    SYSTEM_RANGES(X)
#undef X
        RANGE_COUNT
};

struct system_range {
    enum kit_system system;
    enum system_range_kind kind;
    uint32_t version[SYSTEM_VERSION_PARTS];
    char word[KIT_NAME]; /* as it was written */
};

/* Reads `wine`, `wine<9` or `windows>=10.0.19041`; false, and *out unchanged, for another word.
 */
bool system_range_read(const char *word, struct system_range *out);

/* True if the platform is of this system and its version is in the range. */
bool system_range_has(const struct system_range *range, const struct kit_platform *platform);
