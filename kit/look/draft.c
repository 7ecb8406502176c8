#include "kit/look/draft.h"
#include "kit/base/shown.h"
#include "kit/base/utf8.h"
#include "kit/base/wildcard.h"
#include "kit/judge/system_processes.h"
#include "kit/scenario/slots.h"

#include <assert.h>
#include <string.h>

/* The shortest text that is worth waiting for. */
#define READY_LEAST        3

/* How often a text has to be printed to be a sign that the program goes on; how many events are
 * taken for its first; how long before the end of the look it may have come last. */
#define PROGRESS_LEAST     5
#define PROGRESS_LOOKED_AT 64
#define PROGRESS_SLACK_NS  (200 * NS_PER_MS)

static bool is_word_character(char c)
{
    return utf8_is_letter(c) || utf8_is_digit(c);
}

/* The image without its ending, as a name of the language. */
static void name_of_image(const char *image, char to[KIT_NAME])
{
    size_t length = 0;
    const char *end = strrchr(image, '.');
    if (!utf8_is_letter(image[0]))
        to[length++] = 'p';
    for (const char *at = image; *at && at != end && length < KIT_NAME - 4; at++) {
        bool is_plain = is_word_character(*at) || *at == '_' || *at == '-';
        to[length++] = is_plain ? *at : '_';
    }
    to[length] = 0;
    if (word_is_taken(to) || words_equal(to, "app"))
        strcat(to, "1");
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

#define DIGITS     "0123456789"
#define HEX_DIGITS DIGITS "abcdefABCDEF"

/* How long the number of a GUID is, 8-4-4-4-12 digits; 0 if none begins here. */
static size_t guid_length(const char *at)
{
    static const size_t parts[] = {8, 4, 4, 4, 12};
    size_t length = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (i > 0 && at[length++] != '-')
            return 0;
        if (strspn(at + length, HEX_DIGITS) < parts[i])
            return 0;
        length += parts[i];
    }
    return is_word_character(at[length]) ? 0 : length;
}

/*
 * How long the number is that a word begins with; 0 if it begins with none. Handles, addresses
 * and GUIDs are hexadecimal. Letters alone are no number, such as `face`, nor is `c3po`.
 */
static size_t hex_length(const char *at)
{
    bool has_prefix = at[0] == '0' && (at[1] == 'x' || at[1] == 'X');
    size_t guid = guid_length(at), from = has_prefix ? 2 : 0;
    size_t length = from + strspn(at + from, HEX_DIGITS);
    bool is_number = length > from && strcspn(at, DIGITS) < length;
    if (guid > 0)
        return guid;
    return is_number && !is_word_character(at[length]) ? length : 0;
}

/* PIDs, handles and ports differ from run to run: a number of more than `keeps` digits becomes
 * a wildcard. */
static void add_lasting(struct text *to, const char *from, size_t keeps)
{
    for (bool in_word = false; *from;) {
        size_t digits = in_word ? 0 : hex_length(from);
        if (digits == 0)
            digits = strspn(from, DIGITS);
        size_t length = digits > 0 ? digits : 1;
        if (digits > keeps)
            text_add(to, "*");
        else
            text_add_bytes(to, from, length);
        in_word = is_word_character(from[length - 1]);
        from += length;
    }
}

/* The program's word of a command line, without folders and quotes. */
static void add_program_word(struct text *to, const char *command)
{
    size_t length = *command == '"' ? strcspn(++command, "\"") : strcspn(command, " \t");
    const char *end = command + length, *start = end;
    while (start > command && start[-1] != '\\' && start[-1] != '/')
        start--;
    text_add_bytes(to, start, (size_t)(end - start));
}

/* A program can be started by another word than its image: `node` for node.exe. */
static void add_look(const struct look *look, uint32_t process, size_t keeps,
                     char to[LOOK_COMMAND])
{
    const struct look_process *of = &look->processes[process];
    struct text text = text_over(to, LOOK_COMMAND);
    if (wildcard_finds(of->image, of->command, false))
        text_add(&text, "%s*", of->image);
    else
        add_program_word(&text, of->command);
    if (text.length > 0 && to[text.length - 1] != '*')
        text_add(&text, "*");
    add_lasting(&text, behind_program(of->command), keeps);
}

void draft_kind_text(const struct look *look, uint32_t process, char to[LOOK_COMMAND])
{
    add_look(look, process, 0, to);
}

bool draft_is_same_kind(const struct look *look, uint32_t a, uint32_t b)
{
    char one[LOOK_COMMAND], other[LOOK_COMMAND];
    draft_kind_text(look, a, one);
    draft_kind_text(look, b, other);
    return words_equal(one, other);
}

static bool lived_at(const struct look_process *process, int64_t at_ns)
{
    return process->began_ns <= at_ns && (!process->ended || process->ended_ns > at_ns);
}

/* How many processes of this one's kind lived at an instant. */
static uint32_t count_living(const struct look *look, uint32_t process, int64_t at_ns)
{
    uint32_t count = 0;
    for (uint32_t i = 1; i < look->process_count; i++)
        count += lived_at(&look->processes[i], at_ns) && draft_is_same_kind(look, i, process);
    return count;
}

/* When most of this kind lived; at the last such instant. */
static int64_t peak_of(const struct look *look, uint32_t process, uint32_t *count)
{
    int64_t peak_ns = 0;
    *count = 0;
    for (uint32_t i = 1; i < look->process_count; i++) {
        if (!draft_is_same_kind(look, i, process))
            continue;
        uint32_t living = count_living(look, process, look->processes[i].began_ns);
        if (living >= *count)
            peak_ns = look->processes[i].began_ns;
        *count = living > *count ? living : *count;
    }
    return peak_ns;
}

/* Whether another process of this kind ended by itself while the program went on. */
static bool kind_may_end(const struct look *look, uint32_t process)
{
    for (uint32_t i = 1; i < look->process_count; i++) {
        const struct look_process *other = &look->processes[i];
        bool app_went_on =
            !look->processes[0].ended || look->processes[0].ended_ns > other->ended_ns;
        if (other->ended && app_went_on && draft_is_same_kind(look, i, process))
            return true;
    }
    return false;
}

/*
 * Whether all processes with this image, the program's own included, are of this one's kind,
 * and the program itself started it: a child that `is image` is no child of another actor.
 */
static bool image_is_enough(const struct look *look, uint32_t process)
{
    if (look_depth(look, process) != 1)
        return false;
    for (uint32_t i = 0; i < look->process_count; i++) {
        if (words_equal(look->processes[i].image, look->processes[process].image) &&
            !draft_is_same_kind(look, i, process))
            return false;
    }
    return true;
}

/* Whether another process of the same instant has this text, too. */
static bool text_is_ambiguous(const struct look *look, uint32_t process, const char *text)
{
    for (uint32_t i = 0; i < look->process_count; i++) {
        if (i != process && wildcard_finds(text, look->processes[i].command, false))
            return true;
    }
    return false;
}

static void look_of_child(const struct look *look, uint32_t process, uint32_t at_once,
                          struct draft_child *child)
{
    struct text text = text_over(child->look, sizeof child->look);
    child->may_end = kind_may_end(look, process);
    child->by_image = image_is_enough(look, process);
    if (child->by_image) {
        text_add(&text, "%s", look->processes[process].image);
        return;
    }
    /* Small numbers tell one worker from the next; a long one is a PID. */
    if (at_once > 1) {
        add_look(look, process, 2, child->look);
        if (!text_is_ambiguous(look, process, child->look))
            return;
    }
    draft_kind_text(look, process, child->look);
}

static bool name_is_free(const struct draft_child *children, uint32_t count, const char *name)
{
    for (uint32_t i = 0; i < count; i++) {
        if (words_equal(children[i].name, name))
            return false;
    }
    return true;
}

/* A process whose command line is not known yet has nothing to be told by, unless its image is
 * enough. */
static bool is_child_to_name(const struct look *look, uint32_t process)
{
    const struct look_process *of = &look->processes[process];
    bool is_known = of->image[0] && (of->command[0] || image_is_enough(look, process));
    return process > 0 && is_known && !is_systems_own(of->image);
}

uint32_t draft_children(const struct look *look, struct draft_child out[LOOK_PROCESSES])
{
    uint32_t count = 0;
    for (uint32_t i = 1; i < look->process_count; i++) {
        struct draft_child *child = &out[count];
        char base[KIT_NAME];
        uint32_t at_once = 0;
        if (!is_child_to_name(look, i) ||
            !lived_at(&look->processes[i], peak_of(look, i, &at_once)))
            continue;
        *child = (struct draft_child){.process = i, .at_once = at_once};
        name_of_image(look->processes[i].called[0] ? look->processes[i].called
                                                   : look->processes[i].image,
                      base);
        memcpy(child->name, base, sizeof base);
        for (uint32_t n = 2; !name_is_free(out, count, child->name); n++) {
            struct text text = text_over(child->name, sizeof child->name);
            text_add(&text, "%.27s%u", base, (unsigned)n);
        }
        look_of_child(look, i, at_once, child);
        count++;
    }
    return count;
}

/* By the rules of the language: a backslash counts only before a quote. */
void draft_add_quoted(struct text *to, const char *word)
{
    text_add(to, "\"");
    while (*word) {
        size_t slashes = strspn(word, "\\");
        bool before_quote = word[slashes] == '"' || word[slashes] == '\0';
        for (size_t i = 0; i < slashes * (before_quote ? 2 : 1); i++)
            text_add(to, "\\");
        word += slashes;
        if (*word)
            text_add(to, *word == '"' ? "\\\"" : "%c", *word);
        word += *word != '\0';
    }
    text_add(to, "\"");
}

void draft_add_program(struct text *to, const struct look_program *program)
{
    draft_add_quoted(to, program->path);
    for (size_t i = 0; i < program->count; i++) {
        text_add(to, " ");
        draft_add_quoted(to, program->arguments[i]);
    }
    text_add(to, "%s", program->injected ? " probe inject" : "");
}

void draft_add_actors(struct text *to, const struct look_program *program,
                      const struct look *look)
{
    struct draft_child children[LOOK_PROCESSES];
    uint32_t count = draft_children(look, children);
    text_add(to, "parent app is ");
    draft_add_program(to, program);
    text_add(to, "\n");
    for (uint32_t i = 0; i < count; i++) {
        text_add(to, "child %s is %s ", children[i].name,
                 children[i].by_image ? "image" : "any");
        draft_add_quoted(to, children[i].look);
        text_add(to, "\n");
        if (children[i].may_end)
            text_add(to, "%s may end\n", children[i].name);
    }
}

/* Stands for bytes that are no text. */
#define NO_TEXT "\xef\xbf\xbd"

/* The bytes that a scenario may contain: up to what is shown by an escape, such as a control
 * character. */
static size_t plain_length(const char *line, size_t most)
{
    char shown[SHOWN_MOST];
    for (size_t at = 0; at < most;) {
        size_t size = shown_piece(line + at, most - at, false, shown);
        if (strlen(shown) != size || memcmp(shown, line + at, size) != 0)
            return at;
        at += size;
    }
    return most;
}

/* What a text of the language cannot contain, or what changes from line to line. */
#define NO_LASTING DIGITS "*?\"\\\t"

/* A part of a printed line that stays the same. */
struct lasting {
    const char *at;
    size_t length;
};

static struct lasting trimmed(const char *from, size_t length)
{
    if (length > LOOK_NAME - 1)
        length = utf8_whole(from, LOOK_NAME - 1);
    length = plain_length(from, length);
    while (length > 0 && from[length - 1] == ' ')
        length--;
    while (length > 0 && *from == ' ') {
        from++;
        length--;
    }
    return (struct lasting){from, length};
}

/* The beginning, or else the longest part behind a number and a blank, such as a time stamp.
 * Nothing if the line has bytes that are no text: the few letters in it are there by chance. */
static struct lasting lasting_of(const char *line)
{
    struct lasting best = {line, 0};
    if (strstr(line, NO_TEXT))
        return best;
    for (const char *at = line; *at; at += strspn(at, NO_LASTING)) {
        size_t length = strcspn(at, NO_LASTING);
        size_t word = at == line ? 0 : strcspn(at, " ");
        struct lasting part = trimmed(at + word, word < length ? length - word : 0);
        if (part.length > best.length)
            best = part;
        if (at == line && best.length >= READY_LEAST)
            break;
        at += length;
    }
    return best;
}

/* A line that the program printed, as far as it stays the same. */
static struct lasting printed_form(const struct kit_event *event)
{
    struct lasting none = {event->text, 0};
    struct lasting form = event->kind == EVENT_PRINTED ? lasting_of(event->text) : none;
    return form.length >= READY_LEAST ? form : none;
}

static void write_form(char to[LOOK_NAME], const struct lasting *form)
{
    struct text text = text_over(to, LOOK_NAME);
    text_add_bytes(&text, form->at, form->length);
}

void draft_ready_text(const struct kit_event *events, size_t count, char to[LOOK_NAME])
{
    to[0] = 0;
    for (size_t i = 0; i < count && !to[0]; i++) {
        struct lasting form = printed_form(&events[i]);
        write_form(to, &form);
    }
}

static bool has_form(const struct kit_event *event, const struct lasting *form)
{
    struct lasting own = printed_form(event);
    return own.length == form->length && memcmp(own.at, form->at, own.length) == 0;
}

bool draft_is_same_form(const struct kit_event *a, const struct kit_event *b)
{
    struct lasting form = printed_form(b);
    return has_form(a, &form);
}

/* How often a form was printed; when last, and the longest time in between. */
static uint32_t count_form(const struct kit_event *events, size_t count,
                           const struct lasting *form, int64_t *last_ns, int64_t *gap_ns)
{
    uint32_t times = 0;
    *last_ns = *gap_ns = 0;
    for (size_t i = 0; i < count; i++) {
        if (!has_form(&events[i], form))
            continue;
        if (times++ > 0 && events[i].at_ns - *last_ns > *gap_ns)
            *gap_ns = events[i].at_ns - *last_ns;
        *last_ns = events[i].at_ns;
    }
    return times;
}

/* When the look was over. */
static int64_t closing_of(const struct kit_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (events[i].kind == EVENT_CLOSING)
            return events[i].at_ns;
    }
    return 0;
}

void draft_progress_text(const struct kit_event *events, size_t count, char to[LOOK_NAME],
                         int64_t *gap_ns)
{
    uint32_t most = PROGRESS_LEAST - 1;
    int64_t closing_ns = closing_of(events, count);
    to[0] = 0;
    *gap_ns = 0;
    for (size_t i = 0; i < count && i < PROGRESS_LOOKED_AT; i++) {
        int64_t last_ns, gap;
        struct lasting form = printed_form(&events[i]);
        if (form.length == 0)
            continue;
        uint32_t times = count_form(events, count, &form, &last_ns, &gap);
        if (times <= most || last_ns + 2 * gap + PROGRESS_SLACK_NS < closing_ns)
            continue;
        most = times;
        *gap_ns = gap;
        write_form(to, &form);
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
