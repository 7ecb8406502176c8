/*
 * Goal: the probe finds its place in a run, and reports and obeys as lifeline.h says. Method: a
 * run that this test makes, with a thread that answers as a runner does; this process is one
 * actor of it.
 */
#include "kit/probe/lifeline.h"
#include "kit/probe/request.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>
#include <cmocka.h>

#define LONG_MS 20000u
#define SLOT    5 /* of this process's actor */

static struct run_block *run;
static struct actor_block *self;
static HANDLE self_section, bell;
static char run_name[KIT_NAME * 2];
static struct run_request asked; /* by this process */

static HANDLE make_memory(const char *name, size_t size, void **view)
{
    HANDLE section =
        CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, (DWORD)size, name);
    *view = section ? MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0) : NULL;
    return section;
}

static int make_run(void **state)
{
    char name[RUN_OBJECT_NAME];
    void *view;
    (void)state;
    snprintf(run_name, sizeof run_name, "lifeline-probe-test-%lu", GetCurrentProcessId());
    make_memory(run_name, sizeof *run, &view);
    run = view;
    self_section = make_memory(NULL, sizeof *self, &view);
    self = view;
    if (!run || !self || !SetEnvironmentVariableA("LIFELINE_RUN", run_name))
        return -1;
    run_block_make(run, run_name);
    run_object_name(name, run_name, RUN_OBJECT_BELL, 0, 0);
    bell = CreateEventA(NULL, FALSE, FALSE, name);
    return bell ? 0 : -1;
}

/* The answer to the one request that comes: this process is the actor of the slot. */
static DWORD WINAPI answer_as_a_runner(void *unused)
{
    int place = 0;
    HANDLE given = NULL, self_process = GetCurrentProcess();
    (void)unused;
    if (WaitForSingleObject(bell, LONG_MS) != WAIT_OBJECT_0 ||
        !request_next(run, &place, &asked) ||
        !DuplicateHandle(self_process, self_section, self_process, &given, 0, FALSE,
                         DUPLICATE_SAME_ACCESS))
        return 1;
    request_answer(run, place, &asked, SLOT, (uint32_t)(uintptr_t)given);
    SetEvent((HANDLE)(uintptr_t)asked.event);
    return 0;
}

static void a_process_asks_whose_it_is_and_is_that_actor(void **state)
{
    DWORD code = 1;
    HANDLE runner = CreateThread(NULL, 0, answer_as_a_runner, NULL, 0, NULL);
    (void)state;
    assert_non_null(runner);
    assert_int_equal(lifeline_state, 0);
    assert_int_equal(lifeline_attach("cs"), 1);
    assert_int_equal(WaitForSingleObject(runner, LONG_MS), WAIT_OBJECT_0);
    GetExitCodeThread(runner, &code);
    CloseHandle(runner);
    assert_int_equal(code, 0);
    assert_int_equal(asked.pid, GetCurrentProcessId());
    assert_string_equal(asked.name, "cs");
    assert_true(asked.ticks > 0);
}

static void the_probe_tells_its_version(void **state)
{
    char version[32];
    (void)state;
    snprintf(version, sizeof version, "%d.%d.%d", LIFELINE_VERSION_MAJOR,
             LIFELINE_VERSION_MINOR, LIFELINE_VERSION_PATCH);
    assert_string_equal(LIFELINE_VERSION, version);
    assert_string_equal(lifeline_version(), version);
}

/* What is common to all: a process that has its answer has no more to say there. */
static void a_process_cannot_write_into_what_is_common_to_all(void **state)
{
    MEMORY_BASIC_INFORMATION region;
    int views = 0, writable = 0;
    (void)state;
    for (char *at = NULL; VirtualQuery(at, &region, sizeof region);
         at = (char *)region.BaseAddress + region.RegionSize) {
        const struct run_block *view = region.BaseAddress;
        if (region.State != MEM_COMMIT || region.Type != MEM_MAPPED ||
            region.Protect == PAGE_NOACCESS || region.RegionSize < sizeof *run ||
            view->magic != RUN_MAGIC || strcmp(view->name, run_name) != 0)
            continue;
        views++;
        writable += region.Protect == PAGE_READWRITE && view != run;
    }
    assert_int_equal(views, 2); /* this test's and the probe's */
    assert_int_equal(writable, 0);
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

/* Has this process obey at the next step of this name. */
static void arm(enum run_action action, const char *step)
{
    uint32_t id = actor_name_id(self, step);
    self->orders[0] = (struct run_order){
        .action = action, .step = id, .occurrence = atomic_load(&self->counts[id][0]) + 1};
    self->order_count = 1;
    atomic_store(&self->alarms[id], RUN_ALARM_ORDER);
}

/* The kinds of the records of the last order, each a letter. */
static const char *records_of_order(void)
{
    static const char letters[RING_KIND_COUNT] = {
        [RING_STRUCK] = 's', [RING_DONE] = 'd', [RING_REFUSED] = 'r'};
    static char told[16];
    struct text text = text_over(told, sizeof told);
    struct ring_slot slot;
    while (ring_take(self, &reader, &slot)) {
        if (letters[slot.kind])
            text_add(&text, "%c", letters[slot.kind]);
    }
    return told;
}

/* A callback that stays inside until it is told to go on. */
struct stay {
    HANDLE inside, go_on;
    volatile LONG left;
};

static void stay(void *context, const char *peer, int how)
{
    struct stay *s = context;
    (void)peer;
    (void)how;
    SetEvent(s->inside);
    WaitForSingleObject(s->go_on, LONG_MS);
    InterlockedExchange(&s->left, 1);
}

static struct stay new_stay(void)
{
    return (struct stay){.inside = CreateEventW(NULL, TRUE, FALSE, NULL),
                         .go_on = CreateEventW(NULL, TRUE, FALSE, NULL)};
}

static void close_stay(const struct stay *s)
{
    CloseHandle(s->inside);
    CloseHandle(s->go_on);
}

static HANDLE start_thread(LPTHREAD_START_ROUTINE run_it, void *context)
{
    HANDLE thread = CreateThread(NULL, 0, run_it, context, 0, NULL);
    assert_non_null(thread);
    return thread;
}

static void join_thread(HANDLE thread)
{
    if (WaitForSingleObject(thread, LONG_MS) != WAIT_OBJECT_0)
        fail_msg("a thread does not end");
    CloseHandle(thread);
}

static DWORD WINAPI make_the_step(void *step)
{
    LIFELINE_STEP(step);
    return 0;
}

static DWORD WINAPI clear_drop(void *unused)
{
    (void)unused;
    lifeline_drop_with(NULL, NULL);
    return 0;
}

static DWORD WINAPI clear_spoil(void *unused)
{
    (void)unused;
    lifeline_spoil_with(NULL, NULL);
    return 0;
}

/* Nothing says that a thread waits but that it does not end. */
#define GLANCE_MS 100

static void cleared_while_another_thread_is_inside(LPTHREAD_START_ROUTINE clear)
{
    struct stay here = new_stay();
    lifeline_drop_with(stay, &here);
    lifeline_spoil_with(stay, &here);
    arm(clear == clear_drop ? RUN_DROP : RUN_TRUNCATE, "strike.here");
    HANDLE striker = start_thread(make_the_step, "strike.here");
    assert_int_equal(WaitForSingleObject(here.inside, LONG_MS), WAIT_OBJECT_0);
    HANDLE clearer = start_thread(clear, NULL);
    DWORD ended = WaitForSingleObject(clearer, GLANCE_MS);
    SetEvent(here.go_on);
    join_thread(clearer);
    LONG left = here.left; /* when the clearing had returned */
    join_thread(striker);
    close_stay(&here);
    assert_int_equal(ended, WAIT_TIMEOUT);
    assert_int_equal(left, 1);
    assert_string_equal(records_of_order(), "sd");
}

static void who_clears_a_drop_waits_for_the_one_under_way(void **state)
{
    (void)state;
    cleared_while_another_thread_is_inside(clear_drop);
}

static void who_clears_a_spoil_waits_for_the_one_under_way(void **state)
{
    (void)state;
    cleared_while_another_thread_is_inside(clear_spoil);
}

static void an_order_without_a_way_to_obey_it_is_refused(void **state)
{
    (void)state;
    lifeline_drop_with(NULL, NULL);
    arm(RUN_DROP, "strike.here");
    LIFELINE_STEP("strike.here");
    assert_string_equal(records_of_order(), "r");
}

static DWORD WINAPI set_stay(void *context)
{
    lifeline_drop_with(stay, context);
    return 0;
}

static HANDLE strike_and_stay(const char *step, const struct stay *s)
{
    arm(RUN_DROP, step);
    HANDLE striker = start_thread(make_the_step, (void *)(uintptr_t)step);
    assert_int_equal(WaitForSingleObject(s->inside, LONG_MS), WAIT_OBJECT_0);
    return striker;
}

static void who_replaces_a_drop_does_not_wait_for_the_new_one(void **state)
{
    struct stay before = new_stay(), after = new_stay();
    (void)state;
    lifeline_drop_with(stay, &before);
    HANDLE first = strike_and_stay("strike.first", &before);
    HANDLE replacer = start_thread(set_stay, &after);
    assert_int_equal(WaitForSingleObject(replacer, GLANCE_MS), WAIT_TIMEOUT);
    HANDLE second = strike_and_stay("strike.second", &after);
    SetEvent(before.go_on);
    join_thread(replacer);
    join_thread(first);
    SetEvent(after.go_on);
    join_thread(second);
    close_stay(&before);
    close_stay(&after);
    assert_string_equal(records_of_order(), "ssdd");
}

static void replace_itself(void *context, const char *peer, int how)
{
    (void)peer;
    (void)how;
    lifeline_drop_with(NULL, NULL);
    lifeline_spoil_with(NULL, NULL);
    *(bool *)context = true;
}

static void who_replaces_from_inside_waits_for_nobody(void **state)
{
    bool left = false;
    (void)state;
    lifeline_drop_with(replace_itself, &left);
    arm(RUN_DROP, "strike.here");
    join_thread(start_thread(make_the_step, "strike.here"));
    assert_true(left);
    assert_string_equal(records_of_order(), "sd");
    arm(RUN_DROP, "strike.here");
    LIFELINE_STEP("strike.here");
    assert_string_equal(records_of_order(), "r");
}

/* Each is inside one, and clears the other's. */
static void clear_the_other(void *context, const char *peer, int how)
{
    (void)peer;
    stay(context, peer, how);
    if (how == LIFELINE_TRUNCATE)
        lifeline_drop_with(NULL, NULL);
    else
        lifeline_spoil_with(NULL, NULL);
}

static void two_that_clear_each_other_from_inside_do_not_wait(void **state)
{
    struct stay first = new_stay(), second = new_stay();
    (void)state;
    lifeline_drop_with(clear_the_other, &first);
    lifeline_spoil_with(clear_the_other, &second);
    arm(RUN_DROP, "strike.first");
    HANDLE dropper = start_thread(make_the_step, "strike.first");
    assert_int_equal(WaitForSingleObject(first.inside, LONG_MS), WAIT_OBJECT_0);
    arm(RUN_TRUNCATE, "strike.second");
    HANDLE spoiler = start_thread(make_the_step, "strike.second");
    assert_int_equal(WaitForSingleObject(second.inside, LONG_MS), WAIT_OBJECT_0);
    SetEvent(first.go_on);
    SetEvent(second.go_on);
    join_thread(dropper);
    join_thread(spoiler);
    close_stay(&first);
    close_stay(&second);
    assert_string_equal(records_of_order(), "ssdd");
}

#define MIXES 20000

static int one, two; /* contexts */
static volatile LONG mixed, over;

static void with_one(void *context, const char *peer, int how)
{
    (void)peer;
    (void)how;
    if (context != &one)
        InterlockedIncrement(&mixed);
}

static void with_two(void *context, const char *peer, int how)
{
    (void)peer;
    (void)how;
    if (context != &two)
        InterlockedIncrement(&mixed);
}

static DWORD WINAPI replace_again_and_again(void *unused)
{
    (void)unused;
    while (!over) {
        lifeline_drop_with(with_one, &one);
        lifeline_drop_with(with_two, &two);
    }
    return 0;
}

static void a_function_is_never_called_with_the_context_of_another(void **state)
{
    (void)state;
    lifeline_drop_with(with_one, &one);
    HANDLE replacer = start_thread(replace_again_and_again, NULL);
    for (int i = 0; i < MIXES; i++) {
        arm(RUN_DROP, "strike.here");
        LIFELINE_STEP("strike.here");
    }
    over = 1;
    join_thread(replacer);
    lifeline_drop_with(NULL, NULL);
    assert_int_equal(mixed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_process_asks_whose_it_is_and_is_that_actor),
        cmocka_unit_test(the_probe_tells_its_version),
        cmocka_unit_test(a_process_cannot_write_into_what_is_common_to_all),
        cmocka_unit_test(a_wrapper_reports_each_name_as_its_own),
        cmocka_unit_test(a_name_whose_memory_is_used_again_is_another_name),
        cmocka_unit_test(a_name_that_is_cut_is_one_name),
        cmocka_unit_test(an_order_without_a_way_to_obey_it_is_refused),
        cmocka_unit_test(who_clears_a_drop_waits_for_the_one_under_way),
        cmocka_unit_test(who_clears_a_spoil_waits_for_the_one_under_way),
        cmocka_unit_test(who_replaces_a_drop_does_not_wait_for_the_new_one),
        cmocka_unit_test(who_replaces_from_inside_waits_for_nobody),
        cmocka_unit_test(two_that_clear_each_other_from_inside_do_not_wait),
        cmocka_unit_test(a_function_is_never_called_with_the_context_of_another),
    };
    return cmocka_run_group_tests(tests, make_run, NULL);
}
