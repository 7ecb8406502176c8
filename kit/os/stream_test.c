/*
 * Goal: what a child prints is read without waiting, what was written before a look is seen by
 * it, and the end is seen. Method: both ends in this process; the child's end is an ordinary
 * handle.
 */
#include "kit/os/stream.h"
#include "kit/os/port.h"
#include "kit/os/win32.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LONG_MS  10000u
#define SHORT_MS 30u

static void *port;

static int set_up(void **state)
{
    (void)state;
    return os_port_create(&port, NULL) == KIT_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    os_close(&port);
    return 0;
}

static void write_to(HANDLE end, const char *text)
{
    DWORD written = 0;
    assert_true(WriteFile(end, text, (DWORD)strlen(text), &written, NULL));
    assert_int_equal(written, strlen(text));
}

static void everything_written_before_a_look_is_seen_by_it(void **state)
{
    struct os_stream *stream = NULL;
    void *child = NULL;
    char bytes[64];
    size_t count = 1;
    (void)state;
    assert_int_equal(os_stream_from(port, &stream, &child, NULL), KIT_OK);
    for (int i = 0; i < 200; i++) {
        assert_true(os_stream_read(stream, true, bytes, sizeof bytes, &count));
        assert_int_equal(count, 0);
        write_to(child, "ready\n");
        assert_true(os_stream_read(stream, true, bytes, sizeof bytes, &count));
        assert_int_equal(count, 6);
        assert_memory_equal(bytes, "ready\n", 6);
    }
    os_close(&child);
    os_stream_close(&stream);
    os_stream_close(&stream);
}

static void the_port_tells_that_something_came(void **state)
{
    struct os_stream *stream = NULL;
    struct os_port_event event;
    void *child = NULL;
    char bytes[64];
    size_t count = 1;
    (void)state;
    while (os_port_wait(port, 0, &event)) /* what the test before left */
        continue;
    assert_int_equal(os_stream_from(port, &stream, &child, NULL), KIT_OK);
    assert_true(os_stream_read(stream, false, bytes, sizeof bytes, &count));
    assert_int_equal(count, 0);
    assert_false(os_port_wait(port, SHORT_MS, &event));
    write_to(child, "x");
    assert_true(os_port_wait(port, LONG_MS, &event));
    assert_int_equal(event.kind, OS_READABLE);
    assert_true(os_stream_read(stream, false, bytes, sizeof bytes, &count));
    assert_int_equal(count, 1);
    assert_true(os_stream_read(stream, false, bytes, sizeof bytes, &count));
    os_close(&child);
    assert_true(os_port_wait(port, LONG_MS, &event)); /* the end */
    assert_int_equal(event.kind, OS_READABLE);
    assert_false(os_stream_read(stream, false, bytes, sizeof bytes, &count));
    assert_int_equal(count, 0);
    os_stream_close(&stream);
}

/* The end comes after the last bytes, and not instead of them. */
static void the_last_bytes_come_before_the_end(void **state)
{
    struct os_stream *stream = NULL;
    void *child = NULL;
    char bytes[4];
    size_t count = 0;
    (void)state;
    assert_int_equal(os_stream_from(port, &stream, &child, NULL), KIT_OK);
    write_to(child, "1234567");
    os_close(&child);
    assert_true(os_stream_read(stream, true, bytes, sizeof bytes, &count));
    assert_int_equal(count, 4);
    assert_true(os_stream_read(stream, true, bytes, sizeof bytes, &count));
    assert_int_equal(count, 3);
    assert_false(os_stream_read(stream, true, bytes, sizeof bytes, &count));
    os_stream_close(&stream);
}

static void a_line_is_written_to_a_child(void **state)
{
    struct os_stream *stream = NULL;
    void *child = NULL;
    char bytes[16];
    DWORD read = 0;
    (void)state;
    assert_int_equal(os_stream_to(&stream, &child, NULL), KIT_OK);
    assert_int_equal(os_stream_write(stream, "quit\n", 5, LONG_MS, NULL), KIT_OK);
    assert_true(ReadFile(child, bytes, sizeof bytes, &read, NULL));
    assert_int_equal(read, 5);
    os_stream_close(&stream);
    assert_false(ReadFile(child, bytes, sizeof bytes, &read, NULL));
    assert_int_equal(GetLastError(), ERROR_BROKEN_PIPE);
    os_close(&child);
}

static void who_does_not_read_is_not_waited_for(void **state)
{
    struct os_stream *stream = NULL;
    void *child = NULL;
    const size_t size = 1u << 20;
    char *bytes = calloc(1, size);
    struct kit_error err;
    (void)state;
    assert_non_null(bytes);
    assert_int_equal(os_stream_to(&stream, &child, NULL), KIT_OK);
    assert_int_equal(os_stream_write(stream, bytes, size, SHORT_MS, &err), KIT_TIMEOUT);
    os_close(&child);
    assert_int_equal(os_stream_write(stream, bytes, 1, SHORT_MS, &err), KIT_GONE);
    os_stream_close(&stream);
    free(bytes);
}

static void the_null_device_takes_and_gives_nothing(void **state)
{
    void *out = NULL, *in = NULL;
    char byte = 0;
    DWORD read = 1;
    (void)state;
    assert_int_equal(os_stream_file(NULL, false, &out, NULL), KIT_OK);
    assert_int_equal(os_stream_file(NULL, true, &in, NULL), KIT_OK);
    write_to(out, "lost");
    assert_true(ReadFile(in, &byte, 1, &read, NULL));
    assert_int_equal(read, 0);
    os_close(&out);
    os_close(&in);
    assert_int_equal(os_stream_file("no/such/folder/file.txt", true, &in, NULL), KIT_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_written_before_a_look_is_seen_by_it),
        cmocka_unit_test(the_port_tells_that_something_came),
        cmocka_unit_test(the_last_bytes_come_before_the_end),
        cmocka_unit_test(a_line_is_written_to_a_child),
        cmocka_unit_test(who_does_not_read_is_not_waited_for),
        cmocka_unit_test(the_null_device_takes_and_gives_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
