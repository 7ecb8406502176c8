/*
 * Goal: every wait and every write of a link ends at once with each of the two stops, the run's
 * and the program's own. Method: a row for each wait. The test plays the other side up to the
 * message after which the link has to wait, and sets one stop. Nothing else can end the wait in
 * the time that is allowed.
 */
#include "kit/link/pair_test.h"

/* ---- a parent ---- */

static enum link_news connect(struct pair *pair)
{
    return parent_link_connect(pair->parent_link);
}

static enum link_news serve(struct pair *pair)
{
    return parent_link_serve_once(pair->parent_link, OS_FOREVER);
}

static void ask_parent(struct pair *pair)
{
    pair_request(pair);
    os_event_set(pair->peer.signal);
}

static void ask_and_take_the_promise(struct pair *pair)
{
    ask_parent(pair);
    pair_take(pair, MESSAGE_REPLY);
    pair_take(pair, MESSAGE_BLOCK_ASK);
}

static void offer_a_block(struct pair *pair)
{
    union message offer = {.block_offer = {.size = pair->options.block, .handle = 4}};
    ask_and_take_the_promise(pair);
    pair_send(pair, MESSAGE_BLOCK_OFFER, offer);
    pair_take(pair, MESSAGE_BLOCK_ACK);
}

/* ---- a child ---- */

static enum link_news exchange(struct pair *pair)
{
    return child_exchange(pair->child_link);
}

static enum link_news run_child(struct pair *pair)
{
    struct kit_error err;
    return child_link_run(pair->child_link, &err);
}

static void take_the_request(struct pair *pair)
{
    pair_take(pair, MESSAGE_REQUEST);
}

static void reply_with(struct pair *pair, uint32_t flags)
{
    union message request = pair_take(pair, MESSAGE_REQUEST);
    memory_write(pair->memory, MEMORY_BYTES, request.head.sequence, "said");
    pair_send(pair, MESSAGE_REPLY, (union message){.reply = {.flags = flags}});
}

static void reply_without_a_block(struct pair *pair)
{
    MUST(os_pipe_accept(pair->peer.pipe, NULL, 0, NULL, AT_ONCE_MS, NULL));
    reply_with(pair, 0);
}

static void promise_a_block(struct pair *pair)
{
    reply_with(pair, MESSAGE_BLOCK_FOLLOWS);
}

static void ask_for_a_block(struct pair *pair)
{
    promise_a_block(pair);
    pair_send(pair, MESSAGE_BLOCK_ASK, (union message){.block_ask = {.size = 64}});
    pair_take(pair, MESSAGE_BLOCK_OFFER);
}

static void acknowledge_a_block(struct pair *pair)
{
    ask_for_a_block(pair);
    pair_send(pair, MESSAGE_BLOCK_ACK, (union message){.bytes = {0}});
    pair_take(pair, MESSAGE_BLOCK_WHOLE);
}

/* ---- the waits ---- */

static const struct wait_row {
    const char *where;
    enum protocol_side side;
    bool connected; /* before the call */
    bool full;      /* the pipe, so that the next message has to wait */
    enum link_news (*call)(struct pair *pair);
    void (*play)(struct pair *pair); /* the other side, up to the wait; NULL: nothing */
} waits[] = {
    {"connect.wait", SIDE_PARENT, false, false, connect, NULL},
    {"the parent's idle.wait", SIDE_PARENT, true, false, serve, NULL},
    {"the write of a reply", SIDE_PARENT, true, true, serve, ask_parent},
    {"block.offer-wait", SIDE_PARENT, true, false, serve, ask_and_take_the_promise},
    {"block.whole-wait", SIDE_PARENT, true, false, serve, offer_a_block},
    {"the write of a request", SIDE_CHILD, true, true, exchange, NULL},
    {"reply.wait", SIDE_CHILD, true, false, exchange, take_the_request},
    {"block.ask-wait", SIDE_CHILD, true, false, exchange, promise_a_block},
    {"block.ack-wait", SIDE_CHILD, true, false, exchange, ask_for_a_block},
    {"block.taken-wait", SIDE_CHILD, true, false, exchange, acknowledge_a_block},
    {"the child's idle.wait", SIDE_CHILD, false, false, run_child, reply_without_a_block},
};

static void make(struct pair *pair, const struct wait_row *row)
{
    pair_prepare(pair);
    pair->options.block = 64;
    if (row->side == SIDE_PARENT)
        pair_make_parent(pair);
    else
        pair_make_child(pair);
    if (row->connected && row->side == SIDE_PARENT)
        pair_connect_parent(pair);
    else if (row->connected)
        pair_connect_child(pair);
    if (row->full)
        pair_fill(pair);
}

static void ends(const struct wait_row *row, const char *which)
{
    struct pair pair;
    make(&pair, row);
    struct pair_call call = {.pair = &pair, .call = row->call};
    pair_call_begin(&call);
    if (row->play)
        row->play(&pair);
    os_event_set(words_equal(which, "run") ? pair.run : pair.own);
    bool at_once = pair_call_is_over(&call);
    enum link_news came = call.came;
    pair_end(&pair);
    if (!at_once || came != NEWS_STOP)
        fail_msg("%s does not end with the %s's stop: %s, %s", row->where, which,
                 news_words[came], at_once ? "at once" : "and not in time");
}

static void every_wait_ends_with_the_runs_stop(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++)
        ends(&waits[i], "run");
}

static void every_wait_ends_with_the_programs_own_stop(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++)
        ends(&waits[i], "program");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_wait_ends_with_the_runs_stop),
        cmocka_unit_test(every_wait_ends_with_the_programs_own_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
