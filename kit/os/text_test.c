/*
 * Goal: what makes the names of objects unguessable is drawn anew each time, from the whole of
 * its range, and costs an actor's start nothing. Method: many draws; each bit is seen both
 * ways.
 */
#include "kit/os/text.h"
#include "kit/os/platform.h"
#include "kit/os/win32.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define DRAWS 200

static void a_random_number_comes_but_once_and_every_bit_of_it_is_random(void **state)
{
    unsigned long long drawn[DRAWS], ones = 0, zeros = 0;
    (void)state;
    for (int i = 0; i < DRAWS; i++) {
        drawn[i] = os_random();
        ones |= drawn[i];
        zeros |= ~drawn[i];
        for (int k = 0; k < i; k++)
            assert_true(drawn[k] != drawn[i]);
    }
    assert_true(ones == ~0ull);
    assert_true(zeros == ~0ull);
}

static void under_wine_a_random_number_loads_no_further_dll(void **state)
{
    (void)state;
    if (!os_is_wine())
        skip();
    assert_null(GetModuleHandleW(L"advapi32.dll"));
    os_random();
    assert_null(GetModuleHandleW(L"advapi32.dll"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(under_wine_a_random_number_loads_no_further_dll),
        cmocka_unit_test(a_random_number_comes_but_once_and_every_bit_of_it_is_random),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
