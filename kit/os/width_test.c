/*
 * Goal: the width of a process is that of its program. Method: the child of process_test, whose
 * file says for which machine it was built; ci/check-bits puts one of the other width in its
 * place.
 */
#include "kit/os/width.h"
#include "kit/base/text.h"
#include "kit/os/output.h"
#include "kit/os/process.h"
#include "kit/os/text.h"
#include "kit/os/win32.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

/* Of a program's file: the place of the header for its machine, then the machine. */
static uint32_t bits_of_file(const char *path)
{
    IMAGE_DOS_HEADER dos = {0};
    struct {
        DWORD signature;
        IMAGE_FILE_HEADER file;
    } header = {0};
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fread(&dos, sizeof dos, 1, file), 1);
    assert_int_equal(fseek(file, dos.e_lfanew, SEEK_SET), 0);
    assert_int_equal(fread(&header, sizeof header, 1, file), 1);
    fclose(file);
    return header.file.Machine == IMAGE_FILE_MACHINE_I386 ? 32 : 64;
}

static void a_process_has_the_width_of_its_program(void **state)
{
    char folder[OS_PATH], program[OS_PATH];
    struct text path = text_over(program, sizeof program);
    struct os_spawn what = {.program = program, .suspended = true};
    struct os_process child = {0};
    (void)state;
    assert_int_equal(os_program_folder(folder, NULL), KIT_OK);
    text_add(&path, "%s/process_test_child.exe", folder);
    assert_int_equal(os_spawn(&what, &child, NULL), KIT_OK);
    uint32_t bits = os_process_bits(child.handle);
    bool is_reachable = os_process_reachable(child.handle);
    os_process_kill(child.handle, 1, NULL);
    os_close(&child.thread);
    os_close(&child.handle);
    assert_int_equal(bits, bits_of_file(program));
    assert_int_equal(is_reachable, bits <= os_own_bits());
}

static void the_caller_reaches_itself(void **state)
{
    (void)state;
    assert_int_equal(os_process_bits(GetCurrentProcess()), os_own_bits());
    assert_true(os_process_reachable(GetCurrentProcess()));
}

static void of_what_is_no_process_nothing_is_told(void **state)
{
    HANDLE event = CreateEventW(NULL, FALSE, FALSE, NULL);
    (void)state;
    assert_int_equal(os_process_bits(event), 0);
    assert_false(os_process_reachable(event));
    CloseHandle(event);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_process_has_the_width_of_its_program),
        cmocka_unit_test(the_caller_reaches_itself),
        cmocka_unit_test(of_what_is_no_process_nothing_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
