#include "kit/link/options.h"

/* `word` is what the value was read from; NULL for the default value. */
static void store_option(enum protocol_option option, const char *word, uint64_t value,
                         struct link_options *out)
{
    uint32_t number = (uint32_t)value;
    switch (option) {
    case OPTION_ACTOR:
        out->actor = word ? word : "";
        return;
    case OPTION_WATCHDOG:
        out->watchdog_ms = number;
        return;
    case OPTION_TICK:
        out->tick_ms = number;
        return;
    case OPTION_REQUESTS:
        out->requests = number;
        return;
    case OPTION_DEADLINE:
        out->deadline_ms = number;
        return;
    case OPTION_NOTICE:
        out->detect_mask = notice_sets[number];
        return;
    case OPTION_BLOCK:
        out->block = value;
        return;
    case OPTION_ON_LOSS:
        out->stop_on_loss = number == LOSS_STOP;
        return;
    case OPTION_PLACES:
        out->max_parallel = number;
        return;
    case OPTION_FOR:
        out->for_ms = number;
        return;
    case OPTION_EVENT_TO:
        out->event_to = word;
        return;
    case OPTION_PARENT_PROCESS:
        out->parent_process = number;
        return;
    case OPTION_COUNT:
        break;
    }
}

static void set_defaults(struct link_options *out)
{
    *out = (struct link_options){.bytes = MEMORY_BYTES};
    for (uint32_t option = 0; option < OPTION_COUNT; option++)
        store_option((enum protocol_option)option, NULL, option_rows[option].usual, out);
}

static enum kit_status refuse_option(const char *word, uint32_t side, struct kit_error *err)
{
    char of[KIT_NAME];
    struct text sides = text_over(of, sizeof of);
    bool is_one = word_index(option_switches, word) >= 0;
    const char *near = is_one ? NULL : nearest_word(word, option_switches, OPTION_COUNT);
    text_add_sides(&sides, side);
    return kit_fail(err, KIT_BAD_INPUT, "'%.60s' is not an option of a %s%s%s%s", word, of,
                    near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

/* Reads one option with its value at words[*at] and moves behind it. */
static enum kit_status read_link_option(int count, char *const *words, int *at, uint32_t side,
                                        struct link_options *out, struct kit_error *err)
{
    char form[64];
    struct text wanted = text_over(form, sizeof form);
    uint64_t value = 0;
    int option = word_index(option_switches, words[*at]);
    if (option < 0 || !(option_rows[option].sides & side))
        return refuse_option(words[*at], side, err);
    text_add_form(&wanted, option_rows[option].kind);
    if (*at + 1 >= count)
        return kit_fail(err, KIT_BAD_INPUT, "'%s' wants %s behind it", words[*at], form);
    const char *word = words[*at + 1];
    enum kit_status status = value_read(option_rows[option].kind, word, &value, err);
    if (status != KIT_OK)
        return status;
    store_option((enum protocol_option)option, word, value, out);
    *at += 2;
    return KIT_OK;
}

static enum kit_status read_name_option(const char *word, const char **out,
                                        struct kit_error *err)
{
    uint64_t size = 0;
    enum kit_status status = value_read(KIND_NAME, word, &size, err);
    if (status == KIT_OK)
        *out = word;
    return status;
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
    enum kit_status status = read_name_option(words[*at + 1], &child->name, err);
    if (status != KIT_OK)
        return status;
    for (uint32_t i = 0; i < out->child_count; i++)
        if (words_equal(out->children[i].name, child->name))
            return kit_fail(err, KIT_BAD_INPUT, "two children are named '%s'", child->name);
    child->program = words[*at + 2];
    *at += 3;
    child->options = (const char *const *)&words[*at];
    for (; *at < count && !words_equal(words[*at], PROTOCOL_CHILD_SWITCH); ++*at)
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
    set_defaults(out);
    for (int at = 1; at < count;) {
        enum kit_status status =
            words_equal(words[at], PROTOCOL_CHILD_SWITCH)
                ? read_child(count, words, &at, out, err)
                : read_link_option(count, words, &at, STEP_BY_PARENT, out, err);
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
    uint64_t mapping = 0, bytes = 0;
    enum kit_status status = value_read(KIND_HANDLE, words[1], &mapping, err);
    if (status == KIT_OK)
        status = value_read(KIND_MEMORY, words[4], &bytes, err);
    if (status != KIT_OK)
        return status;
    out->mapping = (uint32_t)mapping;
    out->pipe = words[2];
    out->event = words[3];
    out->bytes = (uint32_t)bytes;
    return KIT_OK;
}

enum kit_status options_read_child(int count, char *const *words, struct link_options *out,
                                   struct kit_error *err)
{
    set_defaults(out);
    if (count < 5)
        return kit_fail(
            err, KIT_BAD_INPUT,
            "a child is started by its parent, with <mapping handle> <pipe> <event> "
            "<bytes> and options");
    enum kit_status status = read_start(words, out, err);
    for (int at = 5; status == KIT_OK && at < count;)
        status = read_link_option(count, words, &at, STEP_BY_CHILD, out, err);
    if (status != KIT_OK)
        return status;
    if (!out->parent_process && !(out->detect_mask & DETECT_PIPE))
        return kit_fail(
            err, KIT_BAD_INPUT,
            "to notice by the parent's process, --parent-process <handle> is needed");
    return KIT_OK;
}

enum kit_status options_read_bystander(int count, char *const *words, struct link_options *out,
                                       struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    set_defaults(out);
    for (int at = 1; status == KIT_OK && at < count;)
        status = read_link_option(count, words, &at, STEP_BY_OTHERS, out, err);
    return status;
}
