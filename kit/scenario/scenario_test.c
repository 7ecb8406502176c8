/*
 * Goal: a scenario is read as its reference page says, and every mistake is told so that it can
 * be mended: where, what was expected, what was probably meant. Method: each kind of line by
 * the page's own examples and by its values; each kind of mistake by the whole text that a
 * person sees.
 */
#include "kit/scenario/scenario.h"
#include "kit/base/calls.h"
#include "kit/base/line_number.h"
#include "kit/protocol/options.h"
#include "kit/scenario/reference.h"
#include "kit/scenario/shapes.h"
#include "kit/scenario/slots.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FAULTS_ARE "kill, hang, drop, crash, exit, spin, delay, truncate, corrupt, slow or fail"
#define AT_READS                                                                               \
    "  the line reads: at <actor> <step> [for <actor>] [about <object>] [#<n>] <fault> "       \
    "<actor> [with <code>] "                                                                   \
    "[by <duration>] [by <way>]"
#define PAIR                                                                                   \
    "parent host is ref_parent\n"                                                              \
    "child cs is ref_child\n"                                                                  \
    "child vb is ref_child\n"
#define HELPER                                                                                 \
    "parent host is ref_parent\n"                                                              \
    "child cs is ref_child\n"                                                                  \
    "child helper is image h.exe\n"

struct read {
    struct scenario scenario;
    struct kit_error err;
    enum kit_status status;
};

/* Reads from memory of exactly this size, so that the sanitizer sees a byte too many. */
static struct read *read_bytes(const char *text, size_t size)
{
    struct read *read = malloc(sizeof *read);
    char *copy = malloc(size > 0 ? size : 1);
    assert_true(read && copy);
    memset(read, 0xA5, sizeof *read);
    memcpy(copy, text, size);
    read->status = scenario_read("x.scenario", copy, size, &read->scenario, &read->err);
    free(copy);
    return read;
}

static struct read *read_text(const char *text)
{
    return read_bytes(text, strlen(text));
}

/* Reads what must be right, and shows the mistake if it is not. */
static struct read *read_right(const char *text)
{
    struct read *read = read_text(text);
    if (read->status != KIT_OK)
        fail_msg("%s", read->err.text);
    return read;
}

static void assert_mistake(const char *text, size_t size, const char *said)
{
    struct read *read = read_bytes(text, size);
    assert_int_equal(read->status, KIT_BAD_INPUT);
    assert_int_equal(read->err.status, KIT_BAD_INPUT);
    if (!strstr(read->err.text, said))
        fail_msg("expected: %s\nseen: %s", said, read->err.text);
    free(read);
}

#define TEN_TIMES_TEN                                                                          \
    "aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaa" \
    "aabbbbbbbbbb"

static const struct mistaken {
    const char *name, *text, *said;
} mistakes[] = {
    {"unknown first word", "wibble wobble\n",
     "x.scenario:1:1: expected 'parent', 'child', 'bystander', 'step', an actor of this "
     "scenario (no line above declares one), 'limit', 'settle', "
     "'requests', "
     "'alone', 'uses', 'private', 'shim', 'run', "
     "'window', "
     "'waive', "
     "'must', 'may', "
     "'skip', 'differs', 'sweep', 'at', 'inside', 'hold', 'release', 'resume', a "
     "fault: " FAULTS_ARE ", "
     "'after', 'stop', 'start', 'tell', 'close', 'set', 'reset', 'write', 'load', "
     "'jump', 'forge', 'count', 'repeat', 'end', "
     "'expect' or "
     "'check'\n"
     "  wibble wobble\n"
     "  ^~~~~~"},
    {"near first word", PAIR "kil cs\n",
     "x.scenario:4:1: expected 'parent', 'child', 'bystander', 'step', an actor of this "
     "scenario (such as 'host' or 'cs'), 'limit', 'settle', "
     "'requests', "
     "'alone', 'uses', 'private', 'shim', 'run', "
     "'window', "
     "'waive', "
     "'must', 'may', "
     "'skip', 'differs', 'sweep', 'at', 'inside', 'hold', 'release', 'resume', a "
     "fault: " FAULTS_ARE ", "
     "'after', 'stop', 'start', 'tell', 'close', 'set', 'reset', 'write', 'load', "
     "'jump', 'forge', 'count', 'repeat', 'end', "
     "'expect' or "
     "'check'\n"
     "  kil cs\n"
     "  ^~~ did you mean 'kill'?"},
    {"unknown actor", PAIR "kill csx\n",
     "x.scenario:4:6: expected an actor of this scenario, such as 'host' or 'cs'\n"
     "  kill csx\n"
     "       ^~~ did you mean 'cs'?\n"
     "  the line reads: kill <actor>"},
    {"no actor declared", "stop host\n",
     "x.scenario:1:6: expected an actor of this scenario, and no line above declares one\n"
     "  stop host\n"
     "       ^~~~\n"
     "  the line reads: stop <actor>"},
    {"one actor",
     "parent host is p\n"
     "stop hots\n",
     "x.scenario:2:6: expected an actor of this scenario, such as 'host'\n"
     "  stop hots\n"
     "       ^~~~ did you mean 'host'?\n"
     "  the line reads: stop <actor>"},
    {"literal misspelt", PAIR "must fial child-ends cs\n",
     "x.scenario:4:6: expected 'fail'\n"
     "  must fial child-ends cs\n"
     "       ^~~~ did you mean 'fail'?\n"
     "  the line reads: must fail <rule> <actor>"},
    {"group or fault", PAIR "at cs request.sent fro vb kill cs\n",
     "x.scenario:4:20: expected 'for', 'about', an occurrence such as #2 or a "
     "fault: " FAULTS_ARE "\n"
     "  at cs request.sent fro vb kill cs\n"
     "                     ^~~ did you mean 'for'?\n" AT_READS},
    {"one of three verbs", PAIR "expect cs repots child.ending within 1s\n",
     "x.scenario:4:11: expected 'reports', 'reaches', 'exits', 'prints', 'never', 'stays' "
     "or 'starts'\n"
     "  expect cs repots child.ending within 1s\n"
     "            ^~~~~~ did you mean 'reports'?"},
    {"something missing", PAIR "expect cs exits 0\n",
     "x.scenario:4:18: expected 'not' or 'within'\n"
     "  expect cs exits 0\n"
     "                   ^\n"
     "  the line reads: expect <actor> exits [<code>] [not before <duration> and] within "
     "<duration>"},
    {"too early and too late at once",
     PAIR "expect host reports child.lost cs not before 2s and within 2s\n",
     "x.scenario:4:46: the time after 'not before' must be shorter than the time after "
     "'within'\n  expect host reports child.lost cs not before 2s and within 2s\n              "
     "                                 ^~\n  the line reads: expect <actor> reports <event> "
     "[<actor>] [by <word>] [not before <duration> and] within <duration>"},
    {"not before without within", PAIR "expect cs exits not before 1s\n",
     "x.scenario:4:30: expected 'and'\n"
     "  expect cs exits not before 1s\n"
     "                               ^\n"
     "  the line reads: expect <actor> exits [<code>] [not before <duration> and] within "
     "<duration>"},
    {"never within", PAIR "expect host never reports child.lost cs within 1s\n",
     "x.scenario:4:41: expected 'by' or 'for'\n"
     "  expect host never reports child.lost cs within 1s\n"
     "                                          ^~~~~~\n"
     "  the line reads: expect <actor> never reports <event> [<actor>] [by <word>] for "
     "<duration>"},
    {"never of the wrong side", PAIR "expect cs never reports child.lost for 1s\n",
     "x.scenario:4:25: 'child.lost' is a report of a parent, and 'cs' is a child\n"
     "  expect cs never reports child.lost for 1s\n"
     "                          ^~~~~~~~~~\n"
     "  the line reads: expect <actor> never reports <event> [<actor>] [by <word>] for "
     "<duration>"},
    {"never by a way that is none",
     PAIR "expect host never reports child.lost cs by pip for 1s\n",
     "x.scenario:4:44: 'child.lost' can only be by pipe, process or watchdog\n  expect host "
     "never reports child.lost cs by pip for 1s\n                                             "
     "^~~ did you mean 'pipe'?\n  the line reads: expect <actor> never reports <event> "
     "[<actor>] [by <word>] for <duration>"},
    {"a bystander's option", PAIR "bystander guest is b watchdog 1s\n",
     "x.scenario:4:22: 'watchdog <duration>' is not an option of a bystander; give it to a "
     "parent or a child\n  bystander guest is b watchdog 1s\n                       ^~~~~~~~\n "
     " the line reads: bystander <name> is <program> [<options>]"},
    {"a bystander's step", PAIR "bystander guest is b\nhold guest at connected\n",
     "x.scenario:5:15: 'connected' is a step of a parent or a child, and 'guest' is a "
     "bystander\n"
     "  hold guest at connected\n"
     "                ^~~~~~~~~\n"
     "  the line reads: hold <actor> at <step> [for <actor>] [about <object>] [#<n>]"},
    {"a step of bystanders", PAIR "hold cs at beat\n",
     "x.scenario:4:12: 'beat' is a step of a bystander, and 'cs' is a child\n"
     "  hold cs at beat\n"
     "             ^~~~\n"
     "  the line reads: hold <actor> at <step> [for <actor>] [about <object>] [#<n>]"},
    {"a bystander is no parent", "bystander guest is b\nchild cs is c\n",
     "x.scenario:2:1: a child needs its parent above it; write first: parent <name> is "
     "<program>\n"
     "  child cs is c\n"
     "  ^~~~~\n"
     "  the line reads: child <name> is <program> [<options>]"},
    {"no requests", PAIR "requests 0\n",
     "x.scenario:4:10: '0' is too few; write at least 1\n"
     "  requests 0\n"
     "           ^\n"
     "  the line reads: requests <times>"},
    {"requests for a time", PAIR "requests 3s\n",
     "x.scenario:4:10: '3s' is no whole number from 0 to 1000000\n"
     "  requests 3s\n"
     "           ^~\n"
     "  the line reads: requests <times>"},
    {"alone twice", PAIR "alone\nalone\n",
     "x.scenario:5:1: line 4 already says this\n  alone\n  ^~~~~\n  the line reads: alone"},
    {"a use twice", PAIR "uses a.table\nuses port-80\nuses a.table\n",
     "x.scenario:6:6: a line above already says that it uses 'a.table'\n  uses a.table\n       "
     "^~~~~~~\n  the line reads: uses <word>"},
    {"requests twice", PAIR "requests 3\nrequests 4\n",
     "x.scenario:5:1: line 4 already says how many requests\n  requests 4\n  ^~~~~~~~\n  the "
     "line reads: requests <times>"},
    {"a system that is none", PAIR "skip on lunix: no\n",
     "x.scenario:4:9: expected a system and a colon: wine: or windows:\n"
     "  skip on lunix: no\n"
     "          ^~~~~~\n"
     "  the line reads: skip on <system>: <reason>"},
    {"a colon is missing", PAIR "skip on wine it differs\n",
     "x.scenario:4:9: expected a system and a colon: wine: or windows:\n"
     "  skip on wine it differs\n"
     "          ^~~~ did you mean 'wine:'?\n"
     "  the line reads: skip on <system>: <reason>"},
    {"a version that is none", PAIR "skip on wine<nine: no\n",
     "x.scenario:4:9: expected a system and a colon: wine: or windows:\n"
     "  skip on wine<nine: no\n"
     "          ^~~~~~~~~~\n"
     "  the line reads: skip on <system>: <reason>"},
    {"two versions of one system", PAIR "skip on wine<9: a\ndiffers on wine>=9: b\n",
     "x.scenario:5:12: line 4 already says what to do on wine\n  differs on wine>=9: b\n"
     "             ^~~~~~~~\n  the line reads: differs on <system>: <reason>"},
    {"no reason", PAIR "differs on wine:\n",
     "x.scenario:4:17: expected a reason\n"
     "  differs on wine:\n"
     "                  ^\n"
     "  the line reads: differs on <system>: <reason>"},
    {"two words for one system", PAIR "skip on wine: a\ndiffers on wine: b\n",
     "x.scenario:5:12: line 4 already says what to do on wine\n  differs on wine: b\n          "
     "   ^~~~~\n  the line reads: differs on <system>: <reason>"},
    {"a reason that is too long", PAIR "skip on wine: " TEN_TIMES_TEN TEN_TIMES_TEN "\n",
     "x.scenario:4:15: a reason has at most 199 bytes\n"
     "  skip on wine: aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbb...\n"
     "                ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
     "  the line reads: skip on <system>: <reason>"},
    {"a program and no reason", PAIR "skip without x\n",
     "x.scenario:4:15: expected 'because'\n"
     "  skip without x\n"
     "                ^\n"
     "  the line reads: skip without <program> because <reason>"},
    {"missing before a comment", PAIR "kill  # whom?\n",
     "x.scenario:4:6: expected an actor of this scenario, such as 'host' or 'cs'\n"
     "  kill  # whom?\n"
     "       ^\n"
     "  the line reads: kill <actor>"},
    {"too much", PAIR "stop cs now\n",
     "x.scenario:4:9: expected the end of the line\n"
     "  stop cs now\n"
     "          ^~~\n"
     "  the line reads: stop <actor>"},
    {"quoted where a word belongs", PAIR "kill \"cs\"\n",
     "x.scenario:4:6: expected an actor of this scenario, such as 'host' or 'cs'\n"
     "  kill \"cs\"\n"
     "       ^~~~\n"
     "  the line reads: kill <actor>"},
    {"unknown step", PAIR "at cs request.snet kill cs\n",
     "x.scenario:4:7: expected a step such as request.sent (one of your own needs a line "
     "above: step <word>), a call such as section.create or 'prints'\n"
     "  at cs request.snet kill cs\n"
     "        ^~~~~~~~~~~~ did you mean 'request.sent'?\n"
     "  the line reads: at <actor> <step> [for <actor>] [about <object>] [#<n>] <fault> "
     "<actor> [with "
     "<code>] [by <duration>] [by <way>]\n"
     "              or: at <actor> <call> [for <actor>] [about <object>] [#<n>] <fault> "
     "<actor> [with "
     "<code>]\n"
     "              or: at <actor> prints <text> [#<n>] <fault> <actor>"},
    {"hold that waits for itself",
     PAIR "hold cs at request.sent\nat host request.received for cs kill host\nrelease cs\n",
     "x.scenario:5:9: this never happens: line 4 holds 'cs' at request.sent before it, and "
     "line 6, which releases it, waits for this line; move this line below the release\n  at "
     "host request.received for cs kill host\n          ^~~~~~~~~~~~~~~~\n" AT_READS},
    {"two holds in a circle",
     PAIR "hold cs at reply.received #2\nhold host at request.peek for cs\nrelease cs\n"
          "release host\n",
     "x.scenario:4:12: this never happens: line 5 holds 'host' at request.peek before it, and "
     "line 7, which releases it, waits for this line; move this line below the release\n  hold "
     "cs at reply.received #2\n             ^~~~~~~~~~~~~~\n  the line reads: hold <actor> at "
     "<step> [for <actor>] [about <object>] [#<n>]"},
    {"hold that nothing lets go", PAIR "hold cs at request.sent\nhold cs at idle.wait\n",
     "x.scenario:4:12: this never happens: line 5 holds 'cs' at idle.wait before it, and no "
     "line releases it\n  hold cs at request.sent\n             ^~~~~~~~~~~~\n  the line "
     "reads: hold <actor> at <step> [for <actor>] [about <object>] [#<n>]"},
    {"window of a rule that has none", PAIR "window no-crash 500ms\n",
     "x.scenario:4:8: the rule 'no-crash' has no window; remove this line\n  window no-crash "
     "500ms\n         ^~~~~~~~\n  the line reads: window <rule> <duration>"},
    {"hexadecimal code without digits", PAIR "expect cs exits 0x within 1s\n",
     "x.scenario:4:17: '0x' is no hexadecimal number from 0x0 to 0xFFFFFFFF\n"
     "  expect cs exits 0x within 1s\n"
     "                  ^~\n"
     "  the line reads: expect <actor> exits [<code>] [not before <duration> and] within "
     "<duration>"},
    {"hexadecimal code with a letter too many", PAIR "expect cs exits 0x1g within 1s\n",
     "x.scenario:4:17: '0x1g' is no hexadecimal number from 0x0 to 0xFFFFFFFF\n"
     "  expect cs exits 0x1g within 1s\n"
     "                  ^~~~\n"
     "  the line reads: expect <actor> exits [<code>] [not before <duration> and] within "
     "<duration>"},
    {"hexadecimal code of 33 bits", PAIR "expect cs exits 0x100000000 within 1s\n",
     "x.scenario:4:17: '0x100000000' is no hexadecimal number from 0x0 to 0xFFFFFFFF\n"
     "  expect cs exits 0x100000000 within 1s\n"
     "                  ^~~~~~~~~~~\n"
     "  the line reads: expect <actor> exits [<code>] [not before <duration> and] within "
     "<duration>"},
    {"a client that disconnects", PAIR "at cs request.sent drop cs by disconnect\n",
     "x.scenario:4:31: 'cs' has the client's end of the pipe, which can only be closed; write: "
     "by close\n  at cs request.sent drop cs by disconnect\n                                "
     "^~~~~~~~~~\n  the line reads: at <actor> <step> [for <actor>] [about <object>] [#<n>] "
     "<fault> <actor> "
     "[with <code>] [by <duration>] [by <way>]"},
    {"a kill by a way of dropping", PAIR "at cs request.sent kill cs by close\n",
     "x.scenario:4:31: only drop can be by close, and this fault is kill\n  at cs request.sent "
     "kill cs by close\n                                ^~~~~\n  the line reads: at <actor> "
     "<step> [for <actor>] [about <object>] [#<n>] <fault> <actor> [with <code>] [by "
     "<duration>] [by <way>]"},
    {"a way that is none", PAIR "at cs request.sent drop cs by clothes\n",
     "x.scenario:4:31: expected a duration such as 250ms or a way to lose a pipe: close or "
     "disconnect\n"
     "  at cs request.sent drop cs by clothes\n"
     "                                ^~~~~~~ did you mean 'close'?\n"
     "  the line reads: at <actor> <step> [for <actor>] [about <object>] [#<n>] <fault> "
     "<actor> [with <code>] "
     "[by <duration>] [by <way>]"},
    {"unknown call", PAIR "at cs pipe.rite fail cs\n",
     "x.scenario:4:7: expected a step such as request.sent (one of your own needs a line "
     "above: step <word>), a call such as section.create or 'prints'\n"
     "  at cs pipe.rite fail cs\n"
     "        ^~~~~~~~~ did you mean 'pipe.write'?\n"
     "  the line reads: at <actor> <step> [for <actor>] [about <object>] [#<n>] <fault> "
     "<actor> [with "
     "<code>] [by <duration>] [by <way>]\n"
     "              or: at <actor> <call> [for <actor>] [about <object>] [#<n>] <fault> "
     "<actor> [with "
     "<code>]\n"
     "              or: at <actor> prints <text> [#<n>] <fault> <actor>"},
    {"a call that is struck at", PAIR "at cs pipe.write #2 kill cs\n",
     "x.scenario:4:21: 'pipe.write' is a call, and a call can only fail; write: at cs "
     "pipe.write fail cs, or name a step\n  at cs pipe.write #2 kill cs\n                      "
     "^~~~\n  the line reads: at <actor> <call> [for <actor>] [about <object>] [#<n>] <fault> "
     "<actor> [with "
     "<code>]"},
    {"a call of another that fails", PAIR "at cs pipe.write fail vb\n",
     "x.scenario:4:23: an actor can only make its own call fail; write: fail cs\n  at cs "
     "pipe.write fail vb\n                        ^~\n  the line reads: at <actor> <call> [for "
     "<actor>] [about <object>] [#<n>] <fault> <actor> [with <code>]"},
    {"an error that a call never gives", PAIR "at cs pipe.write fail cs with 5\n",
     "x.scenario:4:31: pipe.write never fails with error 5, only with 232, 233, 8 or 1450\n  "
     "at cs pipe.write fail cs with 5\n                                ^\n  the line reads: at "
     "<actor> <call> [for <actor>] [about <object>] [#<n>] <fault> <actor> [with <code>]"},
    {"a step that is failed", PAIR "at cs request.sent fail cs\n",
     "x.scenario:4:7: 'request.sent' is a step, but only a call can fail; write for example: "
     "at cs pipe.write fail cs\n  at cs request.sent fail cs\n        ^~~~~~~~~~~~\n  the line "
     "reads: at <actor> <step> [for <actor>] [about <object>] [#<n>] <fault> <actor> [with "
     "<code>] [by "
     "<duration>] [by <way>]"},
    {"a call of a child for somebody", PAIR "at cs pipe.write for host fail cs\n",
     "x.scenario:4:22: all calls of a child are for its parent; leave 'for' out\n"
     "  at cs pipe.write for host fail cs\n"
     "                       ^~~~\n"
     "  the line reads: at <actor> <call> [for <actor>] [about <object>] [#<n>] <fault> "
     "<actor> [with <code>]"},
    {"a call for nobody's child", PAIR "at host pipe.write for host fail host\n",
     "x.scenario:4:24: 'host' is not a child of 'host'\n  at host pipe.write for host fail "
     "host\n                         ^~~~\n  the line reads: at <actor> <call> [for <actor>] "
     "[about <object>] [#<n>] <fault> <actor> [with <code>]"},
    {"a call that fails in its order", PAIR "fail cs\n",
     "x.scenario:4:1: an actor does fail to itself at a call; write: at cs <call> fail cs\n  "
     "fail cs\n  ^~~~\n  the line reads: fail <actor>"},
    {"a call that fails inside a wait", PAIR "inside cs reply.wait fail cs\n",
     "x.scenario:4:22: only a call can fail; write for example: at cs wait fail cs\n  inside "
     "cs reply.wait fail cs\n                       ^~~~\n  the line reads: inside <actor> "
     "<step> [for <actor>] [about <object>] [#<n>] <fault> <actor>"},
    {"an actor among others that could stand there",
     PAIR "expect host reports child.lost guest within 1s\n",
     "x.scenario:4:32: expected an actor of this scenario (such as 'host' or 'cs'), 'by', "
     "'not' or 'within'\n"
     "  expect host reports child.lost guest within 1s\n"
     "                                 ^~~~~\n"
     "  the line reads: expect <actor> reports <event> [<actor>] [by <word>] [not before "
     "<duration> and] within <duration>"},
    {"unknown report", PAIR "expect host reports child.lots within 1s\n",
     "x.scenario:4:21: expected a report such as child.lost (one of your own needs a line "
     "above: step <word>)\n"
     "  expect host reports child.lots within 1s\n"
     "                      ^~~~~~~~~~ did you mean 'child.lost'?\n"
     "  the line reads: expect <actor> reports <event> [<actor>] [by <word>] [not before "
     "<duration> and] within <duration>"},
    {"step as report", PAIR "expect cs reports request.sent within 1s\n",
     "x.scenario:4:19: 'request.sent' is a step, not a report; write 'reaches' instead of "
     "'reports'\n  expect cs reports request.sent within 1s\n                    "
     "^~~~~~~~~~~~\n  the line reads: expect <actor> reports <event> [<actor>] [by <word>] "
     "[not before <duration> and] within <duration>"},
    {"unknown fault", PAIR "at cs request.sent #2 hung cs\n",
     "x.scenario:4:23: expected a fault: " FAULTS_ARE "\n"
     "  at cs request.sent #2 hung cs\n"
     "                        ^~~~ did you mean 'hang'?\n" AT_READS},
    {"unknown rule", PAIR "waive child-end\n",
     "x.scenario:4:7: expected a rule: parent-continues, child-ends, watchdog-detects, "
     "bounded, data-true, nobody-else, no-crash, child-stays or nothing-left\n"
     "  waive child-end\n"
     "        ^~~~~~~~~ did you mean 'child-ends'?\n"
     "  the line reads: waive <rule> [<actor>]"},
    {"bad duration", PAIR "limit 10\n",
     "x.scenario:4:7: '10' is no duration; write a whole number with ms, s or min, such as "
     "250ms, at most 24 hours\n"
     "  limit 10\n"
     "        ^~\n"
     "  the line reads: limit <duration>"},
    {"zero duration", PAIR "limit 0s\n",
     "x.scenario:4:7: '0s' is too short; write at least 1ms\n"
     "  limit 0s\n"
     "        ^~\n"
     "  the line reads: limit <duration>"},
    {"hexadecimal code that is none from its start", PAIR "expect cs exits 1x5 within 1s\n",
     "x.scenario:4:17: '1x5' is no hexadecimal number from 0x0 to 0xFFFFFFFF\n"
     "  expect cs exits 1x5 within 1s\n"
     "                  ^~~\n"
     "  the line reads: expect <actor> exits [<code>] [not before <duration> and] within "
     "<duration>"},
    {"bad code", PAIR "expect cs exits -1 within 1s\n",
     "x.scenario:4:17: '-1' is no whole number from 0 to 4294967295\n"
     "  expect cs exits -1 within 1s\n"
     "                  ^~\n"
     "  the line reads: expect <actor> exits [<code>] [not before <duration> and] within "
     "<duration>"},
    {"occurrence zero", PAIR "at cs request.sent #0 kill cs\n",
     "x.scenario:4:20: occurrences begin with #1\n  at cs request.sent #0 kill cs\n            "
     "         ^~\n" AT_READS},
    {"occurrence too large", PAIR "at cs request.sent #1000001 kill cs\n",
     "x.scenario:4:20: '1000001' is no whole number from 0 to 1000000\n"
     "  at cs request.sent #1000001 kill cs\n"
     "                     ^~~~~~~~\n" AT_READS},
    {"comment with digit", PAIR "#1 comes first\n",
     "x.scenario:4:1: '#' with a digit is an occurrence; write a space after '#' to begin a "
     "comment\n  #1 comes first\n  ^~"},
    {"bad word", "step 9lives\n",
     "x.scenario:1:6: a word begins with a letter and has letters, digits, '.', '_' and '-'\n"
     "  step 9lives\n"
     "       ^~~~~~\n"
     "  the line reads: step <word> [is <meaning>]"},
    {"long word", "step a2345678901234567890123456789012\n",
     "x.scenario:1:6: a word has at most 31 bytes\n"
     "  step a2345678901234567890123456789012\n"
     "       ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
     "  the line reads: step <word> [is <meaning>]"},
    {"name taken", PAIR "child cs is other\n",
     "x.scenario:4:7: the name 'cs' is taken by line 2\n"
     "  child cs is other\n"
     "        ^~\n"
     "  the line reads: child <name> is <program> [<options>]"},
    {"name reserved", PAIR "child stop is x\n",
     "x.scenario:4:7: 'stop' is a word of the language; choose another name\n"
     "  child stop is x\n"
     "        ^~~~\n"
     "  the line reads: child <name> is <program> [<options>]\n"
     "              or: child <name> is image <program>\n"
     "              or: child <name> is any <text>"},
    {"name with a dot", PAIR "child c.s is x\n",
     "x.scenario:4:7: a name begins with a letter and has letters, digits, '_' and '-' "
     "only\n"
     "  child c.s is x\n"
     "        ^~~\n"
     "  the line reads: child <name> is <program> [<options>]\n"
     "              or: child <name> is image <program>\n"
     "              or: child <name> is any <text>"},
    {"name too long", PAIR "child a2345678901234567890123456789012 is x\n",
     "x.scenario:4:7: a name has at most 31 bytes\n"
     "  child a2345678901234567890123456789012 is x\n"
     "        ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
     "  the line reads: child <name> is <program> [<options>]\n"
     "              or: child <name> is image <program>\n"
     "              or: child <name> is any <text>"},
    {"child without parent", "child cs is ref_child\n",
     "x.scenario:1:1: a child needs its parent above it; write first: parent <name> is "
     "<program>\n"
     "  child cs is ref_child\n"
     "  ^~~~~\n"
     "  the line reads: child <name> is <program> [<options>]"},
    {"no parent",
     "# nothing\n"
     "limit 1s\n",
     "x.scenario:1:1: a scenario needs a parent, such as: parent host is ref_parent"},
    {"empty file", "",
     "x.scenario:1:1: a scenario needs a parent, such as: parent host is ref_parent"},
    {"program with a slash", "parent host is bin/x\n",
     "x.scenario:1:16: a program with other characters than letters, digits, '_', '.' and '-' "
     "needs quotes\n  parent host is bin/x\n                 ^~~~~\n  the line reads: parent "
     "<name> is <program> [<options>]"},
    {"program reserved", "parent host is tick 20ms\n",
     "x.scenario:1:16: 'tick' is a word of the language; a program of this name needs quotes\n"
     "  parent host is tick 20ms\n"
     "                 ^~~~\n"
     "  the line reads: parent <name> is <program> [<options>]"},
    {"program empty", "parent host is \"\"\n",
     "x.scenario:1:16: expected a program such as ref_child or \"my app.exe\"\n"
     "  parent host is \"\"\n"
     "                 ^~\n"
     "  the line reads: parent <name> is <program> [<options>]"},
    {"image of nothing", PAIR "child x is image\n",
     "x.scenario:4:17: expected a program such as ref_child or \"my app.exe\"\n"
     "  child x is image\n"
     "                  ^\n"
     "  the line reads: child <name> is image <program>"},
    {"image with options", PAIR "child x is image y.exe tick 20ms\n",
     "x.scenario:4:24: expected the end of the line\n"
     "  child x is image y.exe tick 20ms\n"
     "                         ^~~~\n"
     "  the line reads: child <name> is image <program>"},
    {"unknown option", PAIR "child x is y tack 20ms\n",
     "x.scenario:4:14: expected 'watchdog', 'tick', 'deadline', 'notice', 'block', 'on', "
     "'places', 'env', 'folder', 'stdin', 'stdio', 'console', 'token', 'job', 'probe', an "
     "argument in quotes or the end of the line\n"
     "  child x is y tack 20ms\n"
     "               ^~~~ did you mean 'tick'?\n"
     "  the line reads: child <name> is <program> [<options>]"},
    {"option without value", PAIR "child x is y notice by\n",
     "x.scenario:4:23: expected a way of noticing: pipe, process, watchdog or all\n"
     "  child x is y notice by\n"
     "                        ^\n"
     "  the line reads: child <name> is <program> [<options>]\n"
     "  the option reads: notice by <notice>"},
    {"option with a wrong value", PAIR "child x is y notice by pip\n",
     "x.scenario:4:24: expected a way of noticing: pipe, process, watchdog or all\n"
     "  child x is y notice by pip\n"
     "                         ^~~ did you mean 'pipe'?\n"
     "  the line reads: child <name> is <program> [<options>]\n"
     "  the option reads: notice by <notice>"},
    {"bad size", "parent host is p block 64\n",
     "x.scenario:1:24: '64' is no size; write a whole number with B, KiB, MiB or GiB, such as "
     "64KiB, at most 4GiB\n"
     "  parent host is p block 64\n"
     "                         ^~\n"
     "  the line reads: parent <name> is <program> [<options>]\n"
     "  the option reads: block <size>"},
    {"zero size", "parent host is p block 0B\n",
     "x.scenario:1:24: '0B' is too small; write at least 1B\n"
     "  parent host is p block 0B\n"
     "                         ^~\n"
     "  the line reads: parent <name> is <program> [<options>]\n"
     "  the option reads: block <size>"},
    {"on loss neither", "parent host is p on loss stay\n",
     "x.scenario:1:26: expected a choice: stop or continue\n"
     "  parent host is p on loss stay\n"
     "                           ^~~~ did you mean 'stop'?\n"
     "  the line reads: parent <name> is <program> [<options>]\n"
     "  the option reads: on loss <stop or continue>"},
    {"option twice", PAIR "child x is y tick 1s \"a\" tick 2s\n",
     "x.scenario:4:26: this option is given twice; remove one\n  child x is y tick 1s \"a\" "
     "tick 2s\n                           ^~~~\n  the line reads: child <name> is <program> "
     "[<options>]"},
    {"block of a child", PAIR "child x is y block 1KiB\n",
     "x.scenario:4:14: 'block <size>' is not an option of a child; give it to a parent\n  "
     "child x is y block 1KiB\n               ^~~~~\n  the line reads: child <name> is "
     "<program> [<options>]"},
    {"on loss of a child", PAIR "child x is y on loss stop\n",
     "x.scenario:4:14: 'on loss <stop or continue>' is not an option of a child; give it to a "
     "parent\n  child x is y on loss stop\n               ^~\n  the line reads: child <name> "
     "is <program> [<options>]"},
    {"places of a child", PAIR "child x is y places 1\n",
     "x.scenario:4:14: 'places <times>' is not an option of a child; give it to a parent\n  "
     "child x is y places 1\n               ^~~~~~\n  the line reads: child <name> is "
     "<program> [<options>]"},
    {"no places", "parent host is p places 0\n",
     "x.scenario:1:25: '0' is too few; write at least 1\n"
     "  parent host is p places 0\n"
     "                          ^\n"
     "  the line reads: parent <name> is <program> [<options>]\n"
     "  the option reads: places <times>"},
    {"tick of a parent", "parent host is p tick 1s\n",
     "x.scenario:1:18: 'tick <duration>' is not an option of a parent; give it to a child or a "
     "bystander\n  parent host is p tick 1s\n                   ^~~~\n  the line reads: parent "
     "<name> is <program> [<options>]"},
    {"child's step of a parent", PAIR "at host request.sent kill cs\n",
     "x.scenario:4:9: 'request.sent' is a step of a child, and 'host' is a parent\n"
     "  at host request.sent kill cs\n"
     "          ^~~~~~~~~~~~\n" AT_READS},
    {"parent's step of a child", PAIR "hold cs at reply.sent\n",
     "x.scenario:4:12: 'reply.sent' is a step of a parent, and 'cs' is a child\n"
     "  hold cs at reply.sent\n"
     "             ^~~~~~~~~~\n"
     "  the line reads: hold <actor> at <step> [for <actor>] [about <object>] [#<n>]"},
    {"parent's report of a child", PAIR "expect cs reports child.lost within 1s\n",
     "x.scenario:4:19: 'child.lost' is a report of a parent, and 'cs' is a child\n"
     "  expect cs reports child.lost within 1s\n"
     "                    ^~~~~~~~~~\n"
     "  the line reads: expect <actor> reports <event> [<actor>] [by <word>] [not before "
     "<duration> and] within <duration>"},
    {"for a stranger of a child", PAIR "at cs request.sent for vb kill cs\n",
     "x.scenario:4:24: 'cs' is a child and talks only to its parent 'host'; name the parent, "
     "or leave 'for' out\n  at cs request.sent for vb kill cs\n                         "
     "^~\n" AT_READS},
    {"for no child",
     PAIR "parent two is p\n"
          "at host request.peek for two kill cs\n",
     "x.scenario:5:26: 'two' is not a child of 'host'\n  at host request.peek for two kill "
     "cs\n                           ^~~\n" AT_READS},
    {"no wait", PAIR "inside cs request.sent kill cs\n",
     "x.scenario:4:11: 'request.sent' does not begin a wait; write 'at' instead of 'inside', "
     "or name a step that ends in 'wait'\n  inside cs request.sent kill cs\n            "
     "^~~~~~~~~~~~\n  the line reads: inside <actor> <step> [for <actor>] [about <object>] "
     "[#<n>] <fault> "
     "<actor>"},
    {"reports of itself", PAIR "expect host reports child.lost host within 1s\n",
     "x.scenario:4:32: 'host' makes this report about another actor, not about itself\n  "
     "expect host reports child.lost host within 1s\n                                 ^~~~\n  "
     "the line reads: expect <actor> reports <event> [<actor>] [by <word>] [not before "
     "<duration> and] within <duration>"},
    {"lost by quit", PAIR "expect host reports child.lost cs by quit within 1s\n",
     "x.scenario:4:38: 'child.lost' can only be by pipe, process or watchdog\n  expect host "
     "reports child.lost cs by quit within 1s\n                                       ^~~~\n  "
     "the line reads: expect <actor> reports <event> [<actor>] [by <word>] [not before "
     "<duration> and] within <duration>"},
    {"ending by stpo", PAIR "expect cs reports child.ending by stpo within 1s\n",
     "x.scenario:4:35: 'child.ending' can only be by pipe, process, watchdog, quit, stop or "
     "failed\n  expect cs reports child.ending by stpo within 1s\n                             "
     "       ^~~~ did you mean 'stop'?\n  the line reads: expect <actor> reports <event> "
     "[<actor>] [by <word>] [not before <duration> and] within <duration>"},
    {"drop of a parent in order", PAIR "drop host\n",
     "x.scenario:4:6: a drop from outside breaks the pipe between a child and its parent; name "
     "the child, such as: drop cs\n  drop host\n       ^~~~\n  the line reads: drop <actor>"},
    {"spin in order", PAIR "spin cs\n",
     "x.scenario:4:1: an actor does spin to itself at a step; write: at cs <step> spin cs\n  "
     "spin cs\n  ^~~~\n  the line reads: spin <actor>"},
    {"drop of another", PAIR "at cs request.sent drop host\n",
     "x.scenario:4:25: an actor does drop to itself, at its own step; this step is of 'cs'\n  "
     "at cs request.sent drop host\n                          ^~~~\n" AT_READS},
    {"exit in order", PAIR "exit cs\n",
     "x.scenario:4:1: an actor does exit to itself at a step; write: at cs <step> exit cs\n  "
     "exit cs\n  ^~~~\n  the line reads: exit <actor>"},
    {"exit of another", PAIR "at cs request.sent exit vb\n",
     "x.scenario:4:25: an actor does exit to itself, at its own step; this step is of 'cs'\n  "
     "at cs request.sent exit vb\n                          ^~\n" AT_READS},
    {"crash inside", PAIR "inside cs reply.wait crash cs\n",
     "x.scenario:4:22: crash cannot strike inside a wait; write: at cs reply.wait crash cs\n  "
     "inside cs reply.wait crash cs\n                       ^~~~~\n  "
     "the line reads: inside <actor> <step> [for <actor>] [about <object>] [#<n>] <fault> "
     "<actor>"},
    {"exit inside", PAIR "inside cs reply.wait exit cs\n",
     "x.scenario:4:22: exit cannot strike inside a wait; write: at cs reply.wait exit cs\n  "
     "inside cs reply.wait exit cs\n                       ^~~~\n  "
     "the line reads: inside <actor> <step> [for <actor>] [about <object>] [#<n>] <fault> "
     "<actor>"},
    {"spin in order", PAIR "spin vb\n",
     "x.scenario:4:1: an actor does spin to itself at a step; write: at vb <step> spin vb\n  "
     "spin vb\n  ^~~~\n  the line reads: spin <actor>"},
    {"delay without a duration", PAIR "at cs reply.wait delay cs\n",
     "x.scenario:4:18: the duration is missing; write for example: delay cs by 300ms\n  at cs "
     "reply.wait delay cs\n                   ^~~~~\n" AT_READS},
    {"delay of another", PAIR "at cs reply.wait delay host by 1s\n",
     "x.scenario:4:24: an actor does delay to itself, at its own step; this step is of 'cs'\n  "
     "at cs reply.wait delay host by 1s\n                         ^~~~\n" AT_READS},
    {"a duration of a hang", PAIR "at cs reply.wait hang cs by 1s\n",
     "x.scenario:4:29: only delay takes a duration, and this fault is hang; leave 'by' out\n  "
     "at cs reply.wait hang cs by 1s\n                              ^~\n" AT_READS},
    {"truncate where nothing is sent", PAIR "at cs reply.wait truncate cs\n",
     "x.scenario:4:18: no message is sent after 'reply.wait', so none can be spoiled; choose a "
     "step with 'spoil' in docs/language.md#steps\n  at cs reply.wait truncate cs\n            "
     "       ^~~~~~~~\n" AT_READS},
    {"corrupt of another", PAIR "at cs request.before corrupt host\n",
     "x.scenario:4:30: an actor does corrupt to itself, at its own step; this step is of "
     "'cs'\n  at cs request.before corrupt host\n                               "
     "^~~~\n" AT_READS},
    {"corrupt whose message", PAIR "at host memory.written corrupt host\n",
     "x.scenario:4:9: 'host' has several children; say whose message it spoils: at host "
     "memory.written for <child> corrupt host\n"
     "  at host memory.written corrupt host\n"
     "          ^~~~~~~~~~~~~~\n" AT_READS},
    {"a code of a kill", PAIR "at cs request.sent kill cs with 3\n",
     "x.scenario:4:33: at a step only exit takes a code, and this fault is kill; leave 'with' "
     "out\n  at cs request.sent kill cs with 3\n                                  "
     "^\n" AT_READS},
    {"drop where no pipe is", PAIR "at cs child.begun drop cs\n",
     "x.scenario:4:19: the actor has no pipe to drop at 'child.begun'; choose a step with "
     "'drop' in docs/language.md#steps\n  at cs child.begun drop cs\n                    "
     "^~~~\n" AT_READS},
    {"drop inside", PAIR "inside cs reply.wait drop cs\n",
     "x.scenario:4:22: drop cannot strike inside a wait; write: at cs reply.wait drop cs\n  "
     "inside cs reply.wait drop cs\n                       ^~~~\n  "
     "the line reads: inside <actor> <step> [for <actor>] [about <object>] [#<n>] <fault> "
     "<actor>"},
    {"drop whose pipe",
     "parent host is p\n"
     "child cs is c\n"
     "at host request.peek drop host\n"
     "child vb is c\n",
     "x.scenario:3:9: 'host' has several children; say whose pipe it drops: at host "
     "request.peek for <child> drop host\n"
     "  at host request.peek drop host\n"
     "          ^~~~~~~~~~~~\n" AT_READS},
    {"release without hold", PAIR "release host\n",
     "x.scenario:4:9: no line above holds 'host'; write one first: hold host at <step>\n"
     "  release host\n"
     "          ^~~~\n"
     "  the line reads: release <actor>"},
    {"release of another than is held",
     PAIR "hold cs at reply.wait\n"
          "release host\n",
     "x.scenario:5:9: no line above holds 'host'; write one first: hold host at <step>\n"
     "  release host\n"
     "          ^~~~\n"
     "  the line reads: release <actor>"},
    {"release of one that is struck",
     PAIR "at host request.peek kill cs\n"
          "release host\n",
     "x.scenario:5:9: no line above holds 'host'; write one first: hold host at <step>\n"
     "  release host\n"
     "          ^~~~\n"
     "  the line reads: release <actor>"},
    {"resume of one that is not hung",
     PAIR "hang cs\n"
          "resume host\n",
     "x.scenario:5:8: no line above hangs 'host'; write one first: hang host\n"
     "  resume host\n"
     "         ^~~~\n"
     "  the line reads: resume <actor>"},
    {"limit twice",
     PAIR "limit 1s\n"
          "limit 2s\n",
     "x.scenario:5:1: line 4 already sets the limit\n  limit 2s\n  ^~~~~\n  the line reads: "
     "limit <duration>"},
    {"window twice",
     PAIR "window child-ends 1s\n"
          "window child-ends 2s\n",
     "x.scenario:5:8: line 4 already sets the window of 'child-ends'\n  window child-ends 2s\n "
     "        ^~~~~~~~~~\n  the line reads: window <rule> <duration>"},
    {"waive twice",
     PAIR "waive child-ends\n"
          "waive child-ends\n",
     "x.scenario:5:7: line 4 already waives 'child-ends'\n  waive child-ends\n        "
     "^~~~~~~~~~\n  the line reads: waive <rule> [<actor>]"},
    {"must fail twice",
     PAIR "must fail child-ends cs\n"
          "must fail child-ends vb\n",
     "x.scenario:5:1: line 4 already says what must fail; a scenario can have one such line\n  "
     "must fail child-ends vb\n  ^~~~\n  the line reads: must fail <rule> <actor>"},
    {"must fail and waived",
     PAIR "must fail child-ends cs\n"
          "waive child-ends\n",
     "x.scenario:5:7: line 4 says that 'child-ends' must fail, but a waived rule cannot fail; "
     "remove one of the two\n  waive child-ends\n        ^~~~~~~~~~\n  the line reads: waive "
     "<rule> [<actor>]"},
    {"waived and must fail",
     PAIR "waive child-ends\n"
          "must fail child-ends cs\n",
     "x.scenario:5:11: line 4 waives 'child-ends', and a waived rule cannot fail; remove one "
     "of the two\n  must fail child-ends cs\n            ^~~~~~~~~~\n  the line reads: must "
     "fail <rule> <actor>"},
    {"step of the protocol", "step request.sent\n",
     "x.scenario:1:6: 'request.sent' is already a step of the protocol; choose another name\n  "
     "step request.sent\n       ^~~~~~~~~~~~\n  the line reads: step <word> [is <meaning>]"},
    {"step declared twice",
     "step mine\n"
     "step mine\n",
     "x.scenario:2:6: 'mine' is already declared; remove this line\n  step mine\n       ^~~~\n "
     " the line reads: step <word> [is <meaning>]"},
    {"meaning that there is none", "step mine is requests\n",
     "x.scenario:1:14: expected what the step means, such as request\n"
     "  step mine is requests\n"
     "               ^~~~~~~~ did you mean 'request'?\n"
     "  the line reads: step <word> [is <meaning>]"},
    {"a child ends with its children", PAIR "cs ends with its children\n",
     "x.scenario:4:1: 'cs' has no children; only a parent can end with its children\n  cs ends "
     "with its children\n  ^~\n  the line reads: <actor> ends with its children"},
    {"a parent ends with its children twice",
     PAIR "host ends with its children\n"
          "host ends with its children\n",
     "x.scenario:5:1: a line above already says that 'host' ends with its children\n  host "
     "ends with its children\n  ^~~~\n  the line reads: <actor> ends with its children"},
    {"a parent that may end", PAIR "host may end\n",
     "x.scenario:4:1: 'host' is not a child; only a child can have `may end`\n  host may end\n "
     " ^~~~\n  the line reads: <actor> may end"},
    {"a parent that goes on asking", PAIR "host goes on asking\n",
     "x.scenario:4:1: 'host' is not a child; only a child can have `goes on asking`\n  host "
     "goes "
     "on asking\n  ^~~~\n  the line reads: <actor> goes on asking"},
    {"a child that goes on asking twice", PAIR "cs goes on asking\ncs goes on asking\n",
     "x.scenario:5:1: a line above already says that 'cs' goes on asking\n  cs goes on "
     "asking\n "
     " ^~\n  the line reads: <actor> goes on asking"},
    {"a child that may end twice", PAIR "cs may end\ncs may end\n",
     "x.scenario:5:1: a line above already says that 'cs' may end\n  cs may end\n  ^~\n  the "
     "line reads: <actor> may end"},
    {"open quote", PAIR "child x is \"C:\\dir\\\"\n",
     "x.scenario:4:12: this quote is never closed; close it, and write \\\\\" for a backslash "
     "at the end of a quoted word\n"
     "  child x is \"C:\\dir\\\"\n"
     "             ^~~~~~~~~"},
    {"glued quote", PAIR "child x is \"a\"b\n",
     "x.scenario:4:15: expected a space after the closing quote\n  child x is \"a\"b\n         "
     "       ^"},
    {"quote in a word", PAIR "child x is a\"b\"\n",
     "x.scenario:4:13: expected a space before the opening quote\n"
     "  child x is a\"b\"\n"
     "              ^"},
    {"glued occurrence", PAIR "at cs request.sent#2 kill cs\n",
     "x.scenario:4:19: expected a space before '#'\n"
     "  at cs request.sent#2 kill cs\n"
     "                    ^"},
    {"not ASCII", PAIR "kill c\303\244\n",
     "x.scenario:4:7: only comments and words in quotes can have a character that is not "
     "ASCII\n  kill c?\n        ^"},
    {"control", PAIR "kill \007cs\n",
     "x.scenario:4:6: this is a control character; remove it\n  kill ?cs\n       ^"},
    {"delete", PAIR "kill cs\177\n",
     "x.scenario:4:8: this is a control character; remove it\n  kill cs?\n         ^"},
    {"lone return", PAIR "kill cs\rstop cs\n",
     "x.scenario:4:8: this carriage return has no line feed after it; end lines with LF or CR "
     "LF\n  kill cs?stop cs\n         ^"},
    {"not UTF-8", PAIR "# M\374ller\n",
     "x.scenario:4:4: this byte is not UTF-8; save the file as UTF-8, not as ANSI\n"
     "  # M?ller\n"
     "     ^"},
    {"tab", PAIR "\tkill\tcsx\t# \303\244\n",
     "x.scenario:4:7: expected an actor of this scenario, such as 'host' or 'cs'\n"
     "  kill csx # ?\n"
     "       ^~~ did you mean 'cs'?\n"
     "  the line reads: kill <actor>"},
    {"after umlauts", PAIR "child x is \"\303\244\303\266\303\274\" ticks 1s\n",
     "x.scenario:4:18: expected 'watchdog', 'tick', 'deadline', 'notice', 'block', 'on', "
     "'places', 'env', 'folder', 'stdin', 'stdio', 'console', 'token', 'job', 'probe', an "
     "argument in quotes or the end of the line\n"
     "  child x is \"???\" ticks 1s\n"
     "                   ^~~~~ did you mean 'tick'?\n"
     "  the line reads: child <name> is <program> [<options>]"},
    {"CR LF",
     PAIR "\r\n"
          "kill csx\r\n",
     "x.scenario:5:6: expected an actor of this scenario, such as 'host' or 'cs'\n"
     "  kill csx\n"
     "       ^~~ did you mean 'cs'?\n"
     "  the line reads: kill <actor>"},
    {"long left",
     "parent host is p\n"
     "child cs is c \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\" "
     "\"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\" tock\n",
     "x.scenario:2:141: expected 'watchdog', 'tick', 'deadline', 'notice', 'block', 'on', "
     "'places', 'env', 'folder', 'stdin', 'stdio', 'console', 'token', 'job', 'probe', an "
     "argument in quotes or the end of the line\n"
     "  ...yyyyyyyyyyyyyyyyyyy\" tock\n"
     "                          ^~~~ did you mean 'tick'?\n"
     "  the line reads: child <name> is <program> [<options>]"},
    {"long right",
     "parent host is p\n"
     "child cs is c tock 5s \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\" "
     "\"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\"\n",
     "x.scenario:2:15: expected 'watchdog', 'tick', 'deadline', 'notice', 'block', 'on', "
     "'places', 'env', 'folder', 'stdin', 'stdio', 'console', 'token', 'job', 'probe', an "
     "argument in quotes or the end of the line\n"
     "  child cs is c tock 5s \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...\n"
     "                ^~~~ did you mean 'tick'?\n"
     "  the line reads: child <name> is <program> [<options>]"},
    {"settle twice", PAIR "settle 1s\nsettle 2s\n",
     "x.scenario:5:1: line 4 already sets the settle time\n  settle 2s\n  ^~~~~~\n  the line "
     "reads: settle <duration>"},
    {"waive for an actor twice", PAIR "waive child-ends cs\nwaive child-ends cs\n",
     "x.scenario:5:7: a line above already waives 'child-ends'\n  waive child-ends cs\n        "
     "^~~~~~~~~~\n  the line reads: waive <rule> [<actor>]"},
    {"waive for an actor what is waived for all",
     PAIR "waive child-ends\nwaive child-ends cs\n",
     "x.scenario:5:7: a line above already waives 'child-ends'\n  waive child-ends cs\n        "
     "^~~~~~~~~~\n  the line reads: waive <rule> [<actor>]"},
    {"a parent that may stay", PAIR "may stay host\n",
     "x.scenario:4:10: 'host' is not a child; only a child can have `may stay`\n  may stay "
     "host\n           ^~~~\n  the line reads: may stay <actor>"},
    {"may stay twice", PAIR "may stay cs\nmay stay cs\n",
     "x.scenario:5:10: a line above already says that 'cs' may stay\n  may stay cs\n           "
     "^~\n  the line reads: may stay <actor>"},
    {"waive for the actor that must fail",
     PAIR "must fail child-ends cs\nwaive child-ends cs\n",
     "x.scenario:5:7: line 4 says that 'child-ends' must fail on cs, but a waived rule cannot "
     "fail; remove one of the two\n  waive child-ends cs\n        ^~~~~~~~~~\n  the line "
     "reads: waive <rule> [<actor>]"},
    {"must fail and waived for this actor",
     PAIR "waive child-ends cs\nmust fail child-ends cs\n",
     "x.scenario:5:11: a line above waives 'child-ends' on cs, and a waived rule cannot fail; "
     "remove one of the two\n  must fail child-ends cs\n            ^~~~~~~~~~\n  the line "
     "reads: must fail <rule> <actor>"},
    {"skip twice", PAIR "skip on wine: a\nskip on wine: b\n",
     "x.scenario:5:9: line 4 already says what to do on wine\n  skip on wine: b\n          "
     "^~~~~\n  the line reads: skip on <system>: <reason>"},
    {"skip after differs", PAIR "differs on wine: a\nskip on wine: b\n",
     "x.scenario:5:9: line 4 already says what to do on wine\n  skip on wine: b\n          "
     "^~~~~\n  the line reads: skip on <system>: <reason>"},
    {"a name that begins with a digit", "parent 7host is ref_parent\n",
     "x.scenario:1:8: a name begins with a letter and has letters, digits, '_' and '-' only\n"
     "  parent 7host is ref_parent\n"
     "         ^~~~~\n"
     "  the line reads: parent <name> is <program> [<options>]"},
    {"a word that begins with a digit", PAIR "step 7tap\n",
     "x.scenario:4:6: a word begins with a letter and has letters, digits, '.', '_' and '-'\n"
     "  step 7tap\n"
     "       ^~~~\n"
     "  the line reads: step <word> [is <meaning>]"},
    {"a word with another sign", PAIR "step tap!\n",
     "x.scenario:4:6: a word begins with a letter and has letters, digits, '.', '_' and '-'\n"
     "  step tap!\n"
     "       ^~~~\n"
     "  the line reads: step <word> [is <meaning>]"},
    {"zero times", PAIR "at cs request.sent #0 kill cs\n",
     "x.scenario:4:20: occurrences begin with #1\n  at cs request.sent #0 kill cs\n            "
     "         ^~\n  the line reads: at <actor> <step> [for <actor>] [about <object>] [#<n>] "
     "<fault> <actor> "
     "[with <code>] [by <duration>] [by <way>]"},
    {"no requests", PAIR "requests 0\n",
     "x.scenario:4:10: '0' is too few; write at least 1\n"
     "  requests 0\n"
     "           ^\n"
     "  the line reads: requests <times>"},
    {"requests of a word", PAIR "requests many\n",
     "x.scenario:4:10: expected how many, such as 3\n"
     "  requests many\n"
     "           ^~~~\n"
     "  the line reads: requests <times>"},
    {"no block", "parent host is ref_parent\nchild cs is ref_child block 0B\n",
     "x.scenario:2:29: '0B' is too small; write at least 1B\n"
     "  child cs is ref_child block 0B\n"
     "                              ^~\n"
     "  the line reads: child <name> is <program> [<options>]\n"
     "  the option reads: block <size>"},
    {"no duration", PAIR "limit 0ms\n",
     "x.scenario:4:7: '0ms' is too short; write at least 1ms\n"
     "  limit 0ms\n"
     "        ^~~\n"
     "  the line reads: limit <duration>"},
    {"drop of a parent from outside", PAIR "drop host\n",
     "x.scenario:4:6: a drop from outside breaks the pipe between a child and its parent; name "
     "the child, such as: drop cs\n  drop host\n       ^~~~\n  the line reads: drop <actor>"},
    {"resume of one that was only killed", PAIR "kill cs\nresume cs\n",
     "x.scenario:5:8: no line above hangs 'cs'; write one first: hang cs\n"
     "  resume cs\n"
     "         ^~\n"
     "  the line reads: resume <actor>"},
    {"a wait of the other side", PAIR "inside host reply.wait kill host\n",
     "x.scenario:4:13: 'reply.wait' is a step of a child, and 'host' is a parent\n"
     "  inside host reply.wait kill host\n"
     "              ^~~~~~~~~~\n"
     "  the line reads: inside <actor> <step> [for <actor>] [about <object>] [#<n>] <fault> "
     "<actor>"},
    {"near a step of one's own", PAIR "step tapping\nat cs tappin kill cs\n",
     "x.scenario:5:7: expected a step such as request.sent (one of your own needs a line "
     "above: step <word>), a call such as section.create or 'prints'\n"
     "  at cs tappin kill cs\n"
     "        ^~~~~~ did you mean 'tapping'?\n"
     "  the line reads: at <actor> <step> [for <actor>] [about <object>] [#<n>] <fault> "
     "<actor> [with "
     "<code>] [by <duration>] [by <way>]\n"
     "              or: at <actor> <call> [for <actor>] [about <object>] [#<n>] <fault> "
     "<actor> [with "
     "<code>]\n"
     "              or: at <actor> prints <text> [#<n>] <fault> <actor>"},
    {"a long word", PAIR "at cs requestrequestrequestrequestrequestrequest kill cs\n",
     "x.scenario:4:7: expected a step such as request.sent (one of your own needs a line "
     "above: step <word>), a call such as section.create or 'prints'\n"
     "  at cs requestrequestrequestrequestrequestrequest kill cs\n"
     "        ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
     "  the line reads: at <actor> <step> [for <actor>] [about <object>] [#<n>] <fault> "
     "<actor> [with "
     "<code>] [by <duration>] [by <way>]\n"
     "              or: at <actor> <call> [for <actor>] [about <object>] [#<n>] <fault> "
     "<actor> [with "
     "<code>]\n"
     "              or: at <actor> prints <text> [#<n>] <fault> <actor>"},
    {"near a name with capitals", "parent Host_Z is ref_parent\nkill Hots_Z\n",
     "x.scenario:2:6: expected an actor of this scenario, such as 'Host_Z'\n"
     "  kill Hots_Z\n"
     "       ^~~~~~ did you mean 'Host_Z'?\n"
     "  the line reads: kill <actor>"},
    {"a name with another sign", "parent ho{st is ref_parent\n",
     "x.scenario:1:8: a name begins with a letter and has letters, digits, '_' and '-' only\n"
     "  parent ho{st is ref_parent\n"
     "         ^~~~~\n"
     "  the line reads: parent <name> is <program> [<options>]"},
};

static void every_mistake_is_told_in_full(void **state)
{
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct read *read = read_text(mistakes[i].text);
        const char *seen = read->status == KIT_BAD_INPUT ? read->err.text : "no mistake";
        if (strcmp(seen, mistakes[i].said) != 0) {
            print_error("%s: expected\n%s\nseen\n%s\n", mistakes[i].name, mistakes[i].said,
                        seen);
            wrong++;
        }
        free(read);
    }
    assert_int_equal(wrong, 0);
}

#define APP      "parent app is \"app.exe\"\nchild cs is image c.exe\n"
#define INJECTED "parent app is \"app.exe\" probe inject\nchild cs is image c.exe\n"

static void what_is_given_and_printed_is_checked(void **state)
{
    static const struct mistaken rows[] = {
        {"a child's output", APP "expect cs prints \"x\" within 1s\n",
         "x.scenario:3:8: 'cs' is a child, and the runner has the output of 'app', which the "
         "child "
         "may "
         "have inherited; name 'app'"},
        {"output that nobody captures",
         "parent app is \"app.exe\" stdio inherit\nexpect app prints \"x\" within 1s\n",
         "x.scenario:2:8: the output of 'app' is not captured"},
        {"a text without quotes", APP "expect app prints ready within 1s\n",
         "x.scenario:3:19: a text stands in quotes, such as \"ready\""},
        {"an empty text", APP "expect app prints \"\" within 1s\n",
         "x.scenario:3:19: this text is empty"},
        {"a fault that only a probe can do", APP "at app prints \"x\" spin app\n",
         "an actor does spin to itself at a step"},
        {"input that is not open", "parent app is \"app.exe\" stdin null\ntell app \"x\"\n",
         "x.scenario:2:6: the standard input of 'app' is not open"},
        {"input of a child", APP "close stdin of cs\n",
         "x.scenario:3:16: 'cs' is a child, and only its parent has its standard input"},
        {"a message between strangers",
         APP "parent other is \"x.exe\"\nforge \"x\" to cs as other\n",
         "x.scenario:4:20: a message goes between a child and its parent, and neither of 'cs' "
         "and 'other' is the other's child"},
        {"a message of bytes that mean nothing", APP "forge \"a\\q\" to cs as app\n",
         "x.scenario:3:7: '\\q' means no byte; write \\n, \\r, \\t, \\x and two hex digits, or "
         "\\\\ for a backslash"},
        {"too few counts", APP "count handles of app\ncount handles of app\n",
         "x.scenario:3:1: a leak is seen from 3 counts on; write this line 3 times or more"},
        {"an option of a parent as a line", APP "watchdog 200ms\n",
         "x.scenario:3:1: 'watchdog' is an option of an actor, not a line; write it behind the "
         "program, such as: parent host is ref_parent watchdog 200ms\n  watchdog 200ms\n  "
         "^~~~~~~~"},
        {"an option of a child alone as a line", APP "tick 20ms\n",
         "such as: child cs is ref_child tick 20ms\n"},
        {"an option of the runner as a line", APP "env \"LANG=C\"\n",
         "such as: parent app is \"app.exe\" env \"LANG=C\"\n"},
        {"a folder with a word that nobody fills in",
         APP "expect folder \"%TEMP%/x\" as before within 1s\n",
         "x.scenario:3:15: of the words in % only %temp% can stand in the name of a folder"},
        {"a folder with a PID", APP "expect folder \"x-%pid:app%\" as before within 1s\n",
         "x.scenario:3:15: of the words in % only %temp% can stand"},
        {"half a line about a folder", APP "expect folder \"x\" within 1s\n",
         "x.scenario:3:19: expected 'as'"},
        {"a way without its text", APP "app stops by stdin\n",
         "x.scenario:3:14: `stops by stdin` needs a text, such as \"quit\""},
        {"a way with a text too much", APP "app stops by end-of-stdin \"x\"\n",
         "x.scenario:3:14: `stops by end-of-stdin` takes no text"},
        {"a key without a console", APP "app stops by ctrl-c\n",
         "x.scenario:3:14: 'app' has no console; write `console own` behind its program"},
        {"a console of another kind", "parent app is \"app.exe\" console big\n",
         "x.scenario:1:33: expected a console: none or own"},
        {"a way for a child", APP "cs stops by event \"x\"\n",
         "x.scenario:3:1: 'cs' is a child, and its parent ends it"},
        {"two ways", APP "app stops by stdin \"q\"\napp stops by end-of-stdin\n",
         "x.scenario:4:1: a line above already says how 'app' stops"},
        {"an unknown way", APP "app stops by magic\n",
         "x.scenario:3:14: expected a way to ask a program to end: stdin, end-of-stdin, event, "
         "command, ctrl-c, ctrl-break or close-window"},
        {"two standard inputs", "parent app is \"app.exe\" stdin open stdin file \"x\"\n",
         "x.scenario:1:36: an option above already says this"},
        {"no variable", "parent app is \"app.exe\" env NAME\n",
         "x.scenario:1:29: a variable is a name, '=' and a value"},
        {"what a child is given", "parent app is \"app.exe\"\nchild cs is \"c.exe\" env A=b\n",
         "x.scenario:2:21: the parent starts 'cs', so only the parent can give it this"},
        {"an injected probe in a program of the kit",
         "parent host is ref_parent probe inject\n",
         "x.scenario:1:27: a program of the kit has its own probe; 'probe inject' is for a "
         "program in quotes"},
        {"an injected probe twice", "parent app is \"app.exe\" probe inject probe inject\n",
         "x.scenario:1:38: an option above already says this"},
        {"an injected probe beside a linked one",
         "parent app is \"app.exe\" probe inject\nchild cs is \"c.exe\"\n",
         "x.scenario:2:7: 'app' has 'probe inject', and so have its children, which have no "
         "probe to say a name with; write: child cs is image <program>"},
        {"a call step of a program without it", APP "at app pipe.close kill app\n",
         "x.scenario:3:8: expected a step such as "},
        {"a call of a program without it", APP "at app pipe.write kill app\n",
         "x.scenario:3:19: 'pipe.write' is a call, and a call can only fail"},
        {"a step behind a call that fails", INJECTED "at app pipe.written fail app\n",
         "x.scenario:3:21: the injected probe cannot fail 'pipe.written'; choose a call of "
         "docs/language.md#calls, or another fault"},
        {"a call that fails with a strange error",
         INJECTED "at app pipe.write fail app with 3\n",
         "x.scenario:3:33: pipe.write never fails with error 3, only with 232, 233, 8 or 1450"},
        {"a call about a socket of a program without it", APP "at app socket.send fail app\n",
         "x.scenario:3:8: only the injected probe can make socket.send fail; write 'probe "
         "inject' behind the program of 'app', or name another call"},
        {"a step of the kit about a pipe",
         PAIR "at cs request.sent about \"pipe:job\" kill cs\n",
         "x.scenario:4:26: only the calls of a program with 'probe inject' are about a pipe or "
         "object; leave 'about' out"},
        {"a step of the kit for an actor and about a pipe",
         PAIR "at cs request.sent for host about \"pipe:job\" kill cs\n",
         "x.scenario:4:35: only the calls of a program with 'probe inject' are about a pipe or "
         "object; leave 'about' out"},
        {"a call about a pipe without its kind",
         INJECTED "at app pipe.write about \"job\" kill app\n",
         "x.scenario:3:25: no call is about this; write it as a log does, such as pipe:job or "
         "event:ready, in at most 31 bytes"},
        {"a call about a name that no log has whole",
         INJECTED "hold app at pipe.write about \"pipe:a-name-of-more-than-31-bytes-in-all\"\n"
                  "release app\n",
         "x.scenario:3:30: no call is about this"},
        {"a parent's own pipe at a call", INJECTED "at app pipe.write drop app\n",
         "x.scenario:3:24: a drop from outside breaks the pipe between a child and its "
         "parent; name the child, such as: drop cs"},
        {"a way of a drop at a call", INJECTED "at cs pipe.write drop cs by close\n",
         "x.scenario:3:29: a drop from outside disconnects the pipe; leave 'by' out"},
        {"a message that is spoiled at a read", INJECTED "at app pipe.read corrupt app\n",
         "x.scenario:3:18: no message is sent after 'pipe.read', so none can be spoiled; "
         "choose a step with 'spoil' in docs/language.md#call-steps"},
        {"a read that fails with a strange error",
         INJECTED "at app pipe.read fail app with 3\n",
         "x.scenario:3:32: pipe.read never fails with error 3, only with 109, 233, 8, 1450 or "
         "234"},
        {"a part of a message for the kit", PAIR "at cs pipe.read fail cs with 234\n",
         "x.scenario:4:30: pipe.read never fails with error 234, only with 109, 233, 8 or "
         "1450"},
        {"a call for an actor", INJECTED "at app pipe.write for cs kill app\n",
         "x.scenario:3:23: the calls of 'app' are about pipes and objects, and not for an "
         "actor; leave 'for' out"},
        {"a clock without the injected probe", APP "jump wall-clock of cs ahead by 2s\n",
         "x.scenario:3:20: only a program with the injected probe has clocks that can jump; "
         "write 'probe inject' behind the program of 'app'"},
        {"another clock", INJECTED "jump clock of app ahead by 2s\n",
         "x.scenario:3:6: expected a clock: wall-clock, tick-count, performance-counter or "
         "all-clocks"},
        {"a clock that goes nowhere", INJECTED "jump wall-clock of app by 2s\n",
         "x.scenario:3:24: expected 'ahead' or 'back'"},
        {"a shim that nobody carries", APP "shim ended-process\n",
         "x.scenario:3:1: only the injected probe does this; write 'probe inject' behind the "
         "program of a parent"},
        {"private names without the injected probe", APP "private names\n",
         "x.scenario:3:1: only the injected probe does this"},
        {"private names twice", INJECTED "private names\nprivate names\n",
         "x.scenario:4:1: line 3 already says this"},
        {"a shim twice", INJECTED "shim ended-process\nshim ended-process\n",
         "x.scenario:4:6: a line above already has this shim"},
        {"another shim", INJECTED "shim everything\n",
         "x.scenario:3:6: expected a shim: first-pipe-instance, ended-process, handle-list or "
         "serial-pipes"},
        {"inside a call that is no wait", INJECTED "inside app pipe.write kill app\n",
         "x.scenario:3:12: 'pipe.write' does not begin a wait"},
        {"a call step as a report", INJECTED "expect app reports process.exit within 1s\n",
         "x.scenario:3:20: 'process.exit' is a step, not a report"},
        {"an event without its name", APP "set event ready\n",
         "x.scenario:3:11: a text stands in quotes, such as \"ready\""},
        {"the PID of nobody", APP "set event \"stop-%pid:ap%\"\n",
         "x.scenario:3:11: no line above declares an actor 'ap', whose PID this text has"},
        {"a PID that nothing says whose it is", APP "reset event \"stop-%pid%\"\n",
         "x.scenario:3:13: this line is about no actor, so %pid% says no PID; name the actor, "
         "such as: %pid:app%"},
        {"the PID of nobody in a way to stop", APP "app stops by event \"stop-%pid:b%\"\n",
         "x.scenario:3:20: no line above declares an actor 'b', whose PID this text has"},
        {"a load of nothing", APP "load 0 for 2s\n", "x.scenario:3:6: "},
        {"a load without an end", APP "load 4\n", "x.scenario:3:7: expected 'for'"},
        {"a load beyond measure", APP "load 65 for 2s\n",
         "x.scenario:3:6: a load has at most 64 threads"},
        {"a port that is none", APP "expect port \"http\" within 1s\n",
         "x.scenario:3:13: a port is a number from 1 to 65535"},
        {"the PID of nobody in a thing", APP "expect event \"ready-%pid:x%\" within 1s\n",
         "x.scenario:3:14: no line above declares an actor 'x'"},
        {"memory without a place", APP "write \"x\" to memory \"m\"\n",
         "x.scenario:3:24: expected 'at'"},
        {"a place before the memory", APP "write \"x\" to memory \"m\" at -1\n",
         "x.scenario:3:28: "},
        {"bytes for memory that mean nothing", APP "write \"\\q\" to memory \"m\" at 0\n",
         "x.scenario:3:7: '\\q' means no byte"},
        {"the PID of nobody in the name of memory",
         APP "write \"x\" to memory \"m-%pid:x%\" at 0\n",
         "x.scenario:3:21: no line above declares an actor 'x'"},
        {"a port that cannot be gone", APP "expect port \"0\" gone within 1s\n",
         "x.scenario:3:13: a port is a number from 1 to 65535"},
        {"another token", "parent app is \"app.exe\" token big\n",
         "x.scenario:1:31: expected a token: usual or restricted"},
        {"another job", "parent app is \"app.exe\" job big\n",
         "x.scenario:1:29: expected a job: strict or breakaway"},
        {"a thing that cannot be there", APP "expect windows \"x\" within 1s\n",
         "x.scenario:3:8: expected "},
        {"a window without a title", APP "expect window within 1s\n",
         "x.scenario:3:15: a text stands in quotes"},
        {"a thing before a parent", "expect pipe \"x\" within 1s\n",
         "x.scenario:1:1: this line needs a parent above it"},
        {"a child is started", APP "start cs\n",
         "x.scenario:3:7: 'cs' is a child, and its parent starts it"},
        {"two starts", APP "start app\nstart app\n",
         "x.scenario:4:7: a line above starts 'app' already"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_mistake(rows[i].text, strlen(rows[i].text), rows[i].said);
}

static void a_mistake_needs_no_error_to_fill(void **state)
{
    (void)state;
    struct scenario *scenario = malloc(sizeof *scenario);
    assert_non_null(scenario);
    assert_int_equal(scenario_read("x", "kill\n", 5, scenario, NULL), KIT_BAD_INPUT);
    free(scenario);
}

static void a_long_path_is_shown_by_its_end(void **state)
{
    (void)state;
    struct read *read = malloc(sizeof *read);
    char path[400];
    assert_non_null(read);
    memset(path, 'd', sizeof path);
    strcpy(path + sizeof path - 12, "/x.scenario");
    assert_int_equal(scenario_read(path, "kill", 4, &read->scenario, &read->err),
                     KIT_BAD_INPUT);
    assert_memory_equal(read->err.text, "...ddd", 6);
    assert_non_null(strstr(read->err.text, "ddd/x.scenario:1:5: expected an actor"));
    assert_non_null(strstr(read->err.text, "the line reads: kill <actor>"));
    assert_string_equal(read->scenario.path, path); /* it is kept in full */
    /* Where the cut would fall into a character, the whole character goes. */
    memcpy(path + strlen(path) - 118, "\xC3\xBC", 2);
    assert_int_equal(scenario_read(path, "kill", 4, &read->scenario, &read->err),
                     KIT_BAD_INPUT);
    assert_memory_equal(read->err.text, "...ddd", 6);
    /* Nothing in a path moves the line that shows the mistake. */
    assert_int_equal(
        scenario_read("a\tb\nc\x7f.scenario", "kill", 4, &read->scenario, &read->err),
        KIT_BAD_INPUT);
    assert_memory_equal(read->err.text, "a\\x09b\\x0ac\\x7f.scenario:1:5: ", 30);
    free(read);
}

static void a_path_that_is_too_long_is_refused_and_not_cut(void **state)
{
    (void)state;
    struct read *read = malloc(sizeof *read);
    char path[KIT_PATH + 1];
    assert_non_null(read);
    memset(path, 'd', sizeof path);
    path[KIT_PATH] = 0;
    assert_int_equal(scenario_read(path, "", 0, &read->scenario, &read->err), KIT_BAD_INPUT);
    assert_non_null(
        strstr(read->err.text,
               "the path of the scenario has 1024 bytes, but at most 1023 are allowed; move "
               "the scenario nearer to the root, or name it from a folder near it: ..."));
    free(read);
}

static void every_shape_of_the_table_reads(void **state)
{
    (void)state;
    struct shape shape;
    for (int i = 0; i < SAY_COUNT; i++)
        assert_true(shape_read(statement_shapes[i], &shape));
    for (int i = 0; option_shapes[i]; i++)
        assert_true(shape_read(option_shapes[i], &shape));
}

static void a_shape_that_is_written_wrongly_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",       "a  b",   "a ",      "[a",
        "a]",     "[a [b]", "<actro>", "a <actor",
        "a #<m>", "a[b]",   "[]",      "a b c d e f g h i j k l m n o p q r s t u"};
    struct shape shape;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (shape_read(wrong[i], &shape))
            fail_msg("'%s' was taken", wrong[i]);
    }
}

static void a_shape_tells_whose_each_actor_is(void **state)
{
    (void)state;
    struct shape shape;
    assert_true(shape_read(statement_shapes[SAY_AT], &shape));
    assert_int_equal(shape.count, 16);
    assert_int_equal(shape.elements[1].role, ROLE_ACTOR);
    assert_int_equal(shape.elements[4].role, ROLE_PEER);
    assert_int_equal(shape.elements[4].group, shape.elements[3].group);
    assert_int_not_equal(shape.elements[5].group, shape.elements[4].group);
    assert_int_equal(shape.elements[6].role, ROLE_PIPE);
    assert_int_equal(shape.elements[9].role, ROLE_TARGET);
    assert_int_equal(shape.elements[9].group, 0);
    assert_int_equal(shape.elements[11].role, ROLE_CODE);
    assert_int_equal(shape.elements[13].role, ROLE_DURATION);
    assert_int_equal(shape.elements[15].role, ROLE_WAY);
}

/* What must stand above an example: the line declares an actor itself, or names them. */
static const char *above(enum statement_kind kind)
{
    if (kind == SAY_PARENT)
        return "";
    if (kind == SAY_CHILD)
        return "parent host is ref_parent\n";
    if (kind == SAY_SHIM || kind == SAY_PRIVATE_NAMES || kind == SAY_JUMP_AHEAD ||
        kind == SAY_JUMP_BACK)
        return INJECTED;
    return reference_actors;
}

static bool sweeps(int kind)
{
    return kind == SAY_SWEEP_STEPS || kind == SAY_SWEEP_WAITS || kind == SAY_SWEEP_CALLS ||
           kind == SAY_SWEEP_PAIRS;
}

static void every_example_reads_as_its_own_kind(void **state)
{
    (void)state;
    for (int kind = 0; kind < SAY_COUNT; kind++) {
        char text[512];
        assert_non_null(statement_examples[kind]);
        snprintf(text, sizeof text, "%s%s%s%s", above((enum statement_kind)kind),
                 kind == SAY_RELEASE ? "hold host at request.peek\n"
                 : kind == SAY_RESUME || kind == SAY_AFTER_RESUME ? "hang host\n"
                 : kind == SAY_COUNT_HANDLES ? "count handles of host\ncount handles of host\n"
                 : kind == SAY_END           ? "repeat 2 times\n"
                 : sweeps(kind)              ? "requests 3\n"
                                             : "",
                 statement_examples[kind], kind == SAY_REPEAT ? "\nend\n" : "");
        struct read *read = read_right(text);
        bool is_bracket = kind == SAY_REPEAT || kind == SAY_END;
        if (statement_when[kind] != STATEMENT_SETS && !is_bracket) {
            assert_true(read->scenario.line_count > 0);
            assert_int_equal(read->scenario.lines[read->scenario.line_count - 1].kind, kind);
        } else {
            assert_int_equal(read->scenario.line_count, 0);
        }
        free(read);
    }
}

static void what_is_repeated_stands_there_as_often(void **state)
{
    (void)state;
    struct read *read = read_right(PAIR "expect host prints \"a\" within 1s\n"
                                        "repeat 3 times\n"
                                        "  kill cs\n"
                                        "  expect host prints \"b\" within 1s\n"
                                        "end\n"
                                        "stop host\n");
    const struct scenario *of = &read->scenario;
    static const uint32_t files[] = {4, 6, 7, 6, 7, 6, 7, 9},
                          times[] = {1, 1, 1, 2, 2, 3, 3, 1};
    assert_int_equal(of->line_count, 8);
    for (uint32_t i = 0; i < 8; i++) {
        assert_int_equal(line_in_file(of->lines[i].line_number), files[i]);
        assert_int_equal(line_time(of->lines[i].line_number), times[i]);
        assert_int_equal(scenario_line_index(of, of->lines[i].line_number), i);
    }
    assert_int_equal(of->lines[5].kind, SAY_STRIKE);
    assert_string_equal(line_text(of, &of->lines[6]), "b");
    assert_int_equal(of->lines[2].round_before, 0);
    assert_int_equal(of->lines[4].round_before, 1);
    assert_int_equal(of->lines[6].round_before, 3);
    assert_int_equal(of->text_count, 2);
    free(read);
}

static void a_round_without_an_act_begins_anew(void **state)
{
    (void)state;
    struct read *read = read_right(PAIR "repeat 3 times\n"
                                        "  load 1 for 100ms\n"
                                        "  expect host prints \"b\" within 1s\n"
                                        "  count handles of host\n"
                                        "end\n"
                                        "repeat 2 times\n"
                                        "  expect host prints \"b\" within 1s\n"
                                        "  kill cs\n"
                                        "end\n");
    const struct scenario *of = &read->scenario;
    assert_int_equal(of->line_count, 13);
    for (uint32_t i = 0; i < 13; i++)
        assert_int_equal(of->lines[i].begins_round, i == 3 || i == 6);
    free(read);
}

static void a_repeat_has_its_limits(void **state)
{
    static const struct mistaken rows[] = {
        {"without an end", APP "repeat 3 times\nkill cs\n",
         "x.scenario:3:1: no line says where this ends; write `end` behind the last line that "
         "is "
         "repeated"},
        {"an end alone", APP "kill cs\nend\n",
         "x.scenario:4:1: no line above says `repeat`; write one, such as: repeat 6 times"},
        {"one in another", APP "repeat 3 times\nrepeat 2 times\nend\n",
         "x.scenario:4:1: line 3 begins a `repeat`, and another one cannot stand in it"},
        {"a line that declares", APP "repeat 3 times\nlimit 3s\nend\n",
         "x.scenario:4:1: only lines that act can be repeated; move this line above line 3"},
        {"a line that arms", APP "repeat 3 times\nat app prints \"x\" kill cs\nend\n",
         "x.scenario:4:1: only lines that act can be repeated"},
        {"a number of the run", APP "repeat 3 times\nexpect cs starts #2 within 1s\nend\n",
         "x.scenario:4:18: `#2` counts from the begin of the run, so it is the same in each "
         "round; leave it out"},
        {"a second start", APP "parent other is \"x.exe\"\nrepeat 3 times\nstart other\nend\n",
         "x.scenario:5:7: 'other' can be started once"},
        {"too many", APP "repeat 200 times\nkill cs\nkill app\nend\n",
         "x.scenario:6:1: 2 lines, repeated 200 times, are more than the 256 lines"},
        {"no number", APP "repeat some times\n", "x.scenario:3:8: expected"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_mistake(rows[i].text, strlen(rows[i].text), rows[i].said);
}

static void a_sweep_is_kept_with_its_faults(void **state)
{
    (void)state;
    struct read *read =
        read_right(PAIR "requests 3\n"
                        "sweep every step of cs with kill, hang,  drop # these\n"
                        "sweep every wait of host\n"
                        "sweep every wait of cs with hang\n"
                        "sweep every call of vb\n"
                        "sweep every pair with hang, kill\n");
    const struct scenario *of = &read->scenario;
    assert_int_equal(of->line_count, 0);
    assert_int_equal(of->sweep_count, 5);
    assert_int_equal(of->sweeps[0].kind, SAY_SWEEP_STEPS);
    assert_int_equal(of->sweeps[0].line_number, 5);
    assert_int_equal(of->sweeps[0].actor, 1);
    assert_int_equal(of->sweeps[0].faults,
                     1u << FAULT_KILL | 1u << FAULT_HANG | 1u << FAULT_DROP);
    assert_int_equal(of->sweeps[1].kind, SAY_SWEEP_WAITS);
    assert_int_equal(of->sweeps[1].actor, 0);
    assert_int_equal(of->sweeps[1].faults, 0);
    assert_int_equal(of->sweeps[2].faults, 1u << FAULT_HANG);
    assert_int_equal(of->sweeps[3].kind, SAY_SWEEP_CALLS);
    assert_int_equal(of->sweeps[3].actor, 2);
    assert_int_equal(of->sweeps[4].kind, SAY_SWEEP_PAIRS);
    assert_int_equal(of->sweeps[4].actor, -1);
    assert_int_equal(of->sweeps[4].faults, 1u << FAULT_KILL | 1u << FAULT_HANG);
    free(read);
}

static void a_sweep_stands_alone(void **state)
{
    (void)state;
    static const struct {
        const char *text, *said;
    } rows[] = {
        {PAIR "requests 3\nsweep every step of cs\nat cs request.sent kill cs\n",
         "x.scenario:6:7: line 5 is a sweep, so this file can have no line that arms or acts, "
         "such as at, kill or expect; remove this line"},
        {PAIR "requests 3\nmust fail child-ends cs\nsweep every step of cs\n",
         "x.scenario:6:1: a file with a `sweep` line cannot have `must fail`; remove the `must "
         "fail` line"},
        {PAIR "requests 3\nsweep every step of cs\nsweep every step of cs with kill\n",
         "x.scenario:6:21: line 5 already sweeps these"},
        {PAIR "requests 3\nsweep every step of cs with kill, fail\n",
         "x.scenario:5:29: only a call can fail; write: sweep every call of cs"},
        {PAIR "requests 3\nsweep every wait of cs with kill, drop\n",
         "x.scenario:5:29: drop cannot strike inside a wait; use kill or hang"},
        {PAIR "requests 3\nsweep every step of cs with kill, hng\n",
         "x.scenario:5:35: expected faults such as kill, hang, drop; they are: " FAULTS_ARE
         "\n  sweep every step of cs with kill, hng\n"
         "                                    ^~~ did you mean 'hang'?"},
        {PAIR "requests 3\nsweep every step of cs with kill,\n",
         "x.scenario:5:34: expected faults such as kill, hang, drop"},
        {PAIR "requests 3\nsweep every pair with kill, fail\n",
         "x.scenario:5:23: only a call can fail, and a pair strikes at two steps; remove "
         "`fail`"},
        {PAIR "requests 3\nsweep every pair\nsweep every pair with kill\n",
         "x.scenario:6:1: line 5 already sweeps these"},
        {PAIR "requests 3\nsweep every pairs\n",
         "x.scenario:5:13: expected 'step', 'wait', 'call' or 'pair'\n  sweep every pairs\n"
         "              ^~~~~ did you mean 'pair'?"},
        {PAIR "requests 3\nsweep every pair of cs\n",
         "x.scenario:5:18: expected 'with' or the end of the line"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_mistake(rows[i].text, strlen(rows[i].text), rows[i].said);
}

static void how_long_a_run_goes_on_is_kept(void **state)
{
    (void)state;
    struct read *timed = read_right(PAIR "run for 2s\nsweep every step of cs\n");
    assert_int_equal(timed->scenario.ending.kind, SAY_RUN_FOR);
    assert_int_equal(timed->scenario.ending.line_number, 4);
    assert_int_equal(timed->scenario.ending.window_ms, 2000);
    assert_int_equal(timed->scenario.line_count, 0);
    free(timed);
    struct read *until = read_right(PAIR "run until host reply.sent for vb #3\n"
                                         "expect host reports child.quit vb within 1s\n");
    assert_int_equal(until->scenario.ending.kind, SAY_RUN_UNTIL);
    assert_int_equal(until->scenario.ending.actor, 0);
    assert_int_equal(until->scenario.ending.peer, 2);
    assert_int_equal(until->scenario.ending.occurrence, 3);
    assert_int_equal(until->scenario.ending.window_ms, 0);
    assert_string_equal(until->scenario.ending.step, "reply.sent");
    free(until);
    struct read *first = read_right(PAIR "run until cs connected\n");
    assert_int_equal(first->scenario.ending.occurrence, 1);
    free(first);
    struct read *none = read_right(PAIR "sweep every step of cs\n");
    assert_int_equal(none->scenario.ending.line_number, 0);
    free(none);
}

static void how_long_a_run_goes_on_is_said_once_and_of_a_run_without_faults(void **state)
{
    (void)state;
    static const struct {
        const char *text, *said;
    } rows[] = {
        {PAIR "run for 2s\nrun until cs connected\n",
         "x.scenario:5:1: line 4 already says how long a run goes on; remove one of the two"},
        {PAIR "run for 10s\n", "x.scenario:4:1: the limit of 10000 ms ends the run earlier; "
                               "add a line such as: limit 20s"},
        {PAIR "run for 2s\nexpect cs stays alive for 1s\nkill cs\n",
         "x.scenario:6:1: line 4 says how long a run without faults goes on, but this line "
         "acts; remove one of the two"},
        {PAIR "run until cs request.peek\n",
         "x.scenario:4:14: 'request.peek' is a step of a parent, and 'cs' is a child"},
        {PAIR "run until cs\n", "x.scenario:4:13: expected a step such as request.sent"},
        {PAIR "run 2s\n", "x.scenario:4:5: expected 'for' or 'until'"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_mistake(rows[i].text, strlen(rows[i].text), rows[i].said);
}

/* For a child in quotes or by image, the number of its requests is unknown. */
static void a_run_is_counted_where_each_child_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool counted;
    } rows[] = {
        {PAIR, false},
        {PAIR "requests 3\n", true},
        {"parent host is \"h.exe\"\nchild cs is c\nrequests 3\n", true},
        {PAIR "child x is image x.exe\nrequests 3\n", false},
        {PAIR "child x is \"x.exe\"\nrequests 3\n", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct read *read = read_right(rows[i].text);
        if (scenario_is_counted(&read->scenario) != rows[i].counted)
            fail_msg("%s", rows[i].text);
        free(read);
    }
}

#define OWN_PAIR "parent app is \"app.exe\"\nchild worker is any \"worker.exe\"\n"

/* A parent of the user's own may ask, and its child answer. */
static void in_a_users_own_pair_either_side_has_the_steps_of_an_exchange(void **state)
{
    (void)state;
    free(read_right(OWN_PAIR "at app request.sent for worker #3 kill worker\n"));
    free(read_right(OWN_PAIR "hold worker at request.received\nrelease worker\n"));
    free(read_right(OWN_PAIR "expect worker reaches reply.sent within 1s\n"));
    free(read_right(OWN_PAIR "run until app reply.received\n"));
    struct read *read = read_text(OWN_PAIR "expect worker reports child.lost within 1s\n");
    assert_non_null(strstr(read->err.text, "'child.lost' is a report of a parent"));
    free(read);
}

static void an_actor_is_kept_with_its_options_and_arguments(void **state)
{
    (void)state;
    struct read *read = read_right(
        "parent host is ref_parent \"a b\" watchdog 200ms on loss stop block 64KiB \"\"\n"
        "\n"
        "child cs is \"C:\\kit\\ref child.exe\" tick 20ms notice by process deadline 2s\n"
        "child helper is image helper.exe # its own way\n"
        "parent other is p on loss continue places 2\n"
        "child late is 7zip.exe\n");
    const struct scenario_actor *a = read->scenario.actors;
    assert_int_equal(read->scenario.actor_count, 5);
    assert_string_equal(a[0].name, "host");
    assert_string_equal(a[0].program, "ref_parent");
    assert_true(!a[0].is_child && !a[0].quoted && !a[0].by_image && a[0].stops_on_loss);
    assert_int_equal(a[0].parent, -1);
    assert_int_equal(a[0].watchdog_ms, 200);
    static const char *const arguments[] = {"a b",  "--watchdog", "200ms", "--on-loss",
                                            "stop", "--block",    "64KiB", ""};
    assert_int_equal(a[0].argument_count, 8);
    for (int i = 0; i < 8; i++)
        assert_string_equal(a[0].arguments[i], arguments[i]);
    assert_true(a[1].is_child && a[1].quoted && a[1].parent == 0 && a[1].line_number == 3);
    assert_string_equal(a[1].program, "C:\\kit\\ref child.exe");
    assert_int_equal(a[1].notice, NOTICE_PROCESS);
    assert_int_equal(a[1].watchdog_ms, PROTOCOL_WATCHDOG_MS);
    assert_int_equal(a[0].deadline_ms, PROTOCOL_DEADLINE_MS);
    assert_int_equal(a[1].deadline_ms, 2000);
    assert_true(a[2].by_image && a[2].is_child && a[2].notice == NOTICE_ALL);
    assert_int_equal(a[2].argument_count, 0);
    assert_true(!a[3].is_child && !a[3].stops_on_loss);
    assert_int_equal(a[0].max_parallel, 0);
    assert_int_equal(a[3].max_parallel, 2);
    assert_int_equal(a[4].parent, 3);
    assert_int_equal(scenario_actor(&read->scenario, "late"), 4);
    assert_int_equal(scenario_actor(&read->scenario, "lat"), -1);
    free(read);
}

/* Only what must fail has to be judged. */
static void another_rule_than_the_one_that_must_fail_can_be_waived(void **state)
{
    (void)state;
    struct read *read = read_right(PAIR "must fail child-ends cs\nwaive child-ends vb\n"
                                        "waive bounded cs\nwaive nothing-left\n");
    assert_true(read->scenario.actors[2].waived >> RULE_CHILD_ENDS & 1u);
    assert_true(read->scenario.actors[1].waived >> RULE_BOUNDED & 1u);
    assert_false(read->scenario.actors[1].waived >> RULE_CHILD_ENDS & 1u);
    assert_true(read->scenario.waived[RULE_NOTHING_LEFT]);
    free(read);
}

static void only_the_child_that_is_named_may_stay(void **state)
{
    (void)state;
    struct read *read = read_right(PAIR "may stay cs\n");
    assert_true(read->scenario.actors[1].may_stay);
    assert_false(read->scenario.actors[0].may_stay || read->scenario.actors[2].may_stay);
    free(read);
}

static void a_bystander_belongs_to_nobody(void **state)
{
    (void)state;
    struct read *read = read_right("parent host is p\nbystander guest is b tick 20ms \"x\"\n"
                                   "child cs is c\nhold guest at beat #3\n");
    const struct scenario_actor *a = read->scenario.actors;
    assert_true(a[1].is_bystander && !a[1].is_child && a[1].parent == -1);
    assert_int_equal(a[1].argument_count, 3);
    assert_true(a[2].is_child && !a[2].is_bystander && a[2].parent == 0);
    assert_false(a[0].is_bystander);
    free(read);
}

static void settings_are_kept_and_have_defaults(void **state)
{
    (void)state;
    struct read *read = read_right(PAIR);
    assert_int_equal(read->scenario.limit_ms, SCENARIO_LIMIT_MS);
    assert_memory_equal(read->scenario.window_ms, rule_windows_ms, sizeof rule_windows_ms);
    assert_false(read->scenario.must_fail);
    assert_int_equal(read->scenario.requests, 0);
    assert_string_equal(read->scenario.path, "x.scenario");
    for (int i = 0; i < RULE_COUNT; i++)
        assert_false(read->scenario.waived[i]);
    free(read);
    read = read_right(PAIR "limit 1min\nwindow child-ends 7ms\nwaive nothing-left\n"
                           "must fail child-ends vb\nrequests 12\n");
    assert_int_equal(read->scenario.requests, 12);
    assert_int_equal(read->scenario.requests_line, 8);
    assert_int_equal(read->scenario.limit_ms, 60000);
    assert_int_equal(read->scenario.window_ms[RULE_CHILD_ENDS], 7);
    assert_int_equal(read->scenario.window_ms[RULE_NOTHING_LEFT],
                     rule_windows_ms[RULE_NOTHING_LEFT]);
    assert_true(read->scenario.waived[RULE_NOTHING_LEFT]);
    assert_false(read->scenario.waived[RULE_CHILD_ENDS]);
    assert_true(read->scenario.must_fail);
    assert_int_equal(read->scenario.must_fail_rule, RULE_CHILD_ENDS);
    assert_int_equal(read->scenario.must_fail_actor, 2);
    assert_int_equal(read->scenario.must_fail_line, 7);
    free(read);
}

/* host is 0, cs is 1, vb is 2 */
static const struct kept {
    const char *text;
    struct scenario_line line;
} kept[] = {
    {"at cs request.sent kill host",
     {.kind = SAY_AT,
      .actor = 1,
      .target = 0,
      .peer = -1,
      .fault = FAULT_KILL,
      .step = "request.sent",
      .occurrence = 1}},
    {"at host request.peek for vb #3 drop host",
     {.kind = SAY_AT,
      .actor = 0,
      .target = 0,
      .peer = 2,
      .fault = FAULT_DROP,
      .step = "request.peek",
      .occurrence = 3}},
    {"at host child.lost #2 hang vb",
     {.kind = SAY_AT,
      .actor = 0,
      .target = 2,
      .peer = -1,
      .fault = FAULT_HANG,
      .step = "child.lost",
      .occurrence = 2}},
    {"inside cs reply.wait for host hang cs",
     {.kind = SAY_INSIDE,
      .actor = 1,
      .target = 1,
      .peer = 0,
      .fault = FAULT_HANG,
      .step = "reply.wait",
      .occurrence = 1}},
    {"hold host at request.peek for cs #9",
     {.kind = SAY_HOLD,
      .actor = 0,
      .target = -1,
      .peer = 1,
      .step = "request.peek",
      .occurrence = 9}},
    {"at cs request.sent #3 crash cs",
     {.kind = SAY_AT,
      .actor = 1,
      .target = 1,
      .peer = -1,
      .fault = FAULT_CRASH,
      .step = "request.sent",
      .occurrence = 3}},
    {"at cs child.begun exit cs",
     {.kind = SAY_AT,
      .actor = 1,
      .target = 1,
      .peer = -1,
      .fault = FAULT_EXIT,
      .step = "child.begun",
      .occurrence = 1,
      .code = KIT_EXIT_CODE}},
    {"at host reply.sent for vb exit host with 0",
     {.kind = SAY_AT,
      .actor = 0,
      .target = 0,
      .peer = 2,
      .fault = FAULT_EXIT,
      .step = "reply.sent",
      .occurrence = 1,
      .has_code = true}},
    {"at host request.received for cs #2 spin host",
     {.kind = SAY_AT,
      .actor = 0,
      .target = 0,
      .peer = 1,
      .fault = FAULT_SPIN,
      .step = "request.received",
      .occurrence = 2}},
    {"at cs reply.wait #2 delay cs by 1s",
     {.kind = SAY_AT,
      .actor = 1,
      .target = 1,
      .peer = -1,
      .fault = FAULT_DELAY,
      .step = "reply.wait",
      .occurrence = 2,
      .window_ms = 1000}},
    {"at cs request.before #2 truncate cs",
     {.kind = SAY_AT,
      .actor = 1,
      .target = 1,
      .peer = -1,
      .fault = FAULT_TRUNCATE,
      .step = "request.before",
      .occurrence = 2}},
    {"at host memory.written for vb corrupt host",
     {.kind = SAY_AT,
      .actor = 0,
      .target = 0,
      .peer = 2,
      .fault = FAULT_CORRUPT,
      .step = "memory.written",
      .occurrence = 1}},
    {"hang vb",
     {.kind = SAY_STRIKE, .actor = -1, .target = 2, .peer = -1, .fault = FAULT_HANG}},
    {"stop host", {.kind = SAY_STOP, .actor = 0, .target = -1, .peer = -1}},
    {"expect host reports child.lost cs by watchdog within 2s",
     {.kind = SAY_EXPECT_REPORTS,
      .actor = 0,
      .target = -1,
      .peer = 1,
      .step = "child.lost",
      .by = "watchdog",
      .window_ms = 2000}},
    {"expect cs reports child.ending by stop within 1ms",
     {.kind = SAY_EXPECT_REPORTS,
      .actor = 1,
      .target = -1,
      .peer = -1,
      .step = "child.ending",
      .by = "stop",
      .window_ms = 1}},
    {"expect cs reports mine.done within 1ms",
     {.kind = SAY_EXPECT_REPORTS,
      .actor = 1,
      .target = -1,
      .peer = -1,
      .step = "mine.done",
      .window_ms = 1}},
    {"inside host mine.done kill cs",
     {.kind = SAY_INSIDE,
      .actor = 0,
      .target = 1,
      .peer = -1,
      .fault = FAULT_KILL,
      .step = "mine.done",
      .occurrence = 1}},
    {"expect vb reaches reply.received within 100ms",
     {.kind = SAY_EXPECT_REACHES,
      .actor = 2,
      .target = -1,
      .peer = -1,
      .step = "reply.received",
      .window_ms = 100}},
    {"expect host reaches reply.sent for vb #4 within 100ms",
     {.kind = SAY_EXPECT_REACHES,
      .actor = 0,
      .target = -1,
      .peer = 2,
      .step = "reply.sent",
      .occurrence = 4,
      .window_ms = 100}},
    {"at host section.create for vb #2 fail host with 1455",
     {.kind = SAY_FAIL,
      .actor = 0,
      .target = 0,
      .peer = 2,
      .fault = FAULT_FAIL,
      .step = "section.create",
      .occurrence = 2,
      .has_code = true,
      .code = 1455}},
    {"at host request.peek for cs #2 drop host by disconnect",
     {.kind = SAY_AT,
      .actor = 0,
      .target = 0,
      .peer = 1,
      .fault = FAULT_DROP,
      .drop = DROP_DISCONNECT,
      .step = "request.peek",
      .occurrence = 2}},
    {"at cs request.sent drop cs by close",
     {.kind = SAY_AT,
      .actor = 1,
      .target = 1,
      .peer = -1,
      .fault = FAULT_DROP,
      .drop = DROP_CLOSE,
      .step = "request.sent",
      .occurrence = 1}},
    {"at cs pipe.write fail cs", /* the first of its codes, and the first time */
     {.kind = SAY_FAIL,
      .actor = 1,
      .target = 1,
      .peer = -1,
      .fault = FAULT_FAIL,
      .step = "pipe.write",
      .occurrence = 1,
      .code = 232}},
    {"expect host reports child.lost not before 150ms and within 400ms",
     {.kind = SAY_EXPECT_REPORTS,
      .actor = 0,
      .target = -1,
      .peer = -1,
      .step = "child.lost",
      .window_ms = 400,
      .not_before_ms = 150}},
    {"expect cs exits 0 not before 1ms and within 2ms",
     {.kind = SAY_EXPECT_EXITS,
      .actor = 1,
      .target = -1,
      .peer = -1,
      .window_ms = 2,
      .not_before_ms = 1,
      .has_code = true}},
    {"expect host never reports child.lost vb by pipe for 500ms",
     {.kind = SAY_EXPECT_NEVER_REPORTS,
      .actor = 0,
      .target = -1,
      .peer = 2,
      .step = "child.lost",
      .by = "pipe",
      .window_ms = 500}},
    {"expect host never reaches request.peek for vb for 500ms",
     {.kind = SAY_EXPECT_NEVER_REACHES,
      .actor = 0,
      .target = -1,
      .peer = 2,
      .step = "request.peek",
      .window_ms = 500}},
    {"expect host never reaches request.peek for 1s",
     {.kind = SAY_EXPECT_NEVER_REACHES,
      .actor = 0,
      .target = -1,
      .peer = -1,
      .step = "request.peek",
      .window_ms = 1000}},
    {"expect vb stays alive for 3s",
     {.kind = SAY_EXPECT_STAYS, .actor = 2, .target = -1, .peer = -1, .window_ms = 3000}},
    {"expect vb exits within 3s",
     {.kind = SAY_EXPECT_EXITS, .actor = 2, .target = -1, .peer = -1, .window_ms = 3000}},
    {"expect vb exits 4294967295 within 3s",
     {.kind = SAY_EXPECT_EXITS,
      .actor = 2,
      .target = -1,
      .peer = -1,
      .window_ms = 3000,
      .has_code = true,
      .code = UINT32_MAX}},
    {"expect vb exits 0xC000000a within 3s",
     {.kind = SAY_EXPECT_EXITS,
      .actor = 2,
      .target = -1,
      .peer = -1,
      .window_ms = 3000,
      .has_code = true,
      .code = 0xC000000Au}},
};

static void every_value_of_a_line_is_kept(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        char text[512];
        snprintf(text, sizeof text, PAIR "step mine.done\n%s", kept[i].text);
        struct read *read = read_right(text);
        const struct scenario_line *is = &read->scenario.lines[0], *was = &kept[i].line;
        assert_int_equal(read->scenario.line_count, 1);
        assert_int_equal(is->line_number, 5);
        assert_int_equal(is->kind, was->kind);
        assert_int_equal(is->actor, was->actor);
        assert_int_equal(is->target, was->target);
        assert_int_equal(is->peer, was->peer);
        assert_int_equal(is->fault, was->fault);
        assert_int_equal(is->drop, was->drop);
        assert_string_equal(is->step, was->step);
        assert_string_equal(is->by, was->by);
        assert_int_equal(is->occurrence, was->occurrence);
        assert_int_equal(is->window_ms, was->window_ms);
        assert_int_equal(is->not_before_ms, was->not_before_ms);
        assert_int_equal(is->has_code, was->has_code);
        assert_int_equal(is->code, was->code);
        free(read);
    }
}

static void a_program_that_may_be_missing_is_kept_with_its_reason(void **state)
{
    (void)state;
    struct read *read = read_right("skip without \"a b.exe\" because it's rare\n"
                                   "skip without cs_child because so\n" PAIR);
    assert_int_equal(read->scenario.need_count, 2);
    assert_string_equal(read->scenario.needs[0].program, "a b.exe");
    assert_true(read->scenario.needs[0].quoted);
    assert_string_equal(read->scenario.needs[0].note.reason, "it's rare");
    assert_string_equal(read->scenario.needs[1].program, "cs_child");
    assert_false(read->scenario.needs[1].quoted);
    assert_int_equal(read->scenario.needs[1].note.line_number, 2);
    free(read);
}

static void a_reason_is_kept_for_its_system(void **state)
{
    (void)state;
    struct read *read = read_right(PAIR "skip on windows: it's  slow, \"very\"   # really\n"
                                        "differs on wine: for a reason\n");
    assert_int_equal(read->scenario.skip[SYSTEM_WINDOWS].line_number, 4);
    assert_string_equal(read->scenario.skip[SYSTEM_WINDOWS].reason, "it's  slow, \"very\"");
    assert_int_equal(read->scenario.skip[SYSTEM_WINE].line_number, 0);
    assert_int_equal(read->scenario.differs[SYSTEM_WINE].line_number, 5);
    assert_string_equal(read->scenario.differs[SYSTEM_WINE].reason, "for a reason");
    assert_int_equal(read->scenario.differs[SYSTEM_WINDOWS].line_number, 0);
    assert_string_equal(read->scenario.differs[SYSTEM_WINE].on.word, "wine");
    free(read);
}

static void a_note_is_found_where_its_version_runs(void **state)
{
    struct kit_platform old = platform_of("wine 8.0"), later = platform_of("wine 10.0");
    (void)state;
    struct read *read = read_right(PAIR "skip on wine<9: old\n");
    assert_string_equal(scenario_note_on(read->scenario.skip, &old)->reason, "old");
    assert_null(scenario_note_on(read->scenario.skip, &later));
    assert_null(scenario_note_on(read->scenario.differs, &old));
    free(read);
}

static void lines_keep_the_order_of_the_file(void **state)
{
    (void)state;
    struct read *read = read_right(PAIR "hold host at request.peek for cs\n"
                                        "kill cs\n"
                                        "at vb reply.wait hang vb\n"
                                        "release host\n"
                                        "stop host\n");
    static const enum statement_kind order[] = {SAY_HOLD, SAY_STRIKE, SAY_AT, SAY_RELEASE,
                                                SAY_STOP};
    assert_int_equal(read->scenario.line_count, 5);
    for (uint32_t i = 0; i < 5; i++) {
        assert_int_equal(read->scenario.lines[i].kind, order[i]);
        assert_int_equal(read->scenario.lines[i].line_number, 4 + i);
    }
    free(read);
}

static void a_child_known_by_its_image_can_be_struck_at_its_own_steps(void **state)
{
    (void)state;
    free(read_right(HELPER "at helper request.sent kill helper\n"
                           "hold helper at reply.wait\n"
                           "kill helper\nexpect helper exits within 1s\n"));
}

/* Which end a program has that is not the kit's, only it knows. */
static void a_child_of_ones_own_may_disconnect(void **state)
{
    (void)state;
    free(read_right("parent host is ref_parent\nchild cs is \"my.exe\"\nchild vb is image "
                    "my.exe\nat cs request.sent drop cs by disconnect\n"
                    "at vb request.sent drop vb by disconnect\n"));
}

/* From outside it is the pipe of a child, and no step is needed for it. */
static void a_child_is_dropped_from_outside(void **state)
{
    (void)state;
    struct read *read = read_right(PAIR "drop cs\nafter 1s drop vb\n");
    assert_int_equal(read->scenario.lines[0].target, 1);
    assert_int_equal(read->scenario.lines[1].target, 2);
    free(read);
}

static void a_parent_with_one_child_drops_its_only_pipe(void **state)
{
    (void)state;
    free(read_right("parent host is p\nchild cs is c\nat host request.peek drop host\n"));
}

static const struct quoted {
    const char *written, *meant;
} quotes[] = {
    {"\"\"", ""},
    {"\"a b\"", "a b"},
    {"\"# no comment\"", "# no comment"},
    {"\"C:\\a\\b\"", "C:\\a\\b"},
    {"\"\\\\server\\share\"", "\\\\server\\share"},
    {"\"say \\\"hi\\\"\"", "say \"hi\""},
    {"\"C:\\dir\\\\\"", "C:\\dir\\"},
    {"\"\\\\\\\\\"", "\\\\"},
    {"\"\\\\\\\"\"", "\\\""},
    {"\"M\xC3\xBCller\"", "M\xC3\xBCller"},
};

static void quotes_keep_paths_as_they_are(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        char text[128];
        snprintf(text, sizeof text, "parent host is p %s # end", quotes[i].written);
        struct read *read = read_right(text);
        assert_int_equal(read->scenario.actors[0].argument_count, 1);
        assert_string_equal(read->scenario.actors[0].arguments[0], quotes[i].meant);
        free(read);
    }
}

static void blanks_comments_and_line_ends_make_no_difference(void **state)
{
    (void)state;
    static const char *const same[] = {
        "parent host is p\nkill host",
        "\xEF\xBB\xBFparent host is p\nkill host\n",
        "parent host is p\r\nkill host\r\n\r\n",
        "\t parent\thost  is p\t\n\n \t \nkill host # why #2\n",
        "# M\xC3\xBCller\nparent host is p #\nkill host ##",
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        struct read *read = read_right(same[i]);
        assert_string_equal(read->scenario.actors[0].program, "p");
        assert_int_equal(read->scenario.line_count, 1);
        assert_int_equal(read->scenario.lines[0].target, 0);
        free(read);
    }
}

static void a_file_that_is_no_text_is_one_clear_mistake(void **state)
{
    (void)state;
    static const char wide[] = "p\0a\0r\0e\0n\0t\0", marked[] = "\xFF\xFEp\0", big[] = "\0p\0a";
    const char *said = "x.scenario:1:1: the file is in UTF-16; save it as UTF-8";
    assert_mistake(wide, sizeof wide - 1, said);
    assert_mistake(marked, sizeof marked - 1, said);
    assert_mistake(big, sizeof big - 1, said);
    assert_mistake("\xFE\xFFp", 3, said);
    assert_mistake("\xFE\xFEp", 3, "x.scenario:1:1: this byte is not UTF-8");
    assert_mistake("\xFFpp", 3, "x.scenario:1:1: this byte is not UTF-8");
    assert_mistake(PAIR "kill cs\r", sizeof PAIR "kill cs\r" - 1,
                   "x.scenario:4:8: this carriage return has no line feed after it; end lines "
                   "with LF or CR LF");
    assert_mistake("limit 1s\nab\0c\n", 14,
                   "x.scenario:2:3: this is a NUL byte; a scenario is a text file in UTF-8\n  "
                   "ab?c\n    ^");
    static const char *const broken[] = {"# \x80",         "# \xC3",
                                         "# \xC0\xAF",     "# \xE0\x80\xAF",
                                         "# \xED\xA0\x80", "# \xF4\x90\x80\x80",
                                         "# \xE2\x82",     "# \xF5\x80\x80\x80"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        assert_mistake(broken[i], strlen(broken[i]), "x.scenario:1:3: this byte is not UTF-8");
}

/* Whether a hold waits for itself depends on the order of steps and of lines, and on what is
 * known of a program. */
static void only_a_hold_that_must_wait_for_itself_is_refused(void **state)
{
    static const struct {
        const char *lines;
        bool waits;
    } rows[] = {
        /* the child's own steps, in their order */
        {"hold cs at request.before\nat cs request.sent kill cs\nrelease cs\n", true},
        {"at cs request.sent kill cs\nhold cs at request.before\nrelease cs\n", true},
        {"hold cs at request.sent\nat cs request.before kill cs\nrelease cs\n", false},
        {"hold cs at request.sent\nat cs request.before #2 kill cs\nrelease cs\n", true},
        {"hold cs at request.sent #2\nat cs memory.read kill cs\nrelease cs\n", false},
        {"hold cs at request.signalled\ninside cs reply.wait kill cs\nrelease cs\n", true},
        {"hold cs at reply.wait\nat cs reply.received kill cs\nrelease cs\n", true},
        {"hold cs at block.half\nhold cs at reply.wait\nrelease cs\n", true},
        {"hold cs at block.half\nhold vb at reply.wait\nrelease cs\n", false},
        {"hold cs at block.half\nat cs block.whole kill cs\nrelease cs\n", false},
        /* the other side's */
        {"hold cs at request.sent\nat host request.peek for cs kill host\nrelease cs\n", true},
        {"hold cs at request.sent #2\nat host request.peek for cs #2 kill host\nrelease cs\n",
         false},
        {"hold cs at request.signalled\nat host reply.sent for cs kill host\nrelease cs\n",
         false},
        {"hold cs at request.signalled\nat host request.received for cs #2 kill host\n"
         "release cs\n",
         true},
        {"hold cs at request.sent\nat host request.received for vb kill host\nrelease cs\n",
         false},
        {"hold cs at request.sent\nat host request.received kill host\nrelease cs\n", false},
        {"hold host at memory.written for cs\nat cs reply.received kill cs\nrelease host\n",
         true},
        {"hold host at reply.sent for cs\nat cs reply.received kill cs\nrelease host\n", false},
        {"hold host at reply.sent for cs\nat cs request.signalled #2 kill cs\nrelease host\n",
         false},
        {"hold host at reply.sent for cs\nat cs reply.received #2 kill cs\nrelease host\n",
         true},
        {"hold host at reply.sent for cs\nat host request.peek for vb kill vb\nrelease host\n",
         false},
        /* the order of lines */
        {"hold cs at request.sent\nrelease cs\nat cs reply.received kill cs\n", false},
        {"hold cs at request.sent\nrelease cs\nhold cs at idle.wait\nrelease cs\n", false},
        {"hold cs at request.sent\nat cs reply.received kill cs\n", true},
        {"hold vb at idle.wait\nhold cs at request.sent\nat cs reply.received kill cs\n"
         "release vb\n",
         true},
        /* programs of which nothing is known */
        {"hold own at request.sent\nat own reply.received kill own\nrelease own\n", false},
        {"hold own at request.sent\nhold own at reply.received\nrelease own\n", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[512];
        snprintf(text, sizeof text, PAIR "child own is my_child\n%s", rows[i].lines);
        struct read *read = read_text(text);
        bool waits = read->status != KIT_OK && strstr(read->err.text, "this never happens");
        if (waits != rows[i].waits || (read->status != KIT_OK && !waits))
            fail_msg("row %zu: %s\n%s", i, rows[i].lines,
                     read->status == KIT_OK ? "taken" : read->err.text);
        free(read);
    }
}

/* Each of the two parents has one child, so a line need not name the peer of a message. */
static void a_hold_waits_for_itself_in_its_own_family(void **state)
{
    (void)state;
    static const struct {
        const char *host, *child;
        bool waits;
    } rows[] = {
        {"ref_parent", "ref_child", true},
        {"ref_parent", "\"ref_child\"", false},
        {"\"ref_parent\"", "ref_child", false},
        {"my_parent", "ref_child", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 "parent other is ref_parent\nchild vb is ref_child\nparent host is %s\n"
                 "child cs is %s\nhold host at memory.written\nat cs reply.received kill cs\n"
                 "release host\n",
                 rows[i].host, rows[i].child);
        struct read *read = read_text(text);
        bool waits = read->status != KIT_OK && strstr(read->err.text, "this never happens");
        assert_int_equal(waits, rows[i].waits);
        assert_true(waits || read->status == KIT_OK);
        free(read);
    }
    free(read_right("parent other is ref_parent\nchild vb is ref_child\n"
                    "parent host is ref_parent\nchild cs is ref_child\n"
                    "hold host at memory.written\nat vb reply.received kill vb\n"
                    "release host\n"));
}

/* Text of `count` lines or words, each with its number; and what follows. */
static struct read *read_many(const char *before, const char *each, int count,
                              const char *after)
{
    size_t room = 256 * 1024;
    char *many = malloc(room);
    assert_non_null(many);
    struct text text = text_over(many, room);
    text_add(&text, "%s", before);
    for (int i = 0; i < count; i++) {
        for (const char *at = each; *at; at++) {
            if (*at == '%')
                text_add(&text, "%d", i);
            else
                text_add_bytes(&text, at, 1);
        }
    }
    text_add(&text, "%s", after);
    assert_false(text.cut);
    struct read *read = read_text(many);
    free(many);
    return read;
}

static const struct limit {
    const char *before, *each, *after;
    int most;
    const char *said;
} limits[] = {
    {"parent host is p\n", "child c% is c\n", "", PROTOCOL_CHILDREN,
     ":62:1: a parent of the kit's has at most 60 children"},
    {"parent host is \"p\"\n", "child c% is c\n", "", SCENARIO_ACTORS - 1,
     ":73:1: a scenario has at most 72 actors"},
    {"parent host is p\n", "kill host\n", "", SCENARIO_LINES,
     ":258:1: a scenario has at most 256 lines that arm or act"},
    {PAIR, "at cs request.sent #1% kill cs\n", "inside cs reply.wait #1 kill cs\n",
     SCENARIO_ORDERS - 1, ": the steps of one actor can have at most 64 faults and holds"},
    {PAIR, "at cs request.sent #1% kill cs\n", "at host request.peek kill host\n",
     SCENARIO_ORDERS, ":68:1: the steps of one actor can have at most 64 faults and holds"},
    {"parent host is p\n", "step mine.%\n", "", SCENARIO_STEPS,
     ":66:1: a scenario declares at most 64 steps"},
    {"parent host is p", " \"%\"", "", SCENARIO_ARGUMENTS,
     ":1:88: an actor can have at most 16 arguments, and each option counts as two"},
    {"parent host is p tick", " x", "", 0, ":1:23: expected a duration"},
    {"parent host is p \"", "x", "\"", SCENARIO_ARGUMENT - 1,
     ":1:18: an argument has at most 511 bytes"},
    {"parent host is \"", "x", "\"", SCENARIO_ARGUMENT - 1,
     ":1:16: a word has at most 511 bytes"},
    {"parent host is p", " \"%\"", " deadline 5s", SCENARIO_ARGUMENTS - 2,
     ": an actor can have at most 16 arguments, and each option counts as two"},
    {"parent host is p", " \"%\" \"\"", " deadline 5s", SCENARIO_ARGUMENTS / 2 - 1,
     ": an actor can have at most 16 arguments, and each option counts as two"},
    {"parent host is p\n", "skip without p% because it's rare\n", "", SCENARIO_NEEDS,
     ":10:1: a scenario can name at most 8 programs after `skip without`"},
    {"parent host is p\nskip without p because ", "r", "", SCENARIO_REASON - 1,
     ":2:24: a reason has at most 199 bytes"},
    {"parent host is \"p\"\nrequests 3\n", "child c% is c\nsweep every step of c%\n", "",
     SCENARIO_SWEEPS, ":132:1: a scenario has at most 64 lines that sweep"},
    {"parent h", "x", " is p", KIT_NAME - 2, ":1:8: a name has at most 31 bytes"},
    {"parent host is p\nstep s", "x", "", KIT_NAME - 2, ":2:6: a word has at most 31 bytes"},
    {"parent host is p\n#", "x", "", 2047, ":2:2049: a line has at most 2048 bytes; split it"},
    {"parent host is p\n", "# 3456789012345\n", "", 4094,
     ":1:1: the file is longer than 64 KiB; split the scenario"},
};

static void a_limit_can_be_reached_and_not_passed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        const struct limit *limit = &limits[i];
        struct read *read = read_many(limit->before, limit->each, limit->most, limit->after);
        if (limit->most > 0 && read->status != KIT_OK)
            fail_msg("%d of '%s': %s", limit->most, limit->each, read->err.text);
        free(read);
        read = read_many(limit->before, limit->each, limit->most + 1, limit->after);
        if (read->status != KIT_BAD_INPUT || !strstr(read->err.text, limit->said))
            fail_msg("one more than %d of '%s': expected %s, seen %s", limit->most, limit->each,
                     limit->said, read->status == KIT_OK ? "nothing" : read->err.text);
        free(read);
    }
}

static void a_line_has_a_limit_of_words(void **state)
{
    (void)state;
    struct read *read = read_many("", " x", SCENARIO_WORDS, "");
    assert_non_null(strstr(read->err.text, ":1:2: expected 'parent'"));
    free(read);
    read = read_many("", " x", SCENARIO_WORDS + 1, "");
    assert_non_null(strstr(read->err.text, ":1:66: a line has at most 32 words"));
    free(read);
}

static void a_program_is_given_what_its_line_says(void **state)
{
    (void)state;
    struct read *read = read_right(
        "parent app is \"app.exe\" \"--x\" env A=b folder \"./data\" env \"C=d e\" stdin file "
        "\"in.txt\" stdio null\n"
        "parent other is ref_parent\n"
        "parent third is \"third.exe\" stdin closed token restricted job breakaway\n"
        "other stops by event \"Local\\stop\"\n"
        "third stops by command \"stop it\"\n");
    const struct scenario_actor *app = &read->scenario.actors[0];
    const struct scenario_launch *launch = &app->launch;
    assert_int_equal(app->argument_count, 1);
    assert_string_equal(app->arguments[0], "--x");
    assert_int_equal(launch->variable_count, 2);
    assert_string_equal(launch->variables[0], "A=b");
    assert_string_equal(launch->variables[1], "C=d e");
    assert_string_equal(launch->folder, "./data"); /* the scenario has no folder */
    assert_int_equal(launch->source, LAUNCH_IN_FILE);
    assert_string_equal(launch->input, "in.txt");
    assert_int_equal(launch->sink, LAUNCH_OUT_NOTHING);
    assert_int_equal(launch->ask, ASK_NONE);
    launch = &read->scenario.actors[1].launch;
    assert_int_equal(launch->source, LAUNCH_IN_NOTHING);
    assert_int_equal(launch->sink, LAUNCH_OUT_CAPTURED);
    assert_int_equal(launch->ask, ASK_EVENT);
    assert_string_equal(launch->ask_text, "Local\\stop");
    launch = &read->scenario.actors[2].launch;
    assert_int_equal(launch->source, LAUNCH_IN_CLOSED);
    assert_int_equal(launch->ask, ASK_COMMAND);
    assert_int_equal(launch->token, LAUNCH_TOKEN_RESTRICTED);
    assert_int_equal(launch->job, LAUNCH_JOB_BREAKAWAY);
    assert_int_equal(read->scenario.actors[0].launch.token, LAUNCH_TOKEN_USUAL);
    assert_int_equal(read->scenario.actors[0].launch.job, LAUNCH_JOB_STRICT);
    free(read);
}

static void calls_are_steps_where_the_probe_is_injected(void **state)
{
    (void)state;
    struct read *read = read_right(INJECTED "at app pipe.write #5 kill app\n"
                                            "hold cs at pipe.read #2\n"
                                            "release cs\n"
                                            "expect cs reaches process.exit within 1s\n"
                                            "inside cs wait hang cs\n"
                                            "at cs pipe.write #2 fail cs\n"
                                            "at app process.create fail app\n"
                                            "at cs pipe.read fail cs with 234\n");
    const struct scenario *scenario = &read->scenario;
    assert_true(actor_is_injected(scenario, 0));
    assert_true(actor_is_injected(scenario, 1));
    assert_int_equal(scenario->lines[0].kind, SAY_AT);
    assert_string_equal(scenario->lines[0].step, "pipe.write");
    assert_int_equal(scenario->lines[0].occurrence, 5);
    assert_string_equal(scenario->lines[1].step, "pipe.read");
    assert_string_equal(scenario->lines[3].step, "process.exit");
    assert_int_equal(scenario->lines[4].kind, SAY_INSIDE);
    assert_int_equal(scenario->lines[5].kind, SAY_FAIL);
    assert_int_equal(scenario->lines[5].code, 232);
    assert_string_equal(scenario->lines[6].step, "process.create");
    assert_int_equal(scenario->lines[7].code, 234);
    free(read);
    read = read_right(INJECTED "run until app pipe.created\n");
    assert_string_equal(read->scenario.ending.step, "pipe.created");
    free(read);
    read = read_right("parent app is \"app.exe\"\n");
    assert_false(actor_is_injected(&read->scenario, 0));
    free(read);
}

static void a_jump_says_which_clock_and_how_far(void **state)
{
    (void)state;
    struct read *read = read_right(INJECTED "jump tick-count of cs back by 10min\n"
                                            "jump all-clocks of app ahead by 120min\n");
    const struct scenario_line *lines = read->scenario.lines;
    assert_int_equal(lines[0].kind, SAY_JUMP_BACK);
    assert_int_equal(lines[0].actor, 1);
    assert_int_equal(clocks_of(lines[0].clock), 1u << CLOCK_TICKS);
    assert_int_equal(lines[0].window_ms, 600000);
    assert_int_equal(lines[1].kind, SAY_JUMP_AHEAD);
    assert_int_equal(clocks_of(lines[1].clock), 7);
    assert_true(scenario_moves_clocks(&read->scenario));
    free(read);
    read = read_right(INJECTED);
    assert_false(scenario_moves_clocks(&read->scenario));
    free(read);
}

static void shims_are_a_set(void **state)
{
    (void)state;
    struct read *read = read_right("shim ended-process\n" INJECTED "shim handle-list\n");
    assert_int_equal(read->scenario.shims, 1u << SHIM_ENDED_PROCESS | 1u << SHIM_HANDLE_LIST);
    free(read);
    read = read_right(INJECTED);
    assert_int_equal(read->scenario.shims, 0);
    free(read);
}

static void what_a_call_is_about_is_kept_with_its_line(void **state)
{
    (void)state;
    struct read *read = read_right("parent app is \"app.exe\" probe inject\n"
                                   "child one is any \"*x.exe*--one\"\n"
                                   "at app pipe.write about \"pipe:job\" #3 kill one\n"
                                   "inside one wait about \"event:ready\" #2 kill one\n"
                                   "at app pipe.read about \"pipe:job\" fail app with 109\n"
                                   "hold app at pipe.taken about \"pipe:stdin\"\n"
                                   "release app\n");
    const struct scenario *scenario = &read->scenario;
    static const char *const objects[] = {"pipe:job", "event:ready", "pipe:job", "pipe:stdin",
                                          ""};
    assert_int_equal(scenario->line_count, 5);
    for (uint32_t i = 0; i < scenario->line_count; i++)
        assert_string_equal(line_pipe(scenario, &scenario->lines[i]), objects[i]);
    assert_int_equal(scenario->lines[0].occurrence, 3);
    free(read);
}

static void a_text_is_kept_with_its_line(void **state)
{
    (void)state;
    struct read *read = read_right("parent app is \"app.exe\"\n"
                                   "child one is any \"*x.exe*--one\"\n"
                                   "at app prints \"up\" #3 kill one\n"
                                   "tell app \"say \\\"hi\\\"\"\n"
                                   "expect app prints \"hi\" within 1s\n");
    const struct scenario *scenario = &read->scenario;
    assert_true(scenario->actors[1].by_command && scenario->actors[1].by_image);
    assert_string_equal(scenario->actors[1].program, "*x.exe*--one");
    assert_int_equal(scenario->line_count, 3);
    assert_int_equal(scenario->text_count, 3);
    assert_string_equal(line_text(scenario, &scenario->lines[0]), "up");
    assert_int_equal(scenario->lines[0].occurrence, 3);
    assert_int_equal(scenario->lines[0].target, 1);
    assert_string_equal(line_text(scenario, &scenario->lines[1]), "say \"hi\"");
    assert_string_equal(line_text(scenario, &scenario->lines[2]), "hi");
    assert_true(line_is_of_prints(&scenario->lines[2]));
    assert_false(line_is_of_prints(&scenario->lines[1]));
    free(read);
}

static void a_message_is_kept_with_its_pipe(void **state)
{
    (void)state;
    struct read *read = read_right("parent app is \"app.exe\"\n"
                                   "child one is any \"x.exe\"\n"
                                   "forge \"quit\\n\" to one as app through \"app-*\"\n"
                                   "forge \"0\" to app as one\n");
    const struct scenario *scenario = &read->scenario;
    assert_string_equal(line_text(scenario, &scenario->lines[0]), "quit\\n");
    assert_string_equal(line_pipe(scenario, &scenario->lines[0]), "app-*");
    assert_int_equal(scenario->lines[0].actor, 1);
    assert_int_equal(scenario->lines[0].peer, 0);
    assert_string_equal(line_text(scenario, &scenario->lines[1]), "0");
    assert_string_equal(line_pipe(scenario, &scenario->lines[1]), "");
    assert_int_equal(scenario->lines[1].actor, 0);
    assert_int_equal(scenario->lines[1].peer, 1);
    free(read);
}

static void an_actor_can_be_started_later(void **state)
{
    (void)state;
    struct read *read = read_right("parent app is \"app.exe\"\nparent again is \"app.exe\"\n"
                                   "kill app\nstart again\n");
    assert_false(read->scenario.actors[0].starts_later);
    assert_true(read->scenario.actors[1].starts_later);
    free(read);
}

static void words_of_the_language_are_no_names(void **state)
{
    (void)state;
    static const char *const taken[] = {"parent", "is",   "image", "within", "for",  "by",
                                        "kill",   "drop", "tick",  "notice", "loss", "expect"};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        assert_true(word_is_taken(taken[i]));
    static const char *const open[] = {"host", "pipe", "n", "exited", "words", "i", ""};
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        assert_false(word_is_taken(open[i]));
}

static char *reference_page(void)
{
    char *page = malloc(REFERENCE_BYTES);
    assert_non_null(page);
    struct text text = text_over(page, REFERENCE_BYTES);
    scenario_reference(&text);
    assert_false(text.cut);
    assert_int_equal(strlen(page), text.length);
    return page;
}

static bool shows(const char *page, const char *word)
{
    char shown[128];
    snprintf(shown, sizeof shown, "`%s`", word);
    return strstr(page, shown) != NULL;
}

static void assert_all_shown(const char *page, const char *const *words)
{
    for (; *words; words++) {
        if (!shows(page, *words))
            fail_msg("the reference page lacks `%s`", *words);
    }
}

static void the_reference_page_shows_every_word(void **state)
{
    (void)state;
    char *page = reference_page();
    assert_all_shown(page, statement_shapes);
    assert_all_shown(page, option_shapes);
    for (int i = 0; option_shapes[i]; i++)
        assert_true(shows(page, option_switches[i]));
    assert_all_shown(page, fault_words);
    assert_all_shown(page, rule_words);
    assert_all_shown(page, step_words);
    assert_all_shown(page, call_words);
    assert_all_shown(page, drop_words);
    assert_all_shown(page, notice_words);
    assert_non_null(strstr(page, reference_example));
    assert_non_null(strstr(page, reference_mistake));
    assert_string_equal(page + strlen(page) - 4, "```\n");
    free(page);
}

static void the_reference_page_tells_the_truth(void **state)
{
    (void)state;
    free(read_right(reference_example));
    struct read *read = malloc(sizeof *read);
    assert_non_null(read);
    assert_int_equal(scenario_read("example.scenario", reference_mistaken,
                                   strlen(reference_mistaken), &read->scenario, &read->err),
                     KIT_BAD_INPUT);
    assert_string_equal(read->err.text, reference_mistake);
    free(read);
}

static void what_is_shared_keeps_scenarios_apart(void **state)
{
    static const struct {
        const char *a, *b;
        bool apart;
    } rows[] = {
        {"", "", false},
        {"uses x\n", "", false},
        {"uses x\n", "uses y\n", false},
        {"uses x\n", "uses x\n", true},
        {"uses x\n", "uses X\n", false},
        {"uses a\nuses x\nuses b\n", "uses y\nuses b\n", true},
        {"alone\n", "", true},
        {"alone\n", "uses x\n", true},
        {"alone\n", "alone\n", true},
    };
    static struct scenario left, right;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[256];
        struct text to = text_over(text, sizeof text);
        text_add(&to, "%s" PAIR, rows[i].a);
        assert_int_equal(scenario_read("a", text, to.length, &left, NULL), KIT_OK);
        to = text_over(text, sizeof text);
        text_add(&to, PAIR "%s", rows[i].b);
        assert_int_equal(scenario_read("b", text, to.length, &right, NULL), KIT_OK);
        assert_int_equal(scenarios_apart(&left, &right), rows[i].apart);
        assert_int_equal(scenarios_apart(&right, &left), rows[i].apart);
    }
}

/* Each row: a file, and the places of what is told of it. */
static void all_mistakes_are_told_that_do_not_follow_from_others(void **state)
{
    static const struct {
        const char *text, *places;
    } rows[] = {
        {PAIR, ""},
        {PAIR "kil cs\nlimit 10sec\nkill cs\nsettle\n", "4:1 5:7 7:7"},
        /* What names what was not declared. */
        {"parent host is\nchild cs is ref_child\nkill cs\nkill host\n", "1:15"},
        {"pernat host is ref_parent\nchild cs is ref_child\nat cs request.sent kill cs\n",
         "1:1"},
        {"parent host is ref_parent\nchild cs ref_child\nkill cs\nkill host\nlimit 3\n",
         "2:10 5:7"},
        {PAIR "step a.b c\nat cs a.b kill cs\nkill sc\n", "4:10 6:6"},
        /* An unknown name once. */
        {PAIR "kill sc\nstop sc\nat sc request.sent kill sc\nkill dc\n", "4:6 7:6"},
        /* A known word is no such name. */
        {PAIR "window no-crash 1s\nmust fail no-crash sc\n", "4:8 5:20"},
        {PAIR "at cs request.snet kill cs\nhold cs at request.sent #0\n", "4:7 5:25"},
        /* What only the whole file can show is looked at where the lines are right. */
        {"limit 3s\n", "1:1"},
        {"limit 3\n", "1:7"},
    };
    static struct mistakes found;
    static struct scenario scenario;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char places[256] = "";
        struct text to = text_over(places, sizeof places);
        enum kit_status status =
            scenario_read_all("x", rows[i].text, strlen(rows[i].text), &scenario, &found);
        for (uint32_t k = 0; k < found.count; k++) {
            const char *place = found.all[k].text + 2, *end = strstr(place, ": ");
            assert_non_null(end);
            text_add(&to, "%s%.*s", k == 0 ? "" : " ", (int)(end - place), place);
        }
        assert_string_equal(places, rows[i].places);
        assert_int_equal(status, found.count == 0 ? KIT_OK : KIT_BAD_INPUT);
    }
}

static void of_many_mistakes_the_first_are_told(void **state)
{
    static struct mistakes found;
    static struct scenario scenario;
    static char text[4096];
    (void)state;
    for (uint32_t lines = SCENARIO_MISTAKES - 1; lines <= SCENARIO_MISTAKES + 2; lines++) {
        struct text to = text_over(text, sizeof text);
        for (uint32_t i = 0; i < lines; i++)
            text_add(&to, "wibble\n");
        text_add(&to, PAIR);
        assert_int_equal(scenario_read_all("x", text, to.length, &scenario, &found),
                         KIT_BAD_INPUT);
        assert_int_equal(found.count, lines < SCENARIO_MISTAKES ? lines : SCENARIO_MISTAKES);
        assert_int_equal(found.more, lines > SCENARIO_MISTAKES);
    }
    assert_int_equal(scenario_read_all("x", "\xff\n\xff", 3, &scenario, &found), KIT_BAD_INPUT);
    assert_int_equal(found.count, 1);
}

/* `./` is the scenario's folder; all else is as it was written. */
static void a_program_can_be_beside_its_scenario(void **state)
{
    static const struct {
        const char *path, *program, *is;
    } rows[] = {
        {"a/b/x.scenario", "\"./app.exe\"", "a/b/app.exe"},
        {"C:\\a\\x.scenario", "\".\\build\\app.exe\"", "C:\\a\\build\\app.exe"},
        {"./x.scenario", "\"./app.exe\"", "./app.exe"},
        {"x.scenario", "\"./app.exe\"", "./app.exe"},
        {"a/x.scenario", "\"build/app.exe\"", "build/app.exe"},
        {"a/x.scenario", "\"../app.exe\"", "../app.exe"},
        {"a/x.scenario", "\".app\"", ".app"},
        {"a/x.scenario", "app.exe", "app.exe"},
    };
    static struct scenario scenario;
    struct kit_error err;
    char text[1200], path[256];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text to = text_over(text, sizeof text);
        text_add(&to, "parent app is %s\nskip without %s because it is so\n", rows[i].program,
                 rows[i].program);
        assert_int_equal(scenario_read(rows[i].path, text, to.length, &scenario, &err), KIT_OK);
        assert_string_equal(scenario.actors[0].program, rows[i].is);
        assert_string_equal(scenario.needs[0].program, rows[i].is);
    }
    memset(path, 'a', sizeof path);
    strcpy(path + 200, "/x.scenario");
    struct text to = text_over(text, sizeof text);
    text_add(&to, "parent app is \"./");
    for (int i = 0; i < 400; i++)
        text_add(&to, "b");
    text_add(&to, "\"\n");
    assert_int_equal(scenario_read(path, text, to.length, &scenario, &err), KIT_BAD_INPUT);
    assert_non_null(strstr(
        err.text, "and the whole path has more than 511 bytes; move both nearer to the root"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_mistakes_are_told_that_do_not_follow_from_others),
        cmocka_unit_test(of_many_mistakes_the_first_are_told),
        cmocka_unit_test(a_program_can_be_beside_its_scenario),
        cmocka_unit_test(what_is_shared_keeps_scenarios_apart),
        cmocka_unit_test(every_mistake_is_told_in_full),
        cmocka_unit_test(what_is_given_and_printed_is_checked),
        cmocka_unit_test(a_mistake_needs_no_error_to_fill),
        cmocka_unit_test(a_long_path_is_shown_by_its_end),
        cmocka_unit_test(a_path_that_is_too_long_is_refused_and_not_cut),
        cmocka_unit_test(every_shape_of_the_table_reads),
        cmocka_unit_test(a_shape_that_is_written_wrongly_is_refused),
        cmocka_unit_test(a_shape_tells_whose_each_actor_is),
        cmocka_unit_test(every_example_reads_as_its_own_kind),
        cmocka_unit_test(what_is_repeated_stands_there_as_often),
        cmocka_unit_test(a_round_without_an_act_begins_anew),
        cmocka_unit_test(a_repeat_has_its_limits),
        cmocka_unit_test(a_sweep_is_kept_with_its_faults),
        cmocka_unit_test(a_sweep_stands_alone),
        cmocka_unit_test(how_long_a_run_goes_on_is_kept),
        cmocka_unit_test(how_long_a_run_goes_on_is_said_once_and_of_a_run_without_faults),
        cmocka_unit_test(a_run_is_counted_where_each_child_is_told),
        cmocka_unit_test(in_a_users_own_pair_either_side_has_the_steps_of_an_exchange),
        cmocka_unit_test(an_actor_is_kept_with_its_options_and_arguments),
        cmocka_unit_test(another_rule_than_the_one_that_must_fail_can_be_waived),
        cmocka_unit_test(only_the_child_that_is_named_may_stay),
        cmocka_unit_test(a_bystander_belongs_to_nobody),
        cmocka_unit_test(settings_are_kept_and_have_defaults),
        cmocka_unit_test(every_value_of_a_line_is_kept),
        cmocka_unit_test(a_program_that_may_be_missing_is_kept_with_its_reason),
        cmocka_unit_test(a_reason_is_kept_for_its_system),
        cmocka_unit_test(a_note_is_found_where_its_version_runs),
        cmocka_unit_test(lines_keep_the_order_of_the_file),
        cmocka_unit_test(a_child_known_by_its_image_can_be_struck_at_its_own_steps),
        cmocka_unit_test(a_child_of_ones_own_may_disconnect),
        cmocka_unit_test(a_child_is_dropped_from_outside),
        cmocka_unit_test(a_parent_with_one_child_drops_its_only_pipe),
        cmocka_unit_test(quotes_keep_paths_as_they_are),
        cmocka_unit_test(blanks_comments_and_line_ends_make_no_difference),
        cmocka_unit_test(only_a_hold_that_must_wait_for_itself_is_refused),
        cmocka_unit_test(a_hold_waits_for_itself_in_its_own_family),
        cmocka_unit_test(a_file_that_is_no_text_is_one_clear_mistake),
        cmocka_unit_test(a_limit_can_be_reached_and_not_passed),
        cmocka_unit_test(a_line_has_a_limit_of_words),
        cmocka_unit_test(a_program_is_given_what_its_line_says),
        cmocka_unit_test(calls_are_steps_where_the_probe_is_injected),
        cmocka_unit_test(a_jump_says_which_clock_and_how_far),
        cmocka_unit_test(shims_are_a_set),
        cmocka_unit_test(what_a_call_is_about_is_kept_with_its_line),
        cmocka_unit_test(a_text_is_kept_with_its_line),
        cmocka_unit_test(a_message_is_kept_with_its_pipe),
        cmocka_unit_test(an_actor_can_be_started_later),
        cmocka_unit_test(words_of_the_language_are_no_names),
        cmocka_unit_test(the_reference_page_shows_every_word),
        cmocka_unit_test(the_reference_page_tells_the_truth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
