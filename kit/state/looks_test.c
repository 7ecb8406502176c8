/*
 * Goal: the log has the last look before a line's deadline, however many came before it, and
 * does not have all of them. Method: looks at times that the test chooses, and a deadline of
 * which the runner hears late.
 */
#include "kit/state/looks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define MOST 100000u

/* What was logged: when each look was made. */
static int64_t logged_ms[MOST];
static uint32_t logged;

static struct kit_event folder_look(int64_t ms, const char *text)
{
    struct kit_event look = {.kind = EVENT_FOLDER, .at_ns = ms * NS_PER_MS};
    snprintf(look.text, sizeof look.text, "%s", text);
    return look;
}

static void log_look(const struct kit_event *log)
{
    assert_true(logged < MOST);
    logged_ms[logged++] = log->at_ns / NS_PER_MS;
}

/* A look every 20 ms, and each finds something else. The judge is `behind_ms` behind, and has
 * found the line open up to then. */
static void look_until(struct looks *looks, int64_t until_ms, int64_t behind_ms)
{
    struct kit_event log;
    logged = 0;
    for (int64_t ms = 0; ms <= until_ms; ms += 20) {
        char text[32];
        snprintf(text, sizeof text, "new: %lld", (long long)ms);
        struct kit_event look = folder_look(ms, text);
        if (looks_take(looks, &look, (ms - behind_ms) * NS_PER_MS, &log))
            log_look(&log);
    }
    while (looks_next(looks, &log))
        log_look(&log);
}

/* The last look that was logged and made by then. */
static int64_t last_by(int64_t deadline_ms)
{
    int64_t last_ms = -1;
    for (uint32_t i = 0; i < logged; i++) {
        if (logged_ms[i] <= deadline_ms && logged_ms[i] > last_ms)
            last_ms = logged_ms[i];
    }
    return last_ms;
}

static void the_last_look_before_the_deadline_is_logged(void **state)
{
    (void)state;
    for (int64_t behind_ms = 5; behind_ms <= 500; behind_ms += 45) {
        struct looks looks = {.taken = 0};
        int64_t deadline_ms = 10010;
        look_until(&looks, deadline_ms + behind_ms, behind_ms);
        assert_int_equal(last_by(deadline_ms), 10000);
    }
}

static void most_looks_are_not_logged(void **state)
{
    struct looks looks = {.taken = 0};
    (void)state;
    look_until(&looks, 100000, 15);
    assert_in_range(logged, LOOKS_LOGGED + 1, LOOKS_LOGGED + 2);
    assert_int_equal(last_by(100000), 100000);
}

static void a_short_wait_is_logged_whole(void **state)
{
    struct looks looks = {.taken = 0};
    (void)state;
    look_until(&looks, 400, 15);
    assert_int_equal(logged, 21);
    assert_int_equal(looks.kept_count, 0);
}

static void what_did_not_change_is_not_told_again(void **state)
{
    struct looks looks = {.taken = 0};
    struct kit_event log, look = folder_look(20, "new: a");
    (void)state;
    assert_true(looks_take(&looks, &look, 0, &log));
    look = folder_look(40, "new: a");
    assert_false(looks_take(&looks, &look, 0, &log));
    look = folder_look(60, "new: b");
    assert_true(looks_take(&looks, &look, 0, &log));
    look = folder_look(80, "new: a");
    assert_true(looks_take(&looks, &look, 0, &log));
    name_copy(look.by, FOLDER_UNREAD, strlen(FOLDER_UNREAD));
    assert_true(looks_take(&looks, &look, 0, &log));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_look_before_the_deadline_is_logged),
        cmocka_unit_test(most_looks_are_not_logged),
        cmocka_unit_test(a_short_wait_is_logged_whole),
        cmocka_unit_test(what_did_not_change_is_not_told_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
