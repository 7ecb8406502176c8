/*
 * Goal: with 32 bits only a stub of the known form is patched, and the code that takes its
 * place is what stub.h says. Method: the bytes of real stubs, of Wine 8 and Wine 10, and as
 * they are known from Windows, and of others that must not match; the made code is compared
 * with bytes written by hand.
 */
#include "kit/inject/stub.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define NUMBER 0xe4
#define AT     0x7bc0c570 /* of this stub */
#define HEAD   0xb8, NUMBER, 0, 0, 0
#define TAIL   0xba, 0x20, 0xc6, 0xc0, 0x7b, 0xff, 0xd2, 0xc2, 0x24, 0x00

static const uint8_t write_file[STUB_WHOLE] = {HEAD, TAIL, 0x90};

static void a_stub_of_the_known_form_gives_its_number(void **state)
{
    uint32_t number = 0;
    (void)state;
    assert_true(stub_x86.matches(write_file, AT, &number));
    assert_int_equal(number, NUMBER);
}

static void a_stub_may_return_without_arguments(void **state)
{
    static const uint8_t yield[STUB_PATTERN] = {HEAD, 0xba, 0x20, 0xc6, 0xc0,
                                                0x7b, 0xff, 0xd2, 0xc3};
    uint32_t number = 0;
    (void)state;
    assert_true(stub_x86.matches(yield, AT, &number));
}

/* As Wine 10 has one of them. It does not pass the dispatcher's pointer. */
static void a_stub_may_call_by_its_thread(void **state)
{
    static const uint8_t query[STUB_WHOLE] = {HEAD, 0x64, 0xff, 0x15, 0xc0, 0,
                                              0,    0,    0xc2, 0x14, 0};
    uint32_t number = 0;
    (void)state;
    assert_true(stub_x86.matches(query, AT, &number));
    assert_int_equal(number, NUMBER);
    assert_int_equal(stub_x86.entry(query, AT), 0);
    for (size_t i = 5; i < 12; i++) {
        uint8_t other[STUB_PATTERN];
        memcpy(other, query, sizeof other);
        other[i] ^= 1;
        assert_false(stub_x86.matches(other, AT, &number));
    }
}

/* In the upper half it has the number of something else, which must reach eax, too. */
static void a_stub_of_a_guest_of_windows_gives_its_whole_number(void **state)
{
    static const uint8_t close[STUB_PATTERN] = {0xb8, 0x0f, 0x00, 0x03, 0x00, TAIL};
    uint32_t number = 0;
    (void)state;
    assert_true(stub_x86.matches(close, AT, &number));
    assert_int_equal(number, 0x3000f);
}

/* Of another byte of the number, the target or the arguments it is another stub. */
static void one_other_byte_is_no_stub(void **state)
{
    (void)state;
    for (size_t i = 0; i < STUB_PATTERN; i++) {
        uint8_t other[STUB_PATTERN];
        uint32_t number = 0;
        memcpy(other, write_file, sizeof other);
        other[i] ^= 0x80;
        bool is_free = i == 1 || i == 3 || i == 4 || (i >= 6 && i < 10) || i == 13 || i == 15;
        assert_int_equal(stub_x86.matches(other, AT, &number), is_free);
    }
}

static void a_stub_that_is_not_aligned_is_left_alone(void **state)
{
    uint32_t number = 0;
    (void)state;
    for (uint64_t at = 0x1001; at < 0x1008; at++)
        assert_false(stub_x86.matches(write_file, at, &number));
}

static void a_stub_that_is_patched_already_is_left_alone(void **state)
{
    uint8_t patched[STUB_PATTERN];
    uint32_t number = 0;
    (void)state;
    memcpy(patched, write_file, sizeof patched);
    assert_true(stub_x86.jump(patched, 0x1000, 0x2000));
    assert_false(stub_x86.matches(patched, 0x1000, &number));
}

static void only_the_usual_begin_of_a_function_is_padding(void **state)
{
    static const uint8_t begin[STUB_PATCH] = {0x8b, 0xff, 0x55, 0x8b, 0xec, 0xa1, 0x20, 0x03};
    (void)state;
    assert_true(stub_x86.is_padding(begin, 0x7b0771d0));
    assert_false(stub_x86.is_padding(begin, 0x7b0771d4)); /* no exchange of 8 bytes there */
    for (size_t i = 0; i < STUB_PATCH; i++) {
        uint8_t other[STUB_PATCH];
        memcpy(other, begin, sizeof other);
        other[i] ^= 1;
        assert_int_equal(stub_x86.is_padding(other, 0x7b0771d0), i >= 5);
    }
}

/* It goes round at the end of the addresses, so none is too far. What it leaves is as before.
 */
static void a_jump_leads_to_its_target(void **state)
{
    static const struct {
        uint64_t from, to;
        uint8_t distance[4];
    } rows[] = {
        {0x1000, 0x1005, {0, 0, 0, 0}},
        {0x1000, 0x1100, {0xfb, 0, 0, 0}},
        {0x1000, 0x0f00, {0xfb, 0xfe, 0xff, 0xff}},
        {0x1000, 0xfffff005, {0, 0xe0, 0xff, 0xff}},
        {0xfffff000, 0x1005, {0, 0x20, 0, 0}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t jump[STUB_PATTERN];
        memcpy(jump, write_file, sizeof jump);
        assert_true(stub_x86.jump(jump, rows[i].from, rows[i].to));
        assert_int_equal(jump[0], 0xe9);
        assert_memory_equal(jump + 1, rows[i].distance, 4);
        assert_memory_equal(jump + 5, write_file + 5, STUB_PATTERN - 5);
    }
}

/* The code stands at 0x5000. */
#define CODE_AT 0x5000

static void the_original_does_what_the_patch_took_away(void **state)
{
    static const uint8_t wanted[] = {HEAD, 0xe9, 0xfb, 0x0f, 0, 0}; /* 500a -> 6005 */
    uint8_t code[STUB_ROOM];
    (void)state;
    assert_int_equal(stub_x86.enter(code, CODE_AT, NUMBER, 0x6000), sizeof wanted);
    assert_memory_equal(code, wanted, sizeof wanted);
}

static void a_function_goes_on_behind_its_begin(void **state)
{
    static const uint8_t wanted[] = {0x8b, 0xff, 0x55, 0x8b, 0xec, 0xe9, 0xfb, 0x0f, 0, 0};
    uint8_t code[STUB_ROOM];
    (void)state;
    assert_int_equal(stub_x86.resume(code, CODE_AT, 0x6000), sizeof wanted);
    assert_memory_equal(code, wanted, sizeof wanted);
}

static void code_only_goes_on(void **state)
{
    static const uint8_t wanted[] = {0xe9, 0xfb, 0x0f, 0, 0};
    uint8_t code[STUB_ROOM];
    (void)state;
    assert_int_equal(stub_x86.go(code, CODE_AT, 0x6000), sizeof wanted);
    assert_memory_equal(code, wanted, sizeof wanted);
}

/* lock add dword [0x00abcdfc], 1; lock adc dword [0x00abce00], 0 */
#define COUNTER 0xabcdfc
#define COUNT   0xf0, 0x83, 0x05, 0xfc, 0xcd, 0xab, 0, 1, 0xf0, 0x83, 0x15, 0x00, 0xce, 0xab, 0, 0

static void a_call_is_counted_on_its_way(void **state)
{
    static const uint8_t wanted[] = {COUNT, 0xe9, 0xeb, 0x0f, 0, 0}; /* 5015 -> 6000 */
    uint8_t code[STUB_ROOM];
    (void)state;
    assert_int_equal(stub_x86.count(code, CODE_AT, COUNTER, 0x6000), sizeof wanted);
    assert_memory_equal(code, wanted, sizeof wanted);
}

/* The short jump lands on the jump, behind the count. */
static void the_dispatcher_counts_the_calls_of_ntdll_alone(void **state)
{
    static const uint8_t wanted[] = {0x3d,  0,    0x10, 0,    0, 0x73, 16,
                                     COUNT, 0xe9, 0xe4, 0x0f, 0, 0}; /* 501c -> 6000 */
    uint8_t code[STUB_ROOM];
    (void)state;
    assert_int_equal(stub_x86.count_numbers(code, CODE_AT, COUNTER, 0x6000), sizeof wanted);
    assert_memory_equal(code, wanted, sizeof wanted);
    assert_int_equal(code[7 + 16], 0xe9);
}

static void the_dispatcher_is_found_where_the_stub_calls_it(void **state)
{
    static const uint8_t jump[STUB_POINTER] = {0xff, 0x25, 0x18, 0xa0, 0xc6, 0x7b, 0x90};
    static const uint8_t other[STUB_POINTER] = {0xff, 0x15, 0x18, 0xa0, 0xc6, 0x7b, 0x90};
    (void)state;
    assert_int_equal(stub_x86.entry(write_file, AT), 0x7bc0c620);
    assert_int_equal(stub_x86.pointer(jump), 0x7bc6a018);
    assert_int_equal(stub_x86.pointer(other), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stub_of_the_known_form_gives_its_number),
        cmocka_unit_test(a_stub_may_return_without_arguments),
        cmocka_unit_test(a_stub_may_call_by_its_thread),
        cmocka_unit_test(a_stub_of_a_guest_of_windows_gives_its_whole_number),
        cmocka_unit_test(one_other_byte_is_no_stub),
        cmocka_unit_test(a_stub_that_is_not_aligned_is_left_alone),
        cmocka_unit_test(a_stub_that_is_patched_already_is_left_alone),
        cmocka_unit_test(only_the_usual_begin_of_a_function_is_padding),
        cmocka_unit_test(a_jump_leads_to_its_target),
        cmocka_unit_test(the_original_does_what_the_patch_took_away),
        cmocka_unit_test(a_function_goes_on_behind_its_begin),
        cmocka_unit_test(code_only_goes_on),
        cmocka_unit_test(a_call_is_counted_on_its_way),
        cmocka_unit_test(the_dispatcher_counts_the_calls_of_ntdll_alone),
        cmocka_unit_test(the_dispatcher_is_found_where_the_stub_calls_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
