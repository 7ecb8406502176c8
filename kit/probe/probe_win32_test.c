/*
 * Goal: the probe finds its place in a run, and reports and obeys as lifeline.h says. Method: a
 * run block that this test makes, as a runner does; this process is one actor of it, and
 * probe_win32_test_child, copied to where the test wants it, another.
 */
#include "kit/probe/lifeline.h"
#include "kit/probe/run_block.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <windows.h>
#include <cmocka.h>

enum { SELF, CHILD, ACTORS };

#define LONG_MS   20000u
#define PATH_WIDE 1024

static struct run_block *run;
static struct actor_block *self;

static void set_image(int actor, const char *program)
{
    assert_true(image_of_program(program, run_actor(run, (uint32_t)actor)->image));
}

static int make_run(void **state)
{
    char name[KIT_NAME * 2];
    uint64_t size = run_block_size(ACTORS);
    (void)state;
    snprintf(name, sizeof name, "lifeline-probe-test-%lu", GetCurrentProcessId());
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE,
                                        (DWORD)(size >> 32), (DWORD)size, name);
    run = section ? MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0) : NULL;
    if (!run || !SetEnvironmentVariableA("LIFELINE_RUN", name))
        return -1;
    run_block_make(run, name, ACTORS);
    self = run_actor(run, SELF);
    set_image(SELF, "PROBE_win32_TEST"); /* the scenario left out `.exe` */
    return 0;
}

static void an_actor_is_known_by_its_image_without_exe_and_in_any_case(void **state)
{
    (void)state;
    assert_int_equal(lifeline_state, 0);
    assert_int_equal(lifeline_attach(NULL), 1);
    assert_int_equal(atomic_load(&self->pid), GetCurrentProcessId());
    assert_int_equal(atomic_load(&self->attached), 1);
}

#define LEVEL      L"\\%0150d"
#define LEVEL_WIDE 151

/*
 * The folder `first` with folders in it, so many that its path is longer than MAX_PATH where
 * the system starts programs that lie so deep. Wine 8 does not, and there is one of them.
 * `\\?\` is how a deep folder can be made at all.
 */
static void make_deep_folder(wchar_t folder[PATH_WIDE], int levels)
{
    wchar_t temporary[MAX_PATH];
    assert_true(GetTempPathW(MAX_PATH, temporary) > 0);
    swprintf(folder, PATH_WIDE, L"\\\\?\\%lslifeline-probe-test-%lu", temporary,
             GetCurrentProcessId());
    assert_true(CreateDirectoryW(folder, NULL));
    for (int i = 0; i < levels; i++) {
        swprintf(folder + wcslen(folder), LEVEL_WIDE + 1, LEVEL, i);
        assert_true(CreateDirectoryW(folder, NULL));
    }
}

static void remove_deep_folder(wchar_t folder[PATH_WIDE], int levels)
{
    for (int i = 0; i <= levels; i++) {
        RemoveDirectoryW(folder);
        *wcsrchr(folder, L'\\') = 0;
    }
}

/* Whether it starts. Windows takes so long a path with `\\?\` alone. */
static BOOL start_program(const wchar_t *program, PROCESS_INFORMATION *made)
{
    STARTUPINFOW info = {.cb = sizeof info};
    wchar_t line[] = L"child";
    return CreateProcessW(program, line, NULL, NULL, FALSE, 0, NULL, NULL, &info, made);
}

/* The exit code of a copy of the child that lies so many levels deep; -1 if it does not start.
 */
static int run_deep_child(const wchar_t *name, int levels)
{
    wchar_t own[PATH_WIDE], folder[PATH_WIDE], program[PATH_WIDE];
    PROCESS_INFORMATION made;
    DWORD code = (DWORD)-1;
    GetModuleFileNameW(NULL, own, PATH_WIDE);
    wcscpy(wcsrchr(own, L'\\') + 1, L"probe_win32_test_child.exe");
    make_deep_folder(folder, levels);
    swprintf(program, PATH_WIDE, L"%ls\\%ls", folder, name);
    BOOL copied = CopyFileW(own, program, TRUE);
    if (copied && start_program(program, &made)) {
        WaitForSingleObject(made.hProcess, LONG_MS);
        GetExitCodeProcess(made.hProcess, &code);
        CloseHandle(made.hThread);
        CloseHandle(made.hProcess);
    }
    DeleteFileW(program);
    remove_deep_folder(folder, levels);
    assert_true(copied);
    return (int)code;
}

static void an_actor_is_known_by_an_image_of_any_letters_at_the_end_of_any_path(void **state)
{
    (void)state;
    set_image(CHILD, "h\xc3\x96LFER-\xe6\xbc\xa2");
    int code = run_deep_child(L"H\u00f6lfer-\u6f22.exe", 2);
    if (code == -1)
        code = run_deep_child(L"H\u00f6lfer-\u6f22.exe", 1);
    assert_int_equal(code, 42);
}

static struct ring_reader reader;

/* The name of the next step that this process recorded. */
static const char *next_step(void)
{
    static char name[KIT_NAME];
    struct ring_slot slot;
    while (ring_take(self, &reader, &slot)) {
        if (slot.kind != RING_STEP)
            continue;
        actor_name_text(self, slot.name, name);
        return name;
    }
    return "no step";
}

static void step_of_a_wrapper(const char *name)
{
    LIFELINE_STEP(name);
}

static void a_wrapper_reports_each_name_as_its_own(void **state)
{
    static const char *const names[] = {"first", "second", "first", "first", "third", "second"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        step_of_a_wrapper(names[i]);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_string_equal(next_step(), names[i]);
}

static void a_name_whose_memory_is_used_again_is_another_name(void **state)
{
    static const char *const names[] = {"begun", "begun.again", "beg", "begun"};
    char name[KIT_NAME];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        strcpy(name, names[i]);
        step_of_a_wrapper(name);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_string_equal(next_step(), names[i]);
}

#define LONG_NAME "a-step-whose-name-is-longer-than-a-name-can-be"

static void a_name_that_is_cut_is_one_name(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++)
        step_of_a_wrapper(LONG_NAME);
    for (int i = 0; i < 3; i++)
        assert_memory_equal(next_step(), LONG_NAME, KIT_NAME - 1);
    uint32_t id = actor_name_id(self, LONG_NAME);
    assert_int_equal(atomic_load(&self->counts[id][0]), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_actor_is_known_by_its_image_without_exe_and_in_any_case),
        cmocka_unit_test(an_actor_is_known_by_an_image_of_any_letters_at_the_end_of_any_path),
        cmocka_unit_test(a_wrapper_reports_each_name_as_its_own),
        cmocka_unit_test(a_name_whose_memory_is_used_again_is_another_name),
        cmocka_unit_test(a_name_that_is_cut_is_one_name),
    };
    return cmocka_run_group_tests(tests, make_run, NULL);
}
