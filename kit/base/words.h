#pragma once
/*
 * The kit's words: rules, verdicts, kinds of event, exit codes. Each set is one list; the
 * enums, names, parser, reports, docs and tests are generated from it. Pure.
 */
#include "kit/base/faults.h"
#include "kit/base/text.h"

/* X(way, word, meaning): how an end of a pipe is lost, where a drop says it */
#define KIT_DROPS(X)                                                                           \
    X(CLOSE, "close",                                                                          \
      "the end is closed: the other side still reads what was sent before, then gets error "   \
      "109; a write there fails with 232")                                                     \
    X(DISCONNECT, "disconnect",                                                                \
      "DisconnectNamedPipe, for the server's end only: data that was not read is lost, and "   \
      "the other side gets error 233")

/* X(way, word, meaning): what a program tells the probe that it can do; at the end of the run
 * that a sweep begins with, it is `called` by this word */
#define KIT_PROBE_WAYS(X)                                                                      \
    X(DROP, "lifeline_drop_with", "lose its pipe, for the fault `drop`")                       \
    X(SPOIL, "lifeline_spoil_with", "spoil a message, for `truncate` and `corrupt`")

/*
 * X(rule, function, word, default window in ms, statement)
 * The rows of docs/contract.md, in the order in which they are judged: `bounded` yields to
 * those before it, and `nothing-left`, the last, to all. The judge has the function
 * rule_<function>.
 */
#define KIT_RULES(X)                                                                           \
    X(PARENT_CONTINUES, parent_continues, "parent-continues", 3000,                            \
      "when a child is killed, hung or dropped, the parent lives and serves its other "        \
      "children")                                                                              \
    X(CHILD_ENDS, child_ends, "child-ends", 3000,                                              \
      "when the parent is gone or the pipe is lost, every child ends by itself")               \
    X(WATCHDOG_DETECTS, watchdog_detects, "watchdog-detects", 2000,                            \
      "a dead child is reported within the watchdog timeout plus the window of this rule; a "  \
      "live child is never reported")                                                          \
    X(BOUNDED, bounded, "bounded", 2000,                                                       \
      "no operation, and no stop, outlives its declared deadline by more than the window of "  \
      "this rule")                                                                             \
    X(DATA_TRUE, data_true, "data-true", 1000,                                                 \
      "each message or block that is delivered is the one that was sent, complete and "        \
      "unchanged")                                                                             \
    X(NOBODY_ELSE, nobody_else, "nobody-else", 1000,                                           \
      "an actor goes on if neither it nor its family was the target of a fault or a stop")     \
    X(NO_CRASH, no_crash, "no-crash", 0,                                                       \
      "no process ends by an exception, such as an access violation, unless a line orders it") \
    X(CHILD_STAYS, child_stays, "child-stays", 0,                                              \
      "a child does not end without being asked while its parent and their pipe are intact")   \
    X(NOTHING_LEFT, nothing_left, "nothing-left", 3000,                                        \
      "no process is left when the run is over, and a parent keeps no handle for a child "     \
      "that it let go")

/* X(verdict, word, meaning); the worst of a scenario's findings is its verdict */
#define KIT_VERDICTS(X)                                                                        \
    X(PASS, "pass", "every rule that applied and every line held")                             \
    X(SKIP, "skip", "the scenario is not for this system; it says why")                        \
    X(UNSEEN, "unseen", "a rule that applied could not be judged; never a pass")               \
    X(VACUOUS, "vacuous", "a fault written by hand never struck, so nothing was tested")       \
    X(FAIL, "fail", "a rule or a line did not hold")                                           \
    X(ERROR, "error", "no verdict could be reached; the sentence says what stood in the way")

/*
 * X(end, word, meaning)
 * How a run was over in which nothing struck: `by` of `closing`.
 */
#define KIT_RUN_ENDS(X)                                                                        \
    X(NONE, "", "all lines were done, or a fault struck")                                      \
    X(ITSELF, "itself", "the program ended by itself")                                         \
    X(REQUESTS, "requests", "each child had made its requests, or had ended")                  \
    X(STEP, "step", "the step of `run until` was reached")                                     \
    X(TIME, "time", "its time had passed")

/*
 * X(kind, word, meaning)
 * Facts in the log. `actor` is whose fact it is, empty for the runner's own; `name` is the
 * step, report, fault or reason; see struct kit_event for the rest.
 */
#define KIT_EVENTS(X)                                                                          \
    X(STARTED, "started", "a process of the run exists: pid, name is its image")               \
    X(ATTACHED, "attached",                                                                    \
      "its probe is attached: pid. Without an actor, name is the name that the process gave")  \
    X(STEP, "step", "a step was reached")                                                      \
    X(REPORT, "report", "the actor reported a fact of its own, such as child.lost")            \
    X(STRUCK, "struck", "a fault was carried out: name is the fault, by the step, line")       \
    X(CONFIRMED, "confirmed", "the runner saw the fault's effect from outside: name, line")    \
    X(HELD, "held", "a thread stands still at a step: name is the step, line")                 \
    X(RELEASED, "released", "the runner let a held thread go: name is the step, line")         \
    X(RESUMED, "resumed", "the runner let a hung process run on: line")                        \
    X(NOT_RESUMED, "not-resumed",                                                              \
      "no process of the actor hung when a line came to resume it: line")                      \
    X(BREAK, "break",                                                                          \
      "the run stood still at a step for a person, and its clock with it: name, n, tid; "      \
      "until is when it would have gone on")                                                   \
    X(MISSED, "missed", "a fault inside a wait came after the wait was over; run again: line") \
    X(LINE, "line", "an ordered line of the scenario began: line")                             \
    X(STOP, "stop", "the runner asked the actor to stop")                                      \
    X(EXITED, "exited", "the process ended: pid, code")                                        \
    X(ENDED, "ended", "the runner ended the process itself: name is why")                      \
    X(LEFT, "left", "the process still ran when everything had to be over: pid")               \
    X(ESCAPED, "escaped",                                                                      \
      "a process of the run outside its job still ran when everything had to be over: pid, "   \
      "name is its image; actor is whose family started it, by how that is known")             \
    X(CALLED, "called",                                                                        \
      "how often the actor used a call that a line of the scenario can "                       \
      "fail: name is the call, size is how often")                                             \
    X(SELF_TEST, "self-test",                                                                  \
      "whether the injected probe saw all system calls of the actor: size is how many it "     \
      "saw, by is `seen` or `blind`; then text says why")                                      \
    X(HANDLES, "handles",                                                                      \
      "the runner counted the actor's handles at its rest: n which rest, name a type, size "   \
      "how many")                                                                              \
    X(KEEPS, "keeps",                                                                          \
      "what a process still had when something had failed: pid, name a type, by which end of " \
      "a pipe, text its name, size how many pipes have it")                                    \
    X(STALL, "stall",                                                                          \
      "a core of the machine, n, stood still from at to until; without n: the runner had "     \
      "suspended all processes of the run, to strike inside a wait")                           \
    X(GAP, "gap", "the probe's ring was overwritten before it was read: size is how many")     \
    X(PRINTED, "printed",                                                                      \
      "the actor, or a process that has its output, printed a line: text, size is its bytes, " \
      "by is `stdout` or `stderr`; without text, size bytes more were not kept")               \
    X(MATCHED, "matched",                                                                      \
      "a printed line has the text that a line of the scenario names: line, n which time")     \
    X(CHECKED, "checked", "a command of the scenario ended: line, code")                       \
    X(FOLDER, "folder",                                                                        \
      "a folder that a line looks at is not as it was before the run: line, size how many "    \
      "names differ, text which; by is `unread` if text says why it cannot be looked at")      \
    X(INPUT, "input",                                                                          \
      "the runner wrote a line to the actor's standard input, or closed it: name is `line` "   \
      "or `end`, text, line; or it forged a message of peer in the actor's pipe: `forged`")    \
    X(SIGNALLED, "signalled",                                                                  \
      "the runner set an event by a line, or reset it: name is `set` or `reset`, text is the " \
      "event's name, line; code is the Win32 error if that failed")                            \
    X(WROTE, "wrote",                                                                          \
      "the runner wrote into shared memory of a program by a line: text is the memory's "      \
      "name, size how many bytes, line; code is the Win32 error if that failed")               \
    X(JUMPED, "jumped",                                                                        \
      "the runner moved a clock of the actor by a line: name is the clock, by is `ahead` or "  \
      "`back`, size how many ms, line; code is the Win32 error if that failed")                \
    X(LOAD, "load",                                                                            \
      "a line began a load: size is how many threads of a helper of the runner burn "          \
      "processor time, for deadline_ms; line")                                                 \
    X(ABSENT, "absent", "the program that a `skip without` names is not there: line")          \
    X(SETTLING, "settling",                                                                    \
      "a fault struck and no obligation is open; the runner watches for deadline_ms more "     \
      "before it closes the run")                                                              \
    X(CLOSING, "closing",                                                                      \
      "all lines are done; the runner stops what still runs; `by` says how a run without a "   \
      "fault was over: `itself`, `requests`, `step` or `time`")                                \
    X(LIMIT, "limit", "the scenario's time limit passed")                                      \
    X(TROUBLE, "trouble", "the runner could not do its part: text says what and why")          \
    X(RECORD_END, "record-end",                                                                \
      "only in a field log: the own record of the process ends here: pid; by is `itself` if "  \
      "the process began to end by itself, `trace` if it still ran when a trace was over; "    \
      "otherwise nobody recorded whether it ended")                                            \
    X(END, "end", "the run is over; a log without it was cut")

/* X(code, number, meaning): what the lifeline program returns; Linux sees the same numbers */
#define KIT_EXITS(X)                                                                           \
    X(PASSED, 0, "every scenario passed, or was skipped with a reason")                        \
    X(FAILED, 1, "a scenario failed, was vacuous or unseen")                                   \
    X(USAGE, 2,                                                                                \
      "the command line, a file or the place of an output is wrong; nothing was run")          \
    X(TROUBLED, 3, "no verdict could be reached: an actor or the machine stood in the way")    \
    X(DIFFERS, 4,                                                                              \
      "judge or replay came to another verdict than the log has, or for another reason")       \
    X(FLAKY, 5, "a scenario passed only when it was run again (--retries); all others passed")

/* X(system, word): what a run can be on, as the first word of a log's platform */
#define KIT_SYSTEMS(X)                                                                         \
    X(WINE, "wine")                                                                            \
    X(WINDOWS, "windows")

enum kit_drop {
    DROP_USUAL, /* the program's own way: kit/link disconnects a server's end, else closes */
#define X(way, word, meaning) DROP_##way,
    KIT_DROPS(X)
#undef X
        DROP_COUNT
};

enum kit_rule {
#define X(rule, function, word, window_ms, statement) RULE_##rule,
    KIT_RULES(X)
#undef X
        RULE_COUNT
};

enum kit_verdict {
#define X(verdict, word, meaning) VERDICT_##verdict,
    KIT_VERDICTS(X)
#undef X
        VERDICT_COUNT
};

enum kit_probe_way {
#define X(way, word, meaning) PROBE_WAY_##way,
    KIT_PROBE_WAYS(X)
#undef X
        PROBE_WAY_COUNT
};

enum kit_run_end {
#define X(end, word, meaning) RUN_ENDS_##end,
    KIT_RUN_ENDS(X)
#undef X
        RUN_ENDS_COUNT
};

enum kit_event_kind {
#define X(kind, word, meaning) EVENT_##kind,
    KIT_EVENTS(X)
#undef X
        EVENT_KIND_COUNT
};

enum kit_exit {
#define X(code, number, meaning) EXIT_##code = number,
    KIT_EXITS(X)
#undef X
};

enum kit_system {
#define X(system, word) SYSTEM_##system,
    KIT_SYSTEMS(X)
#undef X
        SYSTEM_COUNT /* also: one that the kit does not know */
};

/*
 * Converts a value to its word, and back. The first returns NULL outside the list, the second
 * -1. The arrays of all words, for suggestions and help, end with NULL and are indexed by the
 * enum.
 */
extern const char *const drop_words[DROP_COUNT]; /* by enum kit_drop less one */
extern const char *const drop_meanings[DROP_COUNT];
extern const char *const rule_words[RULE_COUNT + 1];
extern const char *const rule_statements[RULE_COUNT + 1];
extern const uint32_t rule_windows_ms[RULE_COUNT];
extern const char *const verdict_words[VERDICT_COUNT + 1];
extern const char *const probe_way_words[PROBE_WAY_COUNT + 1];
extern const char *const run_end_words[RUN_ENDS_COUNT + 1];
extern const char *const run_end_meanings[RUN_ENDS_COUNT + 1];
extern const char *const event_words[EVENT_KIND_COUNT + 1];
extern const char *const event_meanings[EVENT_KIND_COUNT + 1];
extern const char *const system_words[SYSTEM_COUNT + 1];
