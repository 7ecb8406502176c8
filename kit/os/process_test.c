/*
 * Goal: a child gets exactly its arguments, its handles and its environment, is inside its job
 * from its first instant, and ends as it is told. Method: process_test_child, which says what
 * it got in shared memory. A child is waited for by its handle or its event, never by time.
 */
#include "kit/base/text.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/output.h"
#include "kit/os/port.h"
#include "kit/os/process.h"
#include "kit/os/section.h"
#include "kit/os/text.h"
#include "kit/os/thread.h"
#include "kit/os/win32.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define LONG_MS 20000u
#define TOLD    (128 * 1024)

static char child_path[OS_PATH];
static char section_name[64], ready_name[64];
static void *section, *ready, *view;
static struct os_process child;

static int set_up(void **state)
{
    char folder[OS_PATH];
    struct text path = text_over(child_path, sizeof child_path);
    struct text name = text_over(section_name, sizeof section_name);
    struct text event = text_over(ready_name, sizeof ready_name);
    (void)state;
    if (os_program_folder(folder, NULL) != KIT_OK)
        return -1;
    text_add(&path, "%s/process_test_child.exe", folder);
    text_add(&name, "lifeline-process-test-%llx", os_random());
    text_add(&event, "%s.ready", section_name);
    child = (struct os_process){0};
    return os_section_create(section_name, TOLD, false, &section, NULL) == KIT_OK &&
                   os_map(section, &view, NULL, NULL) == KIT_OK &&
                   os_event_create(ready_name, OS_MANUAL_RESET, &ready, NULL) == KIT_OK
               ? 0
               : -1;
}

static int tear_down(void **state)
{
    (void)state;
    if (child.handle)
        os_process_kill(child.handle, 1, NULL);
    os_close(&child.handle);
    os_close(&child.thread);
    os_unmap(&view);
    os_close(&section);
    os_close(&ready);
    return 0;
}

#define WORDS_MOST 40

/* Starts the child with these words behind the section's name. */
static void start(struct os_spawn *what, const char *const *words)
{
    const char *arguments[WORDS_MOST] = {section_name};
    struct kit_error err = {0};
    for (size_t i = 0; words[i] && i < WORDS_MOST - 2; i++)
        arguments[i + 1] = words[i];
    what->program = child_path;
    what->arguments = arguments;
    if (os_spawn(what, &child, &err) != KIT_OK)
        fail_msg("%s", err.text);
}

static uint32_t wait_for_end(void)
{
    assert_int_equal(os_wait_any(&child.handle, 1, LONG_MS), 0);
    return os_exit_code(child.handle);
}

/* Starts it as one that stays, and waits until it does. */
static uint32_t start_to_stay(struct os_spawn *what)
{
    const char *const words[] = {"stay", ready_name, NULL};
    void *either[2] = {NULL, ready};
    uint32_t tid = 0;
    start(what, words);
    either[0] = child.handle;
    assert_int_equal(os_wait_any(either, 2, LONG_MS), 1);
    memcpy(&tid, view, sizeof tid);
    return tid;
}

static void a_child_gets_exactly_its_words(void **state)
{
    static const char *const words[] = {"words",
                                        "plain",
                                        "",
                                        "two words",
                                        "\"",
                                        "a\"b",
                                        "\"quoted\"",
                                        "\\",
                                        "ends with\\",
                                        "two\\\\",
                                        "\\\"",
                                        "\\\\\"",
                                        "c:\\a b\\",
                                        "\\\\host\\share\\",
                                        "tab\tnew\nline",
                                        "%PATH%",
                                        "$HOME ^& | <",
                                        "--x=\"y z\"",
                                        "\xc3\xa4\xe6\xbc\xa2\xf0\x9f\x92\xa1",
                                        "* ?",
                                        "'single'",
                                        " ",
                                        "\\\\\\",
                                        "a\\\\b",
                                        "",
                                        NULL};
    struct os_spawn what = {0};
    (void)state;
    start(&what, words);
    assert_int_equal(wait_for_end(), 0);
    const char *at = view;
    for (size_t i = 1; words[i]; i++) {
        assert_string_equal(at, words[i]);
        at += strlen(at) + 1;
    }
}

/* Fills `to` so that it is the last word of the longest line there is; `spare` units are left.
 */
static void fill_line(wchar_t unit, size_t spare, char *to, size_t size)
{
    static wchar_t wide[OS_COMMAND_MOST];
    wchar_t program[OS_PATH];
    assert_true(os_widen(child_path, program, OS_PATH));
    /* Quotes and a blank for each of four words; the section's name and "words" are two. */
    size_t others = wcslen(program) + strlen(section_name) + strlen("words") + 4 * 3;
    size_t length = OS_COMMAND_MOST - others - spare;
    for (size_t i = 0; i < length; i++)
        wide[i] = unit;
    wide[length] = 0;
    assert_true(os_narrow(wide, to, size));
}

/* Sixty children with all their options take more than 8 KiB, where their folder is not short.
 */
static void a_command_line_can_be_as_long_as_the_system_takes(void **state)
{
    static const wchar_t units[] = {L'x', 0x6f22}; /* one byte in UTF-8, and three */
    static char filler[OS_COMMAND_MOST * 3], shown[OS_COMMAND_MOST * 3];
    const char *const words[] = {"words", filler, NULL};
    (void)state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct os_spawn what = {0};
        fill_line(units[i], 0, filler, sizeof filler);
        start(&what, words);
        assert_int_equal(wait_for_end(), 0);
        memcpy(shown, view, sizeof shown);
        assert_string_equal(shown, filler);
        os_close(&child.handle);
    }
}

static void a_command_line_that_is_too_long_or_no_text_starts_nothing(void **state)
{
    static char filler[OS_COMMAND_MOST];
    const char *const over[] = {section_name, "words", filler, "", NULL};
    const char *const no_text[] = {"\xff\xfe", NULL};
    struct os_spawn what = {.program = child_path, .arguments = over};
    struct kit_error err = {0};
    (void)state;
    fill_line(L'x', 2, filler, sizeof filler); /* an empty word takes one unit more */
    assert_int_equal(os_spawn(&what, &child, &err), KIT_BAD_INPUT);
    assert_non_null(strstr(err.text, "over 32766 characters"));
    what.arguments = no_text;
    assert_int_equal(os_spawn(&what, &child, &err), KIT_BAD_INPUT);
    assert_non_null(strstr(err.text, "is not valid UTF-8"));
    assert_null(child.handle);
}

static void a_child_inherits_what_is_listed_and_nothing_else(void **state)
{
    static const uint64_t marks[2] = {0x1111222233334444, 0x5555666677778888};
    char values[2][32];
    void *sections[2] = {NULL, NULL};
    const char *const words[] = {"marks", values[0], values[1], NULL};
    (void)state;
    for (int i = 0; i < 2; i++) {
        void *mark = NULL;
        struct text text = text_over(values[i], sizeof values[i]);
        assert_int_equal(os_section_create(NULL, 4096, true, &sections[i], NULL), KIT_OK);
        assert_int_equal(os_map(sections[i], &mark, NULL, NULL), KIT_OK);
        memcpy(mark, &marks[i], sizeof marks[i]);
        os_unmap(&mark);
        text_add(&text, "%llu", (unsigned long long)(uintptr_t)sections[i]);
    }
    struct os_spawn what = {.inherit = &sections[1], .inherit_count = 1};
    start(&what, words);
    assert_int_equal(wait_for_end(), 0);
    const uint64_t *seen = view;
    assert_int_not_equal(seen[0], marks[0]);
    assert_int_equal(seen[1], marks[1]);

    os_close(&child.handle);
    memset(view, 0, TOLD);
    struct os_spawn none = {.inherit_count = 0};
    start(&none, words);
    assert_int_equal(wait_for_end(), 0);
    assert_int_not_equal(seen[0], marks[0]);
    assert_int_not_equal(seen[1], marks[1]);
    os_close(&sections[0]);
    os_close(&sections[1]);
}

static void a_handle_that_cannot_be_inherited_is_refused(void **state)
{
    void *not_inheritable[] = {ready}, *empty[] = {NULL}, *many[OS_HANDLES_MOST + 1] = {ready};
    const struct {
        void **handles;
        size_t count;
        enum kit_status status;
    } rows[] = {{not_inheritable, 1, KIT_BAD_INPUT},
                {empty, 1, KIT_BAD_INPUT},
                {many, OS_HANDLES_MOST + 1, KIT_FULL}};
    struct kit_error err = {0};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct os_spawn what = {
            .program = child_path, .inherit = rows[i].handles, .inherit_count = rows[i].count};
        assert_int_equal(os_spawn(&what, &child, &err), rows[i].status);
        assert_null(child.handle);
    }
}

static void a_child_has_the_variable_that_was_set_for_it_alone(void **state)
{
    const char *const words[] = {"environment", "LIFELINE_PROCESS_TEST", NULL};
    struct os_spawn with = {.set = {{"LIFELINE_PROCESS_TEST", "a value"}}};
    struct os_spawn replaced = {.set = {{"OTHER", "x"}, {"LIFELINE_PROCESS_TEST", "another"}}};
    struct os_spawn without = {0};
    struct os_spawn *rows[] = {&with, &replaced, &without};
    static const char *const seen[] = {"a value", "another", "not there"};
    /* One that this process has too, in other letters: the child must not have it twice. */
    const char *const own[] = {"environment", "OS", NULL};
    struct os_spawn over_own = {.set = {{"os", "ours"}}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        start(rows[i], words);
        assert_int_equal(wait_for_end(), 0);
        assert_string_equal(view, seen[i]);
        os_close(&child.handle);
    }
    start(&over_own, own);
    assert_int_equal(wait_for_end(), 0);
    assert_string_equal(view, "ours");
}

static void an_exit_code_is_told_whole(void **state)
{
    static const char *const codes[] = {"0", "7", "259", "300", "-1073741819"};
    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        const char *const words[] = {codes[i], NULL};
        struct os_spawn what = {0};
        start(&what, words);
        assert_int_equal(wait_for_end(), (uint32_t)strtol(codes[i], NULL, 10));
        assert_false(os_process_unborn(child.handle));
        os_close(&child.handle);
    }
}

static void a_killed_child_has_our_code_and_can_be_killed_again(void **state)
{
    struct os_spawn what = {0};
    (void)state;
    start_to_stay(&what);
    assert_false(os_process_ended(child.handle));
    assert_int_equal(os_process_kill(child.handle, 0x4C494645, NULL), KIT_OK);
    assert_true(os_process_ended(child.handle));
    assert_int_equal(os_exit_code(child.handle), 0x4C494645);
    assert_int_equal(os_process_kill(child.handle, 1, NULL), KIT_OK);
    assert_int_equal(os_exit_code(child.handle), 0x4C494645);
}

static void a_suspended_process_is_seen_by_its_thread(void **state)
{
    struct os_spawn what = {0};
    (void)state;
    uint32_t tid = start_to_stay(&what);
    assert_false(os_thread_suspended(child.handle, tid));
    assert_true(os_process_runs(child.handle));
    assert_int_equal(os_process_suspend(child.handle, NULL), KIT_OK);
    assert_true(os_thread_suspended(child.handle, tid));
    assert_false(os_process_runs(child.handle));
    /* Its number proves nothing of a process that it is no thread of. */
    assert_false(os_thread_suspended(GetCurrentProcess(), tid));
    assert_int_equal(os_thread_used_ms(GetCurrentProcess(), tid), -1);
    os_thread_resume(GetCurrentProcess(), tid);
    assert_true(os_thread_suspended(child.handle, tid));
    assert_int_equal(os_process_suspend(child.handle, NULL), KIT_OK); /* it nests */
    assert_int_equal(os_process_resume_all(child.handle, NULL), KIT_OK);
    assert_true(os_thread_suspended(child.handle, tid));
    assert_int_equal(os_process_resume_all(child.handle, NULL), KIT_OK);
    assert_false(os_thread_suspended(child.handle, tid));
    /* A suspended one can be killed. */
    assert_int_equal(os_process_suspend(child.handle, NULL), KIT_OK);
    assert_int_equal(os_process_kill(child.handle, 1, NULL), KIT_OK);
    assert_false(os_thread_suspended(child.handle, tid));
}

static void a_thread_at_work_is_told_from_one_that_waits(void **state)
{
    struct os_spawn what = {0};
    (void)state;
    uint32_t tid = start_to_stay(&what), own = GetCurrentThreadId();
    int64_t idle_ms = os_thread_used_ms(child.handle, tid),
            from_ms = os_thread_used_ms(GetCurrentProcess(), own);
    assert_true(idle_ms >= 0 && from_ms >= 0);
    struct os_deadline until = os_deadline_in(20000);
    while (os_thread_used_ms(GetCurrentProcess(), own) < from_ms + 100)
        assert_true(os_left(until) > 0);
    assert_in_range(os_thread_used_ms(child.handle, tid) - idle_ms, 0, 50);
    assert_int_equal(os_process_kill(child.handle, 1, NULL), KIT_OK);
    assert_int_equal(os_thread_used_ms(child.handle, tid), -1);
}

static void a_thread_has_an_owner_and_an_age(void **state)
{
    struct os_spawn what = {0};
    uint32_t pid = 0, own_pid = 0;
    int64_t age_ns = -1, own_ns = -1;
    (void)state;
    uint32_t tid = start_to_stay(&what);
    assert_true(os_thread_owner(tid, &pid, &age_ns));
    assert_true(os_thread_owner(GetCurrentThreadId(), &own_pid, &own_ns));
    assert_int_equal(pid, child.pid);
    assert_int_equal(own_pid, os_own_pid());
    assert_true(age_ns >= 0 && age_ns < own_ns);
    assert_int_equal(os_process_kill(child.handle, 1, NULL), KIT_OK);
    assert_false(os_thread_owner(tid, &pid, &age_ns));
}

static void a_suspended_start_runs_when_it_is_resumed(void **state)
{
    const char *const words[] = {"words", "ran", NULL};
    struct os_spawn what = {.suspended = true};
    (void)state;
    start(&what, words);
    assert_non_null(child.thread);
    assert_true(os_thread_suspended(child.handle, GetThreadId(child.thread)));
    assert_false(os_process_runs(child.handle));
    assert_int_equal(*(char *)view, 0);
    os_process_resume(&child);
    assert_null(child.thread);
    assert_int_equal(wait_for_end(), 0);
    assert_string_equal(view, "ran");
}

static void a_job_knows_its_child_and_ends_it_when_it_closes(void **state)
{
    uint32_t pids[4] = {0};
    void *job = NULL, *own = NULL;
    (void)state;
    assert_int_equal(os_process_open(os_own_pid(), &own, NULL), KIT_OK);
    assert_int_equal(os_job_create(NULL, false, &job, NULL), KIT_OK);
    assert_int_equal(os_job_pids(job, pids, 4), 0);
    assert_int_equal(os_job_count(job), 0);
    struct os_spawn what = {.job = job, .suspended = true};
    const char *const words[] = {"stay", ready_name, NULL};
    start(&what, words);
    assert_int_equal(os_job_pids(job, pids, 4), 1); /* before it ran a single line */
    assert_int_equal(os_job_count(job), 1);
    assert_int_equal(pids[0], child.pid);
    assert_true(os_job_has(job, child.handle));
    assert_false(os_job_has(job, own));
    os_process_resume(&child);
    assert_int_equal(os_wait_any(&ready, 1, LONG_MS), 0);
    os_close(&job);
    wait_for_end();
    os_close(&own);
}

static void a_job_that_is_ended_ends_its_child_with_the_code(void **state)
{
    void *job = NULL;
    (void)state;
    assert_int_equal(os_job_create(NULL, false, &job, NULL), KIT_OK);
    struct os_spawn what = {.job = job};
    start_to_stay(&what);
    os_job_end(job, 77);
    assert_int_equal(wait_for_end(), 77);
    os_close(&job);
}

#define DEEP_PATH  1024
#define LEVEL      L"\\%0150d"
#define LEVEL_WIDE 151

/*
 * A folder with folders in it, so many that its path is longer than MAX_PATH where the system
 * starts programs that lie so deep. Wine 8 does not, and there is one of them. `\\?\` is how a
 * deep folder can be made at all.
 */
static void make_deep_folder(wchar_t folder[DEEP_PATH], int levels)
{
    wchar_t temporary[MAX_PATH];
    assert_true(GetTempPathW(MAX_PATH, temporary) > 0);
    swprintf(folder, DEEP_PATH, L"\\\\?\\%lslifeline-process-test-%lu", temporary,
             GetCurrentProcessId());
    assert_true(CreateDirectoryW(folder, NULL));
    for (int i = 0; i < levels; i++) {
        swprintf(folder + wcslen(folder), LEVEL_WIDE + 1, LEVEL, i);
        assert_true(CreateDirectoryW(folder, NULL));
    }
}

static void remove_deep_folder(wchar_t folder[DEEP_PATH], int levels)
{
    for (int i = 0; i <= levels; i++) {
        RemoveDirectoryW(folder);
        *wcsrchr(folder, L'\\') = 0;
    }
}

/* The image of a copy of the child that lies so many levels deep; false if it does not start.
 */
static bool deep_image(const wchar_t *name, int levels, char image[KIT_IMAGE])
{
    wchar_t folder[DEEP_PATH], program[DEEP_PATH], own[OS_PATH], line[] = L"child";
    STARTUPINFOW info = {.cb = sizeof info};
    PROCESS_INFORMATION made;
    assert_true(os_widen(child_path, own, OS_PATH));
    make_deep_folder(folder, levels);
    swprintf(program, DEEP_PATH, L"%ls\\%ls", folder, name);
    BOOL copied = CopyFileW(own, program, TRUE);
    bool started = copied && CreateProcessW(program, line, NULL, NULL, FALSE, CREATE_SUSPENDED,
                                            NULL, NULL, &info, &made);
    if (started) {
        os_process_image(made.hProcess, image);
        assert_int_equal(os_process_kill(made.hProcess, 1, NULL), KIT_OK);
        CloseHandle(made.hThread);
        CloseHandle(made.hProcess);
    }
    DeleteFileW(program);
    remove_deep_folder(folder, levels);
    assert_true(copied);
    return started;
}

static void a_process_is_known_by_an_image_of_any_letters_at_the_end_of_any_path(void **state)
{
    char image[KIT_IMAGE] = "";
    (void)state;
    if (!deep_image(L"H\u00f6fler-\u6f22.exe", 2, image))
        assert_true(deep_image(L"H\u00f6fler-\u6f22.exe", 1, image));
    assert_string_equal(image, "H\xc3\xb6"
                               "fler-\xe6\xbc\xa2.exe");
}

/* A handle that is given to a process is good in it, and the value in no other. */
static void a_handle_is_given_to_one_process(void **state)
{
    void *self = NULL, *given = NULL, *event = NULL;
    uint32_t value = 0;
    (void)state;
    assert_int_equal(os_event_create(NULL, OS_MANUAL_RESET, &event, NULL), KIT_OK);
    assert_int_equal(os_process_open(GetCurrentProcessId(), &self, NULL), KIT_OK);
    assert_int_equal(os_give_handle(self, event, &value, NULL), KIT_OK);
    given = (void *)(uintptr_t)value;
    assert_true(given != event);
    assert_true(os_event_set(given));
    assert_true(os_is_signalled(event));
    os_close(&given);
    os_close(&event);
    assert_int_not_equal(os_give_handle(self, event, &value, NULL), KIT_OK);
    os_close(&self);
}

static void a_process_is_opened_by_its_number_and_known_by_its_image(void **state)
{
    char image[KIT_IMAGE] = "";
    void *opened = NULL;
    struct os_spawn what = {0};
    (void)state;
    start_to_stay(&what);
    assert_int_equal(os_process_open(child.pid, &opened, NULL), KIT_OK);
    os_process_image(opened, image);
    assert_string_equal(image, "process_test_child.exe");
    assert_int_equal(os_process_kill(opened, 5, NULL), KIT_OK);
    assert_int_equal(os_exit_code(child.handle), 5);
    os_close(&opened);
}

#define STARTS 150

/* One after another, each of which ends at once. */
static void start_many(void *job)
{
    for (int i = 0; i < STARTS; i++) {
        const char *const words[] = {"7", NULL};
        struct os_spawn what = {.job = job};
        start(&what, words);
        wait_for_end();
        os_close(&child.handle);
    }
}

/* Whoever opens a process as soon as its job tells of it can come before its first thread.
 * Under Wine that happens to one in ten; on Windows the test shows no more than that the end is
 * true. */
static void what_is_being_made_is_not_taken_for_what_has_ended(void **state)
{
    void *port = NULL, *job = NULL, *thread = NULL;
    struct os_port_event port_event;
    (void)state;
    assert_int_equal(os_port_create(&port, NULL), KIT_OK);
    assert_int_equal(os_job_create(port, false, &job, NULL), KIT_OK);
    assert_int_equal(os_thread_start(start_many, job, &thread, NULL), KIT_OK);
    for (int seen = 0; seen < STARTS && os_port_wait(port, LONG_MS, &port_event);) {
        void *opened = NULL;
        seen += port_event.kind == OS_PROCESS_NEW;
        if (port_event.kind != OS_PROCESS_NEW ||
            os_process_open(port_event.pid, &opened, NULL) != KIT_OK)
            continue;
        if (!os_process_unborn(opened) && os_process_ended(opened))
            assert_int_equal(os_exit_code(opened), 7);
        os_close(&opened);
    }
    os_thread_join(&thread);
    os_close(&job);
    os_close(&port);
}

static void write_program(const char *path, const char *text)
{
    struct os_output file;
    assert_int_equal(os_output_begin(&file, path, "", NULL), KIT_OK);
    assert_true(fputs(text, file.file) >= 0);
    assert_int_equal(os_output_end(&file, NULL), KIT_OK);
}

static void what_is_no_program_is_told_in_a_sentence_with_its_path(void **state)
{
    char path[OS_PATH];
    struct text text = text_over(path, sizeof path);
    struct os_spawn what = {.program = path};
    struct kit_error err = {0};
    (void)state;
    text_add(&text, "%.400s.no-such.exe", child_path);
    assert_int_equal(os_spawn(&what, &child, &err), KIT_NOT_FOUND);
    assert_non_null(strstr(err.text, path));
    assert_int_equal(err.os_code, 2);

    text = text_over(path, sizeof path);
    text_add(&text, "%.400s-%llx.txt.exe", child_path, os_random());
    write_program(path, "This is a text and no program.\n");
    assert_int_equal(os_spawn(&what, &child, &err), KIT_BAD_INPUT);
    assert_non_null(strstr(err.text, path));
    assert_int_equal(err.os_code, 193);
    assert_int_equal(remove(path), 0);

    what.program = ".";
    assert_int_not_equal(os_spawn(&what, &child, &err), KIT_OK);
    assert_null(child.handle);
}

#define CLAIM(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(a_child_gets_exactly_its_words),
        CLAIM(a_command_line_can_be_as_long_as_the_system_takes),
        CLAIM(a_command_line_that_is_too_long_or_no_text_starts_nothing),
        CLAIM(a_child_inherits_what_is_listed_and_nothing_else),
        CLAIM(a_handle_that_cannot_be_inherited_is_refused),
        CLAIM(a_child_has_the_variable_that_was_set_for_it_alone),
        CLAIM(an_exit_code_is_told_whole),
        CLAIM(a_killed_child_has_our_code_and_can_be_killed_again),
        CLAIM(a_suspended_process_is_seen_by_its_thread),
        CLAIM(a_thread_at_work_is_told_from_one_that_waits),
        CLAIM(a_thread_has_an_owner_and_an_age),
        CLAIM(a_suspended_start_runs_when_it_is_resumed),
        CLAIM(a_job_knows_its_child_and_ends_it_when_it_closes),
        CLAIM(a_job_that_is_ended_ends_its_child_with_the_code),
        CLAIM(a_process_is_opened_by_its_number_and_known_by_its_image),
        CLAIM(a_process_is_known_by_an_image_of_any_letters_at_the_end_of_any_path),
        CLAIM(a_handle_is_given_to_one_process),
        CLAIM(what_is_being_made_is_not_taken_for_what_has_ended),
        CLAIM(what_is_no_program_is_told_in_a_sentence_with_its_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
