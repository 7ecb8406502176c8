#include "kit/look/exchange_page.h"
#include "kit/base/injected_needs.h"
#include "kit/base/shown_text.h"
#include "kit/look/exchange.h"
#include "kit/protocol/call_steps.h"

/* The width of a line, and where the calls of an actor go on. */
#define COLUMNS 96
#define INDENT  8

static const char *times_word(unsigned long times)
{
    return times == 1 ? "time" : "times";
}

/* The calls that are about no pipe and no object. */
static const char *title_of(const struct exchange_row *row)
{
    return row->object[0] ? row->object : "processes";
}

/* Whether an earlier row has the same object, and the same actor, if that is asked for. */
static bool has_earlier(const struct exchange *exchange, size_t index, bool same_actor)
{
    const struct exchange_row *row = &exchange->rows[index];
    for (size_t i = 0; i < index; i++) {
        if (words_equal(exchange->rows[i].object, row->object) &&
            (!same_actor || words_equal(exchange->rows[i].actor, row->actor)))
            return true;
    }
    return false;
}

/* "    app: pipe.write 50, pipe.read 50", wrapped between calls. */
static void show_actor(struct text *to, const struct exchange *exchange, size_t first)
{
    const struct exchange_row *of = &exchange->rows[first];
    size_t line = to->length;
    text_add(to, "    %s:", of->actor);
    for (size_t i = first; i < exchange->row_count; i++) {
        const struct exchange_row *row = &exchange->rows[i];
        char word[2 * KIT_NAME];
        struct text text = text_over(word, sizeof word);
        if (!words_equal(row->object, of->object) || !words_equal(row->actor, of->actor))
            continue;
        text_add(&text, "%s %lu", row->step, row->times);
        text_add(to, "%s", i > first ? "," : "");
        if (to->length - line + text.length + 2 > COLUMNS) {
            text_add(to, "\n");
            line = to->length;
            text_add(to, "%*s", INDENT - 1, "");
        }
        text_add(to, " %s", word);
    }
    text_add(to, "\n");
}

/* "pipe.read of pipe:job" */
static void add_call_words(struct text *to, const struct exchange_row *row)
{
    text_add(to, "%s", row->step);
    if (row->object[0])
        text_add(to, " of %s", row->object);
}

/* "      ended 46 waits of helper (pipe.read)" */
static void show_ended(struct text *to, const struct exchange_link *link)
{
    if (link->ended == 0)
        return;
    text_add(to, "      ended %lu wait%s of %s (", link->ended, link->ended == 1 ? "" : "s",
             link->to->actor);
    if (link->is_guess)
        add_call_words(to, link->to);
    else
        text_add(to, "%s", link->to->step);
    text_add(to, ")\n");
}

/* "    app to helper: pipe.write 50 times", and the waits that these ended. */
static void show_links(struct text *to, const struct exchange *exchange,
                       const struct exchange_row *from)
{
    const char *names[EXCHANGE_LINKS];
    size_t count = 0;
    bool is_guess = false;
    for (size_t i = 0; i < exchange->link_count; i++) {
        if (exchange->links[i].from != from)
            continue;
        names[count++] = exchange->links[i].to->actor;
        is_guess |= exchange->links[i].is_guess;
    }
    if (count == 0)
        return;
    text_add(to, "    %s to ", from->actor);
    text_add_choice(to, names, count);
    text_add(to, "%s: %s %lu %s\n", is_guess ? ", it seems" : "", from->step, from->times,
             times_word(from->times));
    for (size_t i = 0; i < exchange->link_count; i++) {
        if (exchange->links[i].from == from)
            show_ended(to, &exchange->links[i]);
    }
}

/* What is said by a pipe or object, and then all calls about it. */
static void show_object(struct text *to, const struct exchange *exchange, size_t first)
{
    text_add(to, "  ");
    shown_add(to, title_of(&exchange->rows[first]), false);
    text_add(to, "\n");
    for (size_t i = first; i < exchange->row_count; i++) {
        if (words_equal(exchange->rows[i].object, exchange->rows[first].object))
            show_links(to, exchange, &exchange->rows[i]);
    }
    for (size_t i = first; i < exchange->row_count; i++) {
        if (words_equal(exchange->rows[i].object, exchange->rows[first].object) &&
            !has_earlier(exchange, i, true))
            show_actor(to, exchange, i);
    }
}

/* "  helper waits (pipe.read of pipe:job) 48 times, 0.95 s of 1.00 s" */
static void show_gap(struct text *to, const struct exchange_gap *gap)
{
    bool is_wait = (call_step_flags(gap->after->step) & STEP_IS_WAIT) != 0;
    text_add(to, "  %s %s", gap->after->actor, is_wait ? "waits (" : "makes no step after ");
    add_call_words(to, gap->after);
    text_add(to, "%s %lu %s, %.2f s of %.2f s\n", is_wait ? ")" : "", gap->times,
             times_word(gap->times), (double)gap->lasted_ns / 1e9,
             (double)gap->thread_ns / 1e9);
}

static void show_idle(struct text *to, const struct exchange *exchange)
{
    bool any = false;
    for (size_t i = 0; i < exchange->gap_count; i++) {
        if (!exchange_is_idle(&exchange->gaps[i]))
            continue;
        if (!any)
            text_add(to, "\nWhere a thread spends most of its time\n");
        any = true;
        show_gap(to, &exchange->gaps[i]);
    }
}

static bool made_call(const struct exchange *exchange, const char *actor)
{
    for (size_t i = 0; i < exchange->row_count; i++) {
        if (words_equal(exchange->rows[i].actor, actor))
            return true;
    }
    return false;
}

/* A process that the scenario names, when it is there for the first time. */
static void show_silent(struct text *to, const struct exchange *exchange,
                        const struct kit_event *events, size_t count, const char *actor)
{
    if (!exchange_came_into(events, count, actor))
        text_add(to, "  The injected probe never came into %s. It needs " INJECTED_NEEDS ".\n",
                 actor);
    else if (!made_call(exchange, actor))
        text_add(to, "  %s made no call that is a step.\n", actor);
}

/* Whose calls are not all known, and who made none. */
static void show_doubts(struct text *to, const struct exchange *exchange,
                        const struct kit_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct kit_event *event = &events[i];
        if (event->kind == EVENT_STARTED && event->incarnation == 0 && event->actor[0])
            show_silent(to, exchange, events, count, event->actor);
        if (event->kind == EVENT_TROUBLE)
            text_add(to, "  The run had trouble: %s.\n", event->text);
        if (event->kind == EVENT_SELF_TEST && words_equal(event->by, SELF_TEST_BLIND))
            text_add(to, "  It did not see all calls of %s: %s.\n", event->actor, event->text);
    }
}

/* The best call to strike at: a child is about to write; else the first of all. */
static const struct kit_event *place_to_strike(const struct kit_event *events, size_t count)
{
    const struct kit_event *found = NULL;
    for (size_t i = 0; i < count && events[i].kind != EVENT_CLOSING; i++) {
        if (!exchange_is_call(&events[i]))
            continue;
        found = found ? found : &events[i];
        if (words_equal(events[i].name, call_step_words[CALL_STEP_PIPE_WRITE]) &&
            !words_equal(events[i].actor, found->actor))
            return &events[i];
    }
    return found;
}

void exchange_show(struct text *to, const struct kit_event *events, size_t count)
{
    struct exchange exchange;
    const struct kit_event *place = place_to_strike(events, count);
    exchange_learn(&exchange, events, count);
    for (size_t i = 0; i < exchange.row_count; i++) {
        if (!has_earlier(&exchange, i, false))
            show_object(to, &exchange, i);
    }
    if (exchange.row_count == 0)
        text_add(to, "  none\n");
    if (exchange.is_full)
        text_add(to, "  (there were more kinds of calls than Lifeline keeps)\n");
    show_doubts(to, &exchange, events, count);
    if (place)
        text_add(to, "  A line strikes at one of them, such as: at %s %s #%u kill %s\n",
                 place->actor, place->name, (unsigned)place->occurrence, place->actor);
    show_idle(to, &exchange);
}
