#include "kit/link/options.h"
#include "kit/base/duration.h"
#include "kit/link/end.h"
#include "kit/protocol/memory.h"

#include <string.h>

enum option {
#define X(option, word, value, sides, meaning) OPTION_##option,
    LINK_OPTIONS(X)
#undef X
        OPTION_COUNT
};

static const char *const switches[OPTION_COUNT + 1] = {
#define X(option, word, value, sides, meaning) word,
    LINK_OPTIONS(X)
#undef X
};

static const char *const values[OPTION_COUNT] = {
#define X(option, word, value, sides, meaning) value,
    LINK_OPTIONS(X)
#undef X
};

static const uint32_t option_sides[OPTION_COUNT] = {
#define X(option, word, value, sides, meaning) sides,
    LINK_OPTIONS(X)
#undef X
};

static const uint32_t notice_masks[NOTICE_COUNT] = {
    [NOTICE_PIPE] = DETECT_PIPE,
    [NOTICE_PROCESS] = DETECT_PROCESS,
    [NOTICE_WATCHDOG] = DETECT_WATCHDOG,
    [NOTICE_ALL] = DETECT_ALL,
};

static void defaults(struct link_options *out)
{
    *out = (struct link_options){.actor = "",
                                 .watchdog_ms = PROTOCOL_WATCHDOG_MS,
                                 .tick_ms = PROTOCOL_TICK_MS,
                                 .deadline_ms = PROTOCOL_DEADLINE_MS,
                                 .detect_mask = DETECT_ALL,
                                 .bytes = MEMORY_BYTES};
}

static enum kit_status read_name(const char *word, const char **out, struct kit_error *err)
{
    if (!*word || strlen(word) >= KIT_NAME)
        return kit_fail(err, KIT_BAD_INPUT, "'%.40s' is no name; it has 1 to %d bytes", word,
                        KIT_NAME - 1);
    *out = word;
    return KIT_OK;
}

/* A duration of which 0 would make a wait spin. */
static enum kit_status read_timeout(const char *word, uint32_t *out, struct kit_error *err)
{
    uint32_t ms = 0;
    enum kit_status status = duration_read(word, strlen(word), &ms, err);
    if (status != KIT_OK)
        return status;
    if (ms == 0)
        return kit_fail(err, KIT_BAD_INPUT, "'%s' is no time to wait; write at least 1ms",
                        word);
    *out = ms;
    return KIT_OK;
}

static enum kit_status read_handle(const char *word, uint32_t *out, struct kit_error *err)
{
    uint64_t value = 0;
    enum kit_status status = number_read(word, strlen(word), UINT32_MAX, &value, err);
    if (status == KIT_OK)
        *out = (uint32_t)value;
    return status;
}

static enum kit_status read_number(const char *word, const char *of, uint32_t *out,
                                   struct kit_error *err)
{
    uint64_t value = 0;
    enum kit_status status = number_read(word, strlen(word), UINT32_MAX, &value, err);
    if (status == KIT_OK && value == 0)
        return kit_fail(err, KIT_BAD_INPUT, "'%s' is no number of %s; write at least 1", word,
                        of);
    if (status == KIT_OK)
        *out = (uint32_t)value;
    return status;
}

static enum kit_status read_notice(const char *word, uint32_t *detect_mask,
                                   struct kit_error *err)
{
    int notice = word_index(notice_words, word);
    if (notice < 0)
        return kit_fail(err, KIT_BAD_INPUT,
                        "'%.40s' is no way to notice; write pipe, process, watchdog or all",
                        word);
    *detect_mask = notice_masks[notice];
    return KIT_OK;
}

static enum kit_status read_on_loss(const char *word, bool *stop, struct kit_error *err)
{
    if (!words_equal(word, "stop") && !words_equal(word, "continue"))
        return kit_fail(err, KIT_BAD_INPUT, "'%.40s' is neither stop nor continue", word);
    *stop = words_equal(word, "stop");
    return KIT_OK;
}

static enum kit_status read_block(const char *word, uint64_t *out, struct kit_error *err)
{
    enum kit_status status = size_read(word, strlen(word), out, err);
    if (status == KIT_OK && *out == 0)
        return kit_fail(err, KIT_BAD_INPUT, "'%s' is no block; write at least 1B", word);
    return status;
}

static enum kit_status read_value(enum option option, const char *word,
                                  struct link_options *out, struct kit_error *err)
{
    switch (option) {
    case OPTION_ACTOR:
        return read_name(word, &out->actor, err);
    case OPTION_WATCHDOG:
        return read_timeout(word, &out->watchdog_ms, err);
    case OPTION_TICK:
        return read_timeout(word, &out->tick_ms, err);
    case OPTION_REQUESTS:
        return read_number(word, "requests", &out->requests, err);
    case OPTION_DEADLINE:
        return read_timeout(word, &out->deadline_ms, err);
    case OPTION_NOTICE:
        return read_notice(word, &out->detect_mask, err);
    case OPTION_BLOCK:
        return read_block(word, &out->block, err);
    case OPTION_ON_LOSS:
        return read_on_loss(word, &out->stop_on_loss, err);
    case OPTION_PLACES:
        return read_number(word, "places", &out->max_parallel, err);
    case OPTION_FOR:
        return read_timeout(word, &out->for_ms, err);
    case OPTION_EVENT_TO:
        out->event_to = word;
        return KIT_OK;
    case OPTION_PARENT_PROCESS:
        return read_handle(word, &out->parent_process, err);
    case OPTION_COUNT:
        break;
    }
    return KIT_OK;
}

/* Reads one option with its value at words[*at] and moves behind it. */
static enum kit_status read_option(int count, char *const *words, int *at, uint32_t side,
                                   struct link_options *out, struct kit_error *err)
{
    const char *word = words[*at];
    int option = word_index(switches, word);
    if (option < 0 || !(option_sides[option] & side)) {
        const char *near = nearest_word(word, switches, OPTION_COUNT);
        return kit_fail(err, KIT_BAD_INPUT, "'%.60s' is no option of a %s%s%s%s", word,
                        side == STEP_BY_PARENT ? "parent" : "child",
                        near && option < 0 ? "; did you mean '" : "",
                        near && option < 0 ? near : "", near && option < 0 ? "'?" : "");
    }
    if (*at + 1 >= count)
        return kit_fail(err, KIT_BAD_INPUT, "'%s' wants %s behind it", word, values[option]);
    *at += 2;
    return read_value((enum option)option, words[*at - 1], out, err);
}

/* `--child NAME PROGRAM` and all words up to the next `--child`. */
static enum kit_status read_child(int count, char *const *words, int *at,
                                  struct link_options *out, struct kit_error *err)
{
    if (out->child_count == LINK_CHILDREN)
        return kit_fail(err, KIT_FULL, "a parent has at most %d children", LINK_CHILDREN);
    if (*at + 2 >= count)
        return kit_fail(err, KIT_BAD_INPUT, "'--child' wants <name> <program> behind it");
    struct link_child *child = &out->children[out->child_count];
    enum kit_status status = read_name(words[*at + 1], &child->name, err);
    if (status != KIT_OK)
        return status;
    for (uint32_t i = 0; i < out->child_count; i++)
        if (words_equal(out->children[i].name, child->name))
            return kit_fail(err, KIT_BAD_INPUT, "two children are named '%s'", child->name);
    child->program = words[*at + 2];
    *at += 3;
    child->options = (const char *const *)&words[*at];
    for (; *at < count && !words_equal(words[*at], "--child"); ++*at)
        child->option_count++;
    if (child->option_count > LINK_CHILD_OPTIONS)
        return kit_fail(err, KIT_FULL, "the child '%s' has more than %d words of options",
                        child->name, LINK_CHILD_OPTIONS);
    out->child_count++;
    return KIT_OK;
}

enum kit_status options_read_parent(int count, char *const *words, struct link_options *out,
                                    struct kit_error *err)
{
    defaults(out);
    for (int at = 1; at < count;) {
        enum kit_status status = words_equal(words[at], "--child")
                                     ? read_child(count, words, &at, out, err)
                                     : read_option(count, words, &at, STEP_BY_PARENT, out, err);
        if (status != KIT_OK)
            return status;
    }
    if (out->child_count == 0)
        return kit_fail(err, KIT_BAD_INPUT,
                        "a parent needs a child: --child <name> <program> [<options for it>]");
    return KIT_OK;
}

/* `<mapping handle> <pipe> <event> <bytes>`: the first seed's order. */
static enum kit_status read_start(char *const *words, struct link_options *out,
                                  struct kit_error *err)
{
    uint64_t bytes = 0;
    enum kit_status status = read_handle(words[1], &out->mapping, err);
    if (status == KIT_OK)
        status = number_read(words[4], strlen(words[4]), MEMORY_MOST, &bytes, err);
    if (status != KIT_OK)
        return status;
    if (bytes < MEMORY_LEAST)
        return kit_fail(err, KIT_BAD_INPUT, "%u bytes are too few to share; at least %u",
                        (unsigned)bytes, MEMORY_LEAST);
    out->pipe = words[2];
    out->event = words[3];
    out->bytes = (uint32_t)bytes;
    return KIT_OK;
}

enum kit_status options_read_child(int count, char *const *words, struct link_options *out,
                                   struct kit_error *err)
{
    defaults(out);
    if (count < 5)
        return kit_fail(
            err, KIT_BAD_INPUT,
            "a child is started by its parent, with <mapping handle> <pipe> <event> "
            "<bytes> and options");
    enum kit_status status = read_start(words, out, err);
    for (int at = 5; status == KIT_OK && at < count;)
        status = read_option(count, words, &at, STEP_BY_CHILD, out, err);
    if (status != KIT_OK)
        return status;
    if (!out->parent_process && !(out->detect_mask & DETECT_PIPE))
        return kit_fail(
            err, KIT_BAD_INPUT,
            "to notice by the parent's process, --parent-process <handle> is needed");
    return KIT_OK;
}
