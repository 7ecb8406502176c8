#include "kit/scenario/slots.h"
#include "kit/base/calls.h"
#include "kit/base/duration.h"
#include "kit/base/event.h"
#include "kit/base/utf8.h"
#include "kit/protocol/call_steps.h"

#include <assert.h>
#include <string.h>

/* Names as they stand in a line. */
static const char *const system_slots[SYSTEM_COUNT + 1] = {
#define X(system, word) word ":",
    KIT_SYSTEMS(X)
#undef X
};

/* The input of a slot's reader: a word without quotes around it. */
struct slot_word {
    const struct reader *reader;
    const struct element *element;
    char text[SCENARIO_ARGUMENT];
    size_t size;
    bool quoted;
    struct statement *into;
    struct kit_error *why;
};

/* Letters and digits, and these. */
static bool is_made_of(const char *word, const char *others)
{
    for (const char *at = word; *at; at++) {
        if (!utf8_is_letter(*at) && !utf8_is_digit(*at) && !strchr(others, *at))
            return false;
    }
    return *word != 0;
}

static bool shape_has_word(const char *text, const char *word)
{
    struct shape shape;
    if (!shape_read(text, &shape))
        return false;
    for (uint32_t i = 0; i < shape.count; i++) {
        const struct element *element = &shape.elements[i];
        if (element->literal && strlen(word) == element->size &&
            memcmp(element->literal, word, element->size) == 0)
            return true;
    }
    return false;
}

bool word_is_taken(const char *word)
{
    for (int i = 0; i < SAY_COUNT; i++) {
        if (shape_has_word(statement_shapes[i], word))
            return true;
    }
    for (int i = 0; option_shapes[i]; i++) {
        if (shape_has_word(option_shapes[i], word))
            return true;
    }
    for (int i = 0; launch_shapes[i]; i++) {
        if (shape_has_word(launch_shapes[i], word))
            return true;
    }
    return word_index(fault_words, word) >= 0;
}

static bool refuse_word(const struct slot_word *w, const char *sentence)
{
    kit_fail(w->why, KIT_BAD_INPUT, "%s", sentence);
    return false;
}

static bool fit_name(const struct slot_word *w)
{
    if (!utf8_is_letter(w->text[0]) || !is_made_of(w->text, "_-"))
        return refuse_word(
            w, "a name begins with a letter and has letters, digits, '_' and '-' only");
    if (word_is_taken(w->text)) {
        kit_fail(w->why, KIT_BAD_INPUT, "'%s' is a word of the language; choose another name",
                 w->text);
        return false;
    }
    if (!name_copy(w->into->name, w->text, w->size))
        return refuse_word(w, "a name has at most 31 bytes");
    return true;
}

static bool fit_actor(const struct slot_word *w)
{
    int actor = scenario_actor(w->reader->out, w->text);
    if (actor < 0)
        return false;
    struct scenario_line *line = &w->into->line;
    if (w->element->role == ROLE_TARGET)
        line->target = actor;
    else if (w->element->role == ROLE_PEER)
        line->peer = actor;
    else
        line->actor = actor;
    return true;
}

static bool fit_program(const struct slot_word *w)
{
    if (w->quoted)
        return w->size > 0;
    if (!is_made_of(w->text, "_.-"))
        return refuse_word(w,
                           "a program with other characters than letters, digits, '_', '.' and "
                           "'-' needs quotes");
    if (word_is_taken(w->text)) {
        kit_fail(w->why, KIT_BAD_INPUT,
                 "'%s' is a word of the language; a program of this name needs quotes",
                 w->text);
        return false;
    }
    return true;
}

/* In all shapes the actor stands before its step. */
static bool is_call_step(const struct slot_word *w, const char *step)
{
    int actor = w->into->line.actor;
    return actor >= 0 && actor_is_injected(w->reader->out, actor) &&
           word_index(call_step_words, step) >= 0;
}

static bool fit_step(const struct slot_word *w)
{
    if (word_index(step_words, w->text) < 0 && reader_own_step(w->reader, w->text) < 0 &&
        !is_call_step(w, w->text))
        return false;
    return name_copy(w->into->line.step, w->text, w->size);
}

static bool fit_event(const struct slot_word *w)
{
    if (!fit_step(w))
        return false;
    if (reader_step_flags(w->reader, w->text) & STEP_IS_REPORT)
        return true;
    kit_fail(w->why, KIT_BAD_INPUT,
             "'%s' is a step, not a report; write 'reaches' instead of 'reports'", w->text);
    return false;
}

static bool fit_call(const struct slot_word *w)
{
    return word_index(call_words, w->text) >= 0 &&
           name_copy(w->into->line.step, w->text, w->size);
}

/* The calls of an injected actor are steps, too. With this fault the line is one about a call.
 */
static bool is_for_a_call(const struct slot_word *w, int fault)
{
    return fault >= 0 && w->into->line.kind == SAY_AT && is_call_step(w, w->into->line.step) &&
           word_index(call_words, w->into->line.step) >= 0 &&
           !fault_strikes((enum kit_fault)fault, STRIKES_STEP);
}

static bool fit_fault(const struct slot_word *w)
{
    int fault = word_index(fault_words, w->text);
    if (is_for_a_call(w, fault))
        return false;
    w->into->line.fault = fault < 0 ? (enum kit_fault)0 : (enum kit_fault)fault;
    return fault >= 0;
}

/* One word of a list. The comma after it belongs to the word. */
static bool fit_faults(const struct slot_word *w)
{
    char word[SCENARIO_ARGUMENT];
    struct text text = text_over(word, sizeof word);
    text_add_bytes(&text, w->text, w->size - (w->size > 0 && w->text[w->size - 1] == ','));
    int fault = word_index(fault_words, word);
    if (fault >= 0)
        w->into->faults |= 1u << fault;
    return fault >= 0;
}

static bool fit_way(const struct slot_word *w)
{
    int way = word_index(drop_words, w->text);
    w->into->line.drop = way < 0 ? DROP_USUAL : (enum kit_drop)(way + 1);
    return way >= 0;
}

static bool fit_rule(const struct slot_word *w)
{
    int rule = word_index(rule_words, w->text);
    w->into->rule = rule < 0 ? (enum kit_rule)0 : (enum kit_rule)rule;
    return rule >= 0;
}

static bool fit_word(const struct slot_word *w)
{
    if (!utf8_is_letter(w->text[0]) || !is_made_of(w->text, "._-"))
        return refuse_word(
            w, "a word begins with a letter and has letters, digits, '.', '_' and '-'");
    if (!name_copy(w->into->name, w->text, w->size))
        return refuse_word(w, "a word has at most 31 bytes");
    return true;
}

static bool fit_duration(const struct slot_word *w)
{
    bool is_floor = w->element->role == ROLE_FLOOR;
    uint64_t ms = 0;
    uint32_t *into_ms = is_floor ? &w->into->floor_ms : &w->into->duration_ms;
    if (utf8_is_letter(w->text[0])) /* `by` can be followed by a word, too */
        return false;
    if (value_read(KIND_DURATION, w->text, &ms, w->why) != KIT_OK)
        return false;
    *into_ms = (uint32_t)ms;
    return true;
}

static bool fit_code(const struct slot_word *w)
{
    uint64_t code = 0;
    if (!utf8_is_digit(w->text[0]) && w->text[0] != '-')
        return false;
    enum kit_status status = w->size > 1 && w->text[1] == 'x'
                                 ? hexadecimal_read(w->text, w->size, UINT32_MAX, &code, w->why)
                                 : number_read(w->text, w->size, UINT32_MAX, &code, w->why);
    if (status != KIT_OK)
        return false;
    w->into->line.has_code = true;
    w->into->line.code = (uint32_t)code;
    return true;
}

static bool fit_number(const struct slot_word *w)
{
    uint64_t number = 0;
    if (w->text[0] != '#')
        return false;
    if (number_read(w->text + 1, w->size - 1, SCENARIO_TIMES, &number, w->why) != KIT_OK)
        return false;
    w->into->line.occurrence = (uint32_t)number;
    return number > 0 || refuse_word(w, "occurrences begin with #1");
}

static bool fit_times(const struct slot_word *w)
{
    uint64_t times = 0;
    if (!utf8_is_digit(w->text[0]))
        return false;
    if (value_read(KIND_TIMES, w->text, &times, w->why) != KIT_OK)
        return false;
    w->into->times = (uint32_t)times;
    return true;
}

static bool fit_system(const struct slot_word *w)
{
    char word[SCENARIO_ARGUMENT];
    if (w->size == 0 || w->text[w->size - 1] != ':')
        return false;
    memcpy(word, w->text, w->size - 1);
    word[w->size - 1] = 0;
    return system_range_read(word, &w->into->on);
}

/* The matcher parses options itself, and takes a reason unchanged. */
static bool fit_options(const struct slot_word *w)
{
    (void)w;
    return false;
}

/*
 * This slot needs no sentence of its own: the message lists the words, and names the nearest.
 */
static bool fit_notice(const struct slot_word *w)
{
    uint64_t notice = 0;
    return value_read(KIND_NOTICE, w->text, &notice, NULL) == KIT_OK;
}

static bool fit_size(const struct slot_word *w)
{
    uint64_t bytes = 0;
    return value_read(KIND_SIZE, w->text, &bytes, w->why) == KIT_OK;
}

static bool fit_loss(const struct slot_word *w)
{
    uint64_t loss = 0;
    return value_read(KIND_LOSS, w->text, &loss, NULL) == KIT_OK;
}

static bool fit_text(const struct slot_word *w)
{
    if (!w->quoted)
        return refuse_word(w, "a text stands in quotes, such as \"ready\"");
    return w->size > 0 || refuse_word(w, "this text is empty; write what it must have");
}

static bool fit_ask(const struct slot_word *w)
{
    int way = word_index(ask_words, w->text);
    w->into->ask = way < 0 ? ASK_NONE : (enum launch_ask)(way + 1);
    return way >= 0;
}

static bool fit_thing(const struct slot_word *w)
{
    int thing = word_index(thing_words, w->text);
    w->into->line.thing = thing < 0 ? THING_COUNT : (enum launch_thing)thing;
    return thing >= 0;
}

static bool fit_variable(const struct slot_word *w)
{
    const char *equals = strchr(w->text, '=');
    return (equals && equals > w->text) ||
           refuse_word(w, "a variable is a name, '=' and a value, such as NAME=VALUE");
}

static bool fit_path(const struct slot_word *w)
{
    return w->quoted && w->size > 0 ? true : refuse_word(w, "a path stands in quotes");
}

static bool fit_source(const struct slot_word *w)
{
    return word_index(input_words, w->text) >= 0;
}

static bool fit_sink(const struct slot_word *w)
{
    return word_index(output_words, w->text) >= 0;
}

static bool fit_token(const struct slot_word *w)
{
    return word_index(token_words, w->text) >= 0;
}

static bool fit_job(const struct slot_word *w)
{
    return word_index(job_words, w->text) >= 0;
}

static bool fit_console(const struct slot_word *w)
{
    return word_index(console_words, w->text) >= 0;
}

static bool fit_clock(const struct slot_word *w)
{
    int clock = word_index(clock_words, w->text);
    if (clock >= 0)
        w->into->line.clock = (uint32_t)clock;
    return clock >= 0;
}

static bool fit_shim(const struct slot_word *w)
{
    int shim = word_index(shim_words, w->text);
    if (shim >= 0)
        w->into->shim = (enum protocol_shim)shim;
    return shim >= 0;
}

static bool fit_meaning(const struct slot_word *w)
{
    return step_meant(w->text) >= 0 && name_copy(w->into->line.step, w->text, w->size);
}

static bool (*const fits[SLOT_COUNT])(const struct slot_word *) = {
    [SLOT_NAME] = fit_name,         [SLOT_ACTOR] = fit_actor,    [SLOT_PROGRAM] = fit_program,
    [SLOT_STEP] = fit_step,         [SLOT_EVENT] = fit_event,    [SLOT_FAULT] = fit_fault,
    [SLOT_RULE] = fit_rule,         [SLOT_WORD] = fit_word,      [SLOT_DURATION] = fit_duration,
    [SLOT_CODE] = fit_code,         [SLOT_NUMBER] = fit_number,  [SLOT_OPTIONS] = fit_options,
    [SLOT_NOTICE] = fit_notice,     [SLOT_SIZE] = fit_size,      [SLOT_LOSS] = fit_loss,
    [SLOT_WAY] = fit_way,           [SLOT_CALL] = fit_call,      [SLOT_TIMES] = fit_times,
    [SLOT_SYSTEM] = fit_system,     [SLOT_REASON] = fit_options, [SLOT_FAULTS] = fit_faults,
    [SLOT_MEANING] = fit_meaning,   [SLOT_TEXT] = fit_text,      [SLOT_ASK] = fit_ask,
    [SLOT_VARIABLE] = fit_variable, [SLOT_PATH] = fit_path,      [SLOT_SOURCE] = fit_source,
    [SLOT_SINK] = fit_sink,         [SLOT_PIPE] = fit_text,      [SLOT_THING] = fit_thing,
    [SLOT_CONSOLE] = fit_console,   [SLOT_MEMORY] = fit_text,    [SLOT_OFFSET] = fit_code,
    [SLOT_TOKEN] = fit_token,       [SLOT_JOB] = fit_job,        [SLOT_SHIM] = fit_shim,
    [SLOT_CLOCK] = fit_clock,       [SLOT_OBJECT] = fit_text,
};

/* Whether a word in quotes can stand in this slot. */
static bool takes_quotes(enum shape_slot slot)
{
    return slot == SLOT_PROGRAM || slot == SLOT_TEXT || slot == SLOT_VARIABLE ||
           slot == SLOT_PATH || slot == SLOT_PIPE || slot == SLOT_MEMORY || slot == SLOT_OBJECT;
}

bool slot_fits(const struct reader *reader, const struct element *element,
               const struct token *token, struct statement *into, struct kit_error *why)
{
    struct slot_word word = {.reader = reader,
                             .element = element,
                             .quoted = token->quoted,
                             .into = into,
                             .why = why};
    if (token->quoted && !takes_quotes(element->slot))
        return false;
    if (!token_text(token, word.text, sizeof word.text))
        return refuse_word(&word, "a word has at most 511 bytes");
    word.size = strlen(word.text);
    return fits[element->slot](&word);
}

static size_t append_words(const char **to, size_t count, const char *const *from)
{
    for (; *from && count < SLOT_WORDS; from++)
        to[count++] = *from;
    return count;
}

static size_t append_steps(const struct reader *reader, uint32_t flags, const char **to,
                           size_t count)
{
    for (uint32_t i = 0; i < PROTOCOL_STEP_COUNT && count < SLOT_WORDS; i++) {
        if ((step_flags[i] & flags) == flags)
            to[count++] = step_words[i];
    }
    for (uint32_t i = 0; i < reader->step_count && count < SLOT_WORDS; i++)
        to[count++] = reader->steps[i];
    return scenario_has_injected(reader->out) ? append_words(to, count, call_step_words)
                                              : count;
}

size_t slot_words(const struct reader *reader, enum shape_slot slot, const char **words,
                  size_t count)
{
    switch (slot) {
    case SLOT_ACTOR:
        for (uint32_t i = 0; i < reader->out->actor_count && count < SLOT_WORDS; i++)
            words[count++] = reader->out->actors[i].name;
        return count;
    case SLOT_STEP:
        return append_steps(reader, 0, words, count);
    case SLOT_EVENT:
        return append_steps(reader, STEP_IS_REPORT, words, count);
    case SLOT_CALL:
        return append_words(words, count, call_words);
    case SLOT_FAULT:
    case SLOT_FAULTS:
        return append_words(words, count, fault_words);
    case SLOT_RULE:
        return append_words(words, count, rule_words);
    case SLOT_WAY:
        return append_words(words, count, drop_words);
    case SLOT_NOTICE:
        return append_words(words, count, notice_words);
    case SLOT_LOSS:
        return append_words(words, count, loss_words);
    case SLOT_ASK:
        return append_words(words, count, ask_words);
    case SLOT_THING:
        return append_words(words, count, thing_words);
    case SLOT_SOURCE:
        return append_words(words, count, input_words);
    case SLOT_SINK:
        return append_words(words, count, output_words);
    case SLOT_CONSOLE:
        return append_words(words, count, console_words);
    case SLOT_TOKEN:
        return append_words(words, count, token_words);
    case SLOT_JOB:
        return append_words(words, count, job_words);
    case SLOT_CLOCK:
        return append_words(words, count, clock_words);
    case SLOT_SHIM:
        return append_words(words, count, shim_words);
    case SLOT_SYSTEM:
        return append_words(words, count, system_slots);
    case SLOT_MEANING:
        return append_words(words, append_words(words, count, meaning_words), step_words);
    case SLOT_NAME:
    case SLOT_PROGRAM:
    case SLOT_WORD:
    case SLOT_DURATION:
    case SLOT_CODE:
    case SLOT_NUMBER:
    case SLOT_OPTIONS:
    case SLOT_SIZE:
    case SLOT_REASON:
    case SLOT_TIMES:
    case SLOT_TEXT:
    case SLOT_PIPE:
    case SLOT_OBJECT:
    case SLOT_MEMORY:
    case SLOT_OFFSET:
    case SLOT_VARIABLE:
    case SLOT_PATH:
    case SLOT_COUNT:
        return count;
    }
    return count;
}

void slot_expected(const struct reader *reader, enum shape_slot slot, bool alone,
                   struct text *to)
{
    const char *words[SLOT_WORDS];
    size_t count = slot_words(reader, slot, words, 0);
    text_add(to, "%s", slot == SLOT_COUNT ? "the end of the line" : slot_expectations[slot]);
    if (slot == SLOT_ACTOR && count == 0)
        text_add(to,
                 alone ? ", and no line above declares one" : " (no line above declares one)");
    else if (slot == SLOT_ACTOR)
        text_add(to, "%s'%s'%s%s%s%s", alone ? ", such as " : " (such as ", words[0],
                 count > 1 ? " or '" : "", count > 1 ? words[1] : "", count > 1 ? "'" : "",
                 alone ? "" : ")");
    else if (slot == SLOT_STEP || slot == SLOT_EVENT)
        text_add(to, " (one of your own needs a line above: step <word>)");
    else if (slot == SLOT_FAULTS) {
        text_add(to, "; they are: ");
        text_add_choice(to, words, count);
    } else if (slot == SLOT_FAULT || slot == SLOT_RULE || slot == SLOT_NOTICE ||
               slot == SLOT_LOSS || slot == SLOT_SYSTEM || slot == SLOT_WAY ||
               slot == SLOT_ASK || slot == SLOT_SOURCE || slot == SLOT_SINK ||
               slot == SLOT_THING || slot == SLOT_CONSOLE || slot == SLOT_TOKEN ||
               slot == SLOT_JOB || slot == SLOT_SHIM || slot == SLOT_CLOCK) {
        text_add(to, ": ");
        text_add_choice(to, words, count);
    }
}

static_assert(SLOT_WORDS > SCENARIO_ACTORS + SCENARIO_STEPS + PROTOCOL_STEP_COUNT + CALL_COUNT +
                               CALL_STEP_COUNT + SCENARIO_WORDS + FAULT_COUNT,
              "all words that a message could suggest fit");
static_assert(KIT_NAME == 32 && SCENARIO_ARGUMENT == 512, "sentences above say so");
