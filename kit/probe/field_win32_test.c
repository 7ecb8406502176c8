/*
 * Goal: outside of a run, a process writes its steps into a file of its own where LIFELINE_LOG
 * says so, and what it said is there however it ends; otherwise it behaves as in no run.
 * Method: this process and two that it starts write to a folder of this test; one of them is
 * ended by TerminateProcess in the middle of its steps.
 *
 *     field_win32_test.exe say SECTION   makes steps until it is ended, and tells how many
 *     field_win32_test.exe end           makes a step and returns from main
 *     field_win32_test.exe terminate PID x   ends another process, for ci/check-field
 */
#include "kit/probe/field_log.h"
#include "kit/probe/lifeline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>
#include <cmocka.h>

#define LONG_MS     20000u
#define OLD_FILES   (FIELD_FILES_MOST + 6)
#define STEPS_LEAST (RUN_SLOTS + 1000) /* so that the ring has overwritten some */
#define NOTES       "notes" FIELD_ENDING

static char folder[MAX_PATH];
static struct field_log *found; /* a copy of a file */

static void path_of(char to[MAX_PATH], const char *name)
{
    snprintf(to, MAX_PATH, "%s\\%s", folder, name);
}

static void write_old_file(const char *name)
{
    char path[MAX_PATH];
    path_of(path, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
}

/* The number of field logs in the folder; `each` gets their names, if it is not NULL. */
static uint32_t each_file(void (*each)(const char *name))
{
    char pattern[MAX_PATH];
    WIN32_FIND_DATAA file;
    uint32_t count = 0;
    path_of(pattern, "*" FIELD_ENDING);
    HANDLE search = FindFirstFileA(pattern, &file);
    if (search == INVALID_HANDLE_VALUE)
        return 0;
    do {
        count += field_log_is_name(file.cFileName);
        if (each)
            each(file.cFileName);
    } while (FindNextFileA(search, &file));
    FindClose(search);
    return count;
}

static void remove_file(const char *name)
{
    char path[MAX_PATH];
    path_of(path, name);
    DeleteFileA(path);
}

/* Old files of other processes; one of somebody else has the same ending. */
static int make_field_folder(void **state)
{
    char temp[MAX_PATH - 64];
    (void)state;
    if (!GetTempPathA(sizeof temp, temp))
        return -1;
    snprintf(folder, sizeof folder, "%sfield-test", temp);
    found = malloc(sizeof *found);
    if (!found || !SetEnvironmentVariableA("LIFELINE_LOG", folder))
        return -1;
    CreateDirectoryA(folder, NULL);
    each_file(remove_file); /* the one that an earlier test had open at its end */
    for (uint32_t i = 0; i < OLD_FILES; i++) {
        char name[FIELD_NAME];
        const struct field_time began = {2001, 1, 1, 0, 0, i % 60, i};
        field_log_name(name, &began, i, "old");
        write_old_file(name);
    }
    write_old_file(NOTES);
    return 0;
}

/* This process has its own file open until it ends. */
static int remove_field_folder(void **state)
{
    (void)state;
    each_file(remove_file);
    free(found);
    return 0;
}

static DWORD wanted_pid;
static char wanted_name[FIELD_NAME];

static void find_wanted(const char *name)
{
    char pid[32];
    snprintf(pid, sizeof pid, "Z-%lu-", wanted_pid);
    if (strstr(name, pid))
        snprintf(wanted_name, sizeof wanted_name, "%s", name);
}

/* Copies the file of a process to *found, whether the process has it open or not. */
static void read_file_of(DWORD pid)
{
    char path[MAX_PATH];
    DWORD got = 0;
    wanted_pid = pid;
    wanted_name[0] = 0;
    each_file(find_wanted);
    assert_true(wanted_name[0] != 0);
    path_of(path, wanted_name);
    HANDLE file =
        CreateFileA(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                    NULL, OPEN_EXISTING, 0, NULL);
    assert_true(file != INVALID_HANDLE_VALUE);
    assert_true(ReadFile(file, found, sizeof *found, &got, NULL));
    CloseHandle(file);
    assert_int_equal(got, sizeof *found);
    assert_true(field_log_valid(found, got));
    assert_int_equal(found->facts.pid, pid);
}

static void steps_outside_of_a_run_are_in_a_file(void **state)
{
    struct ring_reader reader = {0};
    struct ring_slot slot;
    char name[KIT_NAME];
    (void)state;
    assert_int_equal(lifeline_state, 0);
    assert_int_equal(lifeline_attach("host"), 0); /* it is in no run */
    assert_true(lifeline_state > 0);
    LIFELINE_STEP("reply.sent", .peer = "cs", .sequence = 17, .deadline_ms = 3);
    LIFELINE_REPORT("child.lost", .peer = "cs", .by = "pipe", .code = 109);
    read_file_of(GetCurrentProcessId());
    assert_string_equal(found->facts.actor, "host");
    assert_string_equal(found->facts.image, "field_win32_test.exe");
    assert_string_equal(found->facts.probe, LIFELINE_VERSION);
    assert_true(found->facts.system[0] != 0);
    assert_true(atomic_load(&found->facts.end_ticks) == 0);

    assert_true(ring_take(&found->block, &reader, &slot));
    actor_name_text(&found->block, slot.name, name);
    assert_string_equal(name, "reply.sent");
    assert_int_equal(slot.kind, RING_STEP);
    assert_true(slot.sequence == 17 && slot.deadline_ms == 3 && slot.occurrence == 1);
    assert_true(slot.ticks >= found->facts.began_ticks);
    assert_true(ring_take(&found->block, &reader, &slot));
    actor_name_text(&found->block, slot.by, name);
    assert_string_equal(name, "pipe");
    assert_int_equal(slot.kind, RING_REPORT);
    assert_int_equal(slot.code, 109);
    assert_false(ring_take(&found->block, &reader, &slot));
}

static void nothing_else_is_as_in_a_run(void **state)
{
    (void)state;
    assert_null(lifeline_stop_event());
    assert_int_equal(lifeline_fails(NULL, &(const struct lifeline_facts){.name = "pipe.write"}),
                     0);
    read_file_of(GetCurrentProcessId());
    assert_int_equal(actor_name_find(&found->block, "pipe.write"), 0);
}

static void the_oldest_files_make_room_and_no_file_of_others(void **state)
{
    char path[MAX_PATH], name[FIELD_NAME];
    const struct field_time last = {2001, 1, 1, 0, 0, (OLD_FILES - 1) % 60, OLD_FILES - 1};
    const struct field_time first = {2001, 1, 1, 0, 0, 0, 0};
    (void)state;
    assert_int_equal(each_file(NULL), FIELD_FILES_MOST);
    path_of(path, NOTES);
    assert_true(GetFileAttributesA(path) != INVALID_FILE_ATTRIBUTES);
    field_log_name(name, &first, 0, "old");
    path_of(path, name);
    assert_true(GetFileAttributesA(path) == INVALID_FILE_ATTRIBUTES);
    field_log_name(name, &last, OLD_FILES - 1, "old");
    path_of(path, name);
    assert_true(GetFileAttributesA(path) != INVALID_FILE_ATTRIBUTES);
}

/* Another process could write an order into it, or remove it while it is needed. */
static void nobody_else_writes_to_the_file_or_removes_it(void **state)
{
    char path[MAX_PATH];
    (void)state;
    read_file_of(GetCurrentProcessId());
    path_of(path, wanted_name);
    assert_true(CreateFileA(path, GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                            OPEN_EXISTING, 0, NULL) == INVALID_HANDLE_VALUE);
    assert_false(DeleteFileA(path));
}

static HANDLE start_other(const char *words, DWORD *pid)
{
    char program[MAX_PATH], line[MAX_PATH + 128];
    STARTUPINFOA info = {.cb = sizeof info};
    PROCESS_INFORMATION made;
    GetModuleFileNameA(NULL, program, sizeof program);
    snprintf(line, sizeof line, "\"%s\" %s", program, words);
    assert_true(CreateProcessA(program, line, NULL, NULL, FALSE, DETACHED_PROCESS, NULL, NULL,
                               &info, &made));
    CloseHandle(made.hThread);
    *pid = made.dwProcessId;
    return made.hProcess;
}

static void all_that_was_said_before_an_end_from_outside_is_there(void **state)
{
    DWORD pid;
    char name[64], words[80];
    struct ring_reader reader = {0};
    struct ring_slot slot;
    uint64_t last = 0, taken = 0;
    (void)state;
    snprintf(name, sizeof name, "field-test-%lu", GetCurrentProcessId());
    snprintf(words, sizeof words, "say %s", name);
    HANDLE section =
        CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, name);
    volatile LONG64 *said =
        section ? MapViewOfFile(section, FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, 0) : NULL;
    assert_non_null(said);
    HANDLE process = start_other(words, &pid);
    while (*said < STEPS_LEAST && WaitForSingleObject(process, 1) == WAIT_TIMEOUT)
        ;
    assert_true(TerminateProcess(process, 7));
    assert_int_equal(WaitForSingleObject(process, LONG_MS), WAIT_OBJECT_0);
    CloseHandle(process);
    assert_true(*said >= STEPS_LEAST);

    read_file_of(pid);
    assert_true(atomic_load(&found->facts.end_ticks) == 0);
    while (ring_take(&found->block, &reader, &slot)) {
        assert_true(taken++ == 0 || slot.sequence == last + 1);
        last = slot.sequence;
    }
    assert_true(last >= (uint64_t)*said);
    assert_true(taken >= RUN_SLOTS - 1 && reader.hole_count <= 1);
    assert_true(reader.lost >= 1000);
    UnmapViewOfFile((void *)(uintptr_t)said);
    CloseHandle(section);
}

static void a_process_that_returns_from_main_says_that_it_ends(void **state)
{
    DWORD pid;
    (void)state;
    HANDLE process = start_other("end", &pid);
    assert_int_equal(WaitForSingleObject(process, LONG_MS), WAIT_OBJECT_0);
    CloseHandle(process);
    read_file_of(pid);
    assert_true(atomic_load(&found->facts.end_ticks) > found->facts.began_ticks);
    assert_int_equal(found->facts.parent_pid, GetCurrentProcessId());
    assert_string_equal(found->facts.actor, "");
}

static int say_until_ended(const char *section_name)
{
    HANDLE section = OpenFileMappingA(FILE_MAP_WRITE, FALSE, section_name);
    volatile LONG64 *said = section ? MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0) : NULL;
    if (!said)
        return 1;
    for (LONG64 i = 1;; i++) {
        LIFELINE_STEP("step", .sequence = (uint64_t)i);
        *said = i;
    }
}

static int end_other(const char *pid)
{
    HANDLE process = OpenProcess(PROCESS_TERMINATE, FALSE, strtoul(pid, NULL, 10));
    return process && TerminateProcess(process, 7) ? 0 : 1;
}

int main(int count, char **words)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_outside_of_a_run_are_in_a_file),
        cmocka_unit_test(nothing_else_is_as_in_a_run),
        cmocka_unit_test(the_oldest_files_make_room_and_no_file_of_others),
        cmocka_unit_test(nobody_else_writes_to_the_file_or_removes_it),
        cmocka_unit_test(all_that_was_said_before_an_end_from_outside_is_there),
        cmocka_unit_test(a_process_that_returns_from_main_says_that_it_ends),
    };
    if (count == 4)
        return end_other(words[2]);
    if (count == 3)
        return say_until_ended(words[2]);
    if (count == 2) {
        LIFELINE_STEP("step");
        return 0;
    }
    return cmocka_run_group_tests(tests, make_field_folder, remove_field_folder);
}
