/*
 * Goal: a pair's first stands where something is owed, once for each such thing; its second
 * stands in the dealing with it, and nowhere that hangs on luck; and each pair is a scenario.
 * Method: the events of runs as a person would write them down, and the lines that come of it.
 */
#include "kit/sweep/pairs.h"
#include "kit/sweep/sweep.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FAMILY                                                                                 \
    "parent host is ref_parent\nchild cs is ref_child tick 20ms\n"                             \
    "child vb is ref_child tick 20ms\nchild vc is ref_child tick 20ms\nrequests 3\n"
#define PAIRS FAMILY "sweep every pair\n"
#define ROOM  256

struct found {
    struct scenario scenario;
    struct kit_event events[ROOM];
    size_t event_count;
    struct sweep_point points[ROOM];
    size_t count;
};

/* "-called cs lifeline_drop_with": what a run without faults closes with. "cs request.sent 2",
 * "host child.lost:cs 1 pipe"; "!" is the strike, "." the run's close. Behind a "-" it is no
 * word of the actor's: "-exited cs" or, where it names a step, that it is held. */
static void read_event(const char *word, size_t size, struct kit_event *event)
{
    char text[96], actor[KIT_NAME], name[KIT_NAME], peer[KIT_NAME] = "", by[KIT_NAME] = "";
    unsigned n = 0;
    assert_true(size < sizeof text);
    memcpy(text, word, size);
    text[size] = 0;
    *event = (struct kit_event){.kind = EVENT_STEP};
    if (text[0] == '!' || text[0] == '.') {
        event->kind = text[0] == '!' ? EVENT_STRUCK : EVENT_CLOSING;
        return;
    }
    if (sscanf(text, "-exited %31s", actor) == 1 || sscanf(text, "-ended %31s", actor) == 1) {
        event->kind = text[2] == 'x' ? EVENT_EXITED : EVENT_ENDED;
        memcpy(event->actor, actor, KIT_NAME);
        return;
    }
    if (sscanf(text, "-called %31s %31s", actor, name) == 2) {
        *event = (struct kit_event){.kind = EVENT_CALLED, .size = 1};
        memcpy(event->actor, actor, KIT_NAME);
        memcpy(event->name, name, KIT_NAME);
        return;
    }
    bool is_word = text[0] != '-';
    assert_true(sscanf(text + !is_word, "%31s %31s %u %31s", actor, name, &n, by) >= 3);
    char *colon = strchr(name, ':');
    if (colon) {
        name_copy(peer, colon + 1, strlen(colon + 1));
        *colon = 0;
    }
    int step = word_index(step_words, name);
    if (step >= 0 && step_flags[step] & STEP_IS_REPORT)
        event->kind = EVENT_REPORT;
    if (!is_word)
        event->kind = EVENT_HELD;
    event->occurrence = n;
    memcpy(event->actor, actor, KIT_NAME);
    memcpy(event->name, name, KIT_NAME);
    memcpy(event->peer, peer, KIT_NAME);
    memcpy(event->by, by, KIT_NAME);
}

static struct found *found_in(const char *text, const char *log)
{
    struct kit_error err;
    struct found *found = calloc(1, sizeof *found);
    assert_non_null(found);
    if (scenario_read("x.scenario", text, strlen(text), &found->scenario, &err) != KIT_OK)
        fail_msg("%s", err.text);
    while (*log) {
        size_t size = strcspn(log, "|");
        read_event(log, size, &found->events[found->event_count++]);
        log += size + (log[size] == '|');
    }
    return found;
}

static void assert_points(const struct found *found, const char *wanted)
{
    char all[ROOM * 100];
    struct text text = text_over(all, sizeof all);
    for (size_t i = 0; i < found->count; i++) {
        sweep_line(&found->scenario, &found->points[i], &text);
        text_add(&text, "\n");
    }
    assert_false(text.cut);
    assert_string_equal(all, wanted);
}

/* ---- firsts ---- */

static void assert_firsts(const char *text, const char *log, const char *wanted)
{
    struct found *found = found_in(text, log);
    found->count =
        sweep_firsts(&found->scenario, found->events, found->event_count, found->points, ROOM);
    assert_points(found, wanted);
    free(found);
}

static void each_thing_owed_is_struck_once_by_each_fault(void **state)
{
    (void)state;
    assert_firsts(PAIRS,
                  "cs request.sent 1|cs request.signalled 1|cs reply.wait 1|cs quit.sent 1",
                  "at cs request.sent #1 kill cs\nat cs request.sent #1 hang cs\n"
                  "at cs request.sent #1 drop cs\n"
                  "at cs quit.sent #1 kill cs\nat cs quit.sent #1 hang cs\n");
}

static void a_fault_strikes_where_it_can_be_obeyed(void **state)
{
    (void)state;
    assert_firsts(FAMILY "sweep every pair with drop, kill, corrupt\n",
                  "host connect.wait:cs 1|host connected:cs 1|host request.peek:cs 1|"
                  "host memory.written:cs 1",
                  "at host connect.wait for cs #1 kill host\n"
                  "at host connected for cs #1 drop host by close\n"
                  "at host connected for cs #1 drop host by disconnect\n"
                  "at host request.peek for cs #1 kill host\n"
                  "at host request.peek for cs #1 drop host by close\n"
                  "at host request.peek for cs #1 drop host by disconnect\n"
                  "at host memory.written for cs #1 corrupt host\n");
}

#define OWN                                                                                    \
    "parent host is \"host.exe\"\nchild cs is image cs.exe\nrun for 1s\n"                      \
    "sweep every pair with drop, kill\n"

static void a_program_that_did_not_tell_the_probe_how_to_drop_its_pipe_does_not(void **state)
{
    (void)state;
    assert_firsts(OWN, "cs request.sent 1|.|-called cs lifeline_spoil_with",
                  "at cs request.sent #1 kill cs\n");
    assert_firsts(OWN, "cs request.sent 1|.|-called cs lifeline_drop_with",
                  "at cs request.sent #1 kill cs\nat cs request.sent #1 drop cs\n");
    struct found *found = found_in(OWN, "cs request.sent 1|.|-called host lifeline_drop_with");
    struct sweep_point pairs[] = {{.actor = 1, .target = 1, .fault = FAULT_DROP},
                                  {.actor = 1, .target = 1, .fault = FAULT_KILL},
                                  {.actor = 1, .target = 0, .fault = FAULT_HANG},
                                  {.actor = 0, .target = 0, .fault = FAULT_DROP}};
    assert_int_equal(
        sweep_pairs_obeyed(&found->scenario, found->events, found->event_count, pairs, 4), 3);
    assert_true(pairs[0].fault == FAULT_KILL && pairs[1].fault == FAULT_HANG);
    assert_true(pairs[2].fault == FAULT_DROP && pairs[2].actor == 0);
    free(found);
}

static void of_several_times_it_is_the_second_and_of_twins_the_first(void **state)
{
    (void)state;
    assert_firsts(FAMILY "sweep every pair with kill\n",
                  "vb idle.wait 1|cs idle.wait 1|cs idle.wait 2|cs idle.wait 3|"
                  "host idle.wait:vb 1|host idle.wait:cs 1|vb idle.wait 2",
                  "at host idle.wait for cs #1 kill host\nat cs idle.wait #2 kill cs\n");
    assert_firsts("parent host is ref_parent\nchild cs is ref_child\nrequests 1\n"
                  "sweep every pair with kill\n",
                  "host idle.wait:cs 1|host idle.wait:cs 2",
                  "at host idle.wait for cs #1 kill host\n");
    assert_firsts(FAMILY "sweep every pair with hang\n", "host idle.wait:cs 1|cs idle.wait 1",
                  "at host idle.wait for cs #1 hang host\nat cs idle.wait #1 hang cs\n");
}

static void nothing_begins_in_the_dealing_or_unasked(void **state)
{
    (void)state;
    assert_firsts(PAIRS, "host child.lost:cs 1 pipe|host family.rest 1|cs child.ending 1 quit",
                  "");
    assert_firsts(FAMILY "sweep every step of cs\n", "cs request.sent 1", "");
    assert_firsts(FAMILY, "cs request.sent 1", "");
}

/*
 * What is owed at a step that the scenario declares is unknown. A count of 0 belongs to no
 * step, nor does what the runner logs of a step.
 */
static void what_is_no_step_of_the_protocol_begins_nothing(void **state)
{
    (void)state;
    assert_firsts(PAIRS "step tap\n", "cs tap 1|-cs request.sent 1|cs request.sent 0", "");
}

/* Rings are read one by one, so that a second time can come before a first. */
static void the_second_time_counts_in_whatever_order_they_come(void **state)
{
    (void)state;
    static const char line[] = "at cs request.sent #2 kill cs\n";
    assert_firsts(FAMILY "sweep every pair with kill\n", "cs request.sent 1|cs request.sent 2",
                  line);
    assert_firsts(FAMILY "sweep every pair with kill\n", "cs request.sent 2|cs request.sent 1",
                  line);
}

static void each_step_of_an_exchange_has_something_owed(void **state)
{
    (void)state;
    uint32_t seen = 0;
    for (int i = 0; i < PROTOCOL_STEP_COUNT; i++) {
        enum sweep_owed owed = sweep_owed_at((enum protocol_step)i);
        assert_true(owed < OWED_COUNT);
        seen |= 1u << owed;
        if (step_flags[i] & STEP_IS_WAIT && !(step_flags[i] & STEP_BY_OTHERS))
            assert_int_not_equal(owed, OWED_DEALING);
        if (step_flags[i] & STEP_IS_REPORT && i != PROTOCOL_CHILD_QUIT)
            assert_int_equal(owed, OWED_DEALING);
    }
    assert_int_equal(seen, (1u << OWED_CALL) - 1); /* nobody knows what a call owes */
}

/* ---- seconds ---- */

static const struct sweep_point cs_killed = {.kind = SAY_AT,
                                             .actor = 1,
                                             .target = 1,
                                             .peer = -1,
                                             .step = "reply.wait",
                                             .occurrence = 2,
                                             .fault = FAULT_KILL};

static struct sweep_point first_of(int actor, int peer, const char *step, enum kit_fault fault)
{
    struct sweep_point first = cs_killed;
    first.actor = first.target = actor;
    first.peer = peer;
    first.fault = fault;
    first.code = fault == FAULT_EXIT ? KIT_EXIT_CODE : 0;
    name_copy(first.step, step, strlen(step));
    return first;
}

/* What comes behind the first's line. */
static void assert_seconds(const char *text, const struct sweep_point *first, const char *log,
                           const char *wanted)
{
    struct found *found = found_in(text, log);
    found->count = sweep_seconds(&found->scenario, first, found->events, found->event_count,
                                 found->points, ROOM);
    assert_true(found->count <= ROOM);
    for (size_t i = 0; i < found->count; i++) {
        assert_ptr_equal(found->points[i].first, first);
        found->points[i].first = NULL;
    }
    assert_points(found, wanted);
    free(found);
}

static void a_lost_child_is_dealt_with_by_its_parent(void **state)
{
    (void)state;
    assert_seconds(PAIRS, &cs_killed,
                   "vb idle.wait 1|!|host request.peek:cs 2|host idle.wait:vb 2|"
                   "host child.lost:cs 1 pipe|host child.lost:vb 1 pipe|vb idle.wait 2|"
                   "host family.rest 1|.|host closed:cs 1",
                   "at host child.lost for cs #1 kill host\n"
                   "at host child.lost for cs #1 hang host\n"
                   "at host child.lost for cs #1 kill vb\n"
                   "at host child.lost for cs #1 hang vb\n");
}

static void a_sibling_that_is_at_its_end_is_not_struck(void **state)
{
    (void)state;
    assert_seconds(FAMILY "sweep every pair with kill\n", &cs_killed,
                   "!|vb quit.sent 1|host child.lost:cs 1 pipe",
                   "at host child.lost for cs #1 kill host\n"
                   "at host child.lost for cs #1 kill vc\n");
}

static void a_child_without_its_pipe_deals_with_it_too(void **state)
{
    (void)state;
    struct sweep_point first = first_of(1, -1, "reply.wait", FAULT_DROP);
    assert_seconds(FAMILY "sweep every pair with kill, drop\n", &first,
                   "!|cs memory.read 1|cs child.ending 1 pipe|host child.lost:cs 1 process",
                   "at cs child.ending #1 kill cs\nat host child.lost for cs #1 kill host\n"
                   "at host child.lost for cs #1 kill vb\n");
}

static void once_harm_is_told_every_step_counts_at_its_first_time(void **state)
{
    (void)state;
    struct sweep_point first = first_of(1, -1, "block.half", FAULT_HANG);
    first.owed = OWED_BLOCK_WHOLE + 1;
    assert_seconds(PAIRS, &first,
                   "host idle.wait:cs 3|!|host block.acknowledged:cs 1|"
                   "host peer.silent:cs 1 block.whole-wait|host idle.wait:cs 4|"
                   "host idle.wait:cs 5|host peer.silent:cs 2 idle.wait",
                   "at host peer.silent for cs #1 kill host\n"
                   "at host peer.silent for cs #1 hang host\n"
                   "at host peer.silent for cs #1 kill cs\n"
                   "at host idle.wait for cs #4 kill host\n"
                   "at host idle.wait for cs #4 hang host\n"
                   "at host idle.wait for cs #4 drop host\n");
}

static void a_lost_parent_is_dealt_with_by_its_children_one_of_each_kind(void **state)
{
    (void)state;
    struct sweep_point first = first_of(0, 1, "request.peek", FAULT_KILL);
    assert_seconds(FAMILY "sweep every pair with kill\n", &first,
                   "!|vc child.ending 1 pipe|cs child.ending 1 pipe|vb child.ending 1 pipe",
                   "at cs child.ending #1 kill cs\nat vb child.ending #1 kill vb\n");
    first.fault = FAULT_HANG;
    first.owed = OWED_REPLY + 1;
    assert_seconds(
        FAMILY "sweep every pair with kill, hang\n", &first,
        "!|vb peer.silent 1 reply.wait|cs peer.silent 1 reply.wait|host child.lost:vb 1 pipe",
        "at cs peer.silent #1 kill cs\nat cs peer.silent #1 hang cs\n"
        "at cs peer.silent #1 kill host\n");
    first.owed = OWED_READING + 1;
    assert_seconds(FAMILY "sweep every pair with kill, hang\n", &first,
                   "!|cs peer.silent 1 reply.wait|.|vb child.ending 1 pipe", "");
    first.fault = FAULT_KILL;
    assert_seconds(FAMILY "sweep every pair with kill\n", &first,
                   "!|cs child.ending 1 pipe|.|vb child.ending 1 pipe|cs peer.silent 1",
                   "at cs child.ending #1 kill cs\nat vb child.ending #1 kill vb\n");
    first.fault = FAULT_DROP;
    assert_seconds(FAMILY "sweep every pair with kill\n", &first,
                   "!|cs child.ending 1 pipe|vb child.ending 1 quit|host closed:cs 1",
                   "at cs child.ending #1 kill cs\nat host closed for cs #1 kill host\n");
}

static void a_strike_at_the_close_is_dealt_with_in_it(void **state)
{
    (void)state;
    struct sweep_point first = first_of(1, -1, "quit.sent", FAULT_KILL);
    first.owed = OWED_END + 1;
    assert_seconds(FAMILY "sweep every pair with kill\n", &first,
                   ".|host close.wait:cs 1|!|host closed:cs 1|host family.rest 1",
                   "at host close.wait for cs #1 kill host\n"
                   "at host closed for cs #1 kill host\nat host family.rest #1 kill host\n");
}

#define TWO_FAMILIES                                                                           \
    "parent host is ref_parent\nchild cs is ref_child\nparent other is ref_parent\n"           \
    "child vb is ref_child\nrequests 3\nsweep every pair with kill\n"

static void another_family_has_nothing_to_deal_with(void **state)
{
    (void)state;
    assert_seconds(TWO_FAMILIES, &cs_killed,
                   "!|other child.lost:vb 1 pipe|other family.rest 1|host child.lost:cs 1 pipe",
                   "at host child.lost for cs #1 kill host\n");
    struct sweep_point first = first_of(0, 1, "request.peek", FAULT_KILL);
    assert_seconds(TWO_FAMILIES, &first, "!|vb child.ending 1 pipe|cs child.ending 1 pipe",
                   "at cs child.ending #1 kill cs\n");
}

/* The sibling that is struck at a report of harm is the next one that is alive. */
static void a_sibling_is_struck_if_there_is_one(void **state)
{
    (void)state;
    static const struct {
        const char *before, *line;
    } rows[] = {
        {"vb idle.wait 1", "at host child.lost for cs #1 kill vb\n"},
        {"-vb quit.sent 1", "at host child.lost for cs #1 kill vb\n"},
        {"vb quit.sent 1", "at host child.lost for cs #1 kill vc\n"},
        {"vb child.ending 1 pipe", "at host child.lost for cs #1 kill vc\n"},
        {"-exited vb", "at host child.lost for cs #1 kill vc\n"},
        {"-ended vb", "at host child.lost for cs #1 kill vc\n"},
        {"-ended vb|-exited vc", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char log[128], lines[256];
        snprintf(log, sizeof log, "%s|!|host child.lost:cs 1 pipe", rows[i].before);
        snprintf(lines, sizeof lines, "at host child.lost for cs #1 kill host\n%s",
                 rows[i].line);
        assert_seconds(FAMILY "sweep every pair with kill\n", &cs_killed, log, lines);
    }
}

/*
 * An actor that is delayed, or whose pipe was dropped, is alive. A report of its silence is a
 * recovery step, and no further actor is struck at it.
 */
static void the_silence_of_one_that_lives_is_dealt_with(void **state)
{
    (void)state;
    struct sweep_point first = first_of(1, -1, "reply.wait", FAULT_DROP);
    assert_seconds(FAMILY "sweep every pair with kill\n", &first,
                   "!|host peer.silent:cs 1 idle.wait|cs peer.silent 1 reply.wait",
                   "at host peer.silent for cs #1 kill host\nat cs peer.silent #1 kill cs\n");
    first = first_of(1, -1, "tap", FAULT_HANG); /* nobody knows what is owed there */
    assert_seconds(FAMILY "step tap\nsweep every pair with kill\n", &first,
                   "!|host peer.silent:cs 1 idle.wait", "");
}

static void only_what_is_the_dealings_is_struck(void **state)
{
    (void)state;
    /* What the runner says of a step is no step, and what a child says of its end is its own.
     */
    assert_seconds(FAMILY "sweep every pair with kill\n", &cs_killed,
                   "!|-host child.lost:cs 1 pipe|host parent.ending 1 stop", "");
    struct sweep_point first = first_of(1, -1, "reply.wait", FAULT_DROP);
    assert_seconds(FAMILY "sweep every pair with kill\n", &first, "!|cs quit.sent 1", "");
    /* A parent that ends for a loss deals with it so. */
    assert_seconds(FAMILY "sweep every pair with kill\n", &cs_killed,
                   "!|host parent.ending 1 pipe", "at host parent.ending #1 kill host\n");
    /* Steps for another child do not make the same step for this one a second time. */
    assert_seconds(FAMILY "sweep every pair with kill\n", &cs_killed,
                   "!|host child.lost:cs 1 pipe|host idle.wait:vb 4|host idle.wait:cs 5",
                   "at host child.lost for cs #1 kill host\n"
                   "at host child.lost for cs #1 kill vb\n"
                   "at host idle.wait for cs #5 kill host\n");
    /* Behind the close it is what its child does about a parent that was dropped. */
    first = first_of(0, 1, "request.peek", FAULT_DROP);
    assert_seconds(FAMILY "sweep every pair with kill\n", &first,
                   "!|.|host child.lost:cs 1 pipe|cs child.ending 1 pipe",
                   "at cs child.ending #1 kill cs\n");
    assert_seconds(FAMILY "sweep every pair with kill\n", &first, "!|.|cs child.ending 1 quit",
                   "");
    assert_seconds(FAMILY "sweep every step of cs\n", &cs_killed, "!|host child.lost:cs 1 pipe",
                   "");
}

static void a_first_that_never_struck_has_no_second(void **state)
{
    (void)state;
    assert_seconds(PAIRS, &cs_killed, "host child.lost:cs 1 pipe|.", "");
}

/* ---- pairs ---- */

static struct sweep_point second(const struct sweep_point *first, const char *step,
                                 enum kit_fault fault)
{
    struct sweep_point point = first_of(0, 1, step, fault);
    point.occurrence = 1;
    point.first = first;
    return point;
}

static void what_shows_the_same_where_the_same_is_owed_is_there_once(void **state)
{
    (void)state;
    struct sweep_point firsts[] = {
        first_of(1, -1, "reply.wait", FAULT_KILL), first_of(1, -1, "reply.wait", FAULT_DROP),
        first_of(1, -1, "idle.wait", FAULT_EXIT), first_of(1, -1, "reply.wait", FAULT_EXIT)};
    for (size_t i = 0; i < 4; i++)
        firsts[i].owed = (i == 2 ? OWED_NOTHING : OWED_REPLY) + 1;
    struct sweep_point pairs[] = {second(&firsts[0], "child.lost", FAULT_HANG),
                                  second(&firsts[0], "child.lost", FAULT_KILL),
                                  second(&firsts[1], "child.lost", FAULT_KILL),
                                  second(&firsts[1], "closed", FAULT_KILL),
                                  second(&firsts[2], "child.lost", FAULT_KILL),
                                  second(&firsts[2], "child.lost", FAULT_HANG),
                                  second(&firsts[3], "child.lost", FAULT_KILL),
                                  second(&firsts[3], "child.lost", FAULT_HANG)};
    struct found *found = found_in(PAIRS, "");
    found->count = sweep_pairs_order(pairs, 8);
    memcpy(found->points, pairs, found->count * sizeof *pairs);
    assert_points(found,
                  "at cs reply.wait #2 kill cs then at host child.lost for cs #1 kill host\n"
                  "at cs reply.wait #2 drop cs then at host closed for cs #1 kill host\n"
                  "at cs reply.wait #2 drop cs then at host child.lost for cs #1 kill host\n"
                  "at cs reply.wait #2 kill cs then at host child.lost for cs #1 hang host\n"
                  "at cs idle.wait #2 exit cs then at host child.lost for cs #1 kill host\n"
                  "at cs idle.wait #2 exit cs then at host child.lost for cs #1 hang host\n");
    free(found);
}

/* Each of these differs from the first in one thing, and so shows something else. */
static void what_differs_in_anything_is_another_second(void **state)
{
    (void)state;
    struct sweep_point firsts[7];
    struct sweep_point pairs[8];
    for (size_t i = 0; i < 7; i++) {
        firsts[i] = first_of(1, -1, "reply.wait", FAULT_KILL);
        firsts[i].owed = OWED_REPLY + 1;
        pairs[i] = second(&firsts[i], "child.lost", FAULT_KILL);
    }
    pairs[1].actor = 3;
    pairs[2].peer = 2;
    pairs[3].target = 2;
    pairs[4].occurrence = 2;
    name_copy(pairs[5].step, "family.rest", 11);
    pairs[7] = second(&firsts[6], "child.lost", FAULT_HANG); /* one more than the first has */
    assert_int_equal(sweep_pairs_order(pairs, 8), 8);
    firsts[6].actor = 2; /* the same, owed to another */
    pairs[0] = second(&firsts[5], "child.lost", FAULT_KILL);
    pairs[1] = second(&firsts[6], "child.lost", FAULT_KILL);
    assert_int_equal(sweep_pairs_order(pairs, 2), 2);
    assert_int_equal(sweep_pairs_order(pairs, 0), 0);
}

/* The seconds of one first, and of like ones, stand in an order of their own. */
static void the_order_of_pairs_is_one_of_all_that_they_are(void **state)
{
    (void)state;
    struct sweep_point first = first_of(1, -1, "reply.wait", FAULT_KILL);
    struct sweep_point pairs[7], other[7];
    for (size_t i = 0; i < 7; i++)
        pairs[i] = second(&first, i < 2 ? "tap" : "child.lost", FAULT_KILL);
    name_copy(pairs[1].step, "tip", 3);
    pairs[3].actor = 2;
    pairs[4].peer = 2;
    pairs[5].target = 2;
    pairs[6].occurrence = 2;
    for (size_t i = 0; i < 7; i++)
        other[i] = pairs[6 - i];
    assert_int_equal(sweep_pairs_order(pairs, 7), 7);
    assert_int_equal(sweep_pairs_order(other, 7), 7);
    for (size_t i = 0; i < 7; i++) {
        assert_string_equal(pairs[i].step, other[i].step);
        assert_true(pairs[i].actor == other[i].actor && pairs[i].peer == other[i].peer &&
                    pairs[i].target == other[i].target &&
                    pairs[i].occurrence == other[i].occurrence);
    }
    assert_string_equal(pairs[6].step, "tip"); /* what the protocol does not have comes last */
}

static void a_pair_is_a_scenario_of_two_lines(void **state)
{
    (void)state;
    char room[1024], line[SWEEP_LINE];
    struct text text = text_over(room, sizeof room), one = text_over(line, sizeof line);
    struct sweep_point point = second(&cs_killed, "child.lost", FAULT_HANG);
    struct scenario *read = malloc(sizeof *read);
    struct kit_error err;
    point.target = 2;
    struct found *found = found_in(PAIRS, "");
    sweep_text(&found->scenario, PAIRS, strlen(PAIRS), &point, &text);
    assert_string_equal(room, FAMILY "# sweep every pair\nat cs reply.wait #2 kill cs\n"
                                     "at host child.lost for cs #1 hang vb\n");
    assert_non_null(read);
    if (scenario_read("x.scenario", room, text.length, read, &err) != KIT_OK)
        fail_msg("%s", err.text);
    assert_int_equal(read->line_count, 2);
    sweep_line(&found->scenario, &point, &one);
    assert_true(sweep_line_is_pair(line, one.length));
    one = text_over(line, sizeof line);
    sweep_line(&found->scenario, &cs_killed, &one);
    assert_false(sweep_line_is_pair(line, one.length));
    free(read);
    free(found);
}

/* Only the shard that runs all of these firsts can see which of them have the same seconds. */
static void all_that_begins_where_the_same_is_owed_is_of_one_shard(void **state)
{
    (void)state;
    struct found *found = found_in(PAIRS, "");
    struct sweep_point killed = cs_killed, dropped = cs_killed;
    killed.owed = dropped.owed = OWED_REPLY + 1;
    dropped.fault = FAULT_DROP;
    struct sweep_point all[] = {killed, dropped, second(&killed, "child.lost", FAULT_KILL),
                                second(&dropped, "closed", FAULT_HANG)};
    struct sweep_point for_cs = first_of(0, 1, "request.peek", FAULT_KILL),
                       for_vb = first_of(0, 2, "request.peek", FAULT_KILL);
    for_cs.owed = for_vb.owed = OWED_REPLY + 1;
    uint32_t for_vb_and_cs = 0; /* that are of two shards: they need not be of one */
    for (uint32_t shards = 1; shards < 9; shards++) {
        for (uint32_t shard = 1, of = 0; shard <= shards; shard++) {
            bool is = sweep_is_of_shard(&found->scenario, &all[0], shard, shards);
            for_vb_and_cs += sweep_is_of_shard(&found->scenario, &for_cs, shard, shards) !=
                             sweep_is_of_shard(&found->scenario, &for_vb, shard, shards);
            for (size_t i = 1; i < 4; i++)
                assert_int_equal(is,
                                 sweep_is_of_shard(&found->scenario, &all[i], shard, shards));
            of += is;
            assert_true(shard < shards || of == 1);
        }
    }
    assert_true(for_vb_and_cs > 0);
    free(found);
}

/* A single point that a pair begins with, too, is one run. */
static void a_first_is_run_once(void **state)
{
    (void)state;
    struct found *found =
        found_in(FAMILY "sweep every step of cs with kill\nsweep every pair with kill\n",
                 "cs quit.sent 1|cs child.ending 1 quit");
    found->count =
        sweep_points(&found->scenario, found->events, found->event_count, found->points, ROOM);
    found->count = sweep_order(&found->scenario, found->points, found->count);
    assert_points(found, "at cs quit.sent #1 kill cs\nat cs child.ending #1 kill cs\n");
    assert_int_equal(found->points[0].owed, OWED_END + 1);
    assert_int_equal(found->points[1].owed, 0);
    free(found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_thing_owed_is_struck_once_by_each_fault),
        cmocka_unit_test(a_fault_strikes_where_it_can_be_obeyed),
        cmocka_unit_test(a_program_that_did_not_tell_the_probe_how_to_drop_its_pipe_does_not),
        cmocka_unit_test(of_several_times_it_is_the_second_and_of_twins_the_first),
        cmocka_unit_test(nothing_begins_in_the_dealing_or_unasked),
        cmocka_unit_test(what_is_no_step_of_the_protocol_begins_nothing),
        cmocka_unit_test(the_second_time_counts_in_whatever_order_they_come),
        cmocka_unit_test(each_step_of_an_exchange_has_something_owed),
        cmocka_unit_test(a_lost_child_is_dealt_with_by_its_parent),
        cmocka_unit_test(a_sibling_that_is_at_its_end_is_not_struck),
        cmocka_unit_test(a_child_without_its_pipe_deals_with_it_too),
        cmocka_unit_test(once_harm_is_told_every_step_counts_at_its_first_time),
        cmocka_unit_test(a_lost_parent_is_dealt_with_by_its_children_one_of_each_kind),
        cmocka_unit_test(a_strike_at_the_close_is_dealt_with_in_it),
        cmocka_unit_test(another_family_has_nothing_to_deal_with),
        cmocka_unit_test(a_sibling_is_struck_if_there_is_one),
        cmocka_unit_test(the_silence_of_one_that_lives_is_dealt_with),
        cmocka_unit_test(only_what_is_the_dealings_is_struck),
        cmocka_unit_test(a_first_that_never_struck_has_no_second),
        cmocka_unit_test(what_shows_the_same_where_the_same_is_owed_is_there_once),
        cmocka_unit_test(what_differs_in_anything_is_another_second),
        cmocka_unit_test(the_order_of_pairs_is_one_of_all_that_they_are),
        cmocka_unit_test(a_pair_is_a_scenario_of_two_lines),
        cmocka_unit_test(all_that_begins_where_the_same_is_owed_is_of_one_shard),
        cmocka_unit_test(a_first_is_run_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
