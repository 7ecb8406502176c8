/*
 * Goal: of x86-64 only a stub of the known form is patched, and the code that takes its place
 * is what stub.h says. Method: the bytes of real stubs, of Wine 8 and as they are known from
 * Windows, and of others that must not match; the made code is compared with bytes written by
 * hand.
 */
#include "kit/inject/stub.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define NUMBER 0x8
#define HEAD   0x4c, 0x8b, 0xd1, 0xb8, NUMBER, 0, 0, 0
#define TAIL   0xf6, 0x04, 0x25, 0x08, 0x03, 0xfe, 0x7f, 0x01

static const uint8_t write_file[STUB_PATTERN] = {HEAD, TAIL};

static void a_stub_of_the_known_form_gives_its_number(void **state)
{
    uint32_t number = 0;
    (void)state;
    assert_true(stub_x64.matches(write_file, 0x7fff0010, &number));
    assert_int_equal(number, NUMBER);
}

static void only_padding_of_a_whole_patch_is_padding(void **state)
{
    static const uint8_t padding[STUB_PATCH] = {0x48, 0x8d, 0xa4, 0x24, 0, 0, 0, 0};
    (void)state;
    assert_true(stub_x64.is_padding(padding, 0x7b078110));
    assert_false(stub_x64.is_padding(padding, 0x7b078114)); /* no exchange of 8 bytes there */
    for (size_t i = 0; i < STUB_PATCH; i++) {
        uint8_t other[STUB_PATCH];
        memcpy(other, padding, sizeof other);
        other[i] ^= 1;
        assert_false(stub_x64.is_padding(other, 0x7b078110));
    }
}

static void one_other_byte_is_no_stub(void **state)
{
    (void)state;
    for (size_t i = 0; i < STUB_PATTERN; i++) {
        uint8_t other[STUB_PATTERN];
        uint32_t number = 0;
        memcpy(other, write_file, sizeof other);
        other[i] ^= 0x80;
        bool is_number = i >= 4 && i < 8; /* another call, or none that can be */
        bool is_small = i == 4;
        assert_int_equal(stub_x64.matches(other, 0x10, &number), is_number && is_small);
    }
}

/* Eight bytes that cross a line of the cache are not exchanged at once. */
static void a_stub_that_is_not_aligned_is_left_alone(void **state)
{
    uint32_t number = 0;
    (void)state;
    for (uint64_t at = 0x1001; at < 0x1008; at++)
        assert_false(stub_x64.matches(write_file, at, &number));
}

/* Somebody else was here first: a jump stands in front. */
static void a_stub_that_is_patched_already_is_left_alone(void **state)
{
    uint8_t patched[STUB_PATTERN];
    uint32_t number = 0;
    (void)state;
    memcpy(patched, write_file, sizeof patched);
    assert_true(stub_x64.jump(patched, 0x1000, 0x2000));
    assert_false(stub_x64.matches(patched, 0x1000, &number));
}

static void a_call_of_win32u_is_left_alone(void **state)
{
    static const uint8_t user[STUB_PATTERN] = {0x4c, 0x8b, 0xd1, 0xb8, 0x00, 0x10, 0, 0, TAIL};
    uint32_t number = 0;
    (void)state;
    assert_false(stub_x64.matches(user, 0x1000, &number));
}

static void a_jump_leads_to_its_target(void **state)
{
    static const struct {
        uint64_t from, to;
        uint8_t distance[4];
    } rows[] = {
        {0x1000, 0x1005, {0, 0, 0, 0}},
        {0x1000, 0x1100, {0xfb, 0, 0, 0}},
        {0x1000, 0x0f00, {0xfb, 0xfe, 0xff, 0xff}},
        {0x1000, 0x1005 + UINT64_C(0x7fffffff), {0xff, 0xff, 0xff, 0x7f}},
        {UINT64_C(0x180001000), UINT64_C(0x100001005), {0, 0, 0, 0x80}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t jump[STUB_PATCH];
        assert_true(stub_x64.jump(jump, rows[i].from, rows[i].to));
        assert_int_equal(jump[0], 0xe9);
        assert_memory_equal(jump + 1, rows[i].distance, 4);
        assert_memory_equal(jump + 5, "\xcc\xcc\xcc", 3);
    }
}

static void a_target_that_is_too_far_is_refused(void **state)
{
    uint8_t jump[STUB_PATCH] = {HEAD};
    (void)state;
    assert_false(stub_x64.jump(jump, 0x1000, 0x1005 + UINT64_C(0x80000000)));
    assert_false(stub_x64.jump(jump, UINT64_C(0x180001000), UINT64_C(0x100001004)));
    assert_memory_equal(jump, write_file, STUB_PATCH); /* unchanged */
}

#define FAR_JUMP 0xff, 0x25, 0, 0, 0, 0
#define ADDRESS  0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11

static void the_original_does_what_the_patch_took_away(void **state)
{
    static const uint8_t wanted[] = {HEAD, FAR_JUMP, ADDRESS};
    uint8_t code[STUB_ROOM];
    (void)state;
    size_t length =
        stub_x64.enter(code, 0x5000, NUMBER, UINT64_C(0x1122334455667788) - STUB_PATCH);
    assert_int_equal(length, sizeof wanted);
    assert_memory_equal(code, wanted, sizeof wanted);
}

#define COUNT 0x50, 0x48, 0xb8, 0xef, 0xcd, 0xab, 0, 0, 0, 0, 0, 0xf0, 0x48, 0xff, 0x00, 0x58

static void a_call_is_counted_on_its_way(void **state)
{
    static const uint8_t wanted[] = {COUNT, FAR_JUMP, ADDRESS};
    uint8_t code[STUB_ROOM];
    (void)state;
    size_t length = stub_x64.count(code, 0x5000, 0xabcdef, UINT64_C(0x1122334455667788));
    assert_int_equal(length, sizeof wanted);
    assert_memory_equal(code, wanted, sizeof wanted);
}

/* The short jump lands on the far jump, behind the count. */
static void the_dispatcher_counts_the_calls_of_ntdll_alone(void **state)
{
    static const uint8_t wanted[] = {0x3d, 0, 0x10, 0, 0, 0x73, 16, COUNT, FAR_JUMP, ADDRESS};
    uint8_t code[STUB_ROOM];
    (void)state;
    size_t length =
        stub_x64.count_numbers(code, 0x5000, 0xabcdef, UINT64_C(0x1122334455667788));
    assert_int_equal(length, sizeof wanted);
    assert_memory_equal(code, wanted, sizeof wanted);
    assert_int_equal(code[7 + 16], 0xff);
}

static void a_function_goes_on_behind_its_padding(void **state)
{
    static const uint8_t wanted[] = {FAR_JUMP, ADDRESS};
    uint8_t code[STUB_ROOM];
    (void)state;
    size_t length = stub_x64.resume(code, 0x5000, UINT64_C(0x1122334455667788) - STUB_PATCH);
    assert_int_equal(length, sizeof wanted);
    assert_memory_equal(code, wanted, sizeof wanted);
    assert_int_equal(stub_x64.go(code, 0x5000, UINT64_C(0x1122334455667788)), sizeof wanted);
    assert_memory_equal(code, wanted, sizeof wanted);
}

/* The one of Debian's Wine 8, and the one that Windows is known to have. */
static void the_dispatcher_is_found_where_the_stub_calls_it(void **state)
{
    static const uint8_t wine[STUB_WHOLE] = {HEAD, TAIL, 0x75, 0x03, 0x0f, 0x05,
                                             0xc3, 0xeb, 0x01, 0xc3, 0xff, 0x14,
                                             0x25, 0x00, 0x10, 0xfe, 0x7f, 0xc3};
    static const uint8_t windows[STUB_WHOLE] = {HEAD, TAIL, 0x75, 0x03, 0x0f,
                                                0x05, 0xc3, 0xcd, 0x2e, 0xc3};
    (void)state;
    assert_int_equal(stub_x64.entry(wine, 0x1000), 0x1000 + 24);
    assert_int_equal(stub_x64.pointer(wine + 24), 0x7ffe1000);
    assert_int_equal(stub_x64.entry(windows, 0x1000), 0);
    assert_int_equal(stub_x64.pointer(wine), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stub_of_the_known_form_gives_its_number),
        cmocka_unit_test(one_other_byte_is_no_stub),
        cmocka_unit_test(only_padding_of_a_whole_patch_is_padding),
        cmocka_unit_test(a_stub_that_is_not_aligned_is_left_alone),
        cmocka_unit_test(a_stub_that_is_patched_already_is_left_alone),
        cmocka_unit_test(a_call_of_win32u_is_left_alone),
        cmocka_unit_test(a_jump_leads_to_its_target),
        cmocka_unit_test(a_target_that_is_too_far_is_refused),
        cmocka_unit_test(the_original_does_what_the_patch_took_away),
        cmocka_unit_test(a_call_is_counted_on_its_way),
        cmocka_unit_test(the_dispatcher_counts_the_calls_of_ntdll_alone),
        cmocka_unit_test(a_function_goes_on_behind_its_padding),
        cmocka_unit_test(the_dispatcher_is_found_where_the_stub_calls_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
