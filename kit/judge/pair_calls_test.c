/*
 * Goal: the calls of a pair show whether the parent serves a child on, and whether it noticed
 * the loss of another, where the pipe is surely theirs and all calls were seen; nothing less is
 * a proof. Method: scenes of a parent with two children, one of which is killed.
 */
#include "kit/judge/scene_test.h"

/* Lines 1 to 3; the kill is line 5. */
#define APP                                                                                    \
    "parent app is \"app.exe\" probe inject\nchild one is image helper.exe\nchild two is "     \
    "image helper.exe\n"
#define KILL_ONE APP "\nkill one\n"
#define ASKS_ON  APP "two goes on asking\nkill one\n"

#define CAME                                                                                   \
    "0 started app|1 attached app by=inject|5 started one|6 attached one by=inject|"           \
    "7 started two|8 attached two by=inject|"
#define PIPE_OF(ms, child)                                                                     \
    ms " step app pipe.created pipe:" child "|" ms " step " child " pipe.opened pipe:" child "|"
#define LOG_OF_TWO "12 step app pipe.created pipe:log|12 step two pipe.opened pipe:log|"
#define PIPES      PIPE_OF("9", "one") PIPE_OF("10", "two")
#define WRITES(ms, who, pipe)                                                                  \
    ms " step " who " pipe.write pipe:" pipe "|" ms " step " who " pipe.written pipe:" pipe "|"
#define READS(ms, who, pipe)                                                                   \
    ms " step " who " pipe.read pipe:" pipe "|" ms " step " who " pipe.taken pipe:" pipe "|"
/* A read that waited takes a message, and the next one waits. */
#define BLOCKED_AGAIN(ms) ms " step app pipe.taken pipe:two|" ms " step app pipe.read pipe:two|"
#define PENDING_AT(ms, call)                                                                   \
    ms " step app pipe." call " pipe:two|" ms " step app pipe.pending pipe:two seq=5|"
#define EXCHANGE(ms, later) WRITES(ms, "two", "two") WRITES(later, "app", "two")
#define ONE_KILLED                                                                             \
    "100 line - line=5|100 struck one kill line=5|101 confirmed one kill line=5|"              \
    "101 exited one code=9|"
#define STOPPED                                                                                \
    "5000 closing -|5001 ended app|5002 exited app code=9|5009 step two process.exit|"         \
    "5010 exited two|"
#define SEEN(actor)  "5999 self-test " actor " by=seen size=100|"
#define BLIND(actor) "5999 self-test " actor " by=blind size=100 text=why|"
#define ALL_SEEN     SEEN("app") SEEN("one") SEEN("two")

/* No call shows that the app noticed the loss of `one`. */
#define NOT_NOTICED                                                                            \
    "pass watchdog-detects app .. did not start the child again after that, and no later "     \
    "call of it shows the loss"
#define NO_STEP "pass parent-continues app .. still serves two: no step shows it"

static void a_parent_that_writes_on_serves_on(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"it answers after the kill",
         KILL_ONE,
         CAME PIPES EXCHANGE("50", "51") ONE_KILLED EXCHANGE("150", "151") STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {NOT_NOTICED}},
        {"it writes without being asked",
         KILL_ONE,
         CAME PIPES WRITES("50", "app", "two") ONE_KILLED WRITES("150", "app", "two")
             STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {NOT_NOTICED}},
        {"it reads what a child writes that it never writes to",
         KILL_ONE,
         CAME PIPES WRITES("50", "two", "two") READS("51", "app", "two") ONE_KILLED WRITES(
             "150", "two", "two") READS("151", "app", "two") STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {NOT_NOTICED}},
        {"it reads what such a child writes, and waits in its next read",
         KILL_ONE,
         CAME PIPES "20 step app pipe.read pipe:two|" ONE_KILLED WRITES("150", "two", "two")
             BLOCKED_AGAIN("151") STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {NOT_NOTICED}},
        {"its write goes on behind the call",
         KILL_ONE,
         CAME PIPES ONE_KILLED "150 step app pipe.write pipe:two|150 step app pipe.pending "
                               "pipe:two|" STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {NOT_NOTICED}},
        {"its write is done later",
         KILL_ONE,
         CAME PIPES ONE_KILLED PENDING_AT(
             "150", "write") "160 step app pipe.failed pipe:two seq=4 code=232|"
                             "161 step app pipe.written pipe:two seq=5|" STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {NOT_NOTICED}},
        {"it reads alone, and ends its read by itself to read again",
         KILL_ONE,
         CAME PIPES "20 step app pipe.read pipe:two|" ONE_KILLED PENDING_AT(
             "150",
             "read") "160 step app pipe.failed pipe:two seq=5 code=995|" STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {NOT_NOTICED}},
        {"the child made the pipe, and the parent opened it",
         KILL_ONE,
         CAME "10 step two pipe.created pipe:two|10 step app pipe.opened pipe:two|" ONE_KILLED
             WRITES("150", "app", "two") STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {NOT_NOTICED}},
    };
    ALL_HOLD(scenes);
}

/* The call names the pipe, and the message may have been for any child. */
static void a_parent_whose_message_was_spoiled_owes_no_answer(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a message of the parent was spoiled before",
         APP "at app pipe.write #2 corrupt app\nkill one\n",
         CAME PIPES EXCHANGE("50", "51") WRITES(
             "60", "app",
             "two") "60 struck app corrupt pipe:two by=pipe.write line=4|"
                    "60 confirmed app corrupt pipe:two line=4|" ONE_KILLED STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {NOT_NOTICED}},
        {"one of the other child was",
         APP "at one pipe.write #2 corrupt one\nkill one\n",
         CAME PIPES EXCHANGE("50", "51") WRITES(
             "60", "one",
             "one") "60 struck one corrupt pipe:one by=pipe.write line=4|"
                    "60 confirmed one corrupt pipe:one line=4|" ONE_KILLED STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {"pass parent-continues app .. cannot tell whether app still serves two",
          NOT_NOTICED}},
    };
    ALL_HOLD(scenes);
}

static void a_parent_that_does_not_is_told_of(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"it writes nothing more",
         KILL_ONE,
         CAME PIPES EXCHANGE("50", "51") ONE_KILLED STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {"pass parent-continues app .. cannot tell whether app still serves two: after one "
          "was killed (line 5) came no pipe.write of app about pipe:two",
          NOT_NOTICED}},
        {"it answers once more, and then no more",
         KILL_ONE,
         CAME PIPES EXCHANGE("50", "51") ONE_KILLED EXCHANGE("150", "151")
             WRITES("200", "two", "two") STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {"pass parent-continues app .. after pipe.write #0 of two about pipe:two came no "
          "pipe.write of app",
          NOT_NOTICED}},
        {"its write fails later",
         KILL_ONE,
         CAME PIPES WRITES("50", "app", "two") ONE_KILLED PENDING_AT(
             "150",
             "write") "160 step app pipe.failed pipe:two seq=5 code=995|" STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {"pass parent-continues app .. cannot tell whether app still serves two",
          NOT_NOTICED}},
        {"its write failed",
         KILL_ONE,
         CAME PIPES WRITES("50", "app", "two") ONE_KILLED
         "150 step app pipe.write pipe:two|150 step app pipe.failed pipe:two "
         "code=8|" STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {"pass parent-continues app .. after one was killed (line 5) came no pipe.write",
          NOT_NOTICED}},
    };
    ALL_HOLD(scenes);
}

static void a_pipe_that_others_have_too_proves_nothing(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"both children open a pipe of this name",
         KILL_ONE,
         CAME PIPES "11 step one pipe.opened pipe:two|" EXCHANGE("50", "51")
             ONE_KILLED EXCHANGE("150", "151") STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {NO_STEP, NOT_NOTICED}},
        {"the app made more of this name than the child opened",
         KILL_ONE,
         CAME PIPES "11 step app pipe.created pipe:two|" EXCHANGE("50", "51")
             ONE_KILLED EXCHANGE("150", "151") STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {NO_STEP, NOT_NOTICED}},
        {"the app opened it itself",
         KILL_ONE,
         CAME PIPES "11 step app pipe.opened pipe:two|11 step app pipe.created "
                    "pipe:two|" EXCHANGE("50", "51") ONE_KILLED EXCHANGE("150", "151")
                        STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {NO_STEP, NOT_NOTICED}},
        {"it has no name",
         KILL_ONE,
         CAME PIPE_OF("9", "one") "10 step app pipe.created pipe:anonymous|10 step two "
                                  "pipe.opened pipe:anonymous|" ONE_KILLED WRITES(
                                      "150", "app", "anonymous") STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {NO_STEP, NOT_NOTICED}},
        {"the child is blind",
         KILL_ONE,
         CAME PIPES EXCHANGE("50", "51") ONE_KILLED EXCHANGE("150", "151") STOPPED SEEN("app")
             SEEN("one") BLIND("two") END,
         VERDICT_PASS,
         {NO_STEP, NOT_NOTICED, "pass child-ends two"}},
        {"the app is blind",
         KILL_ONE,
         CAME PIPES EXCHANGE("50", "51") ONE_KILLED EXCHANGE("150", "151") STOPPED BLIND("app")
             SEEN("one") SEEN("two") END,
         VERDICT_PASS,
         {NO_STEP, "pass watchdog-detects app .. did not start the child again after that --"}},
    };
    ALL_HOLD(scenes);
}

static void a_child_that_goes_on_asking_must_be_answered(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"it is",
         ASKS_ON,
         CAME PIPES EXCHANGE("50", "51") ONE_KILLED EXCHANGE("150", "151") STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {NOT_NOTICED}},
        {"it is not, and the window is longer by the longest pause before",
         ASKS_ON,
         CAME PIPES EXCHANGE("50", "51") ONE_KILLED WRITES("150", "two", "two")
             STOPPED ALL_SEEN END,
         VERDICT_FAIL,
         {"fail parent-continues app .. @3199 app did not answer two, which goes on "
          "asking, within 3049 ms after one was killed (line 5) -- two wrote to pipe:two "
          "(pipe.write #0), "
          "and no pipe.write of app about it came after that; app's last call was pipe.write"}},
        {"not even what it asked before the kill",
         ASKS_ON,
         CAME PIPES EXCHANGE("50", "51") WRITES("90", "two", "two")
             ONE_KILLED STOPPED ALL_SEEN END,
         VERDICT_FAIL,
         {"fail parent-continues app .. @3149"}},
        {"once more, and then no more",
         ASKS_ON,
         CAME PIPES EXCHANGE("50", "51") ONE_KILLED EXCHANGE("150", "151")
             WRITES("200", "two", "two") STOPPED ALL_SEEN END,
         VERDICT_FAIL,
         {"fail parent-continues app .. @3249"}},
        {"once more, and the run was over before more was due",
         ASKS_ON,
         CAME PIPES EXCHANGE("50", "51") ONE_KILLED EXCHANGE("150", "151")
             WRITES("4900", "two", "two") STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {NOT_NOTICED}},
        {"it asks again and again, and the first message without an answer counts",
         ASKS_ON,
         CAME PIPES EXCHANGE("50", "51") ONE_KILLED EXCHANGE("150", "151")
             WRITES("1000", "two", "two") WRITES("2500", "two", "two")
                 WRITES("4000", "two", "two") STOPPED ALL_SEEN END,
         VERDICT_FAIL,
         {"fail parent-continues app .. @4049"}},
        {"of a parent that only reads nobody knows: its read waited before the message came",
         ASKS_ON,
         CAME PIPES "20 step app pipe.read pipe:two|" WRITES("50", "two", "two")
             BLOCKED_AGAIN("51") ONE_KILLED WRITES("150", "two", "two") BLOCKED_AGAIN("151")
                 STOPPED ALL_SEEN END,
         VERDICT_UNSEEN,
         {NOT_NOTICED, "unseen parent-continues app .. serves two: no call shows it"}},
        {"its parent answers by another pipe",
         ASKS_ON,
         CAME PIPES LOG_OF_TWO EXCHANGE("50", "51") WRITES("52", "app", "log")
             ONE_KILLED EXCHANGE("150", "151") WRITES("200", "two", "log")
                 WRITES("900", "app", "two") STOPPED ALL_SEEN END,
         VERDICT_UNSEEN,
         {NOT_NOTICED, "unseen parent-continues app .. serves two: no call shows it"}},
        {"it asked nothing",
         ASKS_ON,
         CAME PIPES EXCHANGE("50", "51") ONE_KILLED STOPPED ALL_SEEN END,
         VERDICT_UNSEEN,
         {NOT_NOTICED, "unseen parent-continues app .. serves two: no call shows it"}},
        {"of a blind one nothing is known",
         ASKS_ON,
         CAME PIPES EXCHANGE("50", "51") ONE_KILLED WRITES("150", "two", "two")
             STOPPED SEEN("app") SEEN("one") BLIND("two") END,
         VERDICT_UNSEEN,
         {NOT_NOTICED, "unseen parent-continues app .. no call shows it",
          "pass child-ends two"}},
    };
    ALL_HOLD(scenes);
}

/* TransactNamedPipe writes, and reads what comes back. */
#define TRANSACTS(ms, who)                                                                     \
    ms " step " who " pipe.write pipe:two|" ms " step " who " pipe.read pipe:two|"

static void a_transaction_is_a_message(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"the parent answers by it, and waits in it for the next message",
         ASKS_ON,
         CAME PIPES EXCHANGE("50", "51") ONE_KILLED WRITES("150", "two", "two")
             TRANSACTS("151", "app") STOPPED ALL_SEEN END,
         VERDICT_PASS,
         {NOT_NOTICED}},
        {"the child asks by it, and waits in it for ever",
         ASKS_ON,
         CAME PIPES EXCHANGE("50", "51") ONE_KILLED TRANSACTS("150", "two")
             STOPPED ALL_SEEN END,
         VERDICT_FAIL,
         {"fail parent-continues app .. @3199 app did not answer two"}},
    };
    ALL_HOLD(scenes);
}

#define SENDS(ms, size)                                                                        \
    ms " step two pipe.write pipe:two size=" size "|" ms " step two pipe.written pipe:two "    \
       "size=" size "|"
#define NO_CALL "unseen parent-continues app .. serves two: no call shows it"

static void not_each_message_needs_an_answer(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"heartbeats come between",
         ASKS_ON,
         CAME PIPES EXCHANGE("50", "51") SENDS("60", "1") EXCHANGE("70", "71")
             ONE_KILLED SENDS("150", "1") STOPPED ALL_SEEN END,
         VERDICT_UNSEEN,
         {NOT_NOTICED, NO_CALL}},
        {"there was no answer before the fault, either",
         ASKS_ON,
         CAME PIPES EXCHANGE("50", "51") SENDS("60", "0") SENDS("70", "0")
             ONE_KILLED SENDS("150", "0") STOPPED ALL_SEEN END,
         VERDICT_UNSEEN,
         {NOT_NOTICED, NO_CALL}},
        {"heartbeats begin after the fault",
         ASKS_ON,
         CAME PIPES EXCHANGE("50", "51") ONE_KILLED SENDS("150", "1") SENDS("250", "1")
             STOPPED ALL_SEEN END,
         VERDICT_UNSEEN,
         {NOT_NOTICED, NO_CALL}},
        {"a question is a head and a body",
         ASKS_ON,
         CAME PIPES SENDS("50", "4") SENDS("51", "9") WRITES("52", "app", "two")
             ONE_KILLED SENDS("150", "4") SENDS("151", "8") STOPPED ALL_SEEN END,
         VERDICT_FAIL,
         {"fail parent-continues app .. @3198"}},
        {"a head alone is no question",
         ASKS_ON,
         CAME PIPES SENDS("50", "4") SENDS("51", "9") WRITES("52", "app", "two")
             ONE_KILLED SENDS("150", "4") STOPPED ALL_SEEN END,
         VERDICT_UNSEEN,
         {NOT_NOTICED, NO_CALL}},
    };
    ALL_HOLD(scenes);
}

/* The injected probe did not come into a child, which has a probe of its own. */
#define ASKS(ms, n, later)                                                                     \
    ms " step two request.sent n=" n "|" later " step two reply.received n=" n "|"
#define LINKED_CAME                                                                            \
    "0 started app|1 attached app by=inject|5 started one|6 attached one|7 started two|"       \
    "8 attached two|"
#define LINKED_OVER                                                                            \
    "5000 closing -|5001 ended app|5002 exited app code=9|"                                    \
    "5008 report two child.ending by=pipe|5010 exited two|" SEEN("app") END

static void a_child_with_a_probe_of_its_own_is_judged_by_its_words(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"it is served on",
         ASKS_ON,
         LINKED_CAME ASKS("50", "1", "51") ONE_KILLED ASKS("150", "2", "151") LINKED_OVER,
         VERDICT_PASS,
         {NOT_NOTICED}},
        {"it is not",
         ASKS_ON,
         LINKED_CAME ASKS("50", "1", "51") ONE_KILLED
         "150 step two request.sent n=2|" LINKED_OVER,
         VERDICT_FAIL,
         {"fail parent-continues app .. app did not serve two"}},
    };
    ALL_HOLD(scenes);
}

/* The same with process IDs, and nobody beside the killed child. */
#define APP_ALONE "parent app is \"app.exe\" probe inject\nchild one is image helper.exe\n\n\n"
#define ALONE     APP_ALONE "kill one\n"
#define MUST_SEE  APP_ALONE "kill one\nwindow watchdog-detects 500ms\n"
#define ALONE_CAME                                                                             \
    "0 started app pid=1|1 attached app pid=1 by=inject|5 started one pid=2|"                  \
    "6 attached one pid=2 by=inject|"
#define ALONE_KILLED                                                                           \
    "100 line - line=5|100 struck one kill line=5|101 confirmed one kill line=5|"              \
    "101 exited one code=9 pid=2|"
#define ALONE_OVER    "5000 closing -|5001 ended app|5002 exited app code=9 pid=1|"
#define BOTH_SEEN     SEEN("app") SEEN("one")
#define GONE(ms, pid) ms " step app process.gone seq=" pid "|"

static void a_call_that_shows_the_loss_is_a_notice(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"a wait for the process",
         ALONE,
         ALONE_CAME ALONE_KILLED GONE("110", "2") ALONE_OVER BOTH_SEEN END,
         VERDICT_PASS,
         {NULL}},
        {"a wait for another process",
         ALONE,
         ALONE_CAME ALONE_KILLED GONE("110", "3") ALONE_OVER BOTH_SEEN END,
         VERDICT_PASS,
         {NOT_NOTICED}},
        {"a read of the pipe fails",
         ALONE,
         ALONE_CAME PIPE_OF("9", "one") ALONE_KILLED
         "110 step app pipe.read pipe:one|110 step app pipe.failed pipe:one "
         "code=109|" ALONE_OVER BOTH_SEEN END,
         VERDICT_PASS,
         {NULL}},
        {"it fails for another reason",
         ALONE,
         ALONE_CAME PIPE_OF("9", "one") ALONE_KILLED
         "110 step app pipe.read pipe:one|110 step app pipe.failed pipe:one "
         "code=8|" ALONE_OVER BOTH_SEEN END,
         VERDICT_PASS,
         {NOT_NOTICED}},
        {"the pipe is closed",
         ALONE,
         ALONE_CAME PIPE_OF("9", "one") ALONE_KILLED
         "110 step app pipe.close pipe:one|" ALONE_OVER BOTH_SEEN END,
         VERDICT_PASS,
         {NULL}},
        {"as it was before, with each message",
         ALONE,
         ALONE_CAME PIPE_OF("9",
                            "one") "50 step app pipe.close pipe:one|" ALONE_KILLED
                                   "110 step app pipe.close pipe:one|" ALONE_OVER BOTH_SEEN END,
         VERDICT_PASS,
         {NOT_NOTICED}},
        {"a blind app proves nothing",
         ALONE,
         ALONE_CAME ALONE_KILLED GONE("110", "2") ALONE_OVER BLIND("app") SEEN("one") END,
         VERDICT_PASS,
         {"pass watchdog-detects app .. cannot tell whether app noticed"}},
    };
    ALL_HOLD(scenes);
}

static void a_notice_that_a_line_demands_must_come_in_time(void **state)
{
    (void)state;
    static const struct scene scenes[] = {
        {"it does",
         MUST_SEE,
         ALONE_CAME ALONE_KILLED GONE("599", "2") ALONE_OVER BOTH_SEEN END,
         VERDICT_PASS,
         {NULL}},
        {"it does not, and other ways to notice are not seen",
         MUST_SEE,
         ALONE_CAME ALONE_KILLED GONE("4900", "2") ALONE_OVER BOTH_SEEN END,
         VERDICT_UNSEEN,
         {"unseen watchdog-detects app .. app says no child.lost, and no later call of it "
          "shows"}},
        {"of a blind app nobody knows",
         MUST_SEE,
         ALONE_CAME ALONE_KILLED GONE("110", "2") ALONE_OVER BLIND("app") SEEN("one") END,
         VERDICT_UNSEEN,
         {"unseen watchdog-detects app .. app has no probe"}},
    };
    ALL_HOLD(scenes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_parent_that_writes_on_serves_on),
        cmocka_unit_test(a_parent_whose_message_was_spoiled_owes_no_answer),
        cmocka_unit_test(a_parent_that_does_not_is_told_of),
        cmocka_unit_test(a_pipe_that_others_have_too_proves_nothing),
        cmocka_unit_test(a_child_that_goes_on_asking_must_be_answered),
        cmocka_unit_test(a_transaction_is_a_message),
        cmocka_unit_test(not_each_message_needs_an_answer),
        cmocka_unit_test(a_child_with_a_probe_of_its_own_is_judged_by_its_words),
        cmocka_unit_test(a_call_that_shows_the_loss_is_a_notice),
        cmocka_unit_test(a_notice_that_a_line_demands_must_come_in_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
