#include "kit/look/draft.h"
#include "kit/base/wildcard.h"
#include "kit/judge/system_processes.h"
#include "kit/scenario/slots.h"

#include <assert.h>
#include <string.h>

/* The shortest text that is worth waiting for. */
#define READY_LEAST 3

static bool is_word_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_letter_of(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The image without its ending, as a name of the language. */
static void name_of_image(const char *image, char to[KIT_NAME])
{
    size_t length = 0;
    const char *end = strrchr(image, '.');
    if (!is_letter_of(image[0]))
        to[length++] = 'p';
    for (const char *at = image; *at && at != end && length < KIT_NAME - 4; at++) {
        bool is_plain = is_word_character(*at) || *at == '_' || *at == '-';
        to[length++] = is_plain ? *at : '_';
    }
    to[length] = 0;
    if (word_is_taken(to) || words_equal(to, "app"))
        strcat(to, "1");
}

static bool is_child_to_name(const struct look *look, uint32_t process)
{
    return process > 0 && look->processes[process].image[0] &&
           !is_systems_own(look->processes[process].image);
}

static bool has_image(const struct look *look, uint32_t process, const char *image)
{
    return is_child_to_name(look, process) &&
           words_equal(look->processes[process].image, image);
}

static uint32_t count_image(const struct look *look, const char *image)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < look->process_count; i++)
        count += has_image(look, i, image);
    return count;
}

/* The arguments of a command line: what stands behind the program. */
static const char *behind_program(const char *command)
{
    const char *at = command;
    if (*at == '"') {
        at = strchr(at + 1, '"');
        at = at ? at + 1 : command + strlen(command);
    } else {
        at += strcspn(at, " \t");
    }
    return at + strspn(at, " \t");
}

/* Whether another process than those of the same command line has this text, too. */
static bool text_is_ambiguous(const struct look *look, uint32_t process, const char *text)
{
    const char *own = behind_program(look->processes[process].command);
    for (uint32_t i = 0; i < look->process_count; i++) {
        const char *command = look->processes[i].command;
        if (i != process && !words_equal(behind_program(command), own) &&
            wildcard_finds(text, command, false))
            return true;
    }
    return false;
}

/* PIDs, handles and ports differ from run to run: a long number becomes a wildcard. */
static void add_lasting(struct text *to, const char *from)
{
    while (*from) {
        size_t digits = strspn(from, "0123456789");
        if (digits > 2)
            text_add(to, "*");
        else if (digits > 0)
            text_add_bytes(to, from, digits);
        else
            text_add_bytes(to, from, 1);
        from += digits > 0 ? digits : 1;
    }
}

static void look_of_child(const struct look *look, uint32_t process, struct draft_child *child)
{
    const struct look_process *of = &look->processes[process];
    const char *arguments = behind_program(of->command);
    struct text text = text_over(child->look, sizeof child->look);
    child->by_image = count_image(look, of->image) == 1 || !arguments[0];
    if (child->by_image) {
        text_add(&text, "%s", of->image);
        return;
    }
    text_add(&text, "%s*", of->image);
    add_lasting(&text, arguments);
    if (!text_is_ambiguous(look, process, child->look))
        return;
    text = text_over(child->look, sizeof child->look);
    text_add(&text, "%s*%s", of->image, arguments);
}

static bool name_is_free(const struct draft_child *children, uint32_t count, const char *name)
{
    for (uint32_t i = 0; i < count; i++) {
        if (words_equal(children[i].name, name))
            return false;
    }
    return true;
}

uint32_t draft_children(const struct look *look, struct draft_child out[LOOK_PROCESSES])
{
    uint32_t count = 0;
    for (uint32_t i = 1; i < look->process_count; i++) {
        struct draft_child *child = &out[count];
        char base[KIT_NAME];
        if (!is_child_to_name(look, i))
            continue;
        *child = (struct draft_child){.process = i};
        name_of_image(look->processes[i].image, base);
        memcpy(child->name, base, sizeof base);
        for (uint32_t n = 2; !name_is_free(out, count, child->name); n++) {
            struct text text = text_over(child->name, sizeof child->name);
            text_add(&text, "%.27s%u", base, (unsigned)n);
        }
        look_of_child(look, i, child);
        count++;
    }
    return count;
}

void draft_add_quoted(struct text *to, const char *word)
{
    size_t slashes = 0;
    text_add(to, "\"");
    for (; *word; word++) {
        slashes = *word == '\\' ? slashes + 1 : 0;
        text_add(to, *word == '"' ? "\\\"" : "%c", *word);
    }
    /* A backslash before the closing quote would escape it. */
    text_add(to, slashes > 0 ? "\\\"" : "\"");
}

void draft_add_actors(struct text *to, const struct look_program *program,
                      const struct look *look)
{
    struct draft_child children[LOOK_PROCESSES];
    uint32_t count = draft_children(look, children);
    text_add(to, "parent app is ");
    draft_add_quoted(to, program->path);
    for (size_t i = 0; i < program->count; i++) {
        text_add(to, " ");
        draft_add_quoted(to, program->arguments[i]);
    }
    text_add(to, "\n");
    for (uint32_t i = 0; i < count; i++) {
        text_add(to, "child %s is %s ", children[i].name,
                 children[i].by_image ? "image" : "any");
        draft_add_quoted(to, children[i].look);
        text_add(to, "\n");
    }
}

/* A text of the language is matched by wildcards, and must not contain what they would be. */
static size_t lasting_length(const char *line)
{
    size_t length = strcspn(line, "0123456789*?\"\\\t");
    while (length > 0 && line[length - 1] == ' ')
        length--;
    return length < LOOK_NAME - 1 ? length : LOOK_NAME - 1;
}

void draft_ready_text(const struct kit_event *events, size_t count, char to[LOOK_NAME])
{
    to[0] = 0;
    for (size_t i = 0; i < count; i++) {
        size_t length = events[i].kind == EVENT_PRINTED ? lasting_length(events[i].text) : 0;
        if (length < READY_LEAST)
            continue;
        struct text text = text_over(to, LOOK_NAME);
        text_add_bytes(&text, events[i].text, length);
        return;
    }
}

void draft_write(struct text *to, const struct look_program *program, const struct look *look,
                 const struct kit_event *events, size_t count)
{
    struct draft_child children[LOOK_PROCESSES];
    char ready[LOOK_NAME];
    uint32_t child_count = draft_children(look, children);
    const struct look_process *app = &look->processes[0];
    assert(look->process_count > 0);
    draft_ready_text(events, count, ready);
    draft_add_actors(to, program, look);
    text_add(to, "\n");
    if (ready[0]) {
        text_add(to, "expect app prints ");
        draft_add_quoted(to, ready);
        text_add(to, " within 5s\n");
    }
    if (app->ended) {
        text_add(to, "expect app exits %u within 10s\n", (unsigned)app->code);
        return;
    }
    text_add(to, "after 500ms kill app\n");
    if (child_count > 0)
        text_add(to,
                 "# or one of these in its place:\n# after 500ms kill %s\n"
                 "# after 500ms hang %s\n",
                 children[0].name, children[0].name);
}
