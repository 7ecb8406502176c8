/*
 * Goal: each question of the doctor is a scenario that reads, the right questions are asked of
 * each program, and a card says what was found and what is for the user to decide. Method:
 * looks and judgements that the test writes itself.
 */
#include "kit/doctor/card.h"
#include "kit/doctor/card_json.h"
#include "kit/log/json.h"
#include "kit/look/page.h"
#include "kit/scenario/scenario.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct look look;
static const struct look_program program = {"app.exe", NULL, 0, false};
static struct kit_event ready_event;
static struct doctor_plan plan;
static struct doctor_answer answers[DOCTOR_QUESTIONS];
static struct judgement judgement;
static char text_room[LOOK_PAGE];
static const struct doctor_examined examined = {
    .plan = &plan, .answers = answers, .folder = "logs", .took_ns = 1};

static void add(uint32_t pid, uint32_t creator, const char *image)
{
    struct look_process *process = &look.processes[look.process_count++];
    *process = (struct look_process){.pid = pid, .creator = creator, .began_ns = 1};
    strcpy(process->image, image);
    strcpy(process->command, image);
}

static int set_up(void **state)
{
    (void)state;
    memset(&look, 0, sizeof look);
    memset(answers, 0, sizeof answers);
    memset(&judgement, 0, sizeof judgement);
    add(10, 1, "app.exe");
    add(20, 10, "helper.exe");
    add(30, 10, "helper.exe");
    add(40, 10, "daemon.exe");
    ready_event = (struct kit_event){.kind = EVENT_PRINTED, .by = "stdout", .text = "ready"};
    return 0;
}

static void make(enum doctor_extent extent)
{
    doctor_plan_make(&plan, &program, &look, &ready_event, 1, extent);
}

static bool asks(enum doctor_ask ask)
{
    for (uint32_t i = 0; i < plan.question_count; i++) {
        if (plan.questions[i].ask == ask)
            return true;
    }
    return false;
}

static uint32_t question_of(enum doctor_ask ask)
{
    for (uint32_t i = 0; i < plan.question_count; i++) {
        if (plan.questions[i].ask == ask)
            return i;
    }
    fail();
    return 0;
}

static void each_question_is_a_scenario(void **state)
{
    struct scenario *scenario = malloc(sizeof *scenario);
    (void)state;
    assert_non_null(scenario);
    look_add_held(&look, &(struct look_held){.process = 1, .type = LOOK_PIPE, .name = "p"});
    make(DOCTOR_ALL);
    assert_false(asks(DOCTOR_STOPPED) || asks(DOCTOR_LOST_OFTEN));
    const bool is_restarted[DOCTOR_CHILDREN] = {[1] = true};
    plan.stops_by_input = true;
    doctor_plan_go_on(&plan, is_restarted);
    assert_true(asks(DOCTOR_CHILD_CUT_OFF) && asks(DOCTOR_STOPPED) &&
                asks(DOCTOR_STOPPED_LATE));
    assert_int_equal(plan.questions[question_of(DOCTOR_LOST_OFTEN)].child, 1);
    for (uint32_t i = 0; i < plan.question_count; i++) {
        struct text text = text_over(text_room, sizeof text_room);
        struct kit_error err;
        text_add(&text, "# ");
        doctor_scenario(&text, &plan, &plan.questions[i]);
        if (scenario_read("x", text_room, text.length, scenario, &err) != KIT_OK)
            fail_msg("%s\n%s", err.text, text_room);
    }
    free(scenario);
}

static void one_child_of_each_kind_is_asked_about(void **state)
{
    (void)state;
    make(DOCTOR_USUAL);
    assert_int_equal(plan.child_count, 2);
    assert_string_equal(plan.children[0].name, "helper");
    assert_string_equal(plan.children[1].name, "daemon");
    assert_string_equal(plan.ready, "ready");
    assert_false(asks(DOCTOR_CHILD_CUT_OFF)); /* there is no pipe */
}

/* Most jobs lived at the start of the program. A later one stands for them, if there is one. */
static void a_kind_whose_first_processes_ended_is_asked_about(void **state)
{
    struct text text = text_over(text_room, sizeof text_room);
    (void)state;
    look.processes[1].ended = look.processes[2].ended = true;
    look.processes[1].ended_ns = look.processes[2].ended_ns = 10;
    make(DOCTOR_USUAL);
    assert_int_equal(plan.child_count, 1);
    assert_int_equal(plan.gone_count, 2);
    doctor_card(&text, &examined);
    assert_non_null(strstr(text_room,
                           "It also started helper.exe. That had ended when the look "
                           "was over, and is not asked about.\n"));
    add(50, 10, "helper.exe");
    look.processes[4].began_ns = 20;
    make(DOCTOR_USUAL);
    assert_int_equal(plan.child_count, 2);
    assert_int_equal(plan.gone_count, 0);
    assert_int_equal(plan.children[0].process, 4);
}

static void a_quick_examination_asks_less(void **state)
{
    (void)state;
    make(DOCTOR_USUAL);
    uint32_t all = plan.question_count;
    make(DOCTOR_SHORT);
    assert_true(plan.question_count < all);
    assert_true(asks(DOCTOR_KILLED) && !asks(DOCTOR_CHILD_SLOWED));
}

static void an_examination_of_all_asks_more(void **state)
{
    (void)state;
    make(DOCTOR_USUAL);
    uint32_t usual = plan.question_count;
    assert_true(asks(DOCTOR_CHILD_SLOWED) && !asks(DOCTOR_KEY));
    make(DOCTOR_ALL);
    assert_true(plan.question_count > usual);
    assert_true(asks(DOCTOR_CHILD_CRASHES) && asks(DOCTOR_BUSY) && asks(DOCTOR_KEY));
}

static void a_program_that_ends_at_once_is_left_alone(void **state)
{
    (void)state;
    look.process_count = 1;
    look.processes[0].ended = true;
    look.processes[0].ended_ns = look.processes[0].began_ns + 5 * NS_PER_MS;
    make(DOCTOR_USUAL);
    assert_int_equal(plan.question_count, 1);
    assert_true(asks(DOCTOR_ALONE));
}

static struct doctor_answer *fail_question(enum doctor_ask ask, enum kit_rule rule,
                                           const char *actor)
{
    struct doctor_answer *answer = &answers[question_of(ask)];
    judgement = (struct judgement){.verdict = VERDICT_FAIL, .count = 1};
    judgement.findings[0] =
        (struct finding){.source = SOURCE_RULE, .verdict = VERDICT_FAIL, .rule = rule};
    strcpy(judgement.findings[0].actor, actor);
    strcpy(judgement.findings[0].text, "what was seen");
    doctor_take(&plan, answer, &judgement, NULL, 0);
    return answer;
}

static enum doctor_result result(enum doctor_ask ask)
{
    uint32_t question = question_of(ask);
    return doctor_result_of(&plan, question, &answers[question]);
}

static void what_failed_mostly_is_found(void **state)
{
    (void)state;
    make(DOCTOR_USUAL);
    struct doctor_answer *answer = fail_question(DOCTOR_KILLED, RULE_CHILD_ENDS, "helper");
    assert_int_equal(result(DOCTOR_KILLED), DOCTOR_FOUND);
    judgement = (struct judgement){.verdict = VERDICT_PASS};
    doctor_take(&plan, answer, &judgement, NULL, 0);
    assert_int_equal(result(DOCTOR_KILLED), DOCTOR_WAVERS);
    assert_int_equal(result(DOCTOR_ALONE), DOCTOR_UNASKED);
    doctor_take(&plan, &answers[question_of(DOCTOR_ALONE)], &judgement, NULL, 0);
    assert_int_equal(result(DOCTOR_ALONE), DOCTOR_HELD);
}

/* A quick examination has no time for all questions of a slow program. */
static void what_there_was_no_time_for_is_told(void **state)
{
    struct text text = text_over(text_room, sizeof text_room);
    char asked[64];
    (void)state;
    make(DOCTOR_SHORT);
    assert_int_equal(doctor_exit(&examined), EXIT_TROUBLED);
    judgement = (struct judgement){.verdict = VERDICT_PASS};
    doctor_take(&plan, &answers[question_of(DOCTOR_ALONE)], &judgement, NULL, 0);
    assert_int_equal(doctor_unasked(&examined), plan.question_count - 1);
    assert_int_equal(doctor_exit(&examined), EXIT_PASSED);
    doctor_card(&text, &examined);
    assert_non_null(strstr(text_room, "0 findings, in 1 question and 1 run"));
    assert_non_null(strstr(text_room, "  not asked    app is killed\n"));
    snprintf(asked, sizeof asked, "There was no time for %u questions.",
             (unsigned)plan.question_count - 1);
    assert_non_null(strstr(text_room, asked));
    assert_null(strstr(text_room, "Not known"));
    text = text_over(text_room, sizeof text_room);
    doctor_card_json(&text, &examined);
    assert_non_null(
        strstr(text_room, "\"result\":\"not-asked\",\"runs\":0,\"passed\":0,\"failed\":0}"));
}

/* A bug that shows itself now and then is one, too. */
static void what_failed_twice_in_the_same_way_is_found(void **state)
{
    (void)state;
    make(DOCTOR_USUAL);
    struct doctor_answer *answer = fail_question(DOCTOR_KILLED, RULE_CHILD_ENDS, "helper");
    judgement = (struct judgement){.verdict = VERDICT_PASS};
    for (int i = 0; i < 4; i++)
        doctor_take(&plan, answer, &judgement, NULL, 0);
    assert_int_equal(result(DOCTOR_KILLED), DOCTOR_WAVERS);
    fail_question(DOCTOR_KILLED, RULE_NO_CRASH, "helper");
    assert_int_equal(result(DOCTOR_KILLED), DOCTOR_WAVERS);
    fail_question(DOCTOR_KILLED, RULE_CHILD_ENDS, "helper");
    assert_int_equal(result(DOCTOR_KILLED), DOCTOR_FOUND);
}

static void who_was_started_again_is_noted(void **state)
{
    const struct kit_event events[] = {{.kind = EVENT_STARTED, .actor = "helper"},
                                       {.kind = EVENT_STRUCK, .actor = "helper"},
                                       {.kind = EVENT_STARTED, .actor = "daemon"},
                                       {.kind = EVENT_STARTED, .actor = "helper"}};
    (void)state;
    judgement = (struct judgement){.verdict = VERDICT_PASS};
    doctor_take(&plan, &answers[0], &judgement, events, 3);
    assert_int_equal(answers[0].restarts, 0);
    doctor_take(&plan, &answers[0], &judgement, events, 4);
    assert_int_equal(answers[0].restarts, 1);
}

static void what_may_be_meant_is_for_the_user_to_decide(void **state)
{
    struct look_held listening = {.process = 3, .is_listening = true, .is_server = true};
    (void)state;
    strcpy(listening.type, LOOK_PIPE);
    look_add_held(&look, &listening);
    make(DOCTOR_USUAL);
    fail_question(DOCTOR_KILLED, RULE_CHILD_ENDS, "daemon");
    assert_int_equal(result(DOCTOR_KILLED), DOCTOR_POLICY);
    fail_question(DOCTOR_CHILD_KILLED, RULE_PARENT_CONTINUES, "app");
    assert_int_equal(result(DOCTOR_CHILD_KILLED), DOCTOR_POLICY);
    fail_question(DOCTOR_CHILD_HUNG, RULE_NO_CRASH, "app");
    assert_int_equal(result(DOCTOR_CHILD_HUNG), DOCTOR_FOUND);
    struct doctor_answer *answer = fail_question(DOCTOR_INPUT_ENDS, RULE_BOUNDED, "app");
    assert_int_equal(result(DOCTOR_INPUT_ENDS), DOCTOR_LEARNT);
    answer->finding.source = SOURCE_LINE;
    strcpy(answer->finding.text, "expected app to print \"ready\" within 10000 ms");
    assert_int_equal(result(DOCTOR_INPUT_ENDS), DOCTOR_FOUND);
    strcpy(answer->finding.text, "expected app to exit within 5000 ms");
    assert_int_equal(result(DOCTOR_INPUT_ENDS), DOCTOR_LEARNT);
}

static void learn_equal_numbers(void)
{
    for (unsigned n = 1; n < 9; n++) {
        struct kit_event event = {.kind = EVENT_PRINTED, .actor = "app"};
        struct text text = text_over(event.text, sizeof event.text);
        text_add(&text, "answer %u to %u", n, n);
        habits_learn(&plan.habits, &event, 1);
    }
}

static void a_line_that_breaks_a_habit_is_for_the_user_to_decide(void **state)
{
    struct kit_event odd = {.kind = EVENT_PRINTED, .actor = "app", .text = "answer 3 to 4"};
    (void)state;
    make(DOCTOR_USUAL);
    learn_equal_numbers();
    struct doctor_answer *answer = &answers[question_of(DOCTOR_CHILD_KILLED)];
    judgement = (struct judgement){.verdict = VERDICT_PASS};
    doctor_take(&plan, answer, &judgement, &odd, 1);
    assert_int_equal(result(DOCTOR_CHILD_KILLED), DOCTOR_POLICY);
    assert_non_null(strstr(answer->finding.text, "it printed \"answer 3 to 4\""));
}

/* The line that asks for "served" failed. */
static void judge_no_progress(void)
{
    judgement = (struct judgement){.verdict = VERDICT_FAIL, .count = 1};
    judgement.findings[0] =
        (struct finding){.source = SOURCE_LINE,
                         .verdict = VERDICT_FAIL,
                         .text = "expected app to print \"served\" within 6000 ms; it did not"};
}

/* It printed all the time. After the loss of a child it may rest, if it says anything at all.
 */
static void silence_after_a_loss_is_found(void **state)
{
    struct kit_event events[3] = {
        {.kind = EVENT_STRUCK, .at_ns = 1, .line_number = 5, .actor = "helper"},
        {.kind = EVENT_PRINTED, .at_ns = 900 * NS_PER_MS, .actor = "app", .text = "lost"},
        {.kind = EVENT_CLOSING, .at_ns = 7000 * NS_PER_MS}};
    (void)state;
    make(DOCTOR_USUAL);
    strcpy(plan.progress, "served");
    struct doctor_answer *answer = &answers[question_of(DOCTOR_CHILD_KILLED)];
    judge_no_progress();
    doctor_take(&plan, answer, &judgement, events, 3);
    assert_int_equal(result(DOCTOR_CHILD_KILLED), DOCTOR_POLICY);
    *answer = (struct doctor_answer){0};
    events[1].kind = EVENT_STALL;
    doctor_take(&plan, answer, &judgement, events, 3);
    assert_int_equal(result(DOCTOR_CHILD_KILLED), DOCTOR_FOUND);
    doctor_take(&plan, &answers[question_of(DOCTOR_CHILD_HUNG)], &judgement, events, 3);
    assert_int_equal(result(DOCTOR_CHILD_HUNG), DOCTOR_POLICY);
    doctor_take(&plan, &answers[question_of(DOCTOR_CHILD_PAUSED)], &judgement, events, 3);
    assert_int_equal(result(DOCTOR_CHILD_PAUSED), DOCTOR_FOUND);
}

/* Nobody did anything to the second family. What else comes of it is no answer. */
static void only_harm_to_the_other_family_counts_beside_it(void **state)
{
    struct text text = text_over(text_room, sizeof text_room);
    (void)state;
    make(DOCTOR_USUAL);
    doctor_scenario(&text, &plan, &plan.questions[question_of(DOCTOR_BESIDE)]);
    assert_non_null(strstr(text_room, "parent other_app is \"app.exe\"\n"
                                      "child other_child is image \"helper.exe\"\nalone\n"));
    assert_non_null(strstr(text_room, "after 300ms kill helper\n"
                                      "expect other_app stays alive for 2s\n"));
    struct doctor_answer *answer =
        fail_question(DOCTOR_BESIDE, RULE_NOBODY_ELSE, "other_child");
    assert_int_equal(result(DOCTOR_BESIDE), DOCTOR_FOUND);
    *answer = (struct doctor_answer){0};
    fail_question(DOCTOR_BESIDE, RULE_NOBODY_ELSE, "other_app");
    assert_int_equal(result(DOCTOR_BESIDE), DOCTOR_UNKNOWN);
    *answer = (struct doctor_answer){0};
    fail_question(DOCTOR_BESIDE, RULE_PARENT_CONTINUES, "app");
    assert_int_equal(result(DOCTOR_BESIDE), DOCTOR_UNKNOWN);
    answer->exercised = 1u << RULE_NOBODY_ELSE; /* the other family was seen to go on */
    assert_int_equal(result(DOCTOR_BESIDE), DOCTOR_HELD);
}

/* What it says at once may have been on its way, unless it is of a new form. */
static void a_new_line_in_the_instant_of_the_loss_is_no_silence(void **state)
{
    struct kit_event events[] = {
        {.kind = EVENT_PRINTED, .actor = "app", .text = "served 7"},
        {.kind = EVENT_STRUCK, .at_ns = 1, .line_number = 5, .actor = "helper"},
        {.kind = EVENT_PRINTED, .at_ns = 90 * NS_PER_MS, .actor = "app", .text = "served 8"},
        {.kind = EVENT_CLOSING, .at_ns = 7000 * NS_PER_MS}};
    (void)state;
    make(DOCTOR_USUAL);
    struct doctor_answer *answer = &answers[question_of(DOCTOR_CHILD_KILLED)];
    judgement = (struct judgement){.verdict = VERDICT_FAIL, .count = 1};
    judgement.findings[0] = (struct finding){.source = SOURCE_LINE, .verdict = VERDICT_FAIL};
    doctor_take(&plan, answer, &judgement, events, 4);
    assert_int_equal(answer->silent, 1);
    strcpy(events[2].text, "shell ended: 259");
    doctor_take(&plan, answer, &judgement, events, 4);
    assert_int_equal(answer->silent, 1);
}

/* The daemon was started by a helper: whether it has to end with it, its author knows. */
static void what_a_killed_child_started_is_asked_about(void **state)
{
    char room[4096];
    struct text text = text_over(room, sizeof room);
    (void)state;
    make(DOCTOR_SHORT);
    assert_false(asks(DOCTOR_CHILD_BEREAVES));
    look.processes[3].creator = 20;
    make(DOCTOR_SHORT);
    uint32_t question = question_of(DOCTOR_CHILD_BEREAVES);
    assert_string_equal(plan.children[plan.questions[question].child].name, "helper");
    doctor_scenario(&text, &plan, &plan.questions[question]);
    assert_non_null(strstr(room, "child daemon is any \"daemon.exe*\"\n"));
    assert_non_null(strstr(room, "kill helper\nexpect daemon exits within 3s\n"));
    judgement = (struct judgement){.verdict = VERDICT_FAIL, .count = 1};
    judgement.findings[0] =
        (struct finding){.source = SOURCE_LINE, .verdict = VERDICT_FAIL, .actor = "daemon"};
    doctor_take(&plan, &answers[question], &judgement, NULL, 0);
    assert_int_equal(result(DOCTOR_CHILD_BEREAVES), DOCTOR_POLICY);
    text = text_over(text_room, sizeof text_room);
    doctor_card(&text, &examined);
    assert_non_null(strstr(text_room, "If it has to end with helper, this is a bug."));
}

/* An end that was inherited or kept makes no daemon. */
static void only_who_serves_alone_can_be_reached(void **state)
{
    struct look_held server = {.process = 3, .is_server = true, .name = "daemon"};
    (void)state;
    strcpy(server.type, LOOK_PIPE);
    look_add_held(&look, &server);
    make(DOCTOR_USUAL);
    assert_true(plan.is_reachable[1]);
    server.is_server = false;
    look_add_held(&look, &server);
    make(DOCTOR_USUAL);
    assert_false(plan.is_reachable[1]); /* it keeps the other end, too */
    look.held_count = 1;
    server.is_server = true;
    server.process = 0;
    look_add_held(&look, &server);
    make(DOCTOR_USUAL);
    assert_false(plan.is_reachable[1]); /* the program holds the same end */
    look.held_count = 1;
    strcpy(look.held[0].name, "Win32.Pipes.00000252.00000001");
    make(DOCTOR_USUAL);
    assert_false(plan.is_reachable[1]);
}

static void a_line_that_never_began_is_no_finding(void **state)
{
    (void)state;
    make(DOCTOR_USUAL);
    struct doctor_answer *answer = &answers[question_of(DOCTOR_KILLED)];
    judgement = (struct judgement){.verdict = VERDICT_FAIL, .count = 1};
    judgement.findings[0] =
        (struct finding){.source = SOURCE_LINE,
                         .verdict = VERDICT_FAIL,
                         .text = "limit 30000 ms passed before this line began"};
    doctor_take(&plan, answer, &judgement, NULL, 0);
    assert_int_equal(result(DOCTOR_KILLED), DOCTOR_UNKNOWN);
}

static void the_card_names_rule_question_and_scenario(void **state)
{
    struct text text = text_over(text_room, sizeof text_room);
    (void)state;
    make(DOCTOR_SHORT);
    fail_question(DOCTOR_KILLED, RULE_CHILD_ENDS, "helper");
    doctor_card(&text, &examined);
    assert_non_null(strstr(text_room, "Report card of app.exe: 1 finding, in"));
    assert_non_null(strstr(text_room, "  It is called app below, and in the scenarios.\n"));
    assert_non_null(strstr(text_room, "child-ends        BROKEN in 1 question\n"
                                      "                    when the parent is gone or the "
                                      "pipe is lost, every child ends by itself\n"));
    assert_non_null(strstr(text_room,
                           "  child-ends on helper, when app is killed, in 1 of 1 runs\n"
                           "     what was seen\n"
                           "     scenario: logs/app-killed.scenario\n"));
}

/* The program calls its child by another name than the scenario: what it reports is unknown. */
static void a_loss_under_another_name_is_not_known(void **state)
{
    struct kit_event events[] = {
        {.kind = EVENT_STARTED, .actor = "app"},
        {.kind = EVENT_STARTED, .actor = "helper"},
        {.kind = EVENT_REPORT, .actor = "app", .name = "child.lost", .peer = "worker"}};
    (void)state;
    make(DOCTOR_USUAL);
    struct doctor_answer *answer = &answers[question_of(DOCTOR_CHILD_KILLED)];
    judgement = (struct judgement){.verdict = VERDICT_FAIL, .count = 1};
    judgement.findings[0] = (struct finding){.source = SOURCE_RULE,
                                             .verdict = VERDICT_FAIL,
                                             .rule = RULE_WATCHDOG_DETECTS,
                                             .actor = "app"};
    doctor_take(&plan, answer, &judgement, events, 3);
    assert_int_equal(result(DOCTOR_CHILD_KILLED), DOCTOR_UNKNOWN);
    assert_non_null(strstr(answer->finding.text, "app reports that it lost 'worker'"));
    *answer = (struct doctor_answer){0};
    strcpy(events[2].peer, "helper"); /* too late */
    doctor_take(&plan, answer, &judgement, events, 3);
    assert_int_equal(result(DOCTOR_CHILD_KILLED), DOCTOR_FOUND);
}

/* The only process; it ended after so many ms. */
static void end_alone(uint32_t after_ms, uint32_t code)
{
    look.process_count = 1;
    look.processes[0].ended = true;
    look.processes[0].ended_ns = look.processes[0].began_ns + after_ms * NS_PER_MS;
    look.processes[0].code = code;
    make(DOCTOR_SHORT);
    judgement = (struct judgement){.verdict = VERDICT_PASS};
    for (uint32_t i = 0; i < plan.question_count; i++)
        doctor_take(&plan, &answers[i], &judgement, NULL, 0);
}

static const char *card(void)
{
    struct text text = text_over(text_room, sizeof text_room);
    doctor_card(&text, &examined);
    return text_room;
}

static void a_program_that_gives_up_at_once_was_not_examined(void **state)
{
    (void)state;
    end_alone(10, 5);
    assert_int_equal(doctor_exit(&examined), EXIT_TROUBLED);
    assert_non_null(strstr(card(), "  It ended by itself after 0.01 s, with exit code 5.\n"));
    assert_non_null(strstr(text_room, "  Nothing could be done to it."));
    end_alone(10, 0);
    assert_int_equal(doctor_exit(&examined), EXIT_PASSED);
    assert_non_null(strstr(card(), "  A program that ends so soon cannot be disturbed."));
    end_alone(2000, 5);
    assert_int_equal(doctor_exit(&examined), EXIT_PASSED);
    assert_null(strstr(card(), "Nothing could be done to it."));
}

static void the_exit_code_is_that_of_the_worst_answer(void **state)
{
    (void)state;
    make(DOCTOR_SHORT);
    assert_int_equal(doctor_exit(&examined), EXIT_TROUBLED); /* no answer at all */
    judgement = (struct judgement){.verdict = VERDICT_PASS};
    doctor_take(&plan, &answers[0], &judgement, NULL, 0);
    assert_int_equal(doctor_exit(&examined), EXIT_PASSED);
    fail_question(DOCTOR_KILLED, RULE_CHILD_ENDS, "helper");
    assert_int_equal(doctor_exit(&examined), EXIT_FAILED);
}

static void the_card_says_what_the_program_is(void **state)
{
    (void)state;
    make(DOCTOR_SHORT);
    assert_non_null(strstr(card(), "  It still ran when the look was over.\n"));
    assert_non_null(
        strstr(text_room, "  Its child helper is one of 2 processes like it: helper.exe.\n"));
    assert_non_null(strstr(text_room, "  Its child daemon is daemon.exe.\n"));
    assert_non_null(strstr(text_room, "it prints \"ready\"."));
    look.process_count = 1;
    make(DOCTOR_SHORT);
    fail_question(DOCTOR_INPUT_ENDS, RULE_BOUNDED, "app");
    assert_non_null(strstr(card(), "  It started no process, so the rules about children"));
    assert_non_null(
        strstr(text_room, "  The end of its standard input did not end it within 5 s."));
}

/* The value behind a key of an object; 0 if it has no such key. */
static uint32_t value_of(const struct json *json, uint32_t object, const char *key)
{
    for (uint32_t i = 0, at = object + 1; i < json_count(json, object);
         i++, at = json_after(json, at + 1)) {
        char word[64];
        size_t length;
        if (json_text(json, at, word, sizeof word, &length) && words_equal(word, key))
            return at + 1;
    }
    return 0;
}

static void assert_word(const struct json *json, uint32_t object, const char *key,
                        const char *expected)
{
    char word[KIT_FINDING_TEXT] = "";
    size_t length;
    assert_true(json_text(json, value_of(json, object, key), word, sizeof word, &length));
    assert_string_equal(word, expected);
}

static void the_card_in_json_is_whole_and_says_the_same(void **state)
{
    struct text text = text_over(text_room, sizeof text_room);
    struct json *json = json_new();
    struct kit_error err;
    int64_t number = 0;
    (void)state;
    assert_non_null(json);
    make(DOCTOR_SHORT);
    fail_question(DOCTOR_KILLED, RULE_CHILD_ENDS, "helper");
    strcpy(answers[question_of(DOCTOR_KILLED)].finding.text, "a \"quote\" and \x01");
    doctor_card_json(&text, &examined);
    if (json_read(json, text_room, text.length - 1, &err) != KIT_OK) /* without its line end */
        fail_msg("%s\n%s", err.text, text_room);
    assert_memory_equal(text_room, DOCTOR_JSON_FIRST, strlen(DOCTOR_JSON_FIRST));
    assert_true(json_i64(json, value_of(json, 0, "exit"), &number) && number == 1);
    assert_word(json, 0, "program", "app.exe");
    assert_word(json, value_of(json, 0, "children") + 1, "name", "helper");
    uint32_t question = value_of(json, 0, "questions") + 1;
    assert_int_equal(json_count(json, question - 1), plan.question_count);
    for (uint32_t i = 0; i < question_of(DOCTOR_KILLED); i++)
        question = json_after(json, question);
    assert_word(json, question, "result", "found");
    assert_word(json, question, "scenario", "logs/app-killed.scenario");
    assert_word(json, value_of(json, question, "finding"), "rule", "child-ends");
    assert_word(json, value_of(json, question, "finding"), "text", "a \"quote\" and \x01");
    json_free(json);
}

/* ---- at calls ---- */

static struct scenario calls_scenario;

static struct sweep_point point_at(enum statement_kind kind, int actor, int target,
                                   const char *step, enum kit_fault fault)
{
    struct sweep_point point = {.kind = kind,
                                .actor = actor,
                                .target = target,
                                .peer = -1,
                                .occurrence = 2,
                                .fault = fault,
                                .hold = {.actor = 0, .peer = -1}};
    name_copy(point.step, step, strlen(step));
    return point;
}

/* Makes a plan that strikes at four calls. */
static void make_exact(struct sweep_point points[4])
{
    struct kit_error err;
    struct text text = text_over(text_room, sizeof text_room);
    doctor_plan_make(&plan, &program, &look, &ready_event, 1, DOCTOR_SHORT);
    plan.stops_by_input = plan.calls_settled = true;
    doctor_calls_scenario(&text, &plan, 500);
    if (scenario_read("x", text_room, text.length, &calls_scenario, &err) != KIT_OK)
        fail_msg("%s\n%s", err.text, text_room);
    points[0] = point_at(SAY_AT, 0, 0, "pipe.write", FAULT_KILL);
    strcpy(points[0].about, "pipe:job");
    points[1] = point_at(SAY_AT, 1, 1, "event.set", FAULT_HANG);
    points[2] = point_at(SAY_AT, 2, 2, "pipe.taken", FAULT_DELAY);
    points[3] = point_at(SAY_INSIDE, 1, 0, "pipe.read", FAULT_KILL);
    strcpy(points[3].hold.step, "pipe.write");
    points[3].hold.occurrence = 3;
    doctor_plan_exactly(&plan, &calls_scenario, points, 4);
}

static void the_calls_of_app_and_children_are_asked_for(void **state)
{
    (void)state;
    struct sweep_point points[4];
    make_exact(points);
    assert_int_equal(calls_scenario.actor_count, 3);
    assert_int_equal(calls_scenario.sweep_count, 6);
    assert_true(calls_scenario.actors[0].launch.injected);
    assert_int_equal(calls_scenario.ending.window_ms, 500);
    assert_int_equal(calls_scenario.actors[0].launch.ask, ASK_END_OF_STDIN);
    assert_int_equal(calls_scenario.sweeps[0].faults, 1u << FAULT_KILL);
    assert_int_equal(calls_scenario.sweeps[2].faults,
                     1u << FAULT_KILL | 1u << FAULT_HANG | 1u << FAULT_DELAY);
}

static void a_question_at_a_call_strikes_there(void **state)
{
    static const char *const told[4][4] = {
        {"app-killed-at-pipe.write-2", "app is killed at its pipe.write #2 (pipe:job)",
         "\n\nat app pipe.write #2 kill app\n", ""},
        {"helper-hung-at-event.set-2", "helper hangs at its event.set #2",
         "\n\nat helper event.set #2 hang helper\n", ""},
        {"daemon-paused-at-pipe.taken-2", "daemon stands still for 300 ms at its pipe.taken #2",
         "\n\nat daemon pipe.taken #2 delay daemon by 300ms\n",
         "expect daemon stays alive for 2s\n"},
        {"app-killed-inside-helper-pipe.read-2",
         "app is killed while helper waits in its "
         "pipe.read #2",
         "hold app at pipe.write #3\ninside helper pipe.read #2 kill app\nrelease app\n", ""}};
    struct scenario *scenario = malloc(sizeof *scenario);
    struct sweep_point points[4];
    (void)state;
    assert_non_null(scenario);
    make_exact(points);
    for (uint32_t i = 0; i < 4; i++) {
        const struct doctor_question *question = &plan.questions[plan.question_count - 4 + i];
        struct text text = text_over(text_room, sizeof text_room);
        struct kit_error err;
        doctor_word(&text, &plan, question);
        assert_string_equal(text_room, told[i][0]);
        text = text_over(text_room, sizeof text_room);
        doctor_done(&text, &plan, question);
        assert_string_equal(text_room, told[i][1]);
        text = text_over(text_room, sizeof text_room);
        text_add(&text, "# ");
        doctor_scenario(&text, &plan, question);
        assert_non_null(strstr(text_room, told[i][2]));
        assert_non_null(strstr(text_room, told[i][3]));
        assert_non_null(strstr(text_room, "\napp stops by end-of-stdin\n"));
        assert_null(strstr(text_room, "prints"));
        if (scenario_read("x", text_room, text.length, scenario, &err) != KIT_OK)
            fail_msg("%s\n%s", err.text, text_room);
        assert_true(scenario->actors[0].launch.injected);
    }
    free(scenario);
}

static void a_question_at_no_call_is_injected_if_the_program_is(void **state)
{
    static struct look_program injected = {"app.exe", NULL, 0, true};
    struct sweep_point points[4];
    (void)state;
    for (int is_wanted = 0; is_wanted < 2; is_wanted++) {
        struct text text = text_over(text_room, sizeof text_room);
        make_exact(points);
        plan.program = is_wanted ? &injected : &program;
        doctor_scenario(&text, &plan, &plan.questions[question_of(DOCTOR_RESTARTED)]);
        assert_true((strstr(text_room, "parent app is \"app.exe\" probe inject\n") != NULL) ==
                    is_wanted);
        assert_true((strstr(text_room, "parent again is \"app.exe\" probe inject\n") != NULL) ==
                    is_wanted);
    }
}

static void strikes_at_calls_are_counted_and_their_findings_told(void **state)
{
    struct text text = text_over(text_room, sizeof text_room);
    struct sweep_point points[4];
    (void)state;
    make_exact(points);
    uint32_t first = plan.question_count - 4;
    for (uint32_t i = 0; i < first + 4; i++)
        answers[i].made = answers[i].passed = 1;
    answers[first].passed = answers[first + 1].passed = answers[first + 3].passed = 0;
    answers[first].failed = answers[first].alike = 1;
    answers[first].finding =
        (struct finding){.source = SOURCE_RULE, .rule = RULE_CHILD_ENDS, .actor = "helper"};
    plan.calls_left = 7;
    doctor_card(&text, &examined);
    assert_non_null(strstr(text_room, "child-ends on helper, when app is killed at its "
                                      "pipe.write #2 (pipe:job), in 1 of 1 runs\n"));
    assert_non_null(strstr(text_room, "\nStruck at calls\n  4: 1 held, 1 FOUND, 2 unknown\n"
                                      "  FOUND when app is killed: pipe.write #2\n"
                                      "  unknown when helper hangs: event.set #2\n"
                                      "  unknown when app is killed: inside helper's "
                                      "pipe.read #2\n"
                                      "  7 more were not made: --budget says"));
    assert_null(strstr(text_room, "Not known"));
    assert_null(strstr(text_room, "held         app is killed at its"));
    assert_null(strstr(text_room, "without a fault"));
    text = text_over(text_room, sizeof text_room);
    doctor_card_json(&text, &examined);
    assert_non_null(strstr(text_room, ",\n\"struck\":{\"calls\":4,\"left\":7,\"settled\":true,"
                                      "\"passing\":0,\"unseen\":[]},\n"));
}

/* The call of the same number is about another pipe in another run. */
static void a_strike_at_a_call_about_something_else_is_told(void **state)
{
    struct kit_event event = {.kind = EVENT_STEP, .actor = "app", .name = "pipe.write"};
    struct text text = text_over(text_room, sizeof text_room);
    struct sweep_point points[4];
    (void)state;
    make_exact(points);
    uint32_t first = plan.question_count - 4;
    answers[first].made = answers[first].failed = answers[first].alike = 3;
    answers[first].finding = (struct finding){.source = SOURCE_RULE, .rule = RULE_CHILD_ENDS};
    strcpy(event.peer, "pipe:other");
    for (event.occurrence = 1; event.occurrence < 4; event.occurrence++)
        doctor_take_place(&plan, first, &answers[first], &event, 1);
    event.occurrence = 2;
    strcpy(event.peer, "pipe:job");
    doctor_take_place(&plan, first, &answers[first], &event, 1);
    doctor_take_place(&plan, 0, &answers[0], &event, 1);
    doctor_card(&text, &examined);
    assert_non_null(strstr(text_room,
                           "pipe.write #2 (pipe:job), in 3 of 3 runs, 1 at a call about "
                           "another pipe or object\n"));
}

static void a_process_that_the_probe_never_came_into_is_told(void **state)
{
    struct kit_event events[3] = {{.kind = EVENT_ATTACHED, .by = ATTACHED_INJECTED},
                                  {.kind = EVENT_ATTACHED},
                                  {.kind = EVENT_ATTACHED, .by = ATTACHED_INJECTED}};
    struct text text = text_over(text_room, sizeof text_room);
    struct sweep_point points[4];
    (void)state;
    make_exact(points);
    for (int i = 0; i < 3; i++)
        strcpy(events[i].actor, calls_scenario.actors[i].name);
    doctor_plan_note_calls(&plan, &calls_scenario, events, 3);
    doctor_card(&text, &examined);
    assert_non_null(strstr(text_room,
                           "\n  The injected probe never came into helper, so no call "
                           "of helper was struck.\n"));
    assert_null(strstr(text_room, "came into app"));
    assert_null(strstr(text_room, "came into daemon"));
    text = text_over(text_room, sizeof text_room);
    doctor_card_json(&text, &examined);
    assert_non_null(strstr(text_room, "\"unseen\":[\"helper\"]},\n"));
}

static void calls_that_differ_from_run_to_run_are_told(void **state)
{
    struct text text = text_over(text_room, sizeof text_room);
    struct sweep_point points[4];
    (void)state;
    make_exact(points);
    plan.calls_settled = false;
    plan.calls_passing = 3;
    doctor_card(&text, &examined);
    assert_non_null(
        strstr(text_room, "\n  No two runs without a fault in a row made the same"));
    assert_non_null(strstr(text_room, "without a fault, and not in all: 3.\n"));
}

static struct kit_event step_of(const char *actor, const char *step, int64_t at_ms)
{
    struct kit_event event = {.kind = EVENT_STEP, .at_ns = at_ms * NS_PER_MS, .size = 1};
    strcpy(event.actor, actor);
    strcpy(event.name, step);
    strcpy(event.peer, "pipe:job");
    return event;
}

/* Twenty turns. If the answers are late, each one that is taken was given before its question.
 */
static size_t write_turns(struct kit_event events[80], bool is_late)
{
    size_t count = 0;
    for (int64_t ms = 0; ms < 2000; ms += 100) {
        const struct kit_event given =
            step_of("helper", "pipe.written", ms + (is_late ? 2 : 1));
        const struct kit_event taken = step_of("app", "pipe.taken", ms + (is_late ? 1 : 2));
        events[count++] = step_of("app", "pipe.write", ms);
        events[count++] = is_late ? taken : given;
        events[count++] = is_late ? given : taken;
    }
    return count;
}

/* The calls prove that the odd line is a mistake. One run is not enough: it can be chance. */
static void answers_that_stay_late_are_found(void **state)
{
    struct kit_event events[80];
    struct text text = text_over(text_room, sizeof text_room);
    struct sweep_point points[4];
    (void)state;
    make_exact(points);
    learn_equal_numbers();
    turns_learn(&plan.turns, events, write_turns(events, false));
    size_t count = write_turns(events, true);
    events[count++] = (struct kit_event){
        .kind = EVENT_PRINTED, .at_ns = 2000 * NS_PER_MS, .text = "answer 3 to 4"};
    /* An answer lies there when the first question is asked. */
    events[0] = step_of("app", "pipe.created", 0);
    events[1] = step_of("helper", "pipe.written", 0);
    uint32_t first = plan.question_count - 4;
    judgement = (struct judgement){.verdict = VERDICT_PASS};
    doctor_take(&plan, &answers[first], &judgement, events, count);
    doctor_take_turns(&plan, first, events, count);
    assert_int_equal(doctor_result_of(&plan, first, &answers[first]), DOCTOR_POLICY);
    doctor_take_turns(&plan, 0, events, count); /* at no call */
    assert_false(doctor_answers_are_late(&plan));
    doctor_take(&plan, &answers[first], &judgement, events, count);
    doctor_take_turns(&plan, first, events, count);
    assert_int_equal(doctor_result_of(&plan, first, &answers[first]), DOCTOR_FOUND);
    doctor_card(&text, &examined);
    assert_non_null(strstr(text_room, "The calls show that answers come to the wrong"));
    assert_non_null(strstr(text_room, "(pipe:job). After a strike"));
    assert_null(strstr(text_room, "For you to decide"));
}

/* The line is right again: the late answer was thrown away. */
static void answers_that_were_late_once_are_for_the_user_to_decide(void **state)
{
    struct kit_event events[80];
    struct sweep_point points[4];
    (void)state;
    make_exact(points);
    learn_equal_numbers();
    turns_learn(&plan.turns, events, write_turns(events, false));
    size_t count = write_turns(events, false);
    events[count++] = (struct kit_event){
        .kind = EVENT_PRINTED, .at_ns = 2000 * NS_PER_MS, .text = "answer 3 to 4"};
    uint32_t first = plan.question_count - 4;
    for (int i = 0; i < 3; i++)
        doctor_take_turns(&plan, first, events, count);
    assert_false(doctor_answers_are_late(&plan));
}

/* It starts the child again, as after each other loss, and goes on after each but this one. */
static void a_new_child_in_vain_is_found(void **state)
{
    struct kit_event events[] = {
        {.kind = EVENT_STRUCK, .at_ns = 1, .line_number = 5, .actor = "helper"},
        {.kind = EVENT_STARTED, .at_ns = 900 * NS_PER_MS, .actor = "helper"},
        {.kind = EVENT_PRINTED, .at_ns = 2900 * NS_PER_MS, .text = "served 7"},
        {.kind = EVENT_CLOSING, .at_ns = 7000 * NS_PER_MS}};
    struct text text = text_over(text_room, sizeof text_room);
    struct sweep_point points[4];
    (void)state;
    make_exact(points);
    strcpy(plan.progress, "served");
    uint32_t first = plan.question_count - 4;
    judgement = (struct judgement){.verdict = VERDICT_PASS};
    for (uint32_t i = first; i < first + 4; i++) {
        plan.questions[i].ask = DOCTOR_CHILD_KILLED;
        plan.questions[i].child = 0;
        if (i > first)
            doctor_take(&plan, &answers[i], &judgement, events, 4);
    }
    judge_no_progress();
    events[2].kind = EVENT_STALL;
    doctor_take(&plan, &answers[first], &judgement, events, 4);
    doctor_compare(&plan, answers);
    assert_int_equal(doctor_result_of(&plan, first, &answers[first]), DOCTOR_FOUND);
    doctor_card(&text, &examined);
    assert_non_null(strstr(text_room, "It started helper again, and still did not go on. "
                                      "After the same at 3 other calls it did."));
    plan.questions[first + 1].child = 1; /* of another child: two are too few */
    doctor_compare(&plan, answers);
    assert_int_equal(doctor_result_of(&plan, first, &answers[first]), DOCTOR_POLICY);
    plan.questions[first + 1].child = 0;
    answers[first + 1].soon = 0; /* once it took its time: it may take more */
    doctor_compare(&plan, answers);
    assert_int_equal(doctor_result_of(&plan, first, &answers[first]), DOCTOR_POLICY);
    answers[first + 1].soon = 1;
    doctor_compare(&plan, answers);
    assert_int_equal(doctor_result_of(&plan, first, &answers[first]), DOCTOR_FOUND);
    events[1].kind = EVENT_STALL; /* in one run it started none, and may rest */
    events[2].kind = EVENT_PRINTED;
    strcpy(events[2].text, "lost");
    doctor_take(&plan, &answers[first], &judgement, events, 4);
    assert_int_equal(doctor_result_of(&plan, first, &answers[first]), DOCTOR_POLICY);
}

/* It goes on, but not soon: after a longer wait it may have, too. */
static void who_goes_on_late_is_noted(void **state)
{
    struct kit_event events[] = {
        {.kind = EVENT_STRUCK, .at_ns = 1, .line_number = 5, .actor = "helper"},
        {.kind = EVENT_PRINTED, .at_ns = 50 * NS_PER_MS, .text = "served 6"}, /* on its way */
        {.kind = EVENT_PRINTED, .at_ns = 3100 * NS_PER_MS, .text = "served 7"}};
    (void)state;
    make(DOCTOR_USUAL);
    strcpy(plan.progress, "served");
    struct doctor_answer *answer = &answers[question_of(DOCTOR_CHILD_KILLED)];
    judgement = (struct judgement){.verdict = VERDICT_PASS};
    doctor_take(&plan, answer, &judgement, events, 3);
    assert_int_equal(answer->soon, 0);
    events[2].at_ns = 2900 * NS_PER_MS;
    doctor_take(&plan, answer, &judgement, events, 3);
    assert_int_equal(answer->soon, 1);
}

static void one_line_that_fails_at_a_call_again_is_one_finding(void **state)
{
    struct sweep_point points[4];
    (void)state;
    make_exact(points);
    uint32_t last = plan.question_count - 1;
    plan.questions[last] = plan.questions[last - 1];
    for (uint32_t i = last - 1; i <= last; i++) {
        answers[i].made = answers[i].failed = answers[i].alike = 3;
        answers[i].finding = (struct finding){.source = SOURCE_LINE, .line_number = 8};
    }
    assert_int_equal(doctor_first_like(&plan, answers, last), last - 1);
    plan.questions[last - 1].at = NULL; /* the same after a time is the same, too */
    assert_int_equal(doctor_first_like(&plan, answers, last), last - 1);
    plan.questions[last].child = 0;
    assert_int_equal(doctor_first_like(&plan, answers, last), last);
    plan.questions[last].child = plan.questions[last - 1].child;
    plan.questions[last].at = NULL; /* two questions that are about no call are not */
    assert_int_equal(doctor_first_like(&plan, answers, last), last);
}

static void without_the_calls_the_card_says_why(void **state)
{
    struct text text = text_over(text_room, sizeof text_room);
    (void)state;
    make(DOCTOR_SHORT);
    doctor_card(&text, &examined);
    assert_null(strstr(text_room, "Struck at calls"));
    text = text_over(text_room, sizeof text_room);
    doctor_card_json(&text, &examined);
    assert_null(strstr(text_room, "struck"));
    text = text_over(text_room, sizeof text_room);
    strcpy(plan.not_exact, "helper is blind");
    doctor_card(&text, &examined);
    assert_non_null(strstr(text_room, "\nStruck at calls\n  none: helper is blind\n"));
    text = text_over(text_room, sizeof text_room);
    doctor_card_json(&text, &examined);
    assert_non_null(
        strstr(text_room, "\"struck\":{\"calls\":0,\"why_not\":\"helper is blind\"},"));
}

static void calls_beyond_the_room_are_left(void **state)
{
    static struct sweep_point many[DOCTOR_EXACT + 3];
    struct sweep_point points[4];
    (void)state;
    make_exact(points);
    uint32_t asked = plan.question_count;
    for (size_t i = 0; i < sizeof many / sizeof *many; i++)
        many[i] = points[0];
    doctor_plan_exactly(&plan, &calls_scenario, many, DOCTOR_EXACT + 3);
    assert_int_equal(plan.question_count + plan.calls_left, asked + DOCTOR_EXACT + 3);
    assert_true(plan.calls_left >= 3);
    doctor_plan_cut(&plan, asked);
    assert_int_equal(plan.calls_left, DOCTOR_EXACT + 3);
}

#define CLAIM(test) cmocka_unit_test_setup(test, set_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(each_question_is_a_scenario),
        CLAIM(one_child_of_each_kind_is_asked_about),
        CLAIM(a_kind_whose_first_processes_ended_is_asked_about),
        CLAIM(a_quick_examination_asks_less),
        CLAIM(an_examination_of_all_asks_more),
        CLAIM(a_program_that_ends_at_once_is_left_alone),
        CLAIM(what_failed_mostly_is_found),
        CLAIM(what_there_was_no_time_for_is_told),
        CLAIM(what_failed_twice_in_the_same_way_is_found),
        CLAIM(who_was_started_again_is_noted),
        CLAIM(what_may_be_meant_is_for_the_user_to_decide),
        CLAIM(a_line_that_breaks_a_habit_is_for_the_user_to_decide),
        CLAIM(answers_that_stay_late_are_found),
        CLAIM(answers_that_were_late_once_are_for_the_user_to_decide),
        CLAIM(silence_after_a_loss_is_found),
        CLAIM(a_new_child_in_vain_is_found),
        CLAIM(who_goes_on_late_is_noted),
        CLAIM(only_harm_to_the_other_family_counts_beside_it),
        CLAIM(a_new_line_in_the_instant_of_the_loss_is_no_silence),
        CLAIM(what_a_killed_child_started_is_asked_about),
        CLAIM(only_who_serves_alone_can_be_reached),
        CLAIM(a_line_that_never_began_is_no_finding),
        CLAIM(the_card_names_rule_question_and_scenario),
        CLAIM(a_loss_under_another_name_is_not_known),
        CLAIM(a_program_that_gives_up_at_once_was_not_examined),
        CLAIM(the_exit_code_is_that_of_the_worst_answer),
        CLAIM(the_card_says_what_the_program_is),
        CLAIM(the_card_in_json_is_whole_and_says_the_same),
        CLAIM(the_calls_of_app_and_children_are_asked_for),
        CLAIM(a_question_at_a_call_strikes_there),
        CLAIM(a_question_at_no_call_is_injected_if_the_program_is),
        CLAIM(a_strike_at_a_call_about_something_else_is_told),
        CLAIM(a_process_that_the_probe_never_came_into_is_told),
        CLAIM(calls_that_differ_from_run_to_run_are_told),
        CLAIM(strikes_at_calls_are_counted_and_their_findings_told),
        CLAIM(one_line_that_fails_at_a_call_again_is_one_finding),
        CLAIM(without_the_calls_the_card_says_why),
        CLAIM(calls_beyond_the_room_are_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
