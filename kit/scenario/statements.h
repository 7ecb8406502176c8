#pragma once
/*
 * The scenario language, one row for each kind of line. The shape is the grammar, the error
 * message and the entry in docs/language.md. Pure.
 *
 * In a shape, <word> is a slot, [..] may be left out, and everything else is written as it
 * stands. Slots: <name> a new name; <actor> an actor declared above; <program>; <step>;
 * <event>; <call>; <fault>; <rule>; <word>; <duration>; <code>; #<n>; <options>; <times>;
 * <way>; <faults>; <system>:; <text>, in quotes; <ask>; <thing>; <shim>; <clock>; <reason>,
 * which is the rest of the line.
 */

/* When a line takes effect. */
#define STATEMENT_SETS    1u                     /* declares something about the run */
#define STATEMENT_ARMS    2u                     /* armed before anything starts */
#define STATEMENT_ACTS    4u                     /* carried out in its order */
#define STATEMENT_EXPECTS (STATEMENT_ACTS | 8u)  /* in its order, and it only looks */
#define STATEMENT_ORDERS  (STATEMENT_ARMS | 16u) /* armed in the actor's probe, at its step */

/* X(kind, shape, when, meaning) */
#define SCENARIO_STATEMENTS(X)                                                                 \
    X(PARENT, "parent <name> is <program> [<options>]", STATEMENT_SETS,                        \
      "an actor that the runner starts. It starts its own children")                           \
    X(CHILD, "child <name> is <program> [<options>]", STATEMENT_SETS,                          \
      "a child of the parent declared above it. The parent starts it")                         \
    X(CHILD_IMAGE, "child <name> is image <program>", STATEMENT_SETS,                          \
      "a child that the parent starts in its own way. Its image identifies it; several "       \
      "children of one image are told apart by the order of their starts. Case does not "      \
      "count, and `.exe` may be left out")                                                     \
    X(CHILD_COMMAND, "child <name> is any <text>", STATEMENT_SETS,                             \
      "a child that the parent starts in its own way. Its command line identifies it: the "    \
      "text stands anywhere in it, `*` and `?` are wildcards, and case does not count. So "    \
      "`\"--child * 1\"` also fits `--child 30 2c 1`. The parent may also be its "             \
      "grandparent. "                                                                          \
      "Of several processes that fit, it is the first one, and after its end the next")        \
    X(BYSTANDER, "bystander <name> is <program> [<options>]", STATEMENT_SETS,                  \
      "an actor that the runner starts and that belongs to no family. Nothing that happens "   \
      "to the others may affect it")                                                           \
    X(STEP, "step <word> [is <meaning>]", STATEMENT_SETS,                                      \
      "a step or report that a program of yours makes and that the protocol's table does "     \
      "not have. With `is` the rules read it as the protocol's step of that meaning, "         \
      "whichever side makes it")                                                               \
    X(ENDS_WITH, "<actor> ends with its children", STATEMENT_SETS,                             \
      "a parent's policy: it may end when it loses a child. The program is not told")          \
    X(MAY_END, "<actor> may end", STATEMENT_SETS,                                              \
      "a child's policy: it may end by itself at any time, for example when its work is "      \
      "done")                                                                                  \
    X(ASKS_ON, "<actor> goes on asking", STATEMENT_SETS,                                       \
      "a child of yours asks again and again. So after a fault beside it a request that it "   \
      "makes from then on must be served. Without this line nobody knows whether the child "   \
      "has anything more to ask for")                                                          \
    X(STOPS_BY, "<actor> stops by <ask> [<text>]", STATEMENT_SETS,                             \
      "how to ask this program to end, for `stop` and for the end of the run: one of the "     \
      "ways in the table below. Without this line a program without a probe is ended by the "  \
      "runner, and that is held against nobody")                                               \
    X(LIMIT, "limit <duration>", STATEMENT_SETS,                                               \
      "how long the run may take until it begins to close, and then again for its close; 10s " \
      "by default")                                                                            \
    X(SETTLE, "settle <duration>", STATEMENT_SETS,                                             \
      "how long the run stays open, with all rules in force, after a fault has struck and "    \
      "no obligation is open; 1s by default")                                                  \
    X(REQUESTS, "requests <times>", STATEMENT_SETS,                                            \
      "each child makes exactly this many requests, says Quit and ends. The run is over "      \
      "when all children have, except those that a fault, a stop or the loss of the parent "   \
      "kept from it")                                                                          \
    X(ALONE, "alone", STATEMENT_SETS,                                                          \
      "no other scenario of the same command runs beside this one")                            \
    X(USES, "uses <word>", STATEMENT_SETS,                                                     \
      "scenarios of the same command that use the same word never run at once. The word "      \
      "names what their programs share, such as a named object, a port or a file")             \
    X(PRIVATE_NAMES, "private names", STATEMENT_SETS,                                          \
      "the pipes, events, sections, mutexes and semaphores that the programs of this run "     \
      "make or open by name are its own: no process of another run, or without the injected "  \
      "probe, meets them. So programs with fixed names run side by side. A line that names "   \
      "one of these objects means that of the run, but for `forge ... through`. It needs "     \
      "`probe inject`")                                                                        \
    X(SHIM, "shim <shim>", STATEMENT_SETS,                                                     \
      "in all processes with the injected probe (`probe inject`) a call behaves as on "        \
      "Windows, where Wine behaves in another way (the table below). On Windows the line "     \
      "changes nothing. There may be several such lines")                                      \
    X(RUN_FOR, "run for <duration>", STATEMENT_SETS,                                           \
      "how long a run in which no fault strikes lasts, counted from the start of its last "    \
      "actor. The run waits up to 3 s for a child that has not started yet. It ends earlier "  \
      "if the program ends by itself")                                                         \
    X(RUN_UNTIL, "run until <actor> <step> [for <actor>] [#<n>]", STATEMENT_SETS,              \
      "such a run lasts until the actor reaches the step for the n-th time (by default the "   \
      "first)")                                                                                \
    X(WINDOW, "window <rule> <duration>", STATEMENT_SETS,                                      \
      "another window for a rule of the contract in this scenario")                            \
    X(WAIVE, "waive <rule> [<actor>]", STATEMENT_SETS,                                         \
      "this rule is not judged here, or not on this actor. The comment above should say why")  \
    X(MUST_FAIL, "must fail <rule> <actor>", STATEMENT_SETS,                                   \
      "the scenario passes only if exactly this rule fails on exactly this actor, and "        \
      "nothing else does")                                                                     \
    X(MAY_STAY, "may stay <actor>", STATEMENT_SETS,                                            \
      "the child is meant to outlive its parent, as a daemon is. It need not end with its "    \
      "parent, and the runner ends it when the run is over")                                   \
    X(SKIP, "skip on <system>: <reason>", STATEMENT_SETS,                                      \
      "the scenario is not run on this system. The reason is shown, and the closing line "     \
      "counts the scenario")                                                                   \
    X(SKIP_WITHOUT, "skip without <program> because <reason>", STATEMENT_SETS,                 \
      "the scenario is not run where this program is missing, for example because not "        \
      "everybody has the compiler for it. The reason is shown, and the closing line counts "   \
      "the scenario")                                                                          \
    X(DIFFERS, "differs on <system>: <reason>", STATEMENT_SETS,                                \
      "on this system the scenario is not expected to pass, for this reason. It fails as "     \
      "soon as it passes there")                                                               \
    X(SWEEP_STEPS, "sweep every step of <actor> [with <faults>]", STATEMENT_SETS,              \
      "`lifeline sweep` makes one run for each time that the actor reaches a step, and for "   \
      "each of these faults that the step can obey; by default for all faults")                \
    X(SWEEP_WAITS, "sweep every wait of <actor> [with <faults>]", STATEMENT_SETS,              \
      "the same inside each wait of the actor. Kill and hang strike the actor that waits, "    \
      "and the actor that it waits for")                                                       \
    X(SWEEP_CALLS, "sweep every call of <actor>", STATEMENT_SETS,                              \
      "the same for each use that the actor makes of a call of the system. The call fails "    \
      "with each error that it can really give")                                               \
    X(SWEEP_PAIRS, "sweep every pair [with <faults>]", STATEMENT_SETS,                         \
      "one run for each second fault that can strike while the actors deal with a first "      \
      "one. There is a first fault for each thing that can be owed at that moment, and for "   \
      "each of these faults; by default kill, hang, drop")                                     \
    X(AT,                                                                                      \
      "at <actor> <step> [for <actor>] [about <object>] [#<n>] <fault> <actor> [with <code>] " \
      "[by <duration>] [by <way>]",                                                            \
      STATEMENT_ORDERS,                                                                        \
      "strike when the actor reaches the step for the n-th time (by default the first). "      \
      "`about` is for a call step, and counts those about this pipe or object alone. "         \
      "`with` is for `exit`, `by <duration>` for `delay`, `by <way>` for `drop`")              \
    X(FAIL,                                                                                    \
      "at <actor> <call> [for <actor>] [about <object>] [#<n>] <fault> <actor> [with <code>]", \
      STATEMENT_ORDERS,                                                                        \
      "the actor's n-th use of a call of the system fails. The fault is `fail` alone, by "     \
      "default with the call's first code")                                                    \
    X(INSIDE, "inside <actor> <step> [for <actor>] [about <object>] [#<n>] <fault> <actor>",   \
      STATEMENT_ORDERS, "strike while the actor is in the wait that begins at the step")       \
    X(HOLD, "hold <actor> at <step> [for <actor>] [about <object>] [#<n>]", STATEMENT_ORDERS,  \
      "the thread that reaches the step stands still there until it is released")              \
    X(AT_PRINTS, "at <actor> prints <text> [#<n>] <fault> <actor>", STATEMENT_ARMS,            \
      "strike as soon as the actor has printed the text for the n-th time (by default the "    \
      "first). The actor does not stand still meanwhile, so the fault comes a moment after "   \
      "the line was printed. It is kill, hang, crash or slow, or drop of a child. What a "     \
      "text is, "                                                                              \
      "`expect <actor> prints` says")                                                          \
    X(RELEASE, "release <actor>", STATEMENT_ACTS,                                              \
      "let the actor's held threads go, once every fault and hold above has happened")         \
    X(RESUME, "resume <actor>", STATEMENT_ACTS,                                                \
      "let a hung actor run on, as a debugger does, once every fault and hold above has "      \
      "happened. From then on it is judged again. If the hung process has ended, nothing is "  \
      "resumed, and the log says so")                                                          \
    X(STRIKE, "<fault> <actor>", STATEMENT_ACTS,                                               \
      "strike from outside, in order, once the processes of the actor and of its children "    \
      "exist. The fault is kill, hang, crash or slow, or drop of a child")                     \
    X(AFTER, "after <duration> <fault> <actor>", STATEMENT_ACTS,                               \
      "the same, this long after the line's turn has come and those processes exist. Use "     \
      "it as a last resort, for programs without a step that could say when. A child that "    \
      "has ended by then is struck once its parent has started it again")                      \
    X(AFTER_RESUME, "after <duration> resume <actor>", STATEMENT_ACTS,                         \
      "let a hung actor run on this long after every fault and hold above has happened")       \
    X(STOP, "stop <actor>", STATEMENT_ACTS,                                                    \
      "ask the actor to end, in the way that `stops by` says; otherwise by its stop event, "   \
      "on "                                                                                    \
      "which every wait of kit/link ends")                                                     \
    X(START, "start <actor>", STATEMENT_ACTS,                                                  \
      "start this actor now, and not at the beginning of the run. So a program is started "    \
      "again after a fault, or a second time beside itself: declare it twice, as two actors")  \
    X(TELL, "tell <actor> <text>", STATEMENT_ACTS,                                             \
      "write this line to the actor's standard input")                                         \
    X(CLOSE_INPUT, "close stdin of <actor>", STATEMENT_ACTS,                                   \
      "end the actor's standard input: its next read finds the end")                           \
    X(SET_EVENT, "set event <text>", STATEMENT_ACTS,                                           \
      "set the event of this name, which a program has made. So a program is woken without "   \
      "cause. The rules do not know what the event means; to ask a program to end, write "     \
      "`stops by event` and `stop`")                                                           \
    X(RESET_EVENT, "reset event <text>", STATEMENT_ACTS,                                       \
      "reset the event of this name, so that no process that waits for it wakes up")           \
    X(WRITE_MEMORY, "write <text> to memory <memory> at <offset>", STATEMENT_ACTS,             \
      "write these bytes into the shared memory of this name, which a program has made, at "   \
      "this distance from its begin. In the text `\\n`, `\\r`, `\\t`, `\\\\` and `\\x0A` "     \
      "stand "                                                                                 \
      "for one byte. The programs run meanwhile, so they may see a part of the bytes first")   \
    X(LOAD, "load <times> for <duration>", STATEMENT_ACTS,                                     \
      "so many threads burn processor time from now on, for so long, at the latest until the " \
      "run closes. They are in a helper process of the runner. The next line does not wait. "  \
      "Scenarios that run at once get the load, too: write `alone`")                           \
    X(JUMP_AHEAD, "jump <clock> of <actor> ahead by <duration>", STATEMENT_ACTS,               \
      "from now on a clock of this actor is later by so much (the table below). The actor "    \
      "needs `probe inject`. Its time goes on at its usual pace, and so do its waits. Each "   \
      "jump comes on top of those before it")                                                  \
    X(JUMP_BACK, "jump <clock> of <actor> back by <duration>", STATEMENT_ACTS,                 \
      "the same, but earlier; no clock goes below 0")                                          \
    X(FORGE, "forge <text> to <actor> as <actor> [through <pipe>]", STATEMENT_ACTS,            \
      "put these bytes into the pipe between a child and its parent, as if the second actor "  \
      "had written them. Both are suspended meanwhile, so they come behind what it wrote "     \
      "before. In the text `\\n`, `\\r`, `\\t`, `\\\\` and `\\x0A` stand for one byte. If "    \
      "the two have several pipes in this direction, name one, with `*` and `?` as "           \
      "wildcards; otherwise the run is an error that lists them")                              \
    X(COUNT_HANDLES, "count handles of <actor>", STATEMENT_ACTS,                               \
      "count the actor's handles now, by type. The actor should do nothing at that moment. "   \
      "It takes three counts or more, each after the same work: if a type has more and more "  \
      "handles, the rule nothing-left fails on the actor. Write it once inside `repeat`")      \
    X(REPEAT, "repeat <times> times", STATEMENT_ACTS,                                          \
      "the lines from here to `end` are carried out so many times, one round after the "       \
      "other. They are lines that act. In a round no line of an earlier one counts any more, " \
      "so leave `#n` out")                                                                     \
    X(END, "end", STATEMENT_ACTS, "the end of `repeat`")                                       \
    X(EXPECT_REPORTS,                                                                          \
      "expect <actor> reports <event> [<actor>] [by <word>] [not before <duration> and] "      \
      "within <duration>",                                                                     \
      STATEMENT_EXPECTS,                                                                       \
      "the actor must log this event in time. Earlier than `not before` is as wrong as "       \
      "later than `within`")                                                                   \
    X(EXPECT_REACHES,                                                                          \
      "expect <actor> reaches <step> [for <actor>] [#<n>] [not before <duration> and] within " \
      "<duration>",                                                                            \
      STATEMENT_EXPECTS,                                                                       \
      "the actor must make this step in time. `#<n>` counts from the run's start")             \
    X(EXPECT_EXITS,                                                                            \
      "expect <actor> exits [<code>] [not before <duration> and] within <duration>",           \
      STATEMENT_EXPECTS,                                                                       \
      "the actor's process must end in time, with this code if one is given")                  \
    X(EXPECT_PRINTS,                                                                           \
      "expect <actor> prints <text> [#<n>] [not before <duration> and] within <duration>",     \
      STATEMENT_EXPECTS,                                                                       \
      "the actor must print this in time, to its standard output or error output. The text "   \
      "stands anywhere in a line, and `*` and `?` are wildcards. What a process prints that "  \
      "inherited the actor's output counts, too. `#<n>` is the n-th such line since the "      \
      "run's start. Where no act came before, an earlier line meets it, too, unless a "        \
      "line above expects the same text")                                                      \
    X(EXPECT_NEVER_PRINTS, "expect <actor> never prints <text> for <duration>",                \
      STATEMENT_EXPECTS, "the actor must not print this before the time is over")              \
    X(EXPECT_THERE, "expect <thing> <text> within <duration>", STATEMENT_EXPECTS,              \
      "this must exist in time, whichever process makes it. The runner looks every 20 ms")     \
    X(EXPECT_GONE, "expect <thing> <text> gone within <duration>", STATEMENT_EXPECTS,          \
      "this must no longer exist in time: for example the lock file or the port of a program " \
      "that has ended. What never existed is gone, too, so first say that it must be there")   \
    X(EXPECT_FOLDER, "expect folder <text> as before within <duration>", STATEMENT_EXPECTS,    \
      "this folder, and all folders in it, must have the same names in time as before the "    \
      "first actor was started. So a program has to take away what it made there. What is in " \
      "the files does not count. `%temp%` is the folder for temporary files. Nothing else "    \
      "should write there: name a folder of the program's own. What an earlier run left "      \
      "there "                                                                                 \
      "must stay, too: empty the folder before the run")                                       \
    X(CHECK_COMMAND, "check command <text> within <duration>", STATEMENT_EXPECTS,              \
      "this command line must end with exit code 0 in time. The runner starts it as a part "   \
      "of the run, and once more 100 ms after it ended with another code")                     \
    X(EXPECT_NEVER_REPORTS,                                                                    \
      "expect <actor> never reports <event> [<actor>] [by <word>] for <duration>",             \
      STATEMENT_EXPECTS,                                                                       \
      "the actor must not log this event before the time is over. The time counts at the "     \
      "earliest from when its probe is at work")                                               \
    X(EXPECT_NEVER_REACHES,                                                                    \
      "expect <actor> never reaches <step> [for <actor>] for <duration>", STATEMENT_EXPECTS,   \
      "the actor must not make this step before the time is over. The time counts as for "     \
      "`never reports`")                                                                       \
    X(EXPECT_STAYS, "expect <actor> stays alive for <duration>", STATEMENT_EXPECTS,            \
      "the actor's process must not end before the time is over")                              \
    X(EXPECT_STARTS,                                                                           \
      "expect <actor> starts [#<n>] [not before <duration> and] within "                       \
      "<duration>",                                                                            \
      STATEMENT_EXPECTS,                                                                       \
      "a process of the actor must be started in time. `#<n>` is the n-th of the run, such "   \
      "as the second where a supervisor starts its child again. Processes side by side are "   \
      "actors of their own: to wait until there are three of one image, declare three and "    \
      "expect the third to start")                                                             \
    X(EXPECT_NEVER_STARTS, "expect <actor> never starts for <duration>", STATEMENT_EXPECTS,    \
      "no process of the actor may be started before the time is over. Where no act came "     \
      "before, this also forbids a start before the line begins")                              \
    X(EXPECT_STARTS_AT_MOST, "expect <actor> starts at most <times> times for <duration>",     \
      STATEMENT_EXPECTS,                                                                       \
      "no more processes of the actor than this may be started before the time is over, "      \
      "counted over the whole run. So a supervisor has to give up")
