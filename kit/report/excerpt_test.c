/*
 * Goal: the excerpt of a long run is the same whether it is made of all its events or of those
 * that the judge gives for a report (judging_events_near). Method: one long run, findings on
 * each actor at many instants, both excerpts.
 */
#include "kit/report/excerpt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define ROUNDS 300u

static struct scenario scenario;
static struct judging *judging;

static void take(int64_t us, enum kit_event_kind kind, const char *actor, const char *name,
                 uint32_t n)
{
    struct kit_event event = {.at_ns = us * 1000, .kind = kind, .occurrence = n};
    name_copy(event.actor, actor, strlen(actor));
    name_copy(event.name, name, strlen(name));
    if (kind == EVENT_STRUCK)
        name_copy(event.by, "request.sent", strlen("request.sent"));
    judging_take(judging, &event);
}

/* Three actors: one is hung, one is held for a while, and all make steps. */
static int begin(void **state)
{
    static const char text[] = "parent host is ref_parent\nchild cs is ref_child\n"
                               "child vb is ref_child\nat cs request.sent #100 hang cs\n";
    struct kit_error err;
    (void)state;
    if (scenario_read("a.scenario", text, strlen(text), &scenario, &err) != KIT_OK ||
        !(judging = judging_begin(&scenario, platform_of("wine 8.0"))))
        return 1;
    for (uint32_t n = 1; n <= ROUNDS; n++) {
        int64_t us = n * 1000;
        take(us, EVENT_STEP, "host", "request.received", n);
        take(us + 1, EVENT_STEP, "host", "reply.sent", n);
        take(us + 2, EVENT_STEP, "vb", "idle.wait", n);
        if (n <= 100)
            take(us + 3, EVENT_STEP, "cs", "request.sent", n);
        if (n == 100)
            take(us + 3, EVENT_STRUCK, "cs", "hang", n);
        if (n % 90 == 0)
            take(us + 4, n % 20 ? EVENT_HELD : EVENT_RELEASED, "vb", "idle.wait", n);
        if (n % 70 == 0)
            take(us + 5, EVENT_REPORT, "host", "child.lost", n);
    }
    return 0;
}

static int end(void **state)
{
    (void)state;
    judging_end(judging);
    return 0;
}

static void an_excerpt_of_the_near_events_is_that_of_all(void **state)
{
    static const char *const actors[] = {"", "host", "cs", "vb"};
    struct judge_result *result = calloc(1, sizeof *result);
    size_t all_count, near_count;
    (void)state;
    assert_non_null(result);
    judging_look(judging, ROUNDS * 1000000, result);
    struct kit_event *all = judging_events(judging, &all_count);
    for (uint32_t k = 0; k < 4 * 40; k++) {
        char whole[4096], small[4096];
        struct text of_all = text_over(whole, sizeof whole);
        struct text of_near = text_over(small, sizeof small);
        struct judgement judgement = {.count = 1};
        struct finding *finding = &judgement.findings[0];
        finding->at_ns = (int64_t)(k / 4) * 8000000;
        strcpy(finding->actor, actors[k % 4]);
        struct kit_event *near = judging_events_near(judging, &judgement, &near_count);
        assert_true(near_count < all_count / 2);
        excerpt_write(&of_all, &scenario, all, all_count, finding);
        excerpt_write(&of_near, &scenario, near, near_count, finding);
        assert_true(of_all.length > 0 && !of_all.cut);
        assert_string_equal(small, whole);
        free(near);
    }
    free(all);
    free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_excerpt_of_the_near_events_is_that_of_all),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
