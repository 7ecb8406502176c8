#include "kit/scenario/reference.h"
#include "kit/base/calls.h"
#include "kit/base/duration.h"
#include "kit/protocol/call_steps.h"
#include "kit/protocol/options.h"
#include "kit/scenario/shapes.h"
#include "kit/scenario/tokens.h"

#include <assert.h>
#include <string.h>

/* Columns of the page, and room for the meaning of one statement. */
#define PAGE_WIDTH  100u
#define PROSE_BYTES 1024u

const char *const statement_examples[SAY_COUNT + 1] = {
    [SAY_PARENT] = "parent host is ref_parent watchdog 200ms",
    [SAY_CHILD] = "child cs is ref_child tick 20ms notice by pipe",
    [SAY_CHILD_IMAGE] = "child helper is image helper.exe",
    [SAY_CHILD_COMMAND] = "child backend is any \"postgres.exe*--forkbackend\"",
    [SAY_STOPS_BY] = "host stops by stdin \"quit\"",
    [SAY_BYSTANDER] = "bystander guest is ref_bystander tick 20ms",
    [SAY_STEP] = "step job.sent is request",
    [SAY_ENDS_WITH] = "host ends with its children",
    [SAY_MAY_END] = "cs may end",
    [SAY_ASKS_ON] = "cs goes on asking",
    [SAY_LIMIT] = "limit 20s",
    [SAY_SETTLE] = "settle 300ms",
    [SAY_REQUESTS] = "requests 3",
    [SAY_ALONE] = "alone",
    [SAY_USES] = "uses the-shared-table",
    [SAY_PRIVATE_NAMES] = "private names",
    [SAY_SHIM] = "shim ended-process",
    [SAY_RUN_FOR] = "run for 2s",
    [SAY_RUN_UNTIL] = "run until cs reply.received #3",
    [SAY_WINDOW] = "window child-ends 500ms",
    [SAY_WAIVE] = "waive nothing-left",
    [SAY_MUST_FAIL] = "must fail child-ends cs",
    [SAY_MAY_STAY] = "may stay cs",
    [SAY_AT] = "at host request.peek for cs #2 kill cs",
    [SAY_FAIL] = "at host section.create for vb fail host with 1455",
    [SAY_INSIDE] = "inside cs reply.wait #3 hang host",
    [SAY_HOLD] = "hold host at request.peek for cs",
    [SAY_AT_PRINTS] = "at host prints \"served 20\" kill cs",
    [SAY_RELEASE] = "release host",
    [SAY_RESUME] = "resume host",
    [SAY_STRIKE] = "kill cs",
    [SAY_AFTER] = "after 500ms kill host",
    [SAY_AFTER_RESUME] = "after 300ms resume host",
    [SAY_STOP] = "stop host",
    [SAY_START] = "start host",
    [SAY_TELL] = "tell host \"status\"",
    [SAY_CLOSE_INPUT] = "close stdin of host",
    [SAY_SET_EVENT] = "set event \"Local\\wake-%pid:host%\"",
    [SAY_RESET_EVENT] = "reset event \"Local\\wake-%pid:host%\"",
    [SAY_WRITE_MEMORY] = "write \"\\xff\\xff\" to memory \"Local\\state-%pid:host%\" at 0x10",
    [SAY_LOAD] = "load 8 for 2s",
    [SAY_JUMP_AHEAD] = "jump wall-clock of app ahead by 120min",
    [SAY_JUMP_BACK] = "jump all-clocks of app back by 10min",
    [SAY_FORGE] = "forge \"quit\\n\" to cs as host through \"app-*\"",
    [SAY_COUNT_HANDLES] = "count handles of host",
    [SAY_REPEAT] = "repeat 6 times",
    [SAY_END] = "end",
    [SAY_SWEEP_STEPS] = "sweep every step of cs with kill, hang, drop",
    [SAY_SWEEP_WAITS] = "sweep every wait of cs with kill",
    [SAY_SWEEP_CALLS] = "sweep every call of host",
    [SAY_SWEEP_PAIRS] = "sweep every pair with kill, hang",
    [SAY_SKIP] = "skip on wine: an owner's SID is NULL there",
    [SAY_SKIP_WITHOUT] = "skip without cs_child because it is built with the .NET SDK",
    [SAY_DIFFERS] = "differs on wine<10: a second server may take the pipe's name",
    [SAY_EXPECT_REPORTS] =
        "expect host reports child.lost cs by watchdog not before 200ms and within 400ms",
    [SAY_EXPECT_REACHES] = "expect vb reaches reply.received #5 within 1s",
    [SAY_EXPECT_EXITS] = "expect host exits 0 within 2s",
    [SAY_EXPECT_PRINTS] = "expect host prints \"ready\" within 5s",
    [SAY_EXPECT_THERE] = "expect port \"5432\" within 10s",
    [SAY_EXPECT_GONE] = "expect file \"app.lock\" gone within 2s",
    [SAY_EXPECT_FOLDER] = "expect folder \"%temp%\\app\" as before within 2s",
    [SAY_CHECK_COMMAND] = "check command \"pg_isready.exe -p 5432\" within 10s",
    [SAY_EXPECT_NEVER_PRINTS] = "expect host never prints \"lost\" for 2s",
    [SAY_EXPECT_NEVER_REPORTS] = "expect host never reports child.lost vb for 500ms",
    [SAY_EXPECT_NEVER_REACHES] = "expect host never reaches watchdog.looks for vb for 1s",
    [SAY_EXPECT_STAYS] = "expect vb stays alive for 500ms",
    [SAY_EXPECT_STARTS] = "expect cs starts #2 within 2s",
    [SAY_EXPECT_NEVER_STARTS] = "expect vb never starts for 1s",
    [SAY_EXPECT_STARTS_AT_MOST] = "expect cs starts at most 3 times for 2s",
};

const char *const reference_actors = "parent host is ref_parent stdin open\n"
                                     "child cs is ref_child\n"
                                     "child vb is ref_child\n";

const char *const reference_example =
    "# A child is killed between sending a request and reading the reply.\n"
    "# The parent must notice by its watchdog, and go on serving the other child.\n"
    "parent host is ref_parent  watchdog 200ms\n"
    "child  cs   is ref_child   tick 20ms\n"
    "child  vb   is ref_child   tick 20ms\n"
    "limit 10s\n"
    "\n"
    "at cs request.sent #3 kill cs\n"
    "\n"
    "expect host reports child.lost cs within 250ms\n"
    "expect vb reaches reply.received within 100ms\n"
    "stop host\n"
    "expect host exits 0 within 2s\n";

const char *const reference_mistaken = "parent host is ref_parent\n"
                                       "child cs is ref_child\n"
                                       "kill csx\n";

const char *const reference_mistake =
    "example.scenario:3:6: expected an actor of this scenario, such as 'host' or 'cs'\n"
    "  kill csx\n"
    "       ^~~ did you mean 'cs'?\n"
    "  the line reads: kill <actor>";

/*
 * Text of the tables as Markdown: begins with a capital, and escapes what a table or HTML would
 * interpret.
 */
static void add_prose(struct text *to, const char *from, bool capital)
{
    bool code = false;
    for (; *from; from++) {
        char c = capital && *from >= 'a' && *from <= 'z' ? (char)(*from - 'a' + 'A') : *from;
        capital = false;
        code = code != (c == '`');
        if (c == '<' && !code)
            text_add(to, "&lt;");
        else if (c == '|')
            text_add(to, "\\|");
        else
            text_add_bytes(to, &c, 1);
    }
}

static void add_block(struct text *to, const char *language, const char *from)
{
    size_t size = strlen(from);
    bool ended = size > 0 && from[size - 1] == '\n';
    text_add(to, "```%s\n%s%s```\n\n", language, from, ended ? "" : "\n");
}

static void add_duration(struct text *to, uint32_t ms)
{
    if (ms % 1000 == 0)
        text_add(to, "%us", ms / 1000);
    else
        text_add(to, "%ums", ms);
}

static void add_window_cell(struct text *to, uint32_t ms)
{
    if (ms > 0)
        add_duration(to, ms);
    else
        text_add(to, "none");
}

/*
 * The length of the next piece of prose that is not broken: a word, with the code in it, or a
 * link.
 */
static size_t piece_length(const char *from)
{
    bool code = false;
    int brackets = 0;
    size_t length = 0;
    for (; from[length] && (code || brackets > 0 || from[length] != ' '); length++) {
        code = code != (from[length] == '`');
        brackets += (from[length] == '[') - (from[length] == ']');
    }
    return length;
}

/* Wraps prose to lines of at most PAGE_WIDTH; all lines but the first begin with `indent`. */
static void add_filled(struct text *to, const char *indent, const char *from)
{
    size_t column = 0;
    while (*from) {
        size_t length = piece_length(from);
        if (column > 0 && column + 1 + length > PAGE_WIDTH) {
            text_add(to, "\n%s", indent);
            column = strlen(indent);
        } else if (column > 0) {
            text_add(to, " ");
            column++;
        }
        text_add_bytes(to, from, length);
        column += length;
        from += length + (from[length] == ' ');
    }
}

static void add_paragraph(struct text *to, const char *from)
{
    add_filled(to, "", from);
    text_add(to, "\n\n");
}

static void add_items(struct text *to, const char *const *items)
{
    for (; *items; items++) {
        add_filled(to, "  ", *items);
        text_add(to, "\n");
    }
    text_add(to, "\n");
}

static void add_intro(struct text *to)
{
    static const char *const items[] = {
        "- Blanks separate words. Their number makes no difference, and empty lines are "
        "ignored.",
        "- `#` begins a comment, at the start of a line or after a statement. `#` with a "
        "digit, "
        "as in `#3`, is an [occurrence](glossary.md#occurrence): the third time.",
        "- A word in quotes `\"...\"` may hold blanks. A backslash in it is itself, so you can "
        "write a path as it is. Only before a quote it counts: `\\\"` is a quote, and `\\\\\"` "
        "is a backslash at the end.",
        "- Declare an [actor](glossary.md#actor) above the lines that name it.",
        "- In the shapes below, fill in each `<word>`, and leave out what stands in "
        "`[brackets]` if you do not need it. Write everything else as it stands.",
        NULL};
    text_add(to, "# The scenario language\n\n"
                 "<!-- Written by kit/scenario/reference.c. Do not edit. -->\n\n");
    add_paragraph(
        to, "With this page you can write a scenario. It is a text file in UTF-8, with one "
            "statement a line. It says which processes there are, which fault strikes at which "
            "step, and what must follow:");
    add_block(to, "", reference_example);
    add_paragraph(to,
                  "Every scenario is judged by the rules of the contract (below), without a "
                  "line for them. The [glossary](glossary.md) explains the words of this page, "
                  "such as [runner](glossary.md#runner), [probe](glossary.md#probe), "
                  "[family](glossary.md#family), [obligation](glossary.md#obligation), "
                  "[first fault](glossary.md#first-fault) and "
                  "[second fault](glossary.md#second-fault). "
                  "These rules hold for every line:");
    add_items(to, items);
}

static void add_meaning(struct text *to, const char *meaning)
{
    char room[PROSE_BYTES];
    struct text prose = text_over(room, sizeof room);
    add_prose(&prose, meaning, true);
    text_add(&prose, ".");
    assert(!prose.cut);
    add_paragraph(to, room);
}

static void add_statements(struct text *to, uint32_t when, const char *title, const char *intro)
{
    text_add(to, "## %s\n\n", title);
    add_paragraph(to, intro);
    for (int kind = 0; kind < SAY_COUNT; kind++) {
        if (!(statement_when[kind] & when))
            continue;
        text_add(to, "### `%s`\n\n", statement_shapes[kind]);
        add_meaning(to, statement_meanings[kind]);
        add_block(to, "", statement_examples[kind]);
    }
}

static void add_slots(struct text *to)
{
    text_add(to, "## What is filled in\n\n| in a shape | what stands there |\n|---|---|\n");
#define X(slot, role, shape, expected, meaning)                                                \
    text_add(to, "| `%s` | ", shape);                                                          \
    add_prose(to, meaning, false);                                                             \
    text_add(to, " |\n");
    SHAPE_SLOTS(X)
#undef X
    text_add(to, "\nDurations are written in");
#define X(unit, factor) text_add(to, " `%s`", unit);
    KIT_TIME_UNITS(X)
    text_add(to, ", sizes in");
    KIT_SIZE_UNITS(X)
#undef X
    text_add(to, ".\n\n");
}

/* The default value of an option: "2s", "`all`"; empty if there is none. */
static void add_usual(struct text *to, enum protocol_option option)
{
    const struct protocol_option_row *row = &option_rows[option];
    const char *const *words = value_words(row->kind);
    if (words)
        text_add(to, "`%s`", words[row->usual]);
    else if (row->usual > 0)
        add_duration(to, (uint32_t)row->usual); /* no other kind of number has a default */
}

static void add_option(struct text *to, enum protocol_option option)
{
    text_add(to, "| `%s` | `%s` | a ", option_shapes[option], option_switches[option]);
    text_add_sides(to, option_rows[option].sides);
    text_add(to, " | ");
    add_prose(to, option_rows[option].meaning, false);
    text_add(to, " | ");
    add_usual(to, option);
    text_add(to, " |\n");
}

static void add_options(struct text *to)
{
    text_add(to, "## Options of an actor\n\n");
    add_paragraph(to, "Options stand after the program, in any order, each at most once. The "
                      "program gets the switch and the value as arguments. It gets an argument "
                      "in quotes unchanged.");
    text_add(to, "| option | switch | for | meaning | default |\n|---|---|---|---|---|\n");
    for (int option = 0; option_shapes[option]; option++)
        add_option(to, (enum protocol_option)option);
    text_add(to, "\nWays to notice that the other side is gone:\n\n"
                 "| notice by | meaning |\n|---|---|\n");
#define X(way, word, set, meaning) text_add(to, "| `%s` | %s |\n", word, meaning);
    PROTOCOL_NOTICES(X)
#undef X
    text_add(to, "\n");
}

/* What the runner gives a program, and how it asks it to end. */
static void add_launch(struct text *to)
{
    text_add(to, "## What a program is given\n\n");
    add_paragraph(
        to, "These options stand behind the program of an actor that the runner starts, among "
            "the options above and the arguments. They are for the runner; the program gets no "
            "switch for them: "
            "`parent app is \"app.exe\" \"--verbose\" stdin closed env LANG=C`.");
    text_add(to, "| option | meaning |\n|---|---|\n");
    for (int i = 0; launch_shapes[i]; i++) {
        text_add(to, "| `%s` | ", launch_shapes[i]);
        add_prose(to, launch_meanings[i], false);
        text_add(to, " |\n");
    }
    text_add(to, "\nThings that can be there, for `expect <thing> <text>`:\n\n"
                 "| thing | what must be there |\n|---|---|\n");
    for (int i = 0; thing_words[i]; i++)
        text_add(to, "| `%s` | %s |\n", thing_words[i], thing_meanings[i]);
    text_add(to, "\nWays to ask a program to end, for `<actor> stops by`:\n\n"
                 "| stops by | what the runner does |\n|---|---|\n");
    for (int i = 0; ask_words[i]; i++)
        text_add(to, "| `%s%s` | %s |\n", ask_words[i], ask_takes_text[i] ? " <text>" : "",
                 ask_meanings[i]);
    text_add(to, "\n");
}

/* "`kill` and `hang`": the faults that can strike in one of these ways. */
static void add_fault_names(struct text *to, uint32_t ways)
{
    uint32_t left = faults_that_strike(ways);
    for (int i = 0; i < FAULT_COUNT; i++) {
        if (!(left >> i & 1u))
            continue;
        left &= ~(1u << i);
        bool is_last_but_one = left && !(left & (left - 1));
        text_add(to, "`%s`%s", fault_words[i], !left ? "" : is_last_but_one ? " and " : ", ");
    }
}

static void add_fault_places(struct text *to)
{
    char room[PROSE_BYTES];
    struct text prose = text_over(room, sizeof room);
    add_fault_names(&prose, STRIKES_OUTSIDE);
    text_add(&prose,
             " can strike any actor: in order, at a printed line, or at a step of any actor. "
             "The actor itself carries out all others, at a step or call of its own: "
             "`at cs request.sent drop cs`. Inside a wait, ");
    add_fault_names(&prose, STRIKES_WAIT);
    text_add(&prose,
             " can strike. Such a fault comes when all other actors "
             "that a line above it holds are held. So, to keep the wait open, hold the actor "
             "that would end it.");
    assert(!prose.cut);
    add_paragraph(to, room);
}

static void add_faults_section(struct text *to)
{
    char exits[PROSE_BYTES];
    const char *const items[] = {
        "- `drop` needs a step with a pipe. A parent with several children says which one: "
        "`at host request.peek for cs drop host`. You can say how the pipe is lost: "
        "`drop host by close` (the next table). In order, `drop cs` disconnects the pipe "
        "between a child and its parent from outside, also of programs without a probe. "
        "With `probe inject` it does so at a step, too: `at app pipe.write #5 drop helper`.",
        exits,
        "- `delay` always says how long: `at host request.received for cs delay host by "
        "300ms`.",
        "- `truncate` and `corrupt` need a step after which a message goes out. A parent with "
        "several children says to which child: `at host memory.written for cs corrupt host`.",
        "- `fail` stands at a call (the table below) and nowhere else: "
        "`at cs pipe.write #3 fail cs with 232`.",
        NULL};
    struct text text = text_over(exits, sizeof exits);
    text_add(&text,
             "- `exit` ends with code %u by default, or with the code that the line gives: "
             "`at cs request.sent #3 exit cs with 259`.",
             KIT_EXIT_CODE);
    text_add(to, "## Faults\n\n| fault | what it does to the actor |\n|---|---|\n");
    for (int i = 0; i < FAULT_COUNT; i++)
        text_add(to, "| `%s` | %s |\n", fault_words[i], faults[i].meaning);
    text_add(to, "\n");
    add_fault_places(to);
    add_items(to, items);
}

static void add_drops_section(struct text *to)
{
    add_paragraph(to, "Ways to drop a pipe. By default a parent of kit/link disconnects and a "
                      "child closes. The client's end, which a child has, can only be closed.");
    text_add(to, "| by | what that does |\n|---|---|\n");
    for (int i = 0; drop_words[i]; i++)
        text_add(to, "| `%s` | %s |\n", drop_words[i], drop_meanings[i]);
    text_add(to, "\n");
}

static void add_rules_section(struct text *to)
{
    text_add(to, "## Rules of the contract\n\n| rule | statement | window |\n|---|---|---|\n");
#define X(rule, function, word, window_ms, statement)                                          \
    text_add(to, "| `%s` | %s | ", word, statement);                                           \
    add_window_cell(to, window_ms);                                                            \
    text_add(to, " |\n");
    KIT_RULES(X)
#undef X
    text_add(to, "\n");
    add_paragraph(to,
                  "`window` sets another window. `waive` leaves a rule unjudged. `must fail` "
                  "is for an actor with a known bug.");
}

static const char *side_cell(uint32_t flags)
{
    if (flags & STEP_BY_OTHERS)
        return "bystander";
    if ((flags & STEP_BY_BOTH) == STEP_BY_BOTH)
        return "both";
    return flags & STEP_BY_CHILD ? "child" : "parent";
}

static void add_cans(struct text *to, uint32_t flags)
{
    static const struct {
        uint32_t flag;
        const char *word;
    } cans[] = {{STEP_CAN_DROP, "drop"}, {STEP_CAN_SPOIL, "spoil"}, {STEP_IS_WAIT, "inside"}};
    bool any = false;
    for (size_t i = 0; i < sizeof cans / sizeof *cans; i++) {
        if (flags & cans[i].flag)
            text_add(to, "%s%s", any ? ", " : "", cans[i].word);
        any |= (flags & cans[i].flag) != 0;
    }
}

static void add_step_row(struct text *to, const char *word, uint32_t flags, const char *where)
{
    text_add(to, "| `%s` | %s | ", word, side_cell(flags));
    add_cans(to, flags);
    text_add(to, " | %s |\n", where);
}

static void add_steps_section(struct text *to)
{
    text_add(to, "## Steps\n\n");
    add_paragraph(to,
                  "A fault can strike at every step, and a line can hold an actor there. At "
                  "a step with *drop* the actor has a pipe to drop. After a step with "
                  "*spoil* it sends a message, which `truncate` and `corrupt` need. A step "
                  "with *inside* begins a wait.");
    text_add(to, "| step | of | can | where |\n|---|---|---|---|\n");
    for (int i = 0; i < PROTOCOL_STEP_COUNT; i++) {
        if (!(step_flags[i] & STEP_IS_REPORT))
            add_step_row(to, step_words[i], step_flags[i], step_places[i]);
    }
    text_add(to, "\n## Reports\n\n");
    add_paragraph(to, "Facts that an actor tells of itself, for `expect <actor> reports`. They "
                      "are steps, too.");
    text_add(to, "| report | of | meaning |\n|---|---|---|\n");
    for (int i = 0; i < PROTOCOL_STEP_COUNT; i++) {
        if (step_flags[i] & STEP_IS_REPORT)
            text_add(to, "| `%s` | %s | %s |\n", step_words[i], side_cell(step_flags[i]),
                     step_places[i]);
    }
    text_add(to, "\n");
}

static void add_call_steps(struct text *to)
{
    text_add(to, "## Call steps\n\n");
    add_paragraph(
        to, "The steps of a program that is declared with `probe inject`, and of its "
            "children: their calls of the system. Their peer in the log is the pipe or "
            "object, such as `pipe:job` or `event:ready`. Numbers of three digits and "
            "more, the PIDs of the process and of its creator, and words of hexadecimal "
            "digits are `#` in it. A standard handle is "
            "`pipe:stdin`, `pipe:stdout` or `pipe:stderr` if it is a pipe. A line counts "
            "the steps about all of them, unless it says which one it means: `at app "
            "pipe.write about \"pipe:job\" #3 kill app`. `fail` of a `pipe.read` can also say "
            "`with 234` "
            "(ERROR_MORE_DATA): the read is made, and takes one byte. Of a longer message "
            "the rest stays in the pipe. See "
            "[any program](any-program.md#strike-at-a-call).");
    text_add(to, "| step | can | where |\n|---|---|---|\n");
    for (int i = 0; i < CALL_STEP_COUNT; i++) {
        text_add(to, "| `%s` | ", call_step_words[i]);
        add_cans(to, call_step_flags(call_step_words[i]));
        text_add(to, " | %s |\n", call_step_places[i]);
    }
    text_add(to, "\n");
}

static void add_clocks(struct text *to)
{
    text_add(to, "## Clocks\n\n");
    add_paragraph(to,
                  "For `jump <clock> of <actor>`; `" CLOCKS_ALL "` are all of them. See "
                  "[Wine and Windows](wine-and-windows.md#clocks-that-jump) for what is not "
                  "moved.");
    text_add(to, "| clock | is told by |\n|---|---|\n");
    for (int i = 0; i < CLOCK_COUNT; i++)
        text_add(to, "| `%s` | %s |\n", clock_words[i], clock_functions[i]);
    text_add(to, "\n");
}

static void add_shims(struct text *to)
{
    text_add(to, "## Shims\n\n");
    add_paragraph(
        to, "Calls that behave as on Windows, in each process with the injected probe, for "
            "`shim <shim>`. See "
            "[Wine and Windows](wine-and-windows.md#shims) for the sources, and for what "
            "a shim does not do.");
    text_add(to, "| shim | what the call does |\n|---|---|\n");
    for (int i = 0; i < SHIM_COUNT; i++)
        text_add(to, "| `%s` | %s |\n", shim_words[i], shim_meanings[i]);
    text_add(to, "\n");
}

static void add_calls(struct text *to)
{
    text_add(to, "## Calls\n\n");
    add_paragraph(to,
                  "Calls of the system that kit/os makes for an actor, and that a program of "
                  "yours makes if it asks `lifeline_fails` first. Each can fail with the "
                  "Win32 errors that it really gives; those that say that the other side is "
                  "gone come first. The calls about sockets fail by the injected probe "
                  "alone, with the errors of WSAGetLastError. Uses are counted for each actor "
                  "and call and, in a "
                  "parent of kit/link, for each child.");
    text_add(to, "| call | errors | what it is |\n|---|---|---|\n");
    for (int i = 0; i < CALL_COUNT; i++) {
        text_add(to, "| `%s` | ", call_words[i]);
        for (uint32_t k = 0; call_code((enum kit_call)i, k) != 0; k++)
            text_add(to, "%s%u", k == 0 ? "" : ", ", call_code((enum kit_call)i, k));
        text_add(to, " | %s |\n", call_meanings[i]);
    }
    text_add(to, "\n");
}

static void add_limits(struct text *to)
{
    text_add(to,
             "## Limits\n\n| of | at most |\n|---|---|\n"
             "| a file | %u KiB |\n| a line | %u bytes |\n"
             "| a word, a program, an argument | %d bytes |\n"
             "| a name, a step | %d bytes |\n| words in a line | %d |\n"
             "| actors | %d |\n| arguments of an actor | %d |\n"
             "| children of one of the kit's parents | %d |\n"
             "| declared steps | %d |\n| lines that arm or act | %d |\n"
             "| faults and holds at the steps of one actor | %d |\n"
             "| lines that sweep | %d |\n| lines with `skip without` | %d |\n"
             "| lines with a text | %d |\n| variables of an actor | %d |\n"
             "| threads of a load | %d |\n\n",
             SCENARIO_TEXT / 1024, LINE_BYTES, SCENARIO_ARGUMENT - 1, KIT_NAME - 1,
             SCENARIO_WORDS, SCENARIO_ACTORS, SCENARIO_ARGUMENTS, PROTOCOL_CHILDREN,
             SCENARIO_STEPS, SCENARIO_LINES, SCENARIO_ORDERS, SCENARIO_SWEEPS, SCENARIO_NEEDS,
             SCENARIO_TEXTS, SCENARIO_VARIABLES, SCENARIO_LOAD);
}

void scenario_reference(struct text *to)
{
    add_intro(to);
    add_statements(to, STATEMENT_SETS, "Lines that declare",
                   "These lines say which processes there are, and how the run is judged.");
    add_statements(to, STATEMENT_ARMS, "Lines that arm",
                   "The runner arms these lines before anything starts. Each strikes when its "
                   "moment comes.");
    add_statements(
        to, STATEMENT_ACTS, "Lines that act",
        "The runner carries out these lines in their order, and each waits for the lines "
        "above it: a line below an `at`, `inside` or `hold` line comes only once that line has "
        "struck or held. So a line that brings the moment about, such as a `tell`, stands "
        "above "
        "the `at` line. `within`, `not before` "
        "and `for` count from the last act: a strike, a stop, a release, a resume, a start, "
        "or what `tell`, `close stdin`, `set event`, `reset event`, `write` and `jump` do. "
        "Where there was no act, they count from the line's own start. A line with `for` waits "
        "until its time is "
        "over.");
    add_slots(to);
    add_options(to);
    add_launch(to);
    add_faults_section(to);
    add_drops_section(to);
    add_rules_section(to);
    add_steps_section(to);
    add_call_steps(to);
    add_shims(to);
    add_clocks(to);
    add_calls(to);
    add_limits(to);
    text_add(to, "## Mistakes in a scenario\n\n");
    add_paragraph(to,
                  "Lifeline checks all that the file alone can show, before anything starts:");
    add_block(to, "text", reference_mistake);
    to->length--; /* one line end closes the page */
    to->at[to->length] = 0;
}
