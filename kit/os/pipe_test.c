/*
 * Goal: an end of a pipe tells message, silence, loss and stop apart, keeps its deadlines, and
 * never leaves an operation in flight. Method: both ends in this process; a pending read is
 * waited for, so nothing here sleeps. Deadlines that must pass are short, those that must not
 * are long.
 */
#include "kit/base/text.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/pipe.h"
#include "kit/os/process.h"
#include "kit/os/text.h"
#include "kit/os/thread.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define LONG_MS  10000u
#define SHORT_MS 30u

static char name[64];
static struct os_pipe *server;
static struct os_pipe *client;

static int make_name(void **state)
{
    (void)state;
    struct text to = text_over(name, sizeof name);
    text_add(&to, "lifeline-pipe-test-%lu-%llx", (unsigned long)os_own_pid(), os_random());
    return 0;
}

static int connect_both(void **state)
{
    make_name(state);
    if (os_pipe_serve(name, &server, NULL) != KIT_OK ||
        os_pipe_open(name, &client, NULL) != KIT_OK)
        return -1;
    return os_pipe_accept(server, NULL, 0, NULL, LONG_MS, NULL) == KIT_OK ? 0 : -1;
}

static int close_both(void **state)
{
    (void)state;
    os_pipe_close(&client);
    os_pipe_close(&server);
    return 0;
}

static enum kit_status write_text(struct os_pipe *end, const char *text)
{
    bool sent = false;
    enum kit_status status =
        os_pipe_write(end, text, strlen(text), NULL, 0, LONG_MS, &sent, NULL);
    assert_int_equal(sent, status == KIT_OK);
    return status;
}

/* Waits for what the pending read brings, and takes it. */
static enum kit_status read_text(struct os_pipe *end, char to[OS_PIPE_MESSAGE + 1])
{
    size_t size = 0;
    enum kit_status status = os_pipe_read_begin(end, NULL);
    if (status != KIT_OK)
        return status;
    void *readable = os_pipe_readable(end);
    assert_int_equal(os_wait_any(&readable, 1, LONG_MS), 0);
    status = os_pipe_take(end, to, &size, NULL);
    to[size] = 0;
    return status;
}

static void expect_text(struct os_pipe *end, const char *text)
{
    char message[OS_PIPE_MESSAGE + 1];
    assert_int_equal(read_text(end, message), KIT_OK);
    assert_string_equal(message, text);
}

static void expect_gone(struct os_pipe *end)
{
    char message[OS_PIPE_MESSAGE + 1];
    assert_int_equal(read_text(end, message), KIT_GONE);
}

static void messages_keep_their_borders_both_ways(void **state)
{
    char longest[OS_PIPE_MESSAGE + 1] = {0};
    (void)state;
    memset(longest, 'x', OS_PIPE_MESSAGE);
    assert_int_equal(write_text(client, "one"), KIT_OK);
    assert_int_equal(write_text(client, ""), KIT_OK);
    assert_int_equal(write_text(client, longest), KIT_OK);
    expect_text(server, "one");
    expect_text(server, "");
    expect_text(server, longest);
    assert_int_equal(write_text(server, "two"), KIT_OK);
    expect_text(client, "two");
}

static void silence_is_no_loss(void **state)
{
    char message[OS_PIPE_MESSAGE];
    size_t size = 77;
    (void)state;
    assert_int_equal(os_pipe_take(server, message, &size, NULL), KIT_TIMEOUT);
    assert_int_equal(os_pipe_read_begin(server, NULL), KIT_OK);
    assert_int_equal(os_pipe_read_begin(server, NULL), KIT_OK); /* the same read */
    void *readable = os_pipe_readable(server);
    assert_int_equal(os_wait_any(&readable, 1, 0), -1);
    assert_int_equal(os_pipe_take(server, message, &size, NULL), KIT_TIMEOUT);
    assert_int_equal(size, 77);
    assert_int_equal(write_text(client, "late"), KIT_OK);
    expect_text(server, "late");
}

static void a_message_longer_than_any_may_be_is_a_violation(void **state)
{
    char longer[OS_PIPE_MESSAGE + 2] = {0}, message[OS_PIPE_MESSAGE + 1];
    (void)state;
    memset(longer, 'x', OS_PIPE_MESSAGE + 1);
    assert_int_equal(write_text(client, longer), KIT_OK); /* before the read */
    assert_int_equal(read_text(server, message), KIT_VIOLATION);

    assert_int_equal(os_pipe_read_begin(client, NULL), KIT_OK); /* and while it is pending */
    assert_int_equal(write_text(server, longer), KIT_OK);
    assert_int_equal(read_text(client, message), KIT_VIOLATION);
}

/* Writes until nothing more fits; returns how many messages were sent. */
static int fill(struct os_pipe *end, void *const stops[2], uint32_t timeout_ms,
                enum kit_status *why)
{
    char message[OS_PIPE_MESSAGE] = "full";
    struct kit_error err = {0};
    bool sent = true;
    int count = 0;
    while (sent && count < 1000) {
        *why = os_pipe_write(end, message, sizeof message, stops, 2, timeout_ms, &sent, &err);
        assert_int_equal(sent, *why == KIT_OK);
        count += sent;
    }
    assert_int_equal(err.status, *why);
    return count;
}

static void a_write_into_a_full_pipe_keeps_its_deadline_and_sends_nothing(void **state)
{
    char message[OS_PIPE_MESSAGE + 1];
    enum kit_status why = KIT_OK;
    (void)state;
    int sent = fill(client, (void *const[2]){NULL}, SHORT_MS, &why);
    assert_int_equal(why, KIT_TIMEOUT);
    assert_in_range(sent, 1, 999);
    for (int i = 0; i < sent; i++)
        expect_text(server, "full");
    /* The one that was cancelled is not behind them. */
    assert_int_equal(write_text(client, "after"), KIT_OK);
    assert_int_equal(read_text(server, message), KIT_OK);
    assert_string_equal(message, "after");
}

static void a_write_into_a_full_pipe_ends_with_each_of_its_stops(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        enum kit_status why = KIT_OK;
        void *stops[2] = {NULL, NULL};
        assert_int_equal(os_event_create(NULL, OS_MANUAL_RESET, &stops[i], NULL), KIT_OK);
        os_event_set(stops[i]);
        fill(client, stops, LONG_MS, &why);
        assert_int_equal(why, KIT_STOPPED);
        os_close(&stops[i]);
    }
}

static void nobody_comes_in_time(void **state)
{
    int which = 5;
    (void)state;
    int64_t before_ns = os_ns(os_ticks());
    assert_int_equal(os_pipe_serve(name, &server, NULL), KIT_OK);
    assert_int_equal(os_pipe_accept(server, NULL, 0, &which, SHORT_MS, NULL), KIT_TIMEOUT);
    assert_int_equal(which, 5);
    assert_true(os_ns(os_ticks()) - before_ns >= SHORT_MS * INT64_C(1000000));
    /* The end is as good as new. */
    assert_int_equal(os_pipe_open(name, &client, NULL), KIT_OK);
    assert_int_equal(os_pipe_accept(server, NULL, 0, NULL, LONG_MS, NULL), KIT_OK);
    assert_int_equal(write_text(client, "hello"), KIT_OK);
    expect_text(server, "hello");
}

static void waiting_for_a_client_ends_when_another_thing_happens(void **state)
{
    void *others[3] = {NULL, NULL, NULL};
    int which = -1;
    (void)state;
    assert_int_equal(os_event_create(NULL, OS_MANUAL_RESET, &others[0], NULL), KIT_OK);
    assert_int_equal(os_event_create(NULL, OS_MANUAL_RESET, &others[2], NULL), KIT_OK);
    assert_int_equal(os_pipe_serve(name, &server, NULL), KIT_OK);
    os_event_set(others[2]); /* [1] is NULL and passed over */
    assert_int_equal(os_pipe_accept(server, others, 3, &which, LONG_MS, NULL), KIT_STOPPED);
    assert_int_equal(which, 2);
    os_close(&others[0]);
    os_close(&others[2]);
}

static void open_it(void *context)
{
    *(enum kit_status *)context = os_pipe_open(name, &client, NULL);
}

static void the_client_ends_the_wait_for_it(void **state)
{
    enum kit_status opened = KIT_OS;
    void *thread = NULL;
    (void)state;
    assert_int_equal(os_pipe_serve(name, &server, NULL), KIT_OK);
    assert_int_equal(os_thread_start(open_it, &opened, &thread, NULL), KIT_OK);
    assert_int_equal(os_pipe_accept(server, NULL, 0, NULL, LONG_MS, NULL), KIT_OK);
    os_thread_join(&thread);
    assert_int_equal(opened, KIT_OK);
}

static void a_client_that_came_and_went_is_gone(void **state)
{
    (void)state;
    assert_int_equal(os_pipe_serve(name, &server, NULL), KIT_OK);
    assert_int_equal(os_pipe_open(name, &client, NULL), KIT_OK);
    os_pipe_close(&client);
    assert_int_equal(os_pipe_accept(server, NULL, 0, NULL, LONG_MS, NULL), KIT_GONE);
}

static void a_name_has_one_server_and_one_client(void **state)
{
    struct os_pipe *second = NULL;
    struct kit_error err = {0};
    (void)state;
    assert_int_equal(os_pipe_serve(name, &second, &err), KIT_DENIED);
    assert_null(second);
    assert_true(err.text[0]);
    assert_int_equal(os_pipe_open(name, &second, &err), KIT_DENIED);
    assert_null(second);
}

static void a_pipe_that_nobody_serves_is_not_found(void **state)
{
    char too_long[400] = {0};
    struct kit_error err = {0};
    (void)state;
    memset(too_long, 'n', sizeof too_long - 1);
    assert_int_equal(os_pipe_open(name, &client, &err), KIT_NOT_FOUND);
    assert_null(client);
    assert_int_equal(err.os_code, 2);
    assert_int_equal(os_pipe_open(too_long, &client, &err), KIT_BAD_INPUT);
    assert_int_equal(os_pipe_serve(too_long, &server, &err), KIT_BAD_INPUT);
    assert_int_equal(os_pipe_serve("\xff", &server, &err), KIT_BAD_INPUT);
}

static void expect_gone_everywhere(struct os_pipe *end)
{
    char message[OS_PIPE_MESSAGE];
    size_t size = 0;
    bool sent = true;
    assert_int_equal(os_pipe_read_begin(end, NULL), KIT_GONE);
    assert_int_equal(os_pipe_take(end, message, &size, NULL), KIT_GONE);
    assert_int_equal(os_pipe_write(end, "x", 1, NULL, 0, LONG_MS, &sent, NULL), KIT_GONE);
    assert_false(sent);
    assert_int_equal(os_pipe_accept(end, NULL, 0, NULL, LONG_MS, NULL), KIT_GONE);
    assert_null(os_pipe_readable(end));
    os_pipe_drop(end); /* twice is once */
}

static void a_dropped_server_is_gone_for_both_sides(void **state)
{
    (void)state;
    assert_int_equal(write_text(server, "lost with the pipe"), KIT_OK);
    assert_int_equal(os_pipe_read_begin(server, NULL), KIT_OK);
    os_pipe_drop(server);
    expect_gone_everywhere(server);
    assert_int_equal(write_text(client, "x"), KIT_GONE);
    expect_gone(client);
    expect_gone_everywhere(client);
}

/* What the client has not read yet tells the two ways apart. */
static void a_server_that_closes_is_gone_once_all_was_read(void **state)
{
    (void)state;
    assert_int_equal(write_text(server, "still to be read"), KIT_OK);
    assert_int_equal(os_pipe_read_begin(server, NULL), KIT_OK);
    os_pipe_drop_by_close(server);
    expect_gone_everywhere(server);
    expect_text(client, "still to be read");
    expect_gone(client);
    expect_gone_everywhere(client);
}

static void a_dropped_client_is_gone_for_both_sides(void **state)
{
    (void)state;
    assert_int_equal(os_pipe_read_begin(client, NULL), KIT_OK);
    os_pipe_drop(client);
    expect_gone_everywhere(client);
    assert_int_equal(write_text(server, "x"), KIT_GONE);
    expect_gone(server);
    expect_gone_everywhere(server);
}

static void a_pending_read_is_woken_by_the_loss(void **state)
{
    char message[OS_PIPE_MESSAGE];
    size_t size = 0;
    (void)state;
    assert_int_equal(os_pipe_read_begin(server, NULL), KIT_OK);
    void *readable = os_pipe_readable(server);
    assert_int_equal(os_wait_any(&readable, 1, 0), -1);
    os_pipe_close(&client);
    assert_int_equal(os_wait_any(&readable, 1, LONG_MS), 0);
    assert_int_equal(os_pipe_take(server, message, &size, NULL), KIT_GONE);
}

/* A failed write must not hide what the other side said before it went. */
static void what_was_said_before_the_loss_is_still_heard(void **state)
{
    (void)state;
    assert_int_equal(write_text(client, "last words"), KIT_OK);
    os_pipe_close(&client);
    assert_int_equal(write_text(server, "x"), KIT_GONE);
    expect_text(server, "last words");
    expect_gone(server);
}

/* The kept end of docs/races.md, in one process. */
static void an_end_is_lost_only_when_its_last_handle_is_closed(void **state)
{
    void *second = NULL;
    (void)state;
    assert_int_equal(os_pipe_read_begin(client, NULL), KIT_OK);
    assert_int_equal(os_pipe_inheritable(server, &second, NULL), KIT_OK);
    os_pipe_close(&server);
    void *readable = os_pipe_readable(client);
    assert_int_equal(os_wait_any(&readable, 1, SHORT_MS), -1);
    assert_int_equal(write_text(client, "x"), KIT_OK);
    os_close(&second);
    expect_gone(client);
}

static void an_end_is_closed_with_its_read_pending(void **state)
{
    (void)state;
    assert_int_equal(os_pipe_read_begin(client, NULL), KIT_OK);
    assert_int_equal(os_pipe_read_begin(server, NULL), KIT_OK);
    os_pipe_close(&client);
    os_pipe_close(&server);
    assert_null(client);
    assert_null(server);
    os_pipe_close(&server);
    /* The name is free again: nothing holds the pipe. */
    assert_int_equal(os_pipe_serve(name, &server, NULL), KIT_OK);
}

#define PAIR(test)  cmocka_unit_test_setup_teardown(test, connect_both, close_both)
#define ALONE(test) cmocka_unit_test_setup_teardown(test, make_name, close_both)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PAIR(messages_keep_their_borders_both_ways),
        PAIR(silence_is_no_loss),
        PAIR(a_message_longer_than_any_may_be_is_a_violation),
        PAIR(a_write_into_a_full_pipe_keeps_its_deadline_and_sends_nothing),
        PAIR(a_write_into_a_full_pipe_ends_with_each_of_its_stops),
        ALONE(nobody_comes_in_time),
        ALONE(waiting_for_a_client_ends_when_another_thing_happens),
        ALONE(the_client_ends_the_wait_for_it),
        ALONE(a_client_that_came_and_went_is_gone),
        PAIR(a_name_has_one_server_and_one_client),
        ALONE(a_pipe_that_nobody_serves_is_not_found),
        PAIR(a_dropped_server_is_gone_for_both_sides),
        PAIR(a_server_that_closes_is_gone_once_all_was_read),
        PAIR(a_dropped_client_is_gone_for_both_sides),
        PAIR(a_pending_read_is_woken_by_the_loss),
        PAIR(what_was_said_before_the_loss_is_still_heard),
        PAIR(an_end_is_lost_only_when_its_last_handle_is_closed),
        PAIR(an_end_is_closed_with_its_read_pending),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
