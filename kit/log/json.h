#pragma once
/*
 * One line of JSON, read strictly, and strings written. jsmn finds the tokens. This reader also
 * refuses what jsmn accepts: missing commas and colons, two roots, raw control bytes, words
 * that are not JSON, bytes that are not UTF-8. Pure; one thread at a time for each struct json.
 *
 * A value is named by its index: 0 is the line's object, its first key is 1, a key's value
 * comes right after its key, and json_after returns the index after a value and all its
 * content.
 *
 *     for (uint32_t i = 0, key = 1; i < json_count(j, 0); i++, key = json_after(j, key + 1))
 *         ...
 *
 * Strings hold bytes, not characters. A byte that is not part of valid UTF-8 is written as a
 * lone surrogate \udc80 to \udcff and read back as that byte. So all bytes are preserved.
 */
#include "kit/base/text.h"

/* A verdict with the maximum of findings takes under 2000. The rest is for newer fields. */
#define JSON_TOKENS 4096u

/*
 * The log itself nests two deep. A newer log may nest deeper in fields that this reader skips.
 */
#define JSON_DEPTH  8u

struct json;

/* NULL if there is no memory. */
struct json *json_new(void);
void json_free(struct json *j);

/*
 * Reads `size` bytes, which are borrowed until the next call. Exactly one object is allowed;
 * anything else is KIT_BAD_INPUT with a message that begins with the column. Linear in `size`.
 */
enum kit_status json_read(struct json *j, const char *bytes, size_t size,
                          struct kit_error *err);

bool json_is_object(const struct json *j, uint32_t at);
bool json_is_array(const struct json *j, uint32_t at);
bool json_is_text(const struct json *j, uint32_t at);

/* The number of members of an object, or of elements of an array. */
uint32_t json_count(const struct json *j, uint32_t at);
uint32_t json_after(const struct json *j, uint32_t at);

/* The bytes between the quotes. A string never becomes longer than this when it is decoded. */
size_t json_raw_size(const struct json *j, uint32_t at);

/*
 * The bytes of a string, terminated by 0. False if the value is no string or does not fit into
 * `room` bytes; *to is then unspecified.
 */
bool json_text(const struct json *j, uint32_t at, char *to, size_t room, size_t *length);

/* Whether a value is the string of this word, which has `length` bytes, less than 64. */
bool json_text_is(const struct json *j, uint32_t at, const char *word, size_t length);

/* Whole numbers over the full range: no fraction, no exponent. */
bool json_u64(const struct json *j, uint32_t at, uint64_t *out);
bool json_i64(const struct json *j, uint32_t at, int64_t *out);

/* Appends a string in its quotes. */
void json_write_text(struct text *to, const char *bytes, size_t size);
