/*
 * Goal: the code that loads a DLL into a process of 32 bits is what load_code.h says. Method:
 * it is compared with bytes written by hand.
 */
#include "kit/inject/load_code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define AT   0x00310000
#define LOAD 0x7bc3a5f0

static void the_code_calls_the_loader_with_the_path(void **state)
{
    static const uint16_t path[] = {'C', ':', '\\', 'x'};
    static const uint8_t wanted[] = {
        0x68, 0x28, 0x00, 0x31, 0x00,             /* push, where the handle comes to */
        0x68, 0x20, 0x00, 0x31, 0x00,             /* push, the string */
        0x68, 0x00, 0x00, 0x00, 0x00,             /* push, no flags */
        0x68, 0x00, 0x00, 0x00, 0x00,             /* push, no search path */
        0xb8, 0xf0, 0xa5, 0xc3, 0x7b,             /* mov eax, LdrLoadDll */
        0xff, 0xd0,                               /* call eax */
        0xc2, 0x0c, 0x00,                         /* ret 12 */
        0,    0,                                  /* never reached */
        0x08, 0x00, 0x0a, 0x00, 0x40, 0, 0x31, 0, /* the string: 8 bytes of 10, at its place */
    };
    uint8_t room[LOAD_ROOM];
    (void)state;
    memset(room, 0xaa, sizeof room);
    assert_int_equal(load_code_make(room, AT, LOAD, path, 4), 64 + 10);
    assert_memory_equal(room, wanted, sizeof wanted);
    assert_memory_equal(room + 64, "C\0:\0\\\0x\0\0\0", 10);
    assert_int_equal(room[64 + 10], 0xaa);
}

static void the_longest_path_fills_the_room(void **state)
{
    static uint16_t path[LOAD_PATH - 1];
    static uint8_t room[LOAD_ROOM];
    (void)state;
    for (size_t i = 0; i < LOAD_PATH - 1; i++)
        path[i] = 'x';
    assert_int_equal(load_code_make(room, AT, LOAD, path, LOAD_PATH - 1), LOAD_ROOM);
    assert_int_equal(room[LOAD_ROOM - 4], 'x');
    assert_memory_equal(room + LOAD_ROOM - 2, "\0\0", 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_code_calls_the_loader_with_the_path),
        cmocka_unit_test(the_longest_path_fills_the_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
