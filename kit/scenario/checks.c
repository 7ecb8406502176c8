/* Checks of lines that arm or act: sides, waits, drops, peers, order. */
#include "kit/scenario/checks.h"
#include "kit/base/escaped.h"
#include "kit/base/calls.h"
#include "kit/base/duration.h"
#include "kit/base/line_number.h"
#include "kit/protocol/call_steps.h"
#include "kit/scenario/pid_words.h"
#include "kit/scenario/reader_mistakes.h"
#include "kit/scenario/slots.h"
#include "kit/scenario/deadlock_check.h"

#include <assert.h>
#include <string.h>

/* What stands before the name of a pipe in its path. */
#define PIPE_PREFIX "\\\\.\\pipe\\"

static const struct scenario_actor *actor_at(const struct reader *reader, int actor)
{
    return &reader->out->actors[actor];
}

/* In a program of the user's own either side may ask, so that each may say the other's steps
 * (docs/contract.md#programs-of-your-own). */
static bool is_free_of_sides(const struct scenario_actor *actor, uint32_t flags)
{
    return actor_is_users_own(actor) && !actor->is_bystander && !(flags & STEP_IS_REPORT) &&
           (flags & STEP_BY_BOTH);
}

static enum kit_status check_side(const struct reader *r, const struct statement *s)
{
    const struct scenario_actor *actor = actor_at(r, s->line.actor);
    uint32_t flags = reader_step_flags(r, s->line.step), side = actor_side(actor);
    char sentence[160];
    struct text to = text_over(sentence, sizeof sentence);
    if (flags & side || is_free_of_sides(actor, flags))
        return KIT_OK;
    text_add(&to, "'%s' is a %s of a ", s->line.step,
             flags & STEP_IS_REPORT ? "report" : "step");
    text_add_sides(&to, flags);
    text_add(&to, ", and '%s' is a ", actor->name);
    text_add_sides(&to, side);
    return reader_wrong(r, s, ROLE_STEP, "%s", sentence);
}

/* `about <object>`: only calls are about one, and a log names it with its kind. */
static enum kit_status check_about(const struct reader *r, const struct statement *s)
{
    char object[SCENARIO_ARGUMENT];
    if (s->tokens[ROLE_PIPE] < 0)
        return KIT_OK;
    if (!actor_is_injected(r->out, s->line.actor) || call_step_flags(s->line.step) == 0)
        return reader_wrong(
            r, s, ROLE_PIPE,
            "only the calls of a program with 'probe inject' are about a pipe or "
            "object; leave 'about' out");
    bool fits = token_text(&r->line.tokens[s->tokens[ROLE_PIPE]], object, sizeof object) &&
                strlen(object) < KIT_NAME;
    if (!fits || !strchr(object, ':'))
        return reader_wrong(
            r, s, ROLE_PIPE,
            "no call is about this; write it as a log does, such as pipe:job or "
            "event:ready, in at most %d bytes",
            KIT_NAME - 1);
    return KIT_OK;
}

/* `for <actor>`: the other side of the step's conversation. */
static enum kit_status check_for(const struct reader *r, const struct statement *s)
{
    enum kit_status status = check_about(r, s);
    if (status != KIT_OK || s->line.peer < 0)
        return status;
    const struct scenario_actor *actor = actor_at(r, s->line.actor);
    const struct scenario_actor *peer = actor_at(r, s->line.peer);
    if (actor_is_injected(r->out, s->line.actor))
        return reader_wrong(r, s, ROLE_PEER,
                            "the calls of '%s' are about pipes and objects, and not for an "
                            "actor; leave 'for' out",
                            actor->name);
    if (actor->is_child && s->line.peer != actor->parent)
        return reader_wrong(r, s, ROLE_PEER,
                            "'%s' is a child and talks only to its parent '%s'; name the "
                            "parent, or leave 'for' out",
                            actor->name, actor_at(r, actor->parent)->name);
    if (!actor->is_child && peer->parent != s->line.actor)
        return reader_wrong(r, s, ROLE_PEER, "'%s' is not a child of '%s'", peer->name,
                            actor->name);
    return KIT_OK;
}

static bool is_in_place(const struct statement *s)
{
    return !fault_strikes(s->line.fault, STRIKES_OUTSIDE);
}

/* The pipe that a drop from outside breaks is that of a child. */
static enum kit_status check_drop(const struct reader *r, const struct statement *s)
{
    if (!actor_at(r, s->line.target)->is_child)
        return reader_wrong(r, s, ROLE_TARGET,
                            "a drop from outside breaks the pipe between a child and its "
                            "parent; name the child, such as: drop cs");
    if (s->line.drop != DROP_USUAL)
        return reader_wrong(r, s, ROLE_WAY,
                            "a drop from outside disconnects the pipe; leave 'by' out");
    return KIT_OK;
}

/*
 * A fault that only the actor itself can carry out must be at its own step, and that step must
 * allow it.
 */
static enum kit_status check_in_place(const struct reader *r, const struct statement *s)
{
    const char *name = actor_at(r, s->line.actor)->name;
    enum fault_need need = faults[s->line.fault].needs;
    if (need == NEED_PIPE && actor_is_injected(r->out, s->line.actor))
        return check_drop(r, s);
    if (is_in_place(s) && s->line.target != s->line.actor)
        return reader_wrong(r, s, ROLE_TARGET,
                            "an actor does %s to itself, at its own step; this step is of '%s'",
                            fault_words[s->line.fault], name);
    if (!fault_strikes(s->line.fault, STRIKES_STEP) && actor_is_injected(r->out, s->line.actor))
        return reader_wrong(r, s, ROLE_FAULT,
                            "the injected probe cannot %s '%s'; choose a call of "
                            "docs/language.md#calls, or another fault",
                            fault_words[s->line.fault], s->line.step);
    if (!fault_strikes(s->line.fault, STRIKES_STEP))
        return reader_wrong(r, s, ROLE_STEP,
                            "'%s' is a step, but only a call can fail; write for example: at "
                            "%s pipe.write fail %s",
                            s->line.step, name, name);
    uint32_t flags = reader_step_flags(r, s->line.step);
    if (need == NEED_PIPE && !(flags & STEP_CAN_DROP))
        return reader_wrong(r, s, ROLE_FAULT,
                            "the actor has no pipe to drop at '%s'; choose a step with 'drop' "
                            "in docs/language.md#steps",
                            s->line.step);
    if (need == NEED_MESSAGE && !(flags & STEP_CAN_SPOIL))
        return reader_wrong(r, s, ROLE_FAULT,
                            "no message is sent after '%s', so none can be spoiled; choose a "
                            "step with 'spoil' in docs/language.md#%s",
                            s->line.step,
                            actor_is_injected(r->out, s->line.actor) ? "call-steps" : "steps");
    return KIT_OK;
}

/*
 * The client's end can be lost in one way only. For a program that is not the kit's, it is
 * unknown which end it has.
 */
static enum kit_status check_way(const struct reader *r, const struct statement *s)
{
    const struct scenario_actor *actor = actor_at(r, s->line.target);
    if (s->line.drop == DROP_USUAL)
        return KIT_OK;
    if (faults[s->line.fault].takes != ARGUMENT_WAY)
        return reader_wrong(r, s, ROLE_WAY, "only %s can be by %s, and this fault is %s",
                            fault_words[fault_taking(ARGUMENT_WAY)],
                            drop_words[s->line.drop - 1], fault_words[s->line.fault]);
    if (s->line.drop == DROP_DISCONNECT && actor->is_child && !actor->quoted &&
        !actor->by_image)
        return reader_wrong(
            r, s, ROLE_WAY,
            "'%s' has the client's end of the pipe, which can only be closed; write: by close",
            actor->name);
    return KIT_OK;
}

/* `with <code>` belongs to exit, `by <duration>` to delay. */
static enum kit_status check_value(const struct reader *r, const struct statement *s)
{
    enum fault_argument takes = faults[s->line.fault].takes;
    if (s->line.has_code && takes != ARGUMENT_CODE)
        return reader_wrong(
            r, s, ROLE_CODE,
            "at a step only %s takes a code, and this fault is %s; leave 'with' out",
            fault_words[fault_taking(ARGUMENT_CODE)], fault_words[s->line.fault]);
    if (s->duration_ms > 0 && takes != ARGUMENT_DURATION)
        return reader_wrong(r, s, ROLE_DURATION,
                            "only %s takes a duration, and this fault is %s; leave 'by' out",
                            fault_words[fault_taking(ARGUMENT_DURATION)],
                            fault_words[s->line.fault]);
    if (s->duration_ms == 0 && takes == ARGUMENT_DURATION)
        return reader_wrong(r, s, ROLE_FAULT,
                            "the duration is missing; write for example: %s %s by 300ms",
                            fault_words[s->line.fault], actor_at(r, s->line.target)->name);
    return KIT_OK;
}

static enum kit_status check_at(const struct reader *r, const struct statement *s)
{
    enum kit_status status = check_side(r, s);
    if (status == KIT_OK)
        status = check_for(r, s);
    if (status == KIT_OK)
        status = check_in_place(r, s);
    if (status == KIT_OK)
        status = check_way(r, s);
    return status == KIT_OK ? check_value(r, s) : status;
}

static enum kit_status check_inside(const struct reader *r, const struct statement *s)
{
    const struct scenario_actor *actor = actor_at(r, s->line.actor);
    enum kit_status status = check_side(r, s);
    if (status != KIT_OK)
        return status;
    uint32_t flags = reader_step_flags(r, s->line.step);
    if (!(flags & STEP_IS_WAIT))
        return reader_wrong(r, s, ROLE_STEP,
                            "'%s' does not begin a wait; write 'at' instead of 'inside', or "
                            "name a step that ends in 'wait'",
                            s->line.step);
    if (fault_strikes(s->line.fault, STRIKES_CALL))
        return reader_wrong(r, s, ROLE_FAULT,
                            "only a call can fail; write for example: at %s wait fail %s",
                            actor->name, actor->name);
    if (!fault_strikes(s->line.fault, STRIKES_WAIT))
        return reader_wrong(r, s, ROLE_FAULT,
                            "%s cannot strike inside a wait; write: at %s %s %s %s",
                            fault_words[s->line.fault], actor->name, s->line.step,
                            fault_words[s->line.fault], actor->name);
    return check_for(r, s);
}

static void add_error_codes(struct text *to, enum kit_call call, bool has_more)
{
    for (uint32_t i = 0; call_code(call, i) != 0; i++) {
        bool last = call_code(call, i + 1) == 0 && !has_more;
        text_add(to, "%s%u", i == 0 ? "" : last ? " or " : ", ", call_code(call, i));
    }
    if (has_more)
        text_add(to, " or %u", CALL_MORE_DATA);
}

/*
 * A call has no instant to strike at; the only fault there is that the call fails. An error
 * that the call never returns would test nothing.
 */
static enum kit_status check_fail(const struct reader *r, const struct statement *s)
{
    const struct scenario_actor *actor = actor_at(r, s->line.actor);
    const char *call = s->line.step;
    char list[64];
    struct text codes = text_over(list, sizeof list);
    enum kit_call index = (enum kit_call)word_index(call_words, call);
    bool is_step = actor_is_injected(r->out, s->line.actor);
    add_error_codes(&codes, index, is_step && call_step_gives(call, CALL_MORE_DATA));
    if (!fault_strikes(s->line.fault, STRIKES_CALL))
        return reader_wrong(
            r, s, ROLE_FAULT,
            "'%s' is a call, and a call can only fail; write: at %s %s fail %s, or name a step",
            call, actor->name, call, actor->name);
    if (s->line.target != s->line.actor)
        return reader_wrong(r, s, ROLE_TARGET,
                            "an actor can only make its own call fail; write: fail %s",
                            actor->name);
    if (index >= CALL_OS_COUNT && !is_step)
        return reader_wrong(r, s, ROLE_STEP,
                            "only the injected probe can make %s fail; write 'probe inject' "
                            "behind the program of '%s', or name another call",
                            call, actor->name);
    if (s->line.has_code && !call_gives(index, s->line.code) &&
        !(is_step && call_step_gives(call, s->line.code)))
        return reader_wrong(r, s, ROLE_CODE, "%s never fails with error %u, only with %s", call,
                            (unsigned)s->line.code, list);
    if (s->line.peer >= 0 && actor->is_child)
        return reader_wrong(r, s, ROLE_PEER,
                            "all calls of a child are for its parent; leave 'for' out");
    return check_for(r, s);
}

static enum kit_status check_point(const struct reader *r, const struct statement *s)
{
    enum kit_status status = check_side(r, s);
    return status == KIT_OK ? check_for(r, s) : status;
}

/* What a child prints comes to the runner only where it inherited its parent's output. */
static enum kit_status check_prints(const struct reader *r, const struct statement *s)
{
    const struct scenario_actor *actor = actor_at(r, s->line.actor);
    if (actor->is_child)
        return reader_wrong(r, s, ROLE_ACTOR,
                            "'%s' is a child, and the runner has the output of '%s', which "
                            "the child may have inherited; name '%s'",
                            actor->name, actor_at(r, actor->parent)->name,
                            actor_at(r, actor->parent)->name);
    if (actor->launch.sink != LAUNCH_OUT_CAPTURED)
        return reader_wrong(r, s, ROLE_ACTOR,
                            "the output of '%s' is not captured; remove `stdio` from the line "
                            "that declares it",
                            actor->name);
    return KIT_OK;
}

/* A word that nobody fills in would name a folder that is not there, and never changes. */
static bool folder_has_other_words(const char *text)
{
    struct pid_word word;
    for (; pid_word_find(text, &word); text = word.at + word.size) {
        if (!word.is_temp || memchr(text, '%', (size_t)(word.at - text)))
            return true;
    }
    return strchr(text, '%') != NULL;
}

/* A port is a number. The line belongs to the parent above it, whose readiness it mostly is. */
static enum kit_status check_there(const struct reader *r, const struct statement *s)
{
    char word[SCENARIO_ARGUMENT];
    uint64_t port = 0;
    const struct token *text = &r->line.tokens[s->tokens[ROLE_TEXT]];
    if (r->parent < 0)
        return reader_wrong_at(r, s, 0, NULL,
                               "this line needs a parent above it, such as: parent app is "
                               "\"app.exe\"");
    if (s->line.thing == THING_PIPE && token_text(text, word, sizeof word) &&
        strncmp(word, PIPE_PREFIX, strlen(PIPE_PREFIX)) == 0)
        return reader_wrong(r, s, ROLE_TEXT, "write the name of the pipe without %s in front",
                            PIPE_PREFIX);
    if (s->line.thing == THING_PORT &&
        (!token_text(text, word, sizeof word) ||
         number_read(word, strlen(word), UINT16_MAX, &port, NULL) != KIT_OK || port == 0))
        return reader_wrong(r, s, ROLE_TEXT, "a port is a number from 1 to 65535");
    if (s->kind == SAY_EXPECT_FOLDER && token_text(text, word, sizeof word) &&
        folder_has_other_words(word))
        return reader_wrong(
            r, s, ROLE_TEXT,
            "of the words in %% only %%temp%% can stand in the name of a folder, "
            "which is looked at before the first process");
    return line_is_of_things(&s->line) ? reader_check_pids(r, s, ROLE_TEXT, false) : KIT_OK;
}

static enum kit_status check_start(const struct reader *r, const struct statement *s)
{
    const struct scenario_actor *actor = actor_at(r, s->line.actor);
    if (actor->is_child)
        return reader_wrong(r, s, ROLE_ACTOR, "'%s' is a child, and its parent starts it",
                            actor->name);
    if (actor->starts_later)
        return reader_wrong(r, s, ROLE_ACTOR,
                            "a line above starts '%s' already; to start the program again, "
                            "declare it as another actor",
                            actor->name);
    return KIT_OK;
}

/* A message goes between a child and its parent. */
/* The text is written as bytes of a pipe or of memory. */
static enum kit_status check_escaped_text(const struct reader *r, const struct statement *s)
{
    char word[SCENARIO_ARGUMENT], bytes[SCENARIO_ARGUMENT];
    size_t size = 0;
    const struct token *text = &r->line.tokens[s->tokens[ROLE_TEXT]];
    const char *flaw =
        token_text(text, word, sizeof word) ? escaped_bytes(word, bytes, &size) : NULL;
    if (flaw)
        return reader_wrong(
            r, s, ROLE_TEXT,
            "'%.4s' means no byte; write \\n, \\r, \\t, \\x and two hex digits, "
            "or \\\\ for a backslash",
            flaw);
    return KIT_OK;
}

static enum kit_status check_forge(const struct reader *r, const struct statement *s)
{
    const struct scenario_actor *to = actor_at(r, s->line.actor);
    const struct scenario_actor *as = actor_at(r, s->line.peer);
    if (to->parent != s->line.peer && as->parent != s->line.actor)
        return reader_wrong(r, s, ROLE_PEER,
                            "a message goes between a child and its parent, and neither of "
                            "'%s' and '%s' is the other's child",
                            to->name, as->name);
    return check_escaped_text(r, s);
}

static enum kit_status check_write(const struct reader *r, const struct statement *s)
{
    enum kit_status status = check_escaped_text(r, s);
    return status == KIT_OK ? reader_check_pids(r, s, ROLE_PIPE, false) : status;
}

static enum kit_status check_input(const struct reader *r, const struct statement *s)
{
    const struct scenario_actor *actor = actor_at(r, s->line.actor);
    if (actor->is_child)
        return reader_wrong(r, s, ROLE_ACTOR,
                            "'%s' is a child, and only its parent has its standard input",
                            actor->name);
    if (actor->launch.source != LAUNCH_IN_OPEN)
        return reader_wrong(r, s, ROLE_ACTOR,
                            "the standard input of '%s' is not open; write `stdin open` behind "
                            "its program",
                            actor->name);
    return KIT_OK;
}

static enum kit_status check_release(const struct reader *r, const struct statement *s)
{
    for (uint32_t i = 0; i < r->out->line_count; i++) {
        const struct scenario_line *line = &r->out->lines[i];
        if (line->kind == SAY_HOLD && line->actor == s->line.actor)
            return KIT_OK;
    }
    const char *name = actor_at(r, s->line.actor)->name;
    return reader_wrong(r, s, ROLE_ACTOR,
                        "no line above holds '%s'; write one first: hold %s at <step>", name,
                        name);
}

static enum kit_status check_resume(const struct reader *r, const struct statement *s)
{
    for (uint32_t i = 0; i < r->out->line_count; i++) {
        const struct scenario_line *line = &r->out->lines[i];
        if (line->target == s->line.actor && faults[line->fault].resumable)
            return KIT_OK;
    }
    const char *name = actor_at(r, s->line.actor)->name;
    return reader_wrong(r, s, ROLE_ACTOR, "no line above hangs '%s'; write one first: hang %s",
                        name, name);
}

static enum kit_status check_strike(const struct reader *r, const struct statement *s)
{
    const char *name = actor_at(r, s->line.target)->name;
    const char *fault = fault_words[s->line.fault];
    const char *place = fault_strikes(s->line.fault, STRIKES_CALL) ? "call" : "step";
    if (!is_in_place(s))
        return KIT_OK;
    if (fault_strikes(s->line.fault, STRIKES_HANDLE))
        return check_drop(r, s);
    return reader_wrong(r, s, ROLE_FAULT,
                        "an actor does %s to itself at a %s; write: at %s <%s> %s %s", fault,
                        place, name, place, fault, name);
}

/* The actor does not stand still while it prints, so only a fault from outside can strike. */
static enum kit_status check_at_prints(const struct reader *r, const struct statement *s)
{
    enum kit_status status = check_prints(r, s);
    return status == KIT_OK ? check_strike(r, s) : status;
}

/* The causes that a report of the protocol can have, if there is a fixed list of them. */
static size_t ways_of(const char *event, const char *ways[NOTICE_COUNT + 3])
{
    bool lost = words_equal(event, step_words[PROTOCOL_CHILD_LOST]);
    bool ending = words_equal(event, step_words[PROTOCOL_CHILD_ENDING]);
    size_t count = 0;
    for (int i = 0; i < NOTICE_COUNT; i++) {
        if ((lost || ending) && i != NOTICE_ALL)
            ways[count++] = notice_words[i];
    }
    if (ending) {
        ways[count++] = "quit";
        ways[count++] = "stop";
        ways[count++] = "failed";
    }
    return count;
}

static enum kit_status check_reports(const struct reader *r, const struct statement *s)
{
    const char *ways[NOTICE_COUNT + 3];
    size_t count = ways_of(s->line.step, ways);
    enum kit_status status = check_side(r, s);
    if (status != KIT_OK)
        return status;
    if (s->line.peer == s->line.actor)
        return reader_wrong(r, s, ROLE_PEER,
                            "'%s' makes this report about another actor, not about itself",
                            actor_at(r, s->line.actor)->name);
    bool known = count == 0 || !s->line.by[0];
    for (size_t i = 0; i < count; i++)
        known = known || words_equal(ways[i], s->line.by);
    if (known)
        return KIT_OK;
    char list[128];
    struct text choice = text_over(list, sizeof list);
    text_add_choice(&choice, ways, count);
    return reader_wrong_at(r, s, (uint32_t)s->tokens[ROLE_WORD],
                           nearest_word(s->line.by, ways, count), "'%s' can only be by %s",
                           s->line.step, list);
}

static enum kit_status check_statement(const struct reader *r, const struct statement *s)
{
    switch (s->kind) {
    case SAY_AT:
        return check_at(r, s);
    case SAY_FAIL:
        return check_fail(r, s);
    case SAY_INSIDE:
        return check_inside(r, s);
    case SAY_HOLD:
    case SAY_EXPECT_REACHES:
    case SAY_EXPECT_NEVER_REACHES:
    case SAY_RUN_UNTIL:
        return check_point(r, s);
    case SAY_RELEASE:
        return check_release(r, s);
    case SAY_RESUME:
    case SAY_AFTER_RESUME:
        return check_resume(r, s);
    case SAY_STRIKE:
    case SAY_AFTER:
        return check_strike(r, s);
    case SAY_AT_PRINTS:
        return check_at_prints(r, s);
    case SAY_EXPECT_THERE:
    case SAY_EXPECT_GONE:
    case SAY_EXPECT_FOLDER:
    case SAY_CHECK_COMMAND:
        return check_there(r, s);
    case SAY_EXPECT_PRINTS:
    case SAY_EXPECT_NEVER_PRINTS:
        return check_prints(r, s);
    case SAY_START:
        return check_start(r, s);
    case SAY_TELL:
    case SAY_CLOSE_INPUT:
        return check_input(r, s);
    case SAY_LOAD:
        return s->times <= SCENARIO_LOAD
                   ? KIT_OK
                   : reader_wrong(r, s, ROLE_TIMES, "a load has at most %d threads",
                                  SCENARIO_LOAD);
    case SAY_SET_EVENT:
    case SAY_RESET_EVENT:
        return reader_check_pids(r, s, ROLE_TEXT, false);
    case SAY_FORGE:
        return check_forge(r, s);
    case SAY_WRITE_MEMORY:
        return check_write(r, s);
    case SAY_JUMP_AHEAD:
    case SAY_JUMP_BACK:
        return actor_is_injected(r->out, s->line.actor)
                   ? KIT_OK
                   : reader_wrong(
                         r, s, ROLE_ACTOR,
                         "only a program with the injected probe has clocks that can "
                         "jump; write 'probe inject' behind the program of '%s'",
                         r->out->actors[scenario_parent_or_self(r->out, s->line.actor)].name);
    case SAY_EXPECT_REPORTS:
    case SAY_EXPECT_NEVER_REPORTS:
        return check_reports(r, s);
    default: /* what a line of these kinds can say is right as it reads */
        return KIT_OK;
    }
}

/* The default number of `at`, `inside` and `hold`. */
static uint32_t usual_occurrence(enum statement_kind kind)
{
    return statement_when[kind] & STATEMENT_ARMS ? 1 : 0;
}

/* How many orders this line's actor has already; 0 if the line is no order. */
static uint32_t orders_of(const struct scenario *scenario, const struct scenario_line *line)
{
    uint32_t count = 0;
    if (!statement_orders(line->kind))
        return 0;
    for (uint32_t i = 0; i < scenario->line_count; i++) {
        const struct scenario_line *other = &scenario->lines[i];
        count += statement_orders(other->kind) && other->actor == line->actor;
    }
    return count;
}

/*
 * The length of the path of the scenario's own folder, with its last separator. 0: the path has
 * no folder.
 */
static size_t folder_length(const char *path)
{
    return (size_t)(path_file_name(path) - path);
}

/*
 * A path that is a word of the line. A path in quotes that begins with `./` is relative to the
 * scenario's folder, so that the scenario can be run from any folder. All other paths are taken
 * unchanged.
 */
enum kit_status reader_take_path(const struct reader *r, const struct statement *s,
                                 uint32_t token, char to[SCENARIO_ARGUMENT])
{
    const struct token *word = &r->line.tokens[token];
    char written[SCENARIO_ARGUMENT];
    bool whole = token_text(word, written, sizeof written);
    assert(whole); /* the slot's reader has checked it */
    (void)whole;
    bool is_beside =
        word->quoted && written[0] == '.' && written[1] && strchr("/\\", written[1]);
    size_t folder = is_beside ? folder_length(r->path) : 0;
    struct text path = text_over(to, SCENARIO_ARGUMENT);
    text_add_bytes(&path, r->path, folder);
    text_add(&path, "%s", folder > 0 ? written + 2 : written);
    if (path.cut)
        return reader_wrong_at(r, s, token, NULL,
                               "this path begins at the scenario's folder, and the whole path "
                               "has more than %d bytes; move both nearer to the root",
                               SCENARIO_ARGUMENT - 1);
    return KIT_OK;
}

/* A text of a line goes into the scenario's list of texts; *out is its number there. */
static enum kit_status keep_text_of(struct reader *r, const struct statement *s,
                                    enum shape_role role, uint32_t *number)
{
    struct scenario *out = r->out;
    int token = s->tokens[role];
    if (token < 0)
        return KIT_OK;
    if (out->text_count == SCENARIO_TEXTS)
        return reader_wrong(r, s, role, "a scenario has at most %d lines with a text",
                            SCENARIO_TEXTS);
    bool is_path = s->kind == SAY_EXPECT_FOLDER ||
                   (line_is_of_things(&s->line) && s->line.thing == THING_FILE);
    char *to = out->texts[out->text_count];
    if (is_path) {
        enum kit_status status = reader_take_path(r, s, (uint32_t)token, to);
        if (status != KIT_OK)
            return status;
    } else if (!token_text(&r->line.tokens[token], to, SCENARIO_ARGUMENT)) {
        return reader_wrong(r, s, role, "a text has at most %d bytes", SCENARIO_ARGUMENT - 1);
    }
    *number = ++out->text_count;
    return KIT_OK;
}

static enum kit_status keep_line_texts(struct reader *r, struct statement *s)
{
    enum kit_status status = keep_text_of(r, s, ROLE_TEXT, &s->line.text);
    return status == KIT_OK ? keep_text_of(r, s, ROLE_PIPE, &s->line.pipe) : status;
}

/* The actor that a finding of the line is about: the one whose PID the text has; otherwise the
 * parent that was declared last. */
static int actor_of_thing(const struct reader *r, const struct statement *s)
{
    char text[SCENARIO_ARGUMENT];
    struct pid_word word;
    bool has_text = token_text(&r->line.tokens[s->tokens[ROLE_TEXT]], text, sizeof text);
    if (has_text && pid_word_find(text, &word) && word.name[0])
        return scenario_actor(r->out, word.name);
    return r->parent;
}

enum kit_status reader_append(struct reader *r, struct statement *s)
{
    struct scenario *out = r->out;
    s->line.window_ms = s->duration_ms;
    s->line.not_before_ms = s->floor_ms;
    s->line.times = s->times;
    name_copy(s->line.by, s->name, strlen(s->name));
    if (s->line.occurrence == 0)
        s->line.occurrence = usual_occurrence(s->kind);
    if (s->kind == SAY_AT && faults[s->line.fault].takes == ARGUMENT_CODE && !s->line.has_code)
        s->line.code = KIT_EXIT_CODE;
    if (s->kind == SAY_FAIL && !s->line.has_code)
        s->line.code = call_code((enum kit_call)word_index(call_words, s->line.step), 0);
    if (s->floor_ms >= s->duration_ms && s->floor_ms > 0)
        return reader_wrong(
            r, s, ROLE_FLOOR,
            "the time after 'not before' must be shorter than the time after 'within'");
    enum kit_status status = check_statement(r, s);
    if (status != KIT_OK)
        return status;
    if (line_is_of_world(&s->line))
        s->line.actor = actor_of_thing(r, s);
    if (orders_of(out, &s->line) == SCENARIO_ORDERS)
        return reader_wrong_at(r, s, 0, NULL,
                               "the steps of one actor can have at most %d faults and holds",
                               SCENARIO_ORDERS);
    if (out->line_count == SCENARIO_LINES)
        return reader_wrong_at(r, s, 0, NULL, "a scenario has at most %d lines that arm or act",
                               SCENARIO_LINES);
    status = keep_line_texts(r, s);
    if (status != KIT_OK)
        return status;
    if (s->kind == SAY_START)
        out->actors[s->line.actor].starts_later = true;
    out->lines[out->line_count++] = s->line;
    return KIT_OK;
}

enum kit_status reader_keep_ending(struct reader *r, struct statement *s)
{
    struct scenario *out = r->out;
    if (out->ending.line_number > 0)
        return reader_wrong_at(
            r, s, 0, NULL, "line %u already says how long a run goes on; remove one of the two",
            (unsigned)out->ending.line_number);
    enum kit_status status = check_statement(r, s);
    if (status != KIT_OK)
        return status;
    out->ending = s->line;
    out->ending.window_ms = s->duration_ms;
    if (s->line.occurrence == 0)
        out->ending.occurrence = 1;
    return KIT_OK;
}

static uint32_t children_of(const struct scenario *scenario, int parent)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < scenario->actor_count; i++)
        count += scenario->actors[i].parent == parent;
    return count;
}

/* Goes back to a line, to report a mistake in it that only later lines showed. */
static enum kit_status wrong_in_line(struct reader *r, const struct scenario_line *line,
                                     const char *sentence)
{
    struct statement statement = {.kind = line->kind};
    struct miss miss;
    struct flaw flaw;
    r->line.number = 0;
    uint32_t number = line_in_file(line->line_number);
    while (line_next(&r->line, r->text, r->size) && r->line.number < number)
        continue;
    bool again = line_split(&r->line, &flaw) && shapes_match(r, &statement, &miss);
    assert(again); /* the check succeeded before, and later declarations remove nothing */
    (void)again;
    return reader_wrong(r, &statement, ROLE_STEP, "%s", sentence);
}

static enum kit_status refuse_unclear_child(struct reader *r, const struct scenario_line *line)
{
    char sentence[KIT_ERROR_TEXT];
    struct text to = text_over(sentence, sizeof sentence);
    const char *name = r->out->actors[line->actor].name;
    text_add(&to, "'%s' has several children; say whose %s: at %s %s for <child> %s %s", name,
             faults[line->fault].needs == NEED_MESSAGE ? "message it spoils" : "pipe it drops",
             name, line->step, fault_words[line->fault], name);
    return wrong_in_line(r, line, sentence);
}

static enum kit_status refuse_deadlock(struct reader *r, const struct deadlock *why)
{
    char sentence[KIT_ERROR_TEXT];
    struct text to = text_over(sentence, sizeof sentence);
    const struct scenario_line *held = &r->out->lines[why->hold_index];
    text_add(&to, "this never happens: line %u holds '%s' at %s before it, and ",
             (unsigned)held->line_number, r->out->actors[held->actor].name, held->step);
    if (why->release < 0)
        text_add(&to, "no line releases it");
    else
        text_add(
            &to,
            "line %u, which releases it, waits for this line; move this line below the release",
            (unsigned)r->out->lines[why->release].line_number);
    return wrong_in_line(r, &r->out->lines[why->line_index], sentence);
}

/*
 * A sweep makes the lines that strike itself, and has no time at which other lines would act.
 */
static enum kit_status finish_sweep(struct reader *r)
{
    const struct scenario *out = r->out;
    if (out->line_count > 0) {
        char sentence[KIT_ERROR_TEXT];
        struct text to = text_over(sentence, sizeof sentence);
        text_add(&to,
                 "line %u is a sweep, so this file can have no line that arms or acts, such as "
                 "at, kill or expect; remove this line",
                 (unsigned)out->sweeps[0].line_number);
        return wrong_in_line(r, &out->lines[0], sentence);
    }
    const struct scenario_line sweep = {.kind = out->sweeps[0].kind,
                                        .line_number = out->sweeps[0].line_number};
    if (out->must_fail)
        return wrong_in_line(
            r, &sweep,
            "a file with a `sweep` line cannot have `must fail`; remove the `must fail` line");
    return KIT_OK;
}

/* How many lines count the handles of this line's actor. */
static uint32_t counts_of(const struct scenario *of, const struct scenario_line *line)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < of->line_count; i++)
        count += of->lines[i].kind == SAY_COUNT_HANDLES && of->lines[i].actor == line->actor;
    return count;
}

/* Of fewer counts, chance can make a row that grows. */
static enum kit_status finish_counts(struct reader *r)
{
    char sentence[KIT_ERROR_TEXT];
    struct text to = text_over(sentence, sizeof sentence);
    for (uint32_t i = 0; i < r->out->line_count; i++) {
        const struct scenario_line *line = &r->out->lines[i];
        if (line->kind != SAY_COUNT_HANDLES || counts_of(r->out, line) >= SCENARIO_COUNTS)
            continue;
        text_add(&to,
                 "a leak is seen from %d counts on; write this line %d times or more, each "
                 "time after the same work, such as between `repeat 6 times` and `end`",
                 SCENARIO_COUNTS, SCENARIO_COUNTS);
        return wrong_in_line(r, line, sentence);
    }
    return KIT_OK;
}

/*
 * A run with a fault is over when the consequences of the fault are. The other line would have
 * no effect.
 */
static enum kit_status finish_ending(struct reader *r)
{
    const struct scenario *out = r->out;
    char sentence[KIT_ERROR_TEXT];
    struct text to = text_over(sentence, sizeof sentence);
    if (out->ending.window_ms >= out->limit_ms) {
        text_add(&to, "the limit of %u ms ends the run earlier; add a line such as: limit %us",
                 (unsigned)out->limit_ms, (unsigned)(out->ending.window_ms / 1000 + 10));
        return wrong_in_line(r, &out->ending, sentence);
    }
    for (uint32_t i = 0; i < out->line_count; i++) {
        if ((statement_when[out->lines[i].kind] & STATEMENT_EXPECTS) == STATEMENT_EXPECTS)
            continue;
        text_add(&to,
                 "line %u says how long a run without faults goes on, but this line acts; "
                 "remove one of the two",
                 (unsigned)out->ending.line_number);
        return wrong_in_line(r, &out->lines[i], sentence);
    }
    return KIT_OK;
}

static enum kit_status finish_repeat(struct reader *r)
{
    const struct scenario_line repeat = {.kind = SAY_REPEAT, .line_number = r->repeat_line};
    return r->repeat_line == 0
               ? KIT_OK
               : wrong_in_line(r, &repeat,
                               "no line says where this ends; write `end` behind the last line "
                               "that is repeated");
}

/* Only the injected probe can do what these lines say. */
static enum kit_status finish_injected(struct reader *r)
{
    const struct scenario_line shim = {.kind = SAY_SHIM, .line_number = r->out->shim_line};
    const struct scenario_line names = {.kind = SAY_PRIVATE_NAMES,
                                        .line_number = r->out->private_line};
    const struct scenario_line *line = shim.line_number > 0 ? &shim : &names;
    if (line->line_number == 0 || scenario_has_injected(r->out))
        return KIT_OK;
    return wrong_in_line(r, line,
                         "only the injected probe does this; write 'probe inject' behind the "
                         "program of a parent");
}

enum kit_status reader_finish(struct reader *r)
{
    const struct scenario *out = r->out;
    enum kit_status whole = finish_repeat(r);
    if (whole != KIT_OK)
        return whole;
    if (out->sweep_count > 0) {
        enum kit_status status = finish_sweep(r);
        if (status != KIT_OK)
            return status;
    }
    if (out->ending.line_number > 0) {
        enum kit_status status = finish_ending(r);
        if (status != KIT_OK)
            return status;
    }
    for (uint32_t i = 0; i < out->line_count; i++) {
        const struct scenario_line *line = &out->lines[i];
        bool unclear = line->kind == SAY_AT && line->peer < 0 &&
                       faults[line->fault].needs != NEED_NOTHING &&
                       !out->actors[line->actor].is_child &&
                       !actor_is_injected(out, line->actor);
        if (unclear && children_of(out, line->actor) > 1)
            return refuse_unclear_child(r, line);
    }
    enum kit_status status = finish_counts(r);
    if (status == KIT_OK)
        status = finish_injected(r);
    if (status != KIT_OK)
        return status;
    struct deadlock deadlock;
    if (deadlock_find(out, &deadlock))
        return refuse_deadlock(r, &deadlock);
    if (r->parent < 0) {
        struct flaw flaw = {.at = r->text,
                            .sentence = "a scenario needs a parent, such as: parent host is "
                                        "ref_parent"};
        r->line.number = 0;
        return reader_flaw(r, &flaw);
    }
    return KIT_OK;
}
