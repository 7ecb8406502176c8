/*
 * Goal: every wait and every write of a link ends at once with each of the two stops, the run's
 * and the program's own. Method: a row for each wait. The test plays the other side up to the
 * message after which the link has to wait, and sets one stop. Nothing else can end the wait in
 * the time that is allowed.
 */
#include "kit/link/child_exchange.h"
#include "kit/link/child_pool.h"
#include "kit/link/child_pool_state.h"
#include "kit/link/pair_test.h"
#include "kit/os/hooks.h"

/* ---- a parent ---- */

static enum link_status connect(struct pair *pair)
{
    return parent_link_connect(pair->parent_link);
}

static enum link_status serve(struct pair *pair)
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

static enum link_status exchange(struct pair *pair)
{
    return child_exchange(pair->child_link);
}

static enum link_status run_child(struct pair *pair)
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

/* The call that a thread under test is about to make. */
static struct {
    enum kit_call call;
    enum protocol_side side;
    bool fail;     /* the call fails, each time */
    void *reached; /* set when the first is about to be made */
} watched;

/* A parent says for whom it makes its calls. A child and the side that the test plays do not.
 */
static uint32_t before_call(enum kit_call call, const char *peer)
{
    if (call != watched.call || (peer != NULL) != (watched.side == SIDE_PARENT))
        return 0;
    os_event_set(watched.reached);
    return watched.fail ? call_code(call, 0) : 0;
}

static uint64_t now_ns(void)
{
    return (uint64_t)os_ns(os_ticks());
}

static void watch(enum kit_call call, enum protocol_side side, bool fail)
{
    static const struct os_hooks hooks = {.fails = before_call, .now_ns = now_ns};
    watched.call = call;
    watched.side = side;
    watched.fail = fail;
    MUST(os_event_create(NULL, OS_MANUAL_RESET, &watched.reached, NULL));
    os_hook(&hooks);
}

static void watch_no_more(void)
{
    os_hook(NULL);
    os_close(&watched.reached);
}

static void await_the_call(struct pair *pair)
{
    (void)pair;
    assert_int_equal(os_wait_on(&watched.reached, 1, AT_ONCE_MS), 0);
}

static void ask_and_await_the_call(struct pair *pair)
{
    ask_parent(pair);
    await_the_call(pair);
}

static const struct wait_row {
    const char *where;
    enum protocol_side side;
    bool connected; /* before the call */
    bool full;      /* the pipe, so that the next message has to wait */
    bool fails;     /* the next write of the link under test */
    enum link_status (*call)(struct pair *pair);
    void (*play)(struct pair *pair); /* the other side, up to the wait; NULL: nothing */
} waits[] = {
    {"connect.wait", SIDE_PARENT, false, false, false, connect, NULL},
    {"the parent's idle.wait", SIDE_PARENT, true, false, false, serve, NULL},
    {"the write of a reply", SIDE_PARENT, true, true, false, serve, ask_and_await_the_call},
    {"the reads after a write that failed", SIDE_PARENT, true, false, true, serve,
     ask_and_await_the_call},
    {"block.offer-wait", SIDE_PARENT, true, false, false, serve, ask_and_take_the_promise},
    {"block.whole-wait", SIDE_PARENT, true, false, false, serve, offer_a_block},
    {"the write of a request", SIDE_CHILD, true, true, false, exchange, await_the_call},
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
    watch(CALL_PIPE_WRITE, row->side, row->fails);
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
    watch_no_more();
    pair_end(&pair);
    if (at_once && call.came == LINK_STOP)
        return true;
    print_error("%s does not end at once: %s\n", row->where, link_status_words[call.came]);
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

/* ---- a pool ---- */

static void serve_pool(void *context)
{
    child_pool_serve(context);
}

static void wait_for_the_stop_of_pool(void *context)
{
    child_pool_wait_stop(context);
}

/* It has no children, so that a stop is all there is to wait for. The stop is set when the pool
 * has looked for it and is about to wait. */
static void pool_ends(void (*wait)(void *pool), bool by_run)
{
    static struct link_options options;
    struct child_pool *pool = NULL;
    void *run = NULL, *thread = NULL;
    MUST(child_pool_make(&options, &pool, NULL));
    MUST(os_event_create(NULL, OS_MANUAL_RESET, &run, NULL));
    pool->stops.run = run;
    watch(CALL_WAIT, SIDE_CHILD, false);
    MUST(os_thread_start(wait, pool, &thread, NULL));
    bool began = os_wait_on(&watched.reached, 1, AT_ONCE_MS) == 0;
    os_event_set(by_run ? run : pool->end);
    bool at_once = os_wait_on(&thread, 1, AT_ONCE_MS) == 0;
    os_event_set(run);
    os_event_set(pool->end);
    os_thread_join(&thread);
    watch_no_more();
    child_pool_close(&pool);
    os_close(&run);
    assert_true(began && at_once);
}

static void a_pools_waits_end_with_the_runs_stop(void **state)
{
    (void)state;
    pool_ends(serve_pool, true);
    pool_ends(wait_for_the_stop_of_pool, true);
}

static void a_pools_waits_end_with_its_own_stop(void **state)
{
    (void)state;
    pool_ends(serve_pool, false);
    pool_ends(wait_for_the_stop_of_pool, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_wait_ends_with_the_runs_stop),
        cmocka_unit_test(every_wait_ends_with_the_programs_own_stop),
        cmocka_unit_test(a_pools_waits_end_with_the_runs_stop),
        cmocka_unit_test(a_pools_waits_end_with_its_own_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
