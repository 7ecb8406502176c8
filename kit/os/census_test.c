/*
 * Goal: a census tells exactly how many handles of each type another process holds. Method: a
 * process that is suspended before its first instruction, so that it opens and closes nothing
 * by itself; the test puts handles into it and takes them out again.
 */
#include "kit/os/census.h"
#include "kit/os/event.h"
#include "kit/os/pipe.h"
#include "kit/os/section.h"
#include "kit/os/suspended_child_test.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static int set_up(void **state)
{
    (void)state;
    return suspended_child_begin() ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    suspended_child_end();
    return 0;
}

static struct os_census census_of_child(void)
{
    struct os_census census;
    struct kit_error err;
    if (os_census(child.handle, &census, &err) != KIT_OK)
        fail_msg("%s", err.text);
    return census;
}

static HANDLE give(void *handle)
{
    HANDLE given = NULL;
    assert_true(DuplicateHandle(GetCurrentProcess(), handle, child.handle, &given, 0, FALSE,
                                DUPLICATE_SAME_ACCESS));
    return given;
}

static void take_back(HANDLE given)
{
    HANDLE taken = NULL;
    assert_true(DuplicateHandle(child.handle, given, GetCurrentProcess(), &taken, 0, FALSE,
                                DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE));
    CloseHandle(taken);
}

/* Each type's difference is what is told, and that of all others is none. */
static void assert_more(const struct os_census *before, const struct os_census *after,
                        const char *type, uint32_t more)
{
    assert_int_equal(os_census_of(after, type), os_census_of(before, type) + more);
    for (uint32_t i = 0; i < after->row_count; i++) {
        const struct os_census_row *row = &after->rows[i];
        if (strcmp(row->type, type) != 0)
            assert_int_equal(row->count, os_census_of(before, row->type));
    }
}

#define GIVEN 37

static void handles_are_counted_by_their_type(void **state)
{
    (void)state;
    HANDLE own_job = CreateJobObjectW(NULL, NULL);
    void *event = NULL, *section = NULL;
    assert_non_null(own_job);
    assert_int_equal(os_event_create(NULL, OS_AUTO_RESET, &event, NULL), KIT_OK);
    assert_int_equal(os_section_create(NULL, 4096, false, &section, NULL), KIT_OK);
    HANDLE file = CreateFileW(L"\\\\.\\pipe\\lifeline-census-test", GENERIC_READ, 0, NULL,
                              OPEN_EXISTING, 0, NULL); /* not there: no handle comes of it */
    assert_true(file == INVALID_HANDLE_VALUE);
    HANDLE read = NULL, write = NULL;
    assert_true(CreatePipe(&read, &write, NULL, 0));
    const struct {
        const char *type;
        void *handle;
    } rows[] = {
        {"Event", event}, {"Section", section},      {"File", read},
        {"Job", own_job}, {"Process", child.handle}, {"Thread", child.thread},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        HANDLE given[GIVEN];
        struct os_census before = census_of_child();
        for (int k = 0; k < GIVEN; k++)
            given[k] = give(rows[i].handle);
        struct os_census after = census_of_child();
        assert_more(&before, &after, rows[i].type, GIVEN);
        for (int k = 0; k < GIVEN; k++)
            take_back(given[k]);
        struct os_census again = census_of_child();
        assert_more(&before, &again, rows[i].type, 0);
        assert_int_equal(before.row_count, again.row_count);
    }
    CloseHandle(read);
    CloseHandle(write);
    os_close(&section);
    os_close(&event);
    os_close(&own_job);
}

static void a_long_table_is_counted_whole(void **state)
{
    (void)state;
    enum { MANY = 3000 };
    void *event = NULL;
    assert_int_equal(os_event_create(NULL, OS_AUTO_RESET, &event, NULL), KIT_OK);
    struct os_census before = census_of_child();
    HANDLE last = NULL;
    for (int i = 0; i < MANY; i++)
        last = give(event);
    struct os_census after = census_of_child();
    assert_more(&before, &after, "Event", MANY);
    /* And with a hole in it: all but the last. */
    for (uintptr_t value = (uintptr_t)last - 4 * (MANY - 1); value < (uintptr_t)last;
         value += 4)
        take_back((HANDLE)value);
    struct os_census holed = census_of_child();
    assert_more(&before, &holed, "Event", 1);
    os_close(&event);
}

static void the_own_handles_are_not_the_childs(void **state)
{
    (void)state;
    void *event = NULL;
    struct os_census before = census_of_child();
    assert_int_equal(os_event_create(NULL, OS_AUTO_RESET, &event, NULL), KIT_OK);
    struct os_census after = census_of_child();
    assert_more(&before, &after, "Event", 0);
    os_close(&event);
}

static void a_dead_process_has_no_census(void **state)
{
    (void)state;
    struct os_census census;
    struct kit_error err = {.status = KIT_OK};
    assert_int_equal(os_process_kill(child.handle, 1, NULL), KIT_OK);
    assert_int_equal(os_census(child.handle, &census, &err), KIT_GONE);
    assert_non_null(strstr(err.text, "it has ended"));
    assert_int_equal(census.row_count, 0);
}

static void a_type_without_a_row_is_not_counted_as_another(void **state)
{
    struct os_census census = {.row_count = 0};
    char type[KIT_NAME];
    (void)state;
    for (unsigned i = 0; i < OS_TYPES; i++) {
        struct text text = text_over(type, sizeof type);
        text_add(&text, "Type%u", i);
        assert_true(os_census_add(&census, type));
    }
    assert_false(os_census_add(&census, "Another"));
    assert_true(os_census_add(&census, type));
    assert_int_equal(os_census_of(&census, type), 2);
    assert_int_equal(os_census_of(&census, "Another"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(handles_are_counted_by_their_type, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_long_table_is_counted_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_own_handles_are_not_the_childs, set_up, tear_down),
        cmocka_unit_test(a_type_without_a_row_is_not_counted_as_another),
        cmocka_unit_test_setup_teardown(a_dead_process_has_no_census, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
