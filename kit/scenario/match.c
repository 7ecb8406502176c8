#include "kit/scenario/match.h"
#include "kit/scenario/slots.h"

#include <string.h>

/*
 * Every shape is tried from the front, as a parsing expression: brackets are entered if their
 * first word fits and skipped otherwise. The message lists as expected what did not fit at the
 * furthest word that any attempt reached.
 */
struct match {
    const struct reader *reader;
    const struct line *line;
    const char *option; /* the shape of the option being matched, or NULL */
    /* Its first word: a mismatch there means that the option was not begun. */
    uint32_t option_first;
    struct statement said;
    struct miss *miss;
};

static bool same_item(const struct expectation *a, const struct expectation *b)
{
    if (!a->literal || !b->literal)
        return a->literal == b->literal && a->slot == b->slot;
    return a->size == b->size && memcmp(a->literal, b->literal, a->size) == 0;
}

static void miss_kind(struct miss *miss, enum statement_kind kind)
{
    uint32_t kept = miss->kind_count < MISS_SHAPES ? miss->kind_count : MISS_SHAPES;
    for (uint32_t i = 0; i < kept; i++) {
        if (miss->kinds[i] == kind)
            return;
    }
    if (kept < MISS_SHAPES)
        miss->kinds[kept] = kind;
    miss->kind_count++;
}

/* Records what would have fitted, if no attempt came further. Always false, for its callers. */
static bool note_miss(struct match *m, uint32_t token, struct expectation item, const char *why)
{
    struct miss *miss = m->miss;
    if (token < miss->token)
        return false;
    if (token > miss->token) {
        miss->token = token;
        miss->item_count = miss->kind_count = 0;
        miss->why[0] = 0;
        miss->option = NULL;
    }
    miss_kind(miss, m->said.kind);
    if (m->option && token > m->option_first)
        miss->option = m->option;
    for (uint32_t i = 0; i < miss->item_count; i++) {
        if (same_item(&miss->items[i], &item))
            return false;
    }
    if (miss->item_count < MISS_ITEMS)
        miss->items[miss->item_count++] = item;
    if (why[0]) {
        struct text sentence = text_over(miss->why, sizeof miss->why);
        text_add(&sentence, "%s", why);
    }
    return false;
}

static bool element_fits(struct match *m, const struct element *element, uint32_t *token)
{
    struct expectation item = {.literal = element->literal,
                               .size = element->literal ? element->size : 0,
                               .slot = element->slot};
    struct kit_error why = {.status = KIT_OK};
    if (*token >= m->line->count)
        return note_miss(m, *token, item, "");
    const struct token *word = &m->line->tokens[*token];
    if (element->literal ? !token_is(word, element->literal, element->size)
                         : !slot_fits(m->reader, element, word, &m->said, &why))
        return note_miss(m, *token, item, why.text);
    if (!element->literal)
        m->said.tokens[element->role] = (int)*token;
    ++*token;
    return true;
}

static bool options_fit(struct match *m, uint32_t *token);

/* The rest of the line, at least one word. */
static bool reason_fits(struct match *m, uint32_t *token)
{
    if (*token >= m->line->count)
        return note_miss(m, *token, (struct expectation){.slot = SLOT_REASON}, "");
    m->said.tokens[ROLE_REASON] = (int)*token;
    *token = m->line->count;
    return true;
}

static bool has_comma(const struct token *word)
{
    return word->at[word->size - 1] == ',';
}

/* One word, and one more after each comma. */
static bool faults_fit(struct match *m, const struct element *element, uint32_t *token)
{
    uint32_t first = *token;
    do {
        if (!element_fits(m, element, token))
            return false;
    } while (has_comma(&m->line->tokens[*token - 1]));
    m->said.tokens[ROLE_FAULTS] = (int)first;
    return true;
}

/* One slot can take many words. */
static bool part_fits(struct match *m, const struct element *element, uint32_t *token)
{
    if (!element->literal && element->slot == SLOT_OPTIONS)
        return options_fit(m, token);
    if (!element->literal && element->slot == SLOT_REASON)
        return reason_fits(m, token);
    if (!element->literal && element->slot == SLOT_FAULTS)
        return faults_fit(m, element, token);
    return element_fits(m, element, token);
}

/* The elements from `from` to before `to`, without the check of their brackets. */
static bool run_fits(struct match *m, const struct shape *shape, uint32_t from, uint32_t to,
                     uint32_t *token)
{
    for (uint32_t i = from; i < to; i++) {
        if (!part_fits(m, &shape->elements[i], token))
            return false;
    }
    return true;
}

static uint32_t run_end(const struct shape *shape, uint32_t from)
{
    uint32_t end = from + 1;
    while (end < shape->count && shape->elements[end].group == shape->elements[from].group)
        end++;
    return end;
}

static bool shape_fits(struct match *m, const char *text, uint32_t *token)
{
    struct shape shape;
    if (!shape_read(text, &shape))
        return false; /* never for a shape of the table: a test reads them all */
    for (uint32_t from = 0, to = 0; from < shape.count; from = to) {
        to = run_end(&shape, from);
        struct statement before = m->said;
        uint32_t at = *token;
        if (run_fits(m, &shape, from, to, &at)) {
            *token = at;
        } else {
            m->said = before;
            if (shape.elements[from].group == 0)
                return false;
        }
    }
    return true;
}

/* One word, or one option with its value, from *token on; notes what it is. */
static bool option_fits(struct match *m, const char *shape, enum protocol_option option,
                        enum launch_option launch, uint32_t *token)
{
    uint32_t at = *token;
    m->option = shape;
    m->option_first = at;
    bool fits = shape_fits(m, shape, &at);
    m->option = NULL;
    if (!fits)
        return false;
    m->said.options[m->said.option_count].option = option;
    m->said.options[m->said.option_count].launch = launch;
    m->said.options[m->said.option_count].first = *token;
    m->said.options[m->said.option_count++].value = at - 1;
    *token = at;
    return true;
}

static bool any_option_fits(struct match *m, uint32_t *token)
{
    for (int i = 0; option_shapes[i]; i++) {
        if (option_fits(m, option_shapes[i], (enum protocol_option)i, LAUNCH_OPTION_COUNT,
                        token))
            return true;
    }
    for (int i = 0; launch_shapes[i]; i++) {
        if (option_fits(m, launch_shapes[i], OPTION_COUNT, (enum launch_option)i, token))
            return true;
    }
    return false;
}

static bool options_fit(struct match *m, uint32_t *token)
{
    uint32_t first = *token;
    for (;;) {
        struct statement *said = &m->said;
        if (*token < m->line->count && m->line->tokens[*token].quoted) {
            said->options[said->option_count].option = OPTION_COUNT;
            said->options[said->option_count].launch = LAUNCH_OPTION_COUNT;
            said->options[said->option_count].first = *token;
            said->options[said->option_count++].value = *token;
            ++*token;
        } else if (!any_option_fits(m, token)) {
            break;
        }
    }
    if (*token > first)
        m->said.tokens[ROLE_OPTIONS] = (int)first;
    /* Further options would always have fitted, so they count as expected here. */
    note_miss(m, *token, (struct expectation){.slot = SLOT_OPTIONS}, "");
    return *token > first;
}

bool shapes_match(const struct reader *reader, struct statement *out, struct miss *miss)
{
    struct match m = {.reader = reader, .line = &reader->line, .miss = miss};
    miss->token = 0;
    miss->item_count = miss->kind_count = 0;
    miss->why[0] = 0;
    miss->option = NULL;
    for (uint32_t kind = 0; kind < SAY_COUNT; kind++) {
        uint32_t token = 0;
        m.said = (struct statement){.kind = (enum statement_kind)kind};
        m.said.line = (struct scenario_line){.kind = m.said.kind,
                                             .line_number = reader->line.number,
                                             .thing = THING_COUNT,
                                             .actor = -1,
                                             .target = -1,
                                             .peer = -1};
        for (uint32_t role = 0; role < ROLES; role++)
            m.said.tokens[role] = -1;
        if (!shape_fits(&m, statement_shapes[kind], &token))
            continue;
        if (token == reader->line.count) {
            *out = m.said;
            return true;
        }
        note_miss(&m, token, (struct expectation){.slot = SLOT_COUNT}, "");
    }
    return false;
}
