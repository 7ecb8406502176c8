#include "kit/base/duration.h"

#include <string.h>

struct unit {
    const char *word;
    uint64_t factor;
};

static const struct unit time_units[] = {
#define X(word, factor) {word, factor},
    KIT_TIME_UNITS(X)
#undef X
};

static const struct unit size_units[] = {
#define X(word, factor) {word, factor},
    KIT_SIZE_UNITS(X)
#undef X
};

/* Reads the number at the front of the text. Returns the number of its digits. Returns 0 if the
 * text begins with no digit, or if the number exceeds `most`. */
static size_t read_digits(const char *text, size_t count, uint64_t most, uint64_t *out)
{
    uint64_t value = 0;
    size_t at = 0;
    for (; at < count && text[at] >= '0' && text[at] <= '9'; at++) {
        uint64_t digit = (uint64_t)(text[at] - '0');
        if (digit > most || value > (most - digit) / 10)
            return 0;
        value = value * 10 + digit;
    }
    *out = value;
    return at;
}

static bool with_unit(const char *text, size_t count, const struct unit *units, size_t n,
                      uint64_t most, uint64_t *out)
{
    uint64_t value = 0;
    size_t at = read_digits(text, count, most, &value);
    if (at == 0)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (strlen(units[i].word) != count - at || memcmp(units[i].word, text + at, count - at))
            continue;
        if (value > most / units[i].factor)
            return false;
        *out = value * units[i].factor;
        return true;
    }
    return false;
}

/* How much of a long text an error message shows. */
static int shown_size(size_t count)
{
    return count < 40 ? (int)count : 40;
}

enum kit_status duration_read(const char *text, size_t count, uint32_t *out_ms,
                              struct kit_error *err)
{
    uint64_t value = 0;
    if (!with_unit(text, count, time_units, sizeof time_units / sizeof *time_units,
                   KIT_DURATION_MAX_MS, &value))
        return kit_fail(
            err, KIT_BAD_INPUT,
            "'%.*s' is no duration; write a whole number with ms, s or min, such as "
            "250ms, at most 24 hours",
            shown_size(count), text);
    *out_ms = (uint32_t)value;
    return KIT_OK;
}

enum kit_status size_read(const char *text, size_t count, uint64_t *out_bytes,
                          struct kit_error *err)
{
    uint64_t value = 0;
    if (!with_unit(text, count, size_units, sizeof size_units / sizeof *size_units,
                   KIT_SIZE_MAX, &value))
        return kit_fail(
            err, KIT_BAD_INPUT,
            "'%.*s' is no size; write a whole number with B, KiB, MiB or GiB, such as "
            "64KiB, at most 4GiB",
            shown_size(count), text);
    *out_bytes = value;
    return KIT_OK;
}

enum kit_status number_read(const char *text, size_t count, uint64_t most, uint64_t *out,
                            struct kit_error *err)
{
    uint64_t value = 0;
    size_t at = read_digits(text, count, most, &value);
    if (at == 0 || at != count)
        return kit_fail(err, KIT_BAD_INPUT, "'%.*s' is no whole number from 0 to %llu",
                        shown_size(count), text, (unsigned long long)most);
    *out = value;
    return KIT_OK;
}

static int hexadecimal_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

enum kit_status hexadecimal_read(const char *text, size_t count, uint64_t most, uint64_t *out,
                                 struct kit_error *err)
{
    uint64_t value = 0;
    bool fits = count > 2 && text[0] == '0' && text[1] == 'x';
    for (size_t at = 2; at < count && fits; at++) {
        int digit = hexadecimal_digit(text[at]);
        fits = digit >= 0 && (uint64_t)digit <= most && value <= (most - (uint64_t)digit) / 16;
        value = value * 16 + (uint64_t)digit;
    }
    if (!fits)
        return kit_fail(err, KIT_BAD_INPUT,
                        "'%.*s' is no hexadecimal number from 0x0 to 0x%llX", shown_size(count),
                        text, (unsigned long long)most);
    *out = value;
    return KIT_OK;
}
