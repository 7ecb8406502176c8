#include "kit/look/exchange.h"
#include "kit/protocol/call_steps.h"

#include <string.h>

/* A guess counts if so many of the waits ended so, and these are most of all that it explains.
 */
#define GUESS_LEAST   3
#define GUESS_PERCENT 90

bool exchange_is_call(const struct kit_event *event)
{
    return event->kind == EVENT_STEP && event->actor[0] &&
           word_index(call_step_words, event->name) >= 0;
}

bool exchange_came_into(const struct kit_event *events, size_t count, const char *actor)
{
    for (size_t i = 0; i < count; i++) {
        if (events[i].kind == EVENT_ATTACHED && words_equal(events[i].actor, actor) &&
            words_equal(events[i].by, ATTACHED_INJECTED))
            return true;
    }
    return false;
}

/* ---- the rows ---- */

static struct exchange_row *row_of(struct exchange *exchange, const struct kit_event *event)
{
    for (size_t i = 0; i < exchange->row_count; i++) {
        struct exchange_row *row = &exchange->rows[i];
        if (words_equal(row->object, event->peer) && words_equal(row->actor, event->actor) &&
            words_equal(row->step, event->name))
            return row;
    }
    return NULL;
}

static void take_call(struct exchange *exchange, const struct kit_event *event)
{
    struct exchange_row *row = row_of(exchange, event);
    exchange->is_full |= !row && exchange->row_count == EXCHANGE_ROWS;
    if (!row && exchange->row_count < EXCHANGE_ROWS) {
        row = &exchange->rows[exchange->row_count++];
        *row = (struct exchange_row){event->peer, event->actor, event->name, 0};
    }
    if (row)
        row->times++;
}

/* ---- the links ---- */

static struct exchange_link *link_of(struct exchange *exchange, const struct exchange_row *from,
                                     const struct exchange_row *to)
{
    for (size_t i = 0; i < exchange->link_count; i++) {
        struct exchange_link *link = &exchange->links[i];
        if (link->from == from && link->to == to)
            return link;
    }
    if (exchange->link_count == EXCHANGE_LINKS) {
        exchange->is_full = true;
        return NULL;
    }
    exchange->links[exchange->link_count] = (struct exchange_link){.from = from, .to = to};
    return &exchange->links[exchange->link_count++];
}

static bool has_made(const struct exchange *exchange, const char *actor, const char *object,
                     enum call_step step)
{
    for (size_t i = 0; i < exchange->row_count; i++) {
        const struct exchange_row *row = &exchange->rows[i];
        if (words_equal(row->actor, actor) && words_equal(row->object, object) &&
            words_equal(row->step, call_step_words[step]))
            return true;
    }
    return false;
}

/*
 * Whether two actors have the two sides of a pipe with a name: one made it, and the other
 * opened it. Two that opened it say nothing to each other. Other objects have no sides.
 */
static bool have_two_sides(const struct exchange *exchange, const char *object, const char *a,
                           const char *b)
{
    if (strncmp(object, CALL_PIPE_PEER, strlen(CALL_PIPE_PEER)) != 0)
        return true;
    return (has_made(exchange, a, object, CALL_STEP_PIPE_CREATE) &&
            has_made(exchange, b, object, CALL_STEP_PIPE_OPEN)) ||
           (has_made(exchange, b, object, CALL_STEP_PIPE_CREATE) &&
            has_made(exchange, a, object, CALL_STEP_PIPE_OPEN));
}

/* Whoever writes into a pipe with a name writes to those who read it, whether they wait or not.
 */
static void link_rows(struct exchange *exchange)
{
    for (size_t i = 0; i < exchange->row_count; i++) {
        const struct exchange_row *from = &exchange->rows[i];
        for (size_t j = 0; j < exchange->row_count; j++) {
            const struct exchange_row *to = &exchange->rows[j];
            if (words_equal(from->object, to->object) && !words_equal(from->actor, to->actor) &&
                !call_peer_is_unnamed(from->object) && call_step_ends(to->step, from->step) &&
                have_two_sides(exchange, from->object, from->actor, to->actor))
                link_of(exchange, from, to);
        }
    }
}

/* The next call of the thread, by which its wait was over; NULL: it never was. */
static const struct kit_event *end_of_gap(const struct kit_event *events, size_t count,
                                          const struct kit_event *begin)
{
    for (const struct kit_event *at = begin + 1; at < events + count; at++) {
        if (exchange_is_call(at) && at->tid == begin->tid &&
            words_equal(at->actor, begin->actor))
            return at;
    }
    return NULL;
}

/* With which step the wait was over that began with this one: that of an operation that went on
 * when its call returned comes later, in any thread. NULL: it never was. */
static const struct kit_event *end_of_wait_in(const struct kit_event *events, size_t count,
                                              const struct kit_event *end)
{
    if (!end || !words_equal(end->name, call_step_words[CALL_STEP_PIPE_PENDING]))
        return end;
    for (const struct kit_event *at = end + 1; at < events + count && end->sequence > 0; at++) {
        if (exchange_is_call(at) && at->sequence == end->sequence &&
            words_equal(at->actor, end->actor) && words_equal(at->peer, end->peer))
            return at;
    }
    return NULL;
}

/* Only what the other side did ended such a wait: neither time, nor its end, nor a call that
 * came back at once. */
static bool was_given(const struct kit_event *end)
{
    return words_equal(end->name, call_step_words[CALL_STEP_PIPE_TAKEN]) ||
           words_equal(end->name, call_step_words[CALL_STEP_PIPE_ACCEPTED]) ||
           (words_equal(end->name, call_step_words[CALL_STEP_WAIT_OVER]) &&
            end->code != CALL_WAIT_TIMEOUT);
}

/* The runner has the other ends of the standard pipes of the program, the first of all. */
static bool is_runners(const char *program, const struct kit_event *event)
{
    static const char *const standard[] = {CALL_PIPE_PEER CALL_PIPE_STDIN,
                                           CALL_PIPE_PEER CALL_PIPE_STDOUT,
                                           CALL_PIPE_PEER CALL_PIPE_STDERR, NULL};
    return words_equal(event->actor, program) && word_index(standard, event->peer) >= 0;
}

/* Both are about the object that they name. */
static bool is_about_same(const struct exchange *exchange, const struct kit_event *wait,
                          const struct kit_event *by)
{
    return words_equal(wait->peer, by->peer) && !call_peer_is_unnamed(wait->peer) &&
           have_two_sides(exchange, wait->peer, wait->actor, by->actor);
}

/*
 * Both can be about one object that they name otherwise. Of a wait for several objects only the
 * first with a name is told, and a code beyond 0 is that of a further one.
 */
static bool can_be_about_same(const char *program, const struct kit_event *wait,
                              const struct kit_event *by, const struct kit_event *end)
{
    if (words_equal(wait->name, call_step_words[CALL_STEP_WAIT]))
        return end->code > 0 && !words_equal(wait->peer, by->peer);
    return call_peer_is_unnamed(wait->peer) && call_peer_is_unnamed(by->peer) &&
           !is_runners(program, wait) && !is_runners(program, by);
}

/* The last call of another actor before the end of the wait that ended it, or can have. */
static const struct kit_event *find_ending(const struct exchange *exchange, const char *program,
                                           const struct kit_event *wait,
                                           const struct kit_event *end, bool *is_guess)
{
    const struct kit_event *sure = NULL, *guess = NULL;
    for (const struct kit_event *at = wait + 1; at < end; at++) {
        if (!exchange_is_call(at) || words_equal(at->actor, wait->actor) ||
            !call_step_ends(wait->name, at->name))
            continue;
        if (is_about_same(exchange, wait, at))
            sure = at;
        else if (can_be_about_same(program, wait, at, end))
            guess = at;
    }
    *is_guess = !sure;
    return sure ? sure : guess;
}

static void link_wait(struct exchange *exchange, const char *program,
                      const struct kit_event *wait, const struct kit_event *end)
{
    bool is_guess;
    const struct kit_event *by = find_ending(exchange, program, wait, end, &is_guess);
    const struct exchange_row *from = by ? row_of(exchange, by) : NULL;
    const struct exchange_row *to = row_of(exchange, wait);
    struct exchange_link *link = from && to ? link_of(exchange, from, to) : NULL;
    if (link) {
        link->is_guess = is_guess;
        link->ended++;
    }
}

static bool is_sure_guess(const struct exchange *exchange, const struct exchange_link *guess)
{
    unsigned long all = 0;
    for (size_t i = 0; i < exchange->link_count; i++)
        all += exchange->links[i].is_guess && exchange->links[i].to == guess->to
                   ? exchange->links[i].ended
                   : 0;
    return guess->ended >= GUESS_LEAST && guess->ended * 100 >= all * GUESS_PERCENT;
}

/* A guess is told only if nearly all waits show it. */
static void drop_guesses(struct exchange *exchange)
{
    bool stays[EXCHANGE_LINKS];
    size_t kept = 0;
    for (size_t i = 0; i < exchange->link_count; i++)
        stays[i] = !exchange->links[i].is_guess || is_sure_guess(exchange, &exchange->links[i]);
    for (size_t i = 0; i < exchange->link_count; i++) {
        if (stays[i])
            exchange->links[kept++] = exchange->links[i];
    }
    exchange->link_count = kept;
}

/* ---- the gaps ---- */

static void take_thread_gap(struct exchange *exchange, const struct kit_event *begin,
                            int64_t lasted_ns)
{
    const struct exchange_row *after = row_of(exchange, begin);
    size_t i = 0;
    while (i < exchange->gap_count &&
           (exchange->gaps[i].tid != begin->tid || exchange->gaps[i].after != after))
        i++;
    exchange->is_full |= i == EXCHANGE_GAPS;
    if (!after || i == EXCHANGE_GAPS)
        return;
    if (i == exchange->gap_count)
        exchange->gaps[exchange->gap_count++] =
            (struct exchange_gap){.after = after, .tid = begin->tid};
    exchange->gaps[i].times++;
    exchange->gaps[i].lasted_ns += lasted_ns;
}

static void add_up_threads(struct exchange *exchange)
{
    for (size_t i = 0; i < exchange->gap_count; i++) {
        for (size_t j = 0; j < exchange->gap_count; j++) {
            if (exchange->gaps[j].tid == exchange->gaps[i].tid)
                exchange->gaps[i].thread_ns += exchange->gaps[j].lasted_ns;
        }
    }
}

bool exchange_is_idle(const struct exchange_gap *gap)
{
    return gap->lasted_ns * 2 > gap->thread_ns;
}

/* The last call of a thread is no gap, unless it waits: the thread may have ended. */
static void see_thread(struct exchange *exchange, const char *program,
                       const struct kit_event *events, size_t count,
                       const struct kit_event *begin, int64_t over_ns)
{
    bool is_wait = (call_step_flags(begin->name) & STEP_IS_WAIT) != 0;
    const struct kit_event *end = end_of_gap(events, count, begin);
    if (end || is_wait)
        take_thread_gap(exchange, begin, (end ? end->at_ns : over_ns) - begin->at_ns);
    const struct kit_event *over = is_wait ? end_of_wait_in(events, count, end) : NULL;
    if (over && was_given(over))
        link_wait(exchange, program, begin, over);
}

/* How many events there are until the runner ends the program. */
static size_t count_to_end(const struct kit_event *events, size_t count)
{
    size_t until = 0;
    while (until < count && events[until].kind != EVENT_CLOSING)
        until++;
    return until;
}

static const char *name_of_program(const struct kit_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (events[i].kind == EVENT_STARTED && events[i].actor[0])
            return events[i].actor;
    }
    return "";
}

void exchange_learn(struct exchange *exchange, const struct kit_event *events, size_t count)
{
    size_t until = count_to_end(events, count);
    const char *program = name_of_program(events, until);
    int64_t over_ns = until < count ? events[until].at_ns
                      : until > 0   ? events[until - 1].at_ns
                                    : 0;
    *exchange = (struct exchange){.row_count = 0};
    for (size_t i = 0; i < until; i++) {
        if (exchange_is_call(&events[i]))
            take_call(exchange, &events[i]);
    }
    link_rows(exchange);
    for (size_t i = 0; i < until; i++) {
        if (exchange_is_call(&events[i]))
            see_thread(exchange, program, events, until, &events[i], over_ns);
    }
    drop_guesses(exchange);
    add_up_threads(exchange);
}
