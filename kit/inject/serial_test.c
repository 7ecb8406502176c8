/*
 * Goal: handles of one file object have one lock, and handles of two never do. Method: handles
 * are made, duplicated and closed in every order that a program could have.
 */
#include "kit/inject/serial.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#define FIRST  UINT64_C(0x40)
#define SECOND UINT64_C(0x44)
#define THIRD  UINT64_C(0x48)

static int make(void **state)
{
    *state = calloc(1, sizeof(struct serial));
    return *state ? 0 : -1;
}

static int end(void **state)
{
    free(*state);
    return 0;
}

static void each_file_object_has_a_lock_of_its_own(void **state)
{
    struct serial *serial = *state;
    assert_int_equal(serial_lock(serial, FIRST), 0);
    serial_begin(serial, FIRST);
    serial_begin(serial, SECOND);
    assert_true(serial_lock(serial, FIRST) > 0);
    assert_true(serial_lock(serial, SECOND) > 0);
    assert_int_not_equal(serial_lock(serial, FIRST), serial_lock(serial, SECOND));
}

static void a_duplicate_shares_the_lock(void **state)
{
    struct serial *serial = *state;
    serial_begin(serial, FIRST);
    uint32_t lock = serial_lock(serial, FIRST);
    serial_share(serial, FIRST, SECOND);
    assert_int_equal(serial_lock(serial, SECOND), lock);
    serial_end(serial, FIRST);
    assert_int_equal(serial_lock(serial, FIRST), 0);
    assert_int_equal(serial_lock(serial, SECOND), lock);
}

/* Otherwise two pipes would wait for each other. */
static void a_value_that_comes_again_is_another_file_object(void **state)
{
    struct serial *serial = *state;
    serial_begin(serial, FIRST);
    serial_share(serial, FIRST, SECOND);
    serial_end(serial, FIRST);
    for (uint32_t i = 0; i < 2 * SERIAL_LOCKS; i++) {
        serial_begin(serial, FIRST);
        assert_int_not_equal(serial_lock(serial, FIRST), serial_lock(serial, SECOND));
        serial_end(serial, FIRST);
    }
}

static void a_duplicate_of_another_handle_has_no_lock(void **state)
{
    struct serial *serial = *state;
    serial_begin(serial, SECOND);
    serial_share(serial, FIRST, SECOND);
    assert_int_equal(serial_lock(serial, SECOND), 0);
    serial_end(serial, SECOND);
    serial_end(serial, THIRD);
    assert_int_equal(serial_lock(serial, THIRD), 0);
}

static void what_finds_no_lock_has_none(void **state)
{
    struct serial *serial = *state;
    for (uint64_t i = 1; i <= SERIAL_LOCKS; i++)
        serial_begin(serial, i << 2);
    assert_true(serial_lock(serial, SERIAL_LOCKS << 2) > 0);
    serial_begin(serial, (SERIAL_LOCKS + 1) << 2);
    assert_int_equal(serial_lock(serial, (SERIAL_LOCKS + 1) << 2), 0);
    serial_end(serial, FIRST);
    serial_begin(serial, (SERIAL_LOCKS + 1) << 2);
    assert_true(serial_lock(serial, (SERIAL_LOCKS + 1) << 2) > 0);
}

static void a_handle_beyond_the_table_has_none(void **state)
{
    struct serial *serial = *state;
    uint64_t beyond = (uint64_t)OBJECTS_HANDLES << 2;
    serial_begin(serial, beyond);
    serial_share(serial, beyond, FIRST);
    assert_int_equal(serial_lock(serial, beyond), 0);
    assert_int_equal(serial_lock(serial, FIRST), 0);
    serial_begin(serial, 0);
    assert_int_equal(serial_lock(serial, 0), 0);
    serial_begin(serial, FIRST);
    serial_share(serial, FIRST, beyond);
    serial_end(serial, FIRST);
    for (uint32_t i = 0; i < SERIAL_LOCKS; i++)
        assert_int_equal(serial->handles[i], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_file_object_has_a_lock_of_its_own, make, end),
        cmocka_unit_test_setup_teardown(a_duplicate_shares_the_lock, make, end),
        cmocka_unit_test_setup_teardown(a_value_that_comes_again_is_another_file_object, make,
                                        end),
        cmocka_unit_test_setup_teardown(a_duplicate_of_another_handle_has_no_lock, make, end),
        cmocka_unit_test_setup_teardown(what_finds_no_lock_has_none, make, end),
        cmocka_unit_test_setup_teardown(a_handle_beyond_the_table_has_none, make, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
