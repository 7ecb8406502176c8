#include "kit/log/fields.h"
#include "kit/base/line_number.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#define ROW(owner, type, member, name, when, words)                                            \
    {                                                                                          \
        name, sizeof(name) - 1, FIELD_##type, FIELD_##when, offsetof(owner, member),           \
            sizeof((owner *)0)->member, words                                                  \
    }

static const struct field header_rows[] = {
#define X(type, member, name, when, words)                                                     \
    ROW(struct log_header, type, member, name, when, words),
    LOG_HEADER_FIELDS(X)
#undef X
};

static const struct field program_rows[] = {
#define X(type, member, name, when, words)                                                     \
    ROW(struct log_program, type, member, name, when, words),
    LOG_PROGRAM_FIELDS(X)
#undef X
};

static const struct field event_rows[] = {
#define X(type, member, name, when, words)                                                     \
    ROW(struct kit_event, type, member, name, when, words),
    LOG_EVENT_FIELDS(X)
#undef X
};

static const struct field finding_rows[] = {
#define X(type, member, name, when, words) ROW(struct finding, type, member, name, when, words),
    LOG_FINDING_FIELDS(X)
#undef X
};

const struct fields log_header_fields = {header_rows, sizeof header_rows / sizeof *header_rows};
const struct fields log_program_fields = {program_rows,
                                          sizeof program_rows / sizeof *program_rows};
const struct fields log_event_fields = {event_rows, sizeof event_rows / sizeof *event_rows};
const struct fields log_finding_fields = {finding_rows,
                                          sizeof finding_rows / sizeof *finding_rows};

/* Members are read and written by their bytes, because the compiler chooses an enum's type. */
static uint64_t get_number(const struct field *field, const void *from)
{
    const char *at = (const char *)from + field->at;
    if (field->size == sizeof(uint64_t)) {
        uint64_t value = 0;
        memcpy(&value, at, sizeof value);
        return value;
    }
    uint32_t value = 0;
    assert(field->size == sizeof value);
    memcpy(&value, at, sizeof value);
    return value;
}

static void put_number(const struct field *field, void *into, uint64_t value)
{
    char *at = (char *)into + field->at;
    uint32_t half = (uint32_t)value;
    if (field->size == sizeof value)
        memcpy(at, &value, sizeof value);
    else
        memcpy(at, &half, sizeof half);
}

static bool is_empty(const struct field *field, const void *from)
{
    if (field->type == FIELD_TEXT)
        return *((const char *)from + field->at) == 0;
    return get_number(field, from) == 0;
}

static bool is_written(const struct field *field, const void *from)
{
    switch (field->when) {
    case FIELD_ALWAYS:
        return true;
    case FIELD_UNLESS_0:
        return !is_empty(field, from);
    case FIELD_OF_RULE:
        return ((const struct finding *)from)->source == SOURCE_RULE || !is_empty(field, from);
    }
    return false;
}

/*
 * The size up to the terminator. A member without a terminator loses its last byte, and nothing
 * is read beyond it.
 */
static size_t text_size(const char *at, size_t size)
{
    const char *end = memchr(at, 0, size);
    return end ? (size_t)(end - at) : size - 1;
}

static size_t word_count(const char *const *words)
{
    size_t count = 0;
    while (words[count])
        count++;
    return count;
}

/* Which time it is stands behind the line. */
#define LINE_TIME "time"

static void write_line_number(struct text *to, uint32_t number)
{
    text_add(to, "%u", (unsigned)line_in_file(number));
    if (line_time(number) > 1)
        text_add(to, ",\"" LINE_TIME "\":%u", (unsigned)line_time(number));
}

static void write_value(struct text *to, const struct field *field, const void *from)
{
    const char *at = (const char *)from + field->at;
    switch (field->type) {
    case FIELD_NUMBER32:
    case FIELD_NUMBER64:
        text_add(to, "%llu", (unsigned long long)get_number(field, from));
        return;
    case FIELD_SIGNED64:
        text_add(to, "%lld", (long long)get_number(field, from));
        return;
    case FIELD_HEX64:
        text_add(to, "\"0x%llx\"", (unsigned long long)get_number(field, from));
        return;
    case FIELD_TEXT:
        json_write_text(to, at, text_size(at, field->size));
        return;
    case FIELD_WORD:
        assert(get_number(field, from) < word_count(field->words));
        text_add(to, "\"%s\"", field->words[get_number(field, from)]);
        return;
    case FIELD_LINE:
        write_line_number(to, (uint32_t)get_number(field, from));
        return;
    }
}

void fields_write(struct text *to, struct fields fields, const void *from)
{
    bool is_first = true;
    for (uint32_t i = 0; i < fields.count; i++) {
        if (!is_written(&fields.rows[i], from))
            continue;
        text_add(to, "%s\"%s\":", is_first ? "" : ",", fields.rows[i].name);
        write_value(to, &fields.rows[i], from);
        is_first = false;
    }
}

static bool hex_read(const char *at, size_t size, uint64_t *out)
{
    uint64_t value = 0;
    if (size < 3 || size > 18 || at[0] != '0' || at[1] != 'x')
        return false;
    for (size_t i = 2; i < size; i++) {
        char c = at[i];
        bool is_digit = c >= '0' && c <= '9';
        if (!is_digit && !(c >= 'a' && c <= 'f'))
            return false;
        value = value * 16 + (uint64_t)(is_digit ? c - '0' : c - 'a' + 10);
    }
    *out = value;
    return true;
}

static enum kit_status read_number(const struct json *j, uint32_t at, const struct field *field,
                                   void *into, struct kit_error *err)
{
    uint64_t value = 0, most = field->type == FIELD_NUMBER32 ? UINT32_MAX : UINT64_MAX;
    if (!json_u64(j, at, &value) || value > most)
        return kit_fail(err, KIT_BAD_INPUT, "'%s' must be a whole number from 0 to %llu",
                        field->name, (unsigned long long)most);
    put_number(field, into, value);
    return KIT_OK;
}

static enum kit_status read_signed(const struct json *j, uint32_t at, const struct field *field,
                                   void *into, struct kit_error *err)
{
    int64_t value = 0;
    if (!json_i64(j, at, &value))
        return kit_fail(err, KIT_BAD_INPUT, "'%s' must be a whole number of 64 bits",
                        field->name);
    put_number(field, into, (uint64_t)value);
    return KIT_OK;
}

static enum kit_status read_hex(const struct json *j, uint32_t at, const struct field *field,
                                void *into, struct kit_error *err)
{
    char digits[24];
    size_t size = 0;
    uint64_t value = 0;
    if (!json_text(j, at, digits, sizeof digits, &size) || !hex_read(digits, size, &value))
        return kit_fail(
            err, KIT_BAD_INPUT,
            "'%s' must be a string with a number such as \"0x1f\", of 64 bits at most",
            field->name);
    put_number(field, into, value);
    return KIT_OK;
}

static enum kit_status read_text(const struct json *j, uint32_t at, const struct field *field,
                                 void *into, struct kit_error *err)
{
    char *to = (char *)into + field->at;
    size_t size = 0;
    if (!json_is_text(j, at))
        return kit_fail(err, KIT_BAD_INPUT, "'%s' must be a string", field->name);
    if (!json_text(j, at, to, field->size, &size))
        return kit_fail(err, KIT_BAD_INPUT, "'%s' is longer than %llu bytes", field->name,
                        (unsigned long long)field->size - 1);
    if (strlen(to) != size)
        return kit_fail(err, KIT_BAD_INPUT, "'%s' holds a NUL", field->name);
    return KIT_OK;
}

/*
 * Whether a message may show this word, which can come from any source: only letters, digits
 * and a few signs.
 */
static bool is_plain(const char *word)
{
    return word[strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                             "0123456789.-_")] == 0;
}

static enum kit_status read_word(const struct json *j, uint32_t at, const struct field *field,
                                 void *into, struct kit_error *err)
{
    char word[KIT_NAME] = "";
    size_t size = 0;
    if (!json_is_text(j, at))
        return kit_fail(err, KIT_BAD_INPUT, "'%s' must be a string", field->name);
    bool fits = json_text(j, at, word, sizeof word, &size) && strlen(word) == size;
    int index = fits ? word_index(field->words, word) : -1;
    if (index >= 0) {
        put_number(field, into, (uint64_t)index);
        return KIT_OK;
    }
    if (!fits || !is_plain(word))
        return kit_fail(err, KIT_BAD_INPUT, "'%s' is not a word that a log can have",
                        field->name);
    return kit_fail(err, KIT_BAD_INPUT,
                    "'%s' is '%s', which this version of lifeline does not know; read this "
                    "log with the newer version that wrote it",
                    field->name, word);
}

static enum kit_status read_line_number(const struct json *j, uint32_t object, uint32_t at,
                                        const struct field *field, void *into,
                                        struct kit_error *err)
{
    uint64_t line = 0, time = 1;
    uint32_t time_at = fields_find(j, object, LINE_TIME);
    if (!json_u64(j, at, &line) || line >= LINE_NUMBERS)
        return kit_fail(err, KIT_BAD_INPUT, "'%s' must be a whole number from 0 to %u",
                        field->name, LINE_NUMBERS - 1);
    if (time_at > 0 && (!json_u64(j, time_at, &time) || time == 0 || time > LINE_NUMBERS))
        return kit_fail(err, KIT_BAD_INPUT, "'" LINE_TIME "' must be a number from 1 to %u",
                        LINE_NUMBERS);
    put_number(field, into, line_number_at((uint32_t)line, (uint32_t)time));
    return KIT_OK;
}

static enum kit_status read_value(const struct json *j, uint32_t object, uint32_t at,
                                  const struct field *field, void *into, struct kit_error *err)
{
    switch (field->type) {
    case FIELD_NUMBER32:
    case FIELD_NUMBER64:
        return read_number(j, at, field, into, err);
    case FIELD_SIGNED64:
        return read_signed(j, at, field, into, err);
    case FIELD_HEX64:
        return read_hex(j, at, field, into, err);
    case FIELD_TEXT:
        return read_text(j, at, field, into, err);
    case FIELD_WORD:
        return read_word(j, at, field, into, err);
    case FIELD_LINE:
        return read_line_number(j, object, at, field, into, err);
    }
    return KIT_BAD_INPUT;
}

uint32_t fields_find(const struct json *j, uint32_t object, const char *name)
{
    uint32_t key = object + 1;
    size_t length = strlen(name);
    for (uint32_t i = 0; i < json_count(j, object); i++, key = json_after(j, key + 1)) {
        if (json_text_is(j, key, name, length))
            return key + 1;
    }
    return 0;
}

/*
 * The index of the field that the key names; fields.count if there is no such field. A log has
 * its fields in the order of the rows, so the search begins behind the last one that was found.
 */
static uint32_t field_of(const struct json *j, uint32_t key, struct fields fields,
                         uint32_t begin)
{
    for (uint32_t i = 0; i < fields.count; i++) {
        uint32_t at = (begin + i) % fields.count;
        if (json_text_is(j, key, fields.rows[at].name, fields.rows[at].length))
            return at;
    }
    return fields.count;
}

static enum kit_status check_missing(struct fields fields, uint64_t seen, const void *from,
                                     struct kit_error *err)
{
    for (uint32_t i = 0; i < fields.count; i++) {
        const struct field *field = &fields.rows[i];
        bool is_needed = field->when == FIELD_ALWAYS ||
                         (field->when == FIELD_OF_RULE && is_written(field, from));
        if (is_needed && !(seen >> i & 1))
            return kit_fail(err, KIT_BAD_INPUT, "'%s' is missing", field->name);
    }
    return KIT_OK;
}

enum kit_status fields_read(const struct json *j, uint32_t object, struct fields fields,
                            void *into, struct kit_error *err)
{
    uint64_t seen = 0;
    uint32_t key = object + 1, next = 0;
    assert(fields.count <= 64);
    for (uint32_t i = 0; i < json_count(j, object); i++, key = json_after(j, key + 1)) {
        uint32_t found = field_of(j, key, fields, next);
        if (found == fields.count)
            continue;
        next = found + 1;
        if (seen >> found & 1)
            return kit_fail(err, KIT_BAD_INPUT, "'%s' is there twice", fields.rows[found].name);
        seen |= UINT64_C(1) << found;
        enum kit_status status = read_value(j, object, key + 1, &fields.rows[found], into, err);
        if (status != KIT_OK)
            return status;
    }
    return check_missing(fields, seen, into, err);
}
