/*
 * Goal: every wait and every write of a link ends at once with each of the two stops, the run's
 * and the program's own. Method: a row for each wait. The test plays the other side up to the
 * message after which the link has to wait, and sets one stop. Nothing else can end the wait in
 * the time that is allowed.
 */
#include "kit/link/pair_test.h"
#include "kit/os/hooks.h"

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

static struct {
    enum protocol_side side; /* whose writes */
    bool fail;
    void *reached; /* set when the first is about to be made */
} write;

/* A parent says for whom it writes. A child and the side that the test plays do not. */
static uint32_t before_write(enum kit_call call, const char *peer)
{
    if (call != CALL_PIPE_WRITE || (peer != NULL) != (write.side == SIDE_PARENT))
        return 0;
    os_event_set(write.reached);
    return write.fail ? call_code(call, 0) : 0;
}

static uint64_t now_ns(void)
{
    return (uint64_t)os_ns(os_ticks());
}

static void await_the_write(struct pair *pair)
{
    (void)pair;
    assert_int_equal(os_wait_any(&write.reached, 1, AT_ONCE_MS), 0);
}

static void ask_and_await_the_write(struct pair *pair)
{
    ask_parent(pair);
    await_the_write(pair);
}

static const struct wait_row {
    const char *where;
    enum protocol_side side;
    bool connected; /* before the call */
    bool full;      /* the pipe, so that the next message has to wait */
    bool fails;     /* the next write of the link under test */
    enum link_news (*call)(struct pair *pair);
    void (*play)(struct pair *pair); /* the other side, up to the wait; NULL: nothing */
} waits[] = {
    {"connect.wait", SIDE_PARENT, false, false, false, connect, NULL},
    {"the parent's idle.wait", SIDE_PARENT, true, false, false, serve, NULL},
    {"the write of a reply", SIDE_PARENT, true, true, false, serve, ask_and_await_the_write},
    {"the reads after a write that failed", SIDE_PARENT, true, false, true, serve,
     ask_and_await_the_write},
    {"block.offer-wait", SIDE_PARENT, true, false, false, serve, ask_and_take_the_promise},
    {"block.whole-wait", SIDE_PARENT, true, false, false, serve, offer_a_block},
    {"the write of a request", SIDE_CHILD, true, true, false, exchange, await_the_write},
    {"reply.wait", SIDE_CHILD, true, false, false, exchange, take_the_request},
    {"block.ask-wait", SIDE_CHILD, true, false, false, exchange, promise_a_block},
    {"block.ack-wait", SIDE_CHILD, true, false, false, exchange, ask_for_a_block},
    {"block.taken-wait", SIDE_CHILD, true, false, false, exchange, acknowledge_a_block},
    {"the child's idle.wait", SIDE_CHILD, false, false, false, run_child,
     reply_without_a_block},
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
    static const struct os_hooks hooks = {.fails = before_write, .now_ns = now_ns};
    MUST(os_event_create(NULL, OS_MANUAL_RESET, &write.reached, NULL));
    write.side = row->side;
    write.fail = row->fails;
    os_hook(&hooks);
}

static bool ends(const struct wait_row *row, bool by_run)
{
    struct pair pair;
    make(&pair, row);
    struct pair_call call = {.pair = &pair, .call = row->call};
    pair_call_begin(&call);
    if (row->play)
        row->play(&pair);
    os_event_set(by_run ? pair.run : pair.own);
    bool at_once = pair_call_is_over(&call);
    os_hook(NULL);
    os_close(&write.reached);
    pair_end(&pair);
    if (at_once && call.came == NEWS_STOP)
        return true;
    print_error("%s does not end at once: %s\n", row->where, news_words[call.came]);
    return false;
}

static void all_end(bool by_run)
{
    int others = 0;
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++)
        others += !ends(&waits[i], by_run);
    assert_int_equal(others, 0);
}

static void every_wait_ends_with_the_runs_stop(void **state)
{
    (void)state;
    all_end(true);
}

static void every_wait_ends_with_the_programs_own_stop(void **state)
{
    (void)state;
    all_end(false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_wait_ends_with_the_runs_stop),
        cmocka_unit_test(every_wait_ends_with_the_programs_own_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
