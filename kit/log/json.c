#include "kit/log/json.h"
#include "kit/base/utf8.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define JSMN_STATIC
#define JSMN_STRICT
#define JSMN_PARENT_LINKS
#include <jsmn.h>

struct json {
    const char *bytes;
    size_t size;
    uint32_t count;
    jsmntok_t tokens[JSON_TOKENS];
};

struct json *json_new(void)
{
    struct json *j = malloc(sizeof *j);
    if (j)
        j->count = 0; /* reading fills the tokens */
    return j;
}

void json_free(struct json *j)
{
    free(j);
}

/* The text after `\u`. jsmn has checked that there are four hex digits. */
static uint32_t hex4(const char *at)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        char c = at[i];
        uint32_t digit = c <= '9' ? (uint32_t)(c - '0') : (uint32_t)((c | 0x20) - 'a' + 10);
        value = value * 16 + digit;
    }
    return value;
}

/*
 * Decodes the `\uXXXX` at `at`, with its second surrogate if there is one. Uses 0 bytes if it
 * is invalid.
 */
static size_t unicode_read(const char *at, size_t left, char to[4], size_t *put)
{
    if (left < 6)
        return 0;
    uint32_t unit = hex4(at + 2);
    if (unit >= 0xdc80 && unit <= 0xdcff) {
        to[0] = (char)(unit - 0xdc00);
        *put = 1;
        return 6;
    }
    if (utf8_is_low_surrogate(unit))
        return 0;
    if (unit < 0xd800 || unit > 0xdbff) {
        *put = utf8_write(unit, to);
        return 6;
    }
    if (left < 12 || at[6] != '\\' || at[7] != 'u' || !utf8_is_low_surrogate(hex4(at + 8)))
        return 0;
    *put = utf8_write(0x10000 + ((unit - 0xd800) << 10) + (hex4(at + 8) - 0xdc00), to);
    return 12;
}

/* One character or escape. Returns its bytes in the file, 0 if it is not allowed. */
static size_t character_read(const char *at, size_t left, char to[4], size_t *put)
{
    static const char escapes[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    if (*at != '\\') {
        uint32_t point;
        size_t size = (unsigned char)*at < 0x20 ? 0 : utf8_read(at, left, &point);
        memcpy(to, at, size);
        *put = size;
        return size;
    }
    if (left >= 2 && at[1] == 'u')
        return unicode_read(at, left, to, put);
    const char *escape = left >= 2 && at[1] ? strchr(escapes, at[1]) : NULL;
    if (!escape)
        return 0;
    to[0] = meanings[escape - escapes];
    *put = 1;
    return 2;
}

/* The bytes at the front that stand for themselves: ASCII without escapes. Nearly all do. */
static size_t plain_size(const char *at, size_t left)
{
    size_t size = 0;
    while (size < left && at[size] >= 0x20 && at[size] < 0x7f && at[size] != '\\')
        size++;
    return size;
}

/* The index of the string's first character that is not allowed; its size if there is none. */
static size_t string_mistake(const char *bytes, size_t size)
{
    size_t at = plain_size(bytes, size);
    while (at < size) {
        char put[4];
        size_t count = 0, used = character_read(bytes + at, size - at, put, &count);
        if (used == 0)
            return at;
        at += used;
        at += plain_size(bytes + at, size - at);
    }
    return size;
}

static size_t digits_size(const char *at, size_t left)
{
    size_t count = 0;
    while (count < left && at[count] >= '0' && at[count] <= '9')
        count++;
    return count;
}

static bool is_number(const char *at, size_t size)
{
    size_t from = size > 0 && at[0] == '-' ? 1 : 0;
    size_t whole = digits_size(at + from, size - from);
    if (whole == 0 || (whole > 1 && at[from] == '0'))
        return false;
    from += whole;
    if (from < size && at[from] == '.') {
        size_t part = digits_size(at + from + 1, size - from - 1);
        if (part == 0)
            return false;
        from += 1 + part;
    }
    if (from < size && (at[from] == 'e' || at[from] == 'E')) {
        from++;
        if (from < size && (at[from] == '+' || at[from] == '-'))
            from++;
        size_t power = digits_size(at + from, size - from);
        if (power == 0)
            return false;
        from += power;
    }
    return from == size;
}

static bool is_primitive(const char *at, size_t size)
{
    static const char *const words[] = {"true", "false", "null"};
    if (is_number(at, size))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (size == strlen(words[i]) && memcmp(at, words[i], size) == 0)
            return true;
    }
    return false;
}

/* Checks that nothing but the allowed punctuation stands between jsmn's tokens. */
struct walk {
    const struct json *j;
    size_t at;      /* in the bytes; of a mistake, where it is */
    uint32_t token; /* the next one */
    bool too_deep;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_space(struct walk *w)
{
    while (w->at < w->j->size && is_space(w->j->bytes[w->at]))
        w->at++;
}

static bool walk_sign(struct walk *w, char sign)
{
    skip_space(w);
    if (w->at >= w->j->size || w->j->bytes[w->at] != sign)
        return false;
    w->at++;
    return true;
}

static bool walk_string(struct walk *w, const jsmntok_t *token)
{
    size_t size = (size_t)(token->end - token->start);
    if (!walk_sign(w, '"') || w->at != (size_t)token->start)
        return false;
    size_t mistake = string_mistake(w->j->bytes + token->start, size);
    w->at += mistake;
    if (mistake < size)
        return false;
    w->at++;
    return true;
}

static bool walk_primitive(struct walk *w, const jsmntok_t *token)
{
    skip_space(w);
    size_t size = (size_t)(token->end - token->start);
    if (w->at != (size_t)token->start || !is_primitive(w->j->bytes + token->start, size))
        return false;
    w->at += size;
    return true;
}

static bool walk_value(struct walk *w, uint32_t depth);

static bool walk_member(struct walk *w, uint32_t depth)
{
    const jsmntok_t *key = &w->j->tokens[w->token];
    if (w->token >= w->j->count || key->type != JSMN_STRING || key->size != 1)
        return false;
    w->token++;
    return walk_string(w, key) && walk_sign(w, ':') && walk_value(w, depth);
}

static bool walk_inside(struct walk *w, const jsmntok_t *token, uint32_t depth)
{
    bool is_object = token->type == JSMN_OBJECT;
    if (depth >= JSON_DEPTH) {
        w->too_deep = true;
        return false;
    }
    if (!walk_sign(w, is_object ? '{' : '[') || w->at != (size_t)token->start + 1)
        return false;
    for (int i = 0; i < token->size; i++) {
        if (i > 0 && !walk_sign(w, ','))
            return false;
        if (is_object ? !walk_member(w, depth + 1) : !walk_value(w, depth + 1))
            return false;
    }
    return walk_sign(w, is_object ? '}' : ']') && w->at == (size_t)token->end;
}

/* Calls itself through walk_inside, at most JSON_DEPTH deep. */
static bool walk_value(struct walk *w, uint32_t depth)
{
    if (w->token >= w->j->count)
        return false;
    const jsmntok_t *token = &w->j->tokens[w->token++];
    if (token->type == JSMN_STRING)
        return token->size == 0 && walk_string(w, token);
    if (token->type == JSMN_PRIMITIVE)
        return token->size == 0 && walk_primitive(w, token);
    return walk_inside(w, token, depth);
}

static enum kit_status not_json(struct kit_error *err, size_t at, const char *what)
{
    return kit_fail(err, KIT_BAD_INPUT, "column %llu: %s", (unsigned long long)at + 1, what);
}

static enum kit_status json_check(const struct json *j, struct kit_error *err)
{
    struct walk w = {.j = j};
    if (!walk_value(&w, 0))
        return not_json(err, w.at,
                        w.too_deep ? "values nest too deep" : "this is not valid JSON");
    skip_space(&w);
    if (w.at != j->size || w.token != j->count)
        return not_json(err, w.at, "a line must be one JSON object with nothing after it");
    if (j->tokens[0].type != JSMN_OBJECT)
        return not_json(err, 0, "a line must be a JSON object");
    return KIT_OK;
}

enum kit_status json_read(struct json *j, const char *bytes, size_t size, struct kit_error *err)
{
    assert(size < INT_MAX);
    j->bytes = bytes;
    j->size = size;
    j->count = 0;
    /* jsmn would treat a NUL as the end. */
    const char *nul = size > 0 ? memchr(bytes, 0, size) : NULL;
    if (nul)
        return not_json(err, (size_t)(nul - bytes), "a NUL byte is not allowed here");
    jsmn_parser parser;
    jsmn_init(&parser);
    int found = jsmn_parse(&parser, bytes, size, j->tokens, JSON_TOKENS);
    if (found == JSMN_ERROR_NOMEM)
        return not_json(err, parser.pos, "the line holds too many values");
    if (found == JSMN_ERROR_PART)
        return not_json(err, parser.pos, "the line ends in the middle of its JSON");
    if (found < 0)
        return not_json(err, parser.pos, "this is not valid JSON");
    if (found == 0)
        return not_json(err, 0, "the line is empty");
    j->count = (uint32_t)found;
    return json_check(j, err);
}

bool json_is_object(const struct json *j, uint32_t at)
{
    return j->tokens[at].type == JSMN_OBJECT;
}

bool json_is_array(const struct json *j, uint32_t at)
{
    return j->tokens[at].type == JSMN_ARRAY;
}

bool json_is_text(const struct json *j, uint32_t at)
{
    return j->tokens[at].type == JSMN_STRING;
}

uint32_t json_count(const struct json *j, uint32_t at)
{
    return (uint32_t)j->tokens[at].size;
}

uint32_t json_after(const struct json *j, uint32_t at)
{
    uint32_t next = at + 1;
    while (next < j->count && j->tokens[next].start < j->tokens[at].end)
        next++;
    return next;
}

size_t json_raw_size(const struct json *j, uint32_t at)
{
    return (size_t)(j->tokens[at].end - j->tokens[at].start);
}

bool json_text(const struct json *j, uint32_t at, char *to, size_t room, size_t *length)
{
    if (!json_is_text(j, at))
        return false;
    const char *from = j->bytes + j->tokens[at].start;
    size_t size = json_raw_size(j, at), used = 0, put = 0;
    while (used < size) {
        char decoded[4];
        const char *piece = from + used;
        size_t count = plain_size(piece, size - used), step = count;
        if (count == 0) {
            step = character_read(piece, size - used, decoded, &count);
            assert(step > 0);
            piece = decoded;
        }
        if (count >= room - put)
            return false;
        memcpy(to + put, piece, count);
        put += count;
        used += step;
    }
    to[put] = 0;
    *length = put;
    return true;
}

bool json_text_is(const struct json *j, uint32_t at, const char *word, size_t length)
{
    char decoded[64];
    size_t size = json_raw_size(j, at);
    const char *raw = j->bytes + j->tokens[at].start;
    assert(length < sizeof decoded);
    if (!json_is_text(j, at) || size < length)
        return false;
    if (size == length && memcmp(raw, word, length) == 0)
        return true;
    return memchr(raw, '\\', size) && json_text(j, at, decoded, sizeof decoded, &size) &&
           size == length && memcmp(decoded, word, length) == 0;
}

static bool read_magnitude(const char *at, size_t size, uint64_t most, uint64_t *out)
{
    uint64_t value = 0;
    if (size == 0 || digits_size(at, size) != size)
        return false;
    for (size_t i = 0; i < size; i++) {
        uint64_t digit = (uint64_t)(at[i] - '0');
        if (value > (most - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *out = value;
    return true;
}

bool json_u64(const struct json *j, uint32_t at, uint64_t *out)
{
    return j->tokens[at].type == JSMN_PRIMITIVE &&
           read_magnitude(j->bytes + j->tokens[at].start, json_raw_size(j, at), UINT64_MAX,
                          out);
}

bool json_i64(const struct json *j, uint32_t at, int64_t *out)
{
    if (j->tokens[at].type != JSMN_PRIMITIVE)
        return false;
    const char *from = j->bytes + j->tokens[at].start;
    size_t size = json_raw_size(j, at);
    bool minus = from[0] == '-';
    uint64_t value = 0, most = (uint64_t)INT64_MAX + (minus ? 1 : 0);
    if (!read_magnitude(from + minus, size - minus, most, &value))
        return false;
    if (minus && value > (uint64_t)INT64_MAX)
        *out = INT64_MIN;
    else
        *out = minus ? -(int64_t)value : (int64_t)value;
    return true;
}

static void write_escape(struct text *to, unsigned char byte)
{
    static const char escapes[] = "\"\\bfnrt", meanings[] = "\"\\\b\f\n\r\t";
    const char *meaning = byte ? strchr(meanings, byte) : NULL;
    if (meaning)
        text_add(to, "\\%c", escapes[meaning - meanings]);
    else if (byte < 0x80)
        text_add(to, "\\u%04x", byte);
    else
        text_add(to, "\\udc%02x", byte);
}

void json_write_text(struct text *to, const char *bytes, size_t size)
{
    text_add_bytes(to, "\"", 1);
    size_t plain = 0; /* the first byte of those that need no escape */
    for (size_t at = 0; at < size;) {
        unsigned char byte = (unsigned char)bytes[at];
        uint32_t point;
        size_t whole = utf8_read(bytes + at, size - at, &point);
        if (whole > 0 && byte >= 0x20 && byte != '"' && byte != '\\') {
            at += whole;
            continue;
        }
        text_add_bytes(to, bytes + plain, at - plain);
        write_escape(to, byte);
        plain = ++at;
    }
    text_add_bytes(to, bytes + plain, size - plain);
    text_add_bytes(to, "\"", 1);
}
