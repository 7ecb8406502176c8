#include "kit/base/systems.h"
#include "kit/base/utf8.h"

#include <string.h>

#define VERSION_NUMBER_MOST 9999999u

static const char *const range_signs[RANGE_COUNT] = {
#define X(range, sign, meaning) sign,
    SYSTEM_RANGES(X)
#undef X
};

/* Reads numbers with dots between them, and returns the place behind them. NULL if a number is
 * missing or too large. */
static const char *read_numbers(const char *at, uint32_t to[SYSTEM_VERSION_PARTS])
{
    memset(to, 0, SYSTEM_VERSION_PARTS * sizeof *to);
    for (int part = 0; part < SYSTEM_VERSION_PARTS; part++) {
        if (!utf8_is_digit(*at))
            return NULL;
        for (; utf8_is_digit(*at); at++) {
            if (to[part] > VERSION_NUMBER_MOST / 10)
                return NULL;
            to[part] = to[part] * 10 + (uint32_t)(*at - '0');
        }
        if (*at != '.')
            break;
        at++;
    }
    return at;
}

/* What follows the numbers, such as the `-rc2` of a preview, is not read. */
struct kit_platform platform_of(const char *text)
{
    struct kit_platform out = {.system = SYSTEM_COUNT};
    char word[KIT_NAME];
    size_t length = strcspn(text, " ");
    name_copy(word, text, length);
    int system = word_index(system_words, word);
    if (system >= 0)
        out.system = (enum kit_system)system;
    if (text[length])
        read_numbers(text + length + 1, out.version);
    return out;
}

static bool read_range(const char *rest, struct system_range *out)
{
    for (int kind = RANGE_ALL + 1; kind < RANGE_COUNT; kind++) {
        size_t length = strlen(range_signs[kind]);
        if (strncmp(rest, range_signs[kind], length) != 0)
            continue;
        const char *end = read_numbers(rest + length, out->version);
        out->kind = (enum system_range_kind)kind;
        return end && *end == 0 && end[-1] != '.';
    }
    return *rest == 0;
}

bool system_range_read(const char *word, struct system_range *out)
{
    struct system_range read = {.kind = RANGE_ALL};
    char name[KIT_NAME];
    size_t length = strcspn(word, "<>=");
    if (!name_copy(name, word, length) || !name_copy(read.word, word, strlen(word)))
        return false;
    int system = word_index(system_words, name);
    if (system < 0 || !read_range(word + length, &read))
        return false;
    read.system = (enum kit_system)system;
    *out = read;
    return true;
}

static int compare_versions(const uint32_t a[SYSTEM_VERSION_PARTS],
                            const uint32_t b[SYSTEM_VERSION_PARTS])
{
    int part = 0;
    while (part < SYSTEM_VERSION_PARTS - 1 && a[part] == b[part])
        part++;
    return (a[part] > b[part]) - (a[part] < b[part]);
}

bool system_range_has(const struct system_range *range, const struct kit_platform *platform)
{
    if (platform->system != range->system)
        return false;
    int order = compare_versions(platform->version, range->version);
    switch (range->kind) {
    case RANGE_ALL:
        return true;
    case RANGE_BELOW:
        return order < 0;
    case RANGE_FROM:
        return order >= 0;
    case RANGE_COUNT:
        break;
    }
    return false;
}
