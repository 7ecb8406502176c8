/*
 * Goal: the judge says of each rule whether it had something to judge by it: an obligation that
 * arose, and was met or broken. That nothing was violated is not enough.
 * Method: scenes; for each rule some in which it is exercised and some in which it is not.
 */
#include "kit/judge/scene_test.h"

struct exercise {
    const char *claim;
    const char *scenario;
    const char *events;
    enum kit_rule rule;
    bool exercised;
};

#define NO_FAULT PAIR "stop host\n"

/* cs owes a reply from 100 ms on; `after` is what comes of it. */
#define CS_WAITS(after)                                                                        \
    BEGUN "100 step cs reply.wait deadline=1000 tid=7|" after CS_GONE_QUIETLY CLOSED_WITHOUT_CS

/* A run in which there is no pair: what it does is done by `app`, which has no child. */
#define ALONE     "parent host is ref_parent\nchild cs is ref_child\nparent app is \"a.exe\"\n"
#define APP_BEGUN "20 started app|21 attached app|"

/* A parent that rests after each child, with so many events held at the second rest. */
#define PLACES                                                                                 \
    "parent host is ref_parent places 1\nchild cs is ref_child\nchild vb is ref_child\n"
#define RESTS(n)                                                                               \
    "50 handles host Event n=1 size=5|60 handles host Event n=2 size=" n "|"                   \
    "70 struck host kill line=4|71 confirmed host kill line=4|72 exited host|"

static const struct exercise exercises[] = {
    {"a parent that speaks after its only child was killed has continued", KILLED_ONE,
     DEAD "120 step host idle.wait cs|" CLOSED_ALONE, RULE_PARENT_CONTINUES, true},
    {"so has one by which the other child was served", KILL_CS,
     BEGUN CS_STRUCK "151 step vb reply.received|" CLOSED_WITHOUT_CS, RULE_PARENT_CONTINUES,
     true},
    {"one that ends has not, which is as much", KILL_CS,
     BEGUN CS_KILLED "110 exited host code=1|" VB_ENDS END, RULE_PARENT_CONTINUES, true},
    {"of one that was stopped before it said a word nothing is known", KILL_CS,
     BEGUN CS_STRUCK "102 closing -|103 stop host|104 step host idle.wait cs|" END,
     RULE_PARENT_CONTINUES, false},
    {"so has one of whose children a second strike took the other, too",
     KILL_CS "at host child.lost kill vb\n",
     BEGUN CS_KILLED "105 struck vb kill by=child.lost line=5|106 confirmed vb kill line=5|"
                     "106 exited vb|107 report host child.lost vb by=process|" CLOSED_ALONE,
     RULE_PARENT_CONTINUES, true},
    {"so has one whose other child had lost its pipe before",
     KILL_CS "at vb request.sent drop vb\n",
     BEGUN "95 struck vb drop line=5|95 confirmed vb drop line=5|" CS_KILLED
           "106 step host idle.wait|110 report vb child.ending by=pipe|112 exited vb|"
           "113 report host child.lost vb by=process|" CLOSED_ALONE,
     RULE_PARENT_CONTINUES, true},
    {"or had sent a spoiled message", KILL_CS "at vb request.before corrupt vb\n",
     BEGUN "95 struck vb corrupt line=5|95 confirmed vb corrupt line=5|" CS_KILLED
           "106 step host idle.wait|110 report vb child.ending by=pipe|112 exited vb|"
           "113 report host child.lost vb by=process|" CLOSED_ALONE,
     RULE_PARENT_CONTINUES, true},
    {"but not one that said a word and was killed before it could have served the other",
     KILL_CS "at host child.lost kill host\n",
     BEGUN CS_STRUCK "104 step host idle.wait|105 report host child.lost cs by=process|"
                     "105 struck host kill line=5|106 confirmed host kill line=5|"
                     "106 exited host|" VB_ENDS END,
     RULE_PARENT_CONTINUES, false},
    {"nobody had to continue where no child was struck", NO_FAULT, BEGUN VB_SERVED CLOSED,
     RULE_PARENT_CONTINUES, false},

    {"a child that ends by itself when its parent is killed has ended", KILL_HOST,
     BEGUN HOST_KILLED CS_ENDS VB_ENDS END, RULE_CHILD_ENDS, true},
    {"one that stays has not, which is as much", KILL_HOST, BEGUN HOST_KILLED VB_ENDS END,
     RULE_CHILD_ENDS, true},
    {"one without a probe may have been ended by anybody",
     ONE "at host reply.sent for cs #2 kill host\n",
     HOST_BEGUN "5 started cs|" HOST_KILLED "112 exited cs|" END, RULE_CHILD_ENDS, false},
    {"one that says Quit had lost nobody", NO_FAULT, BEGUN CS_GONE_QUIETLY CLOSED_ALONE,
     RULE_CHILD_ENDS, false},

    {"a dead child that is reported was detected", KILL_CS,
     BEGUN CS_KILLED VB_SERVED CLOSED_WITHOUT_CS, RULE_WATCHDOG_DETECTS, true},
    {"one that is not was not, which is as much", KILL_CS,
     BEGUN CS_STRUCK VB_SERVED CLOSED_WITHOUT_CS, RULE_WATCHDOG_DETECTS, true},
    {"a living one that is reported dead is something to judge by, too", NO_FAULT,
     BEGUN "200 report host child.lost cs by=process|" CLOSED, RULE_WATCHDOG_DETECTS, true},
    {"a run in which nobody dies has nothing to detect", NO_FAULT, BEGUN VB_SERVED CLOSED,
     RULE_WATCHDOG_DETECTS, false},
    {"nor has one that was stopped before the watchdog could bark", KILL_CS,
     BEGUN CS_STRUCK "102 closing -|103 stop host|104 exited host|" END, RULE_WATCHDOG_DETECTS,
     false},

    {"a wait that is over in time kept its bound", KILL_HOST,
     BEGUN
     "20 step cs reply.wait deadline=900 tid=7|30 step cs reply.received tid=7|" HOST_KILLED
         CS_ENDS VB_ENDS END,
     RULE_BOUNDED, true},
    {"one that is not broke it", NO_FAULT, CS_WAITS("4150 step cs reply.received tid=7|"),
     RULE_BOUNDED, true},
    {"a stop in time keeps it", NO_FAULT, BEGUN CLOSED, RULE_BOUNDED, true},
    {"a wait that the actor's own death ends keeps nothing", KILL_CS,
     BEGUN "99 step cs reply.wait deadline=1000 tid=7|" CS_KILLED "200 exited host|" END,
     RULE_BOUNDED, false},
    {"an idle wait owes nothing", KILL_HOST,
     BEGUN
     "20 step cs idle.wait deadline=900 tid=7|30 step cs request.before tid=7|" HOST_KILLED
         CS_ENDS VB_ENDS END,
     RULE_BOUNDED, false},

    {"data of which both sides tell is compared", NO_FAULT,
     BEGUN "50 step cs request.sent seq=1 sum=aa|51 step host request.received cs seq=1 "
           "sum=aa|" CLOSED,
     RULE_DATA_TRUE, true},
    {"and so where it is not the same", NO_FAULT,
     BEGUN "50 step cs request.sent seq=1 sum=aa|51 step host request.received cs seq=1 "
           "sum=ab|" CLOSED,
     RULE_DATA_TRUE, true},
    {"what never arrives is not", NO_FAULT,
     BEGUN "50 step cs request.sent seq=1 sum=aa|" CLOSED, RULE_DATA_TRUE, false},
    {"nor what one side leaves out", NO_FAULT,
     BEGUN
     "50 step cs request.sent seq=1 sum=aa|51 step host request.received cs seq=1|" CLOSED,
     RULE_DATA_TRUE, false},
    {"whichever side it is, and whatever it leaves out", NO_FAULT,
     BEGUN "50 step cs request.sent seq=1|51 step host request.received cs seq=1 size=9 "
           "sum=aa|" CLOSED,
     RULE_DATA_TRUE, false},

    {"a bystander that is there when the window has passed went on",
     ALONE "at cs request.sent #3 kill cs\n",
     HOST_BEGUN CS_BEGUN APP_BEGUN CS_KILLED CLOSED_ALONE, RULE_NOBODY_ELSE, true},
    {"so did one whose next step comes in time, also where the run closes before that",
     ALONE "at cs request.sent #3 kill cs\n",
     HOST_BEGUN CS_BEGUN APP_BEGUN
     "99 step app a deadline=400|" CS_KILLED
     "150 step app b|200 closing -|201 stop host|201 stop app|220 end -",
     RULE_NOBODY_ELSE, true},
    {"one that ends did not", ALONE "at cs request.sent #3 kill cs\n",
     HOST_BEGUN CS_BEGUN APP_BEGUN CS_KILLED "300 exited app|" CLOSED_ALONE, RULE_NOBODY_ELSE,
     true},
    {"in a family of their own there is nobody else", KILL_CS,
     BEGUN CS_KILLED VB_SERVED CLOSED_WITHOUT_CS, RULE_NOBODY_ELSE, false},
    {"a run that closes at once did not look", ALONE "at cs request.sent #3 kill cs\n",
     HOST_BEGUN CS_BEGUN APP_BEGUN CS_KILLED
     "110 closing -|111 stop host|111 stop app|120 end -",
     RULE_NOBODY_ELSE, false},

    {"who runs when all is over has to go, and goes", NO_FAULT, BEGUN CLOSED, RULE_NOTHING_LEFT,
     true},
    {"who does not is left, which is as much", NO_FAULT,
     BEGUN "5000 closing -|5001 stop host|9000 left cs|" END, RULE_NOTHING_LEFT, true},
    {"where all had gone before there was nobody to go", KILL_HOST,
     BEGUN HOST_KILLED CS_ENDS VB_ENDS "5000 closing -|5020 end -", RULE_NOTHING_LEFT, false},
    {"handles that were counted twice can be compared",
     PLACES "at host family.rest #2 kill host\n", HOST_BEGUN RESTS("5") END, RULE_NOTHING_LEFT,
     true},
    {"and once cannot", PLACES "at host family.rest #2 kill host\n",
     HOST_BEGUN "50 handles host Event n=1 size=5|70 struck host kill line=4|"
                "71 confirmed host kill line=4|72 exited host|" END,
     RULE_NOTHING_LEFT, false},

    {"a process that ended by a code of its own did not crash", NO_FAULT, BEGUN CLOSED,
     RULE_NO_CRASH, true},
    {"of one that runs on nothing is known", NO_FAULT, BEGUN, RULE_NO_CRASH, false},
    {"a child that ended as asked stayed as long as it had to", NO_FAULT,
     BEGUN "100 report cs child.ending by=quit|101 exited cs|" CLOSED_WITHOUT_CS,
     RULE_CHILD_STAYS, true},
    {"one that was struck had not to stay", KILL_CS, BEGUN CS_STRUCK CLOSED_WITHOUT_CS,
     RULE_CHILD_STAYS, false},
};

#define EXERCISES (sizeof exercises / sizeof *exercises)

static bool holds(const struct exercise *exercise)
{
    struct stage *stage = stage_set(exercise->scenario, exercise->events);
    const struct judgement *judgement = &play(stage, -1)->judgement;
    bool exercised = judgement->exercised >> exercise->rule & 1u;
    if (exercised != exercise->exercised) {
        print_error("red: %s\nby %s it was %s\n", exercise->claim, rule_words[exercise->rule],
                    exercised ? "exercised" : "not exercised");
        show(judgement);
    }
    free(stage);
    return exercised == exercise->exercised;
}

static void a_rule_is_exercised_where_something_was_owed_by_it(void **state)
{
    size_t red = 0;
    (void)state;
    for (size_t i = 0; i < EXERCISES; i++)
        red += !holds(&exercises[i]);
    assert_int_equal(red, 0);
}

static void each_rule_is_shown_both_ways(void **state)
{
    size_t with[RULE_COUNT] = {0}, without[RULE_COUNT] = {0};
    (void)state;
    for (size_t i = 0; i < EXERCISES; i++)
        (exercises[i].exercised ? with : without)[exercises[i].rule]++;
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        if (with[rule] == 0 || without[rule] == 0)
            fail_msg("%s is not shown both ways", rule_words[rule]);
    }
}

static void a_rule_that_is_waived_is_not_exercised(void **state)
{
    (void)state;
    struct stage *stage = stage_set(NO_FAULT QUIET, BEGUN CLOSED);
    assert_int_equal(play(stage, -1)->judgement.exercised, 0);
    free(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_is_exercised_where_something_was_owed_by_it),
        cmocka_unit_test(each_rule_is_shown_both_ways),
        cmocka_unit_test(a_rule_that_is_waived_is_not_exercised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
