#include "kit/inject/objects.h"
#include "kit/base/utf8.h"
#include "kit/protocol/call_steps.h"

#include <assert.h>
#include <string.h>

enum { NAME_FREE, NAME_TAKEN, NAME_READY };

static_assert(OBJECTS_NAMES + OBJECT_PLACES <= UINT8_MAX, "a place is a byte");
static_assert(OBJECT_MORE + (int)OBJECT_KIND_COUNT == OBJECT_PLACES,
              "each kind has a place for objects beyond");

static const char *const kind_words[OBJECT_KIND_COUNT] = {
#define X(kind, word) word ":",
    OBJECT_KINDS(X)
#undef X
};

static const char *const more_words[OBJECT_KIND_COUNT] = {
#define X(kind, word) word ":more",
    OBJECT_KINDS(X)
#undef X
};

static bool is_hexadecimal(char c)
{
    return utf8_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_wordly(char c)
{
    return utf8_is_digit(c) || utf8_is_letter(c);
}

static size_t run_of(const char *at, bool (*is)(char))
{
    size_t count = 0;
    while (is(at[count]))
        count++;
    return count;
}

#define NUMBER_LEAST 3 /* digits of a number that differs from run to run */

/* True for a whole word such as `3f2504e0`: hexadecimal digits, a decimal one among them. */
static bool is_of_this_run(const char *word, size_t length)
{
    bool has_digit = false;
    for (size_t i = 0; i < length; i++) {
        if (!is_hexadecimal(word[i]))
            return false;
        has_digit |= utf8_is_digit(word[i]);
    }
    return has_digit && length >= NUMBER_LEAST;
}

/* Names are built up here before they are cut. */
struct peer_text {
    char text[256];
    size_t length;
};

static void add_char(struct peer_text *to, char c)
{
    if (to->length < sizeof to->text - 1)
        to->text[to->length++] = c;
}

/* Under Wine a PID can have two digits. */
static bool is_pid(const struct objects *objects, const char *digits, size_t count)
{
    uint32_t value = 0;
    for (size_t i = 0; i < count; i++)
        value = value * 10 + (uint32_t)(digits[i] - '0');
    return count > 1 && digits[0] != '0' &&
           (value == objects->pids[0] || value == objects->pids[1]);
}

static void add_folded(const struct objects *objects, struct peer_text *to, const char *word,
                       size_t length)
{
    for (size_t i = 0; i < length;) {
        size_t digits = run_of(word + i, utf8_is_digit);
        digits = digits > length - i ? length - i : digits;
        if (digits >= NUMBER_LEAST || is_pid(objects, word + i, digits)) {
            add_char(to, '#');
            i += digits;
        } else {
            for (size_t end = i + (digits > 0 ? digits : 1); i < end; i++)
                add_char(to, word[i]);
        }
    }
}

/* A step's name is ASCII in all outputs; of another letter nothing is lost but its shape. */
static char plain(char c)
{
    return c > ' ' && c < 0x7f ? c : '_';
}

/* What Windows puts in front of a name to say who sees it. */
static const char *without_scope(const char *name)
{
    static const char *const scopes[] = {"Local\\", "Global\\"};
    for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++) {
        size_t length = strlen(scopes[i]);
        if (strncmp(name, scopes[i], length) == 0)
            return name + length;
    }
    return name;
}

static const char *name_itself(enum object_kind kind, const char *name)
{
    if (kind != OBJECT_PIPE)
        return without_scope(name);
    bool is_anonymous =
        !name[0] || strncmp(name, CALL_PIPE_OF_WINE, strlen(CALL_PIPE_OF_WINE)) == 0;
    return is_anonymous ? CALL_PIPE_ANONYMOUS : name;
}

void object_peer_name(const struct objects *objects, char to[KIT_NAME], enum object_kind kind,
                      const char *name)
{
    struct peer_text whole = {.length = 0};
    size_t prefix = strlen(kind_words[kind]), room = KIT_NAME - prefix;
    for (name = name_itself(kind, name); *name;) {
        size_t length = run_of(name, is_wordly);
        if (is_of_this_run(name, length))
            add_char(&whole, '#');
        else
            add_folded(objects, &whole, name, length);
        name += length;
        if (*name)
            add_char(&whole, plain(*name++));
    }
    whole.text[whole.length] = 0;
    size_t skip = whole.length < room ? 0 : whole.length - (room - 1);
    memcpy(to, kind_words[kind], prefix);
    memcpy(to + prefix, whole.text + skip, whole.length - skip + 1);
}

/*
 * One thread wins a free place and writes the name. Another thread does not wait for it: the
 * winner can be suspended by the program itself, which may do so before each of its steps. So a
 * name can have two places, which is harmless, since both have the same text.
 */
static bool is_named(struct object_name *entry, enum object_kind kind, const char *peer)
{
    uint32_t state = NAME_FREE;
    if (atomic_compare_exchange_strong(&entry->state, &state, NAME_TAKEN)) {
        entry->kind = kind;
        memcpy(entry->peer, peer, KIT_NAME);
        atomic_store_explicit(&entry->state, NAME_READY, memory_order_release);
        return true;
    }
    return state == NAME_READY && strncmp(entry->peer, peer, KIT_NAME) == 0;
}

static uint8_t place_of_name(struct objects *objects, enum object_kind kind, const char *name)
{
    char peer[KIT_NAME] = "";
    object_peer_name(objects, peer, kind, name);
    for (uint32_t i = 0; i < OBJECTS_NAMES; i++) {
        if (is_named(&objects->names[i], kind, peer))
            return (uint8_t)(OBJECT_PLACES + i);
    }
    return (uint8_t)(OBJECT_MORE + (int)kind);
}

/* The two lowest bits of a handle are the program's own. */
static _Atomic uint8_t *place_of_handle(struct objects *objects, uint64_t handle)
{
    uint64_t index = handle >> 2;
    return index > 0 && index < OBJECTS_HANDLES ? &objects->places[index] : NULL;
}

static void keep_place(struct objects *objects, uint64_t handle, uint8_t what)
{
    _Atomic uint8_t *place = place_of_handle(objects, handle);
    if (place)
        atomic_store_explicit(place, what, memory_order_release);
    else if (objects->beyond && what >= OBJECT_MORE)
        atomic_fetch_add(objects->beyond, 1);
}

void objects_learn(struct objects *objects, uint64_t handle, enum object_kind kind,
                   const char *name)
{
    keep_place(objects, handle, place_of_name(objects, kind, name));
}

void objects_learn_other(struct objects *objects, uint64_t handle)
{
    keep_place(objects, handle, OBJECT_OTHER);
}

void objects_learn_no_process(struct objects *objects, uint64_t handle)
{
    keep_place(objects, handle, OBJECT_NO_PROCESS);
}

void objects_learn_process(struct objects *objects, uint64_t handle)
{
    keep_place(objects, handle, OBJECT_PROCESS);
}

void objects_forget(struct objects *objects, uint64_t handle)
{
    keep_place(objects, handle, OBJECT_UNKNOWN);
}

static uint8_t what_is(struct objects *objects, uint64_t handle)
{
    _Atomic uint8_t *place = place_of_handle(objects, handle);
    return place ? atomic_load_explicit(place, memory_order_acquire) : (uint8_t)OBJECT_UNKNOWN;
}

void objects_copy(struct objects *objects, uint64_t from, uint64_t to)
{
    keep_place(objects, to, what_is(objects, from));
}

bool objects_unknown(struct objects *objects, uint64_t handle)
{
    return what_is(objects, handle) <= OBJECT_NO_PROCESS;
}

bool objects_unasked(struct objects *objects, uint64_t handle)
{
    return place_of_handle(objects, handle) && what_is(objects, handle) == OBJECT_UNKNOWN;
}

bool objects_may_be_process(struct objects *objects, uint64_t handle)
{
    return objects_unasked(objects, handle) || what_is(objects, handle) == OBJECT_PROCESS;
}

const char *objects_peer(struct objects *objects, uint64_t handle, enum object_kind kind)
{
    uint8_t what = what_is(objects, handle);
    if (what == OBJECT_MORE + (int)kind)
        return more_words[kind];
    if (what < OBJECT_PLACES || objects->names[what - OBJECT_PLACES].kind != kind)
        return NULL;
    return objects->names[what - OBJECT_PLACES].peer;
}

const char *objects_any_peer(struct objects *objects, uint64_t handle)
{
    const char *peer = NULL;
    for (int kind = 0; kind < OBJECT_KIND_COUNT && !peer; kind++)
        peer = objects_peer(objects, handle, (enum object_kind)kind);
    return peer;
}
