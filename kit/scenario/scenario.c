#include "kit/scenario/pid_words.h"
#include "kit/scenario/scenario.h"
#include "kit/protocol/options.h"
#include "kit/scenario/checks.h"
#include "kit/scenario/follow.h"
#include "kit/scenario/match.h"
#include "kit/scenario/reader_mistakes.h"
#include "kit/scenario/repeat.h"

#include <assert.h>
#include <string.h>

static enum kit_status take_program(const struct reader *r, const struct statement *s,
                                    char to[SCENARIO_ARGUMENT])
{
    return reader_take_path(r, s, (uint32_t)s->tokens[ROLE_PROGRAM], to);
}

/* Which of two options exclude each other, such as `stdin open` and `stdin file`. */
static bool launch_excludes(enum launch_option one, enum launch_option other)
{
    bool input = one == LAUNCH_STDIN || one == LAUNCH_STDIN_FILE;
    bool output = one == LAUNCH_STDIO || one == LAUNCH_STDIO_FILE;
    return (one == other && one != LAUNCH_ENV) ||
           (input && (other == LAUNCH_STDIN || other == LAUNCH_STDIN_FILE)) ||
           (output && (other == LAUNCH_STDIO || other == LAUNCH_STDIO_FILE));
}

static enum kit_status check_launch(const struct reader *r, const struct statement *s,
                                    uint32_t i, const struct scenario_actor *actor)
{
    uint32_t first = s->options[i].first;
    if (actor->is_child)
        return reader_wrong_at(r, s, first, NULL,
                               "the parent starts '%s', so only the parent can give it this",
                               actor->name);
    if (s->options[i].launch == LAUNCH_INJECT && !actor->quoted)
        return reader_wrong_at(r, s, first, NULL,
                               "a program of the kit has its own probe; 'probe inject' is for "
                               "a program in quotes");
    for (uint32_t j = 0; j < i; j++) {
        if (s->options[j].launch != LAUNCH_OPTION_COUNT &&
            launch_excludes(s->options[i].launch, s->options[j].launch))
            return reader_wrong_at(r, s, first, NULL,
                                   "an option above already says this; remove one");
    }
    return KIT_OK;
}

static enum kit_status check_option(const struct reader *r, const struct statement *s,
                                    uint32_t i, const struct scenario_actor *actor)
{
    enum protocol_option option = s->options[i].option;
    uint32_t first = s->options[i].first, side = actor_side(actor);
    char sentence[160];
    struct text to = text_over(sentence, sizeof sentence);
    if (s->options[i].launch != LAUNCH_OPTION_COUNT)
        return check_launch(r, s, i, actor);
    if (option == OPTION_COUNT)
        return KIT_OK;
    for (uint32_t j = 0; j < i; j++) {
        if (s->options[j].option == option)
            return reader_wrong_at(r, s, first, NULL, "this option is given twice; remove one");
    }
    if (option_rows[option].sides & side)
        return KIT_OK;
    text_add(&to, "'%s' is not an option of a ", option_shapes[option]);
    text_add_sides(&to, side);
    text_add(&to, "; give it to a ");
    text_add_sides(&to, option_rows[option].sides);
    return reader_wrong_at(r, s, first, NULL, "%s", sentence);
}

static bool add_argument(struct scenario_actor *actor, const char *text)
{
    if (actor->argument_count == SCENARIO_ARGUMENTS)
        return false;
    strcpy(actor->arguments[actor->argument_count++], text);
    return true;
}

/* The fields beside the arguments: what the judge and the runner need without parsing. */
static void keep_option(struct scenario_actor *actor, enum protocol_option option,
                        uint64_t value)
{
    if (option == OPTION_WATCHDOG)
        actor->watchdog_ms = (uint32_t)value;
    if (option == OPTION_DEADLINE)
        actor->deadline_ms = (uint32_t)value;
    if (option == OPTION_NOTICE)
        actor->notice = (enum protocol_notice)value;
    if (option == OPTION_ON_LOSS)
        actor->stops_on_loss = value == LOSS_STOP;
    if (option == OPTION_PLACES)
        actor->max_parallel = (uint32_t)value;
}

/* One of the options that say what the runner gives the program. */
static enum kit_status take_launch(const struct reader *r, const struct statement *s,
                                   uint32_t i, struct scenario_actor *actor)
{
    uint32_t token = s->options[i].value;
    struct scenario_launch *launch = &actor->launch;
    char word[SCENARIO_ARGUMENT];
    if (!token_text(&r->line.tokens[token], word, sizeof word))
        return reader_wrong_at(r, s, token, NULL, "this has at most %d bytes",
                               SCENARIO_ARGUMENT - 1);
    switch (s->options[i].launch) {
    case LAUNCH_ENV:
        if (launch->variable_count == SCENARIO_VARIABLES)
            return reader_wrong_at(r, s, token, NULL,
                                   "an actor can be given at most %d variables",
                                   SCENARIO_VARIABLES);
        strcpy(launch->variables[launch->variable_count++], word);
        return KIT_OK;
    case LAUNCH_FOLDER:
        return reader_take_path(r, s, token, launch->folder);
    case LAUNCH_STDIN_FILE:
        launch->source = LAUNCH_IN_FILE;
        return reader_take_path(r, s, token, launch->input);
    case LAUNCH_STDIO_FILE:
        launch->sink = LAUNCH_OUT_FILE;
        return reader_take_path(r, s, token, launch->output);
    case LAUNCH_STDIN:
        launch->source = (enum launch_source)word_index(input_words, word);
        return KIT_OK;
    case LAUNCH_STDIO:
        launch->sink = (enum launch_sink)word_index(output_words, word);
        return KIT_OK;
    case LAUNCH_CONSOLE:
        launch->console = (enum launch_console)word_index(console_words, word);
        return KIT_OK;
    case LAUNCH_TOKEN:
        launch->token = (enum launch_token)word_index(token_words, word);
        return KIT_OK;
    case LAUNCH_JOB:
        launch->job = (enum launch_job)word_index(job_words, word);
        return KIT_OK;
    case LAUNCH_INJECT:
        launch->injected = true;
        return KIT_OK;
    case LAUNCH_OPTION_COUNT:
        break;
    }
    return KIT_OK;
}

static enum kit_status take_options(const struct reader *r, const struct statement *s,
                                    struct scenario_actor *actor)
{
    for (uint32_t i = 0; i < s->option_count; i++) {
        char word[SCENARIO_ARGUMENT];
        uint64_t value = 0;
        enum protocol_option option = s->options[i].option;
        enum kit_status status = check_option(r, s, i, actor);
        if (status == KIT_OK && s->options[i].launch != LAUNCH_OPTION_COUNT) {
            status = take_launch(r, s, i, actor);
            if (status == KIT_OK)
                continue;
        }
        if (status != KIT_OK)
            return status;
        if (!token_text(&r->line.tokens[s->options[i].value], word, sizeof word))
            return reader_wrong_at(r, s, s->options[i].value, NULL,
                                   "an argument has at most %d bytes", SCENARIO_ARGUMENT - 1);
        bool fits = (option == OPTION_COUNT || add_argument(actor, option_switches[option])) &&
                    add_argument(actor, word);
        if (!fits)
            return reader_wrong_at(
                r, s, s->options[i].first, NULL,
                "an actor can have at most %d arguments, and each option counts as two",
                SCENARIO_ARGUMENTS);
        if (option == OPTION_COUNT)
            continue;
        status = value_read(option_rows[option].kind, word, &value, NULL);
        assert(status == KIT_OK); /* the slot's reader has checked it */
        keep_option(actor, option, value);
    }
    return KIT_OK;
}

/* The line of an actor of this name, or 0. */
static uint32_t line_of_name(const struct scenario *scenario, const char *name)
{
    int actor = scenario_actor(scenario, name);
    return actor < 0 ? 0 : scenario->actors[actor].line_number;
}

/* The number of children that a parent starts by its command line. */
static uint32_t started_by(const struct scenario *scenario, int parent)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < scenario->actor_count; i++)
        count += scenario->actors[i].parent == parent && !scenario->actors[i].by_image;
    return count;
}

static enum kit_status declare_actor(struct reader *r, const struct statement *s)
{
    struct scenario *out = r->out;
    bool by_command = s->kind == SAY_CHILD_COMMAND;
    bool by_image = s->kind == SAY_CHILD_IMAGE || by_command;
    bool is_child = s->kind == SAY_CHILD || by_image;
    const struct token *program =
        &r->line.tokens[s->tokens[by_command ? ROLE_TEXT : ROLE_PROGRAM]];
    if (is_child && r->parent < 0)
        return reader_wrong_at(
            r, s, 0, NULL,
            "a child needs its parent above it; write first: parent <name> is "
            "<program>");
    if (line_of_name(out, s->name) > 0)
        return reader_wrong(r, s, ROLE_NAME, "the name '%s' is taken by line %u", s->name,
                            line_of_name(out, s->name));
    if (out->actor_count == SCENARIO_ACTORS)
        return reader_wrong_at(r, s, 0, NULL, "a scenario has at most %d actors",
                               SCENARIO_ACTORS);
    if (is_child && !by_image && !out->actors[r->parent].quoted &&
        started_by(out, r->parent) == PROTOCOL_CHILDREN)
        return reader_wrong_at(r, s, 0, NULL, "a parent of the kit's has at most %d children",
                               PROTOCOL_CHILDREN);
    if (is_child && !by_image && out->actors[r->parent].launch.injected)
        return reader_wrong(r, s, ROLE_NAME,
                            "'%s' has 'probe inject', and so have its children, which have no "
                            "probe to say a name with; write: child %s is image <program>",
                            out->actors[r->parent].name, s->name);
    struct scenario_actor *actor = &out->actors[out->actor_count];
    *actor = (struct scenario_actor){.is_child = is_child,
                                     .is_bystander = s->kind == SAY_BYSTANDER,
                                     .parent = is_child ? r->parent : -1,
                                     .by_image = by_image,
                                     .by_command = by_command,
                                     .quoted = program->quoted,
                                     .line_number = s->line.line_number};
    for (uint32_t option = 0; option < OPTION_COUNT; option++)
        keep_option(actor, (enum protocol_option)option, option_rows[option].usual);
    name_copy(actor->name, s->name, strlen(s->name));
    actor->launch.source = program->quoted ? LAUNCH_IN_OPEN : LAUNCH_IN_NOTHING;
    if (by_command && !token_text(program, actor->program, sizeof actor->program))
        return reader_wrong(r, s, ROLE_TEXT, "a text has at most %d bytes",
                            SCENARIO_ARGUMENT - 1);
    enum kit_status status = by_command ? KIT_OK : take_program(r, s, actor->program);
    if (status == KIT_OK)
        status = take_options(r, s, actor);
    if (status != KIT_OK)
        return status;
    if (s->kind == SAY_PARENT)
        r->parent = (int)out->actor_count;
    out->actor_count++;
    return KIT_OK;
}

static enum kit_status declare_step(struct reader *r, const struct statement *s)
{
    if (word_index(step_words, s->name) >= 0)
        return reader_wrong(r, s, ROLE_WORD,
                            "'%s' is already a step of the protocol; choose another name",
                            s->name);
    if (reader_own_step(r, s->name) >= 0)
        return reader_wrong(r, s, ROLE_WORD, "'%s' is already declared; remove this line",
                            s->name);
    if (r->step_count == SCENARIO_STEPS)
        return reader_wrong_at(r, s, 0, NULL, "a scenario declares at most %d steps",
                               SCENARIO_STEPS);
    name_copy(r->steps[r->step_count++], s->name, strlen(s->name));
    if (s->line.step[0]) {
        struct scenario_meaning *meaning = &r->out->meanings[r->out->meaning_count++];
        name_copy(meaning->word, s->name, strlen(s->name));
        meaning->step = (enum protocol_step)step_meant(s->line.step);
    }
    return KIT_OK;
}

/* `<actor> ends with its children`: a policy; the program is not told of it. */
static enum kit_status set_ends_with(const struct reader *r, const struct statement *s)
{
    struct scenario_actor *actor = &r->out->actors[s->line.actor];
    if (actor->is_child || actor->is_bystander)
        return reader_wrong(r, s, ROLE_ACTOR,
                            "'%s' has no children; only a parent can end with its children",
                            actor->name);
    if (actor->stops_on_loss)
        return reader_wrong(r, s, ROLE_ACTOR,
                            "a line above already says that '%s' ends with its children",
                            actor->name);
    actor->stops_on_loss = true;
    return KIT_OK;
}

/* What a child does by design: `may end`, `goes on asking`. */
static enum kit_status set_child_policy(const struct reader *r, const struct statement *s)
{
    struct scenario_actor *actor = &r->out->actors[s->line.actor];
    bool *policy = s->kind == SAY_MAY_END ? &actor->may_end : &actor->asks_on;
    const char *words = s->kind == SAY_MAY_END ? "may end" : "goes on asking";
    if (!actor->is_child)
        return reader_wrong(r, s, ROLE_ACTOR, "'%s' is not a child; only a child can have `%s`",
                            actor->name, words);
    if (*policy)
        return reader_wrong(r, s, ROLE_ACTOR, "a line above already says that '%s' %s",
                            actor->name, words);
    *policy = true;
    return KIT_OK;
}

/* `<actor> stops by <ask> [<text>]` */
static enum kit_status set_ask(const struct reader *r, const struct statement *s)
{
    struct scenario_actor *actor = &r->out->actors[s->line.actor];
    struct scenario_launch *launch = &actor->launch;
    int text = s->tokens[ROLE_TEXT];
    const char *way = ask_words[s->ask - 1];
    bool by_input = s->ask == ASK_STDIN || s->ask == ASK_END_OF_STDIN;
    if (launch->ask != ASK_NONE)
        return reader_wrong(r, s, ROLE_ACTOR, "a line above already says how '%s' stops",
                            actor->name);
    if (actor->is_child)
        return reader_wrong(r, s, ROLE_ACTOR,
                            "'%s' is a child, and its parent ends it; only a parent or a "
                            "bystander can have `stops by`",
                            actor->name);
    if (ask_takes_text[s->ask - 1] != (text >= 0))
        return reader_wrong(r, s, ROLE_ASK,
                            text < 0 ? "`stops by %s` needs a text, such as \"quit\""
                                     : "`stops by %s` takes no text; leave it out",
                            way);
    if (by_input && launch->source != LAUNCH_IN_OPEN)
        return reader_wrong(r, s, ROLE_ASK,
                            "the standard input of '%s' is not open; write `stdin open` behind "
                            "its program",
                            actor->name);
    if ((s->ask == ASK_CTRL_C || s->ask == ASK_CTRL_BREAK) &&
        launch->console != LAUNCH_CONSOLE_OWN)
        return reader_wrong(r, s, ROLE_ASK,
                            "'%s' has no console; write `console own` behind its program",
                            actor->name);
    launch->ask = s->ask;
    if (text >= 0 &&
        !token_text(&r->line.tokens[text], launch->ask_text, sizeof launch->ask_text))
        return reader_wrong(r, s, ROLE_TEXT, "a text has at most %d bytes",
                            SCENARIO_ARGUMENT - 1);
    return text >= 0 ? reader_check_pids(r, s, ROLE_TEXT, true) : KIT_OK;
}

static enum kit_status set_time(struct reader *r, const struct statement *s)
{
    bool is_limit = s->kind == SAY_LIMIT;
    uint32_t *told = is_limit ? &r->limit_line : &r->settle_line;
    if (*told > 0)
        return reader_wrong_at(r, s, 0, NULL, "line %u already sets the %s", *told,
                               is_limit ? "limit" : "settle time");
    *told = s->line.line_number;
    *(is_limit ? &r->out->limit_ms : &r->out->settle_ms) = s->duration_ms;
    return KIT_OK;
}

static enum kit_status set_requests(struct reader *r, const struct statement *s)
{
    if (r->out->requests_line > 0)
        return reader_wrong_at(r, s, 0, NULL, "line %u already says how many requests",
                               r->out->requests_line);
    r->out->requests_line = s->line.line_number;
    r->out->requests = s->times;
    return KIT_OK;
}

static enum kit_status set_alone(struct reader *r, const struct statement *s)
{
    if (r->out->alone_line > 0)
        return reader_wrong_at(r, s, 0, NULL, "line %u already says this", r->out->alone_line);
    r->out->alone_line = s->line.line_number;
    return KIT_OK;
}

static enum kit_status add_use(struct reader *r, const struct statement *s)
{
    struct scenario *out = r->out;
    for (uint32_t i = 0; i < out->use_count; i++) {
        if (words_equal(out->uses[i], s->name))
            return reader_wrong(r, s, ROLE_WORD, "a line above already says that it uses '%s'",
                                s->name);
    }
    if (out->use_count == SCENARIO_USES)
        return reader_wrong_at(r, s, 0, NULL, "a scenario has at most %d lines with `uses`",
                               SCENARIO_USES);
    name_copy(out->uses[out->use_count++], s->name, strlen(s->name));
    return KIT_OK;
}

static enum kit_status set_private_names(struct reader *r, const struct statement *s)
{
    if (r->out->private_line > 0)
        return reader_wrong_at(r, s, 0, NULL, "line %u already says this",
                               r->out->private_line);
    r->out->private_line = s->line.line_number;
    return KIT_OK;
}

static enum kit_status add_shim(struct reader *r, const struct statement *s)
{
    uint32_t shim = 1u << s->shim;
    if (r->out->shims & shim)
        return reader_wrong(r, s, ROLE_VALUE, "a line above already has this shim");
    if (r->out->shim_line == 0)
        r->out->shim_line = s->line.line_number;
    r->out->shims |= shim;
    return KIT_OK;
}

static enum kit_status set_window(struct reader *r, const struct statement *s)
{
    uint32_t *line = &r->window_lines[s->rule];
    if (rule_windows_ms[s->rule] == 0)
        return reader_wrong(r, s, ROLE_RULE, "the rule '%s' has no window; remove this line",
                            rule_words[s->rule]);
    if (*line > 0)
        return reader_wrong(r, s, ROLE_RULE, "line %u already sets the window of '%s'", *line,
                            rule_words[s->rule]);
    *line = s->line.line_number;
    r->out->window_ms[s->rule] = s->duration_ms;
    r->out->window_told[s->rule] = true;
    return KIT_OK;
}

/* `waive <rule> <actor>` */
static enum kit_status set_waive_on(struct reader *r, const struct statement *s)
{
    struct scenario *out = r->out;
    struct scenario_actor *actor = &out->actors[s->line.peer];
    if (scenario_waives(out, s->rule, s->line.peer))
        return reader_wrong(r, s, ROLE_RULE, "a line above already waives '%s'",
                            rule_words[s->rule]);
    if (out->must_fail && out->must_fail_rule == s->rule &&
        out->must_fail_actor == s->line.peer)
        return reader_wrong(r, s, ROLE_RULE,
                            "line %u says that '%s' must fail on %s, but a waived rule cannot "
                            "fail; remove one of the two",
                            out->must_fail_line, rule_words[s->rule], actor->name);
    actor->waived |= 1u << s->rule;
    return KIT_OK;
}

static enum kit_status set_waive(struct reader *r, const struct statement *s)
{
    if (s->line.peer >= 0)
        return set_waive_on(r, s);
    uint32_t *line = &r->waive_lines[s->rule];
    if (*line > 0)
        return reader_wrong(r, s, ROLE_RULE, "line %u already waives '%s'", *line,
                            rule_words[s->rule]);
    if (r->out->must_fail && r->out->must_fail_rule == s->rule)
        return reader_wrong(r, s, ROLE_RULE,
                            "line %u says that '%s' must fail, but a waived rule cannot fail; "
                            "remove one of the two",
                            r->out->must_fail_line, rule_words[s->rule]);
    *line = s->line.line_number;
    r->out->waived[s->rule] = true;
    return KIT_OK;
}

static enum kit_status set_must_fail(struct reader *r, const struct statement *s)
{
    struct scenario *out = r->out;
    if (out->must_fail)
        return reader_wrong_at(
            r, s, 0, NULL,
            "line %u already says what must fail; a scenario can have one such line",
            out->must_fail_line);
    if (out->waived[s->rule])
        return reader_wrong(
            r, s, ROLE_RULE,
            "line %u waives '%s', and a waived rule cannot fail; remove one of the two",
            r->waive_lines[s->rule], rule_words[s->rule]);
    if (out->actors[s->line.actor].waived >> s->rule & 1u)
        return reader_wrong(r, s, ROLE_RULE,
                            "a line above waives '%s' on %s, and a waived rule cannot fail; "
                            "remove one of the two",
                            rule_words[s->rule], out->actors[s->line.actor].name);
    out->must_fail = true;
    out->must_fail_rule = s->rule;
    out->must_fail_actor = s->line.actor;
    out->must_fail_line = s->line.line_number;
    return KIT_OK;
}

static enum kit_status set_may_stay(struct reader *r, const struct statement *s)
{
    struct scenario_actor *actor = &r->out->actors[s->line.actor];
    if (!actor->is_child)
        return reader_wrong(r, s, ROLE_ACTOR,
                            "'%s' is not a child; only a child can have `may stay`",
                            actor->name);
    if (actor->may_stay)
        return reader_wrong(r, s, ROLE_ACTOR, "a line above already says that '%s' may stay",
                            actor->name);
    actor->may_stay = true;
    return KIT_OK;
}

/* The rest of the line, unchanged. */
static enum kit_status take_reason(struct reader *r, const struct statement *s,
                                   struct scenario_note *note)
{
    const struct token *first = &r->line.tokens[s->tokens[ROLE_REASON]];
    const struct token *last = &r->line.tokens[r->line.count - 1];
    struct text reason = text_over(note->reason, sizeof note->reason);
    text_add_bytes(&reason, first->at, (size_t)(last->at + last->size - first->at));
    if (reason.cut)
        return reader_wrong(r, s, ROLE_REASON, "a reason has at most %d bytes",
                            SCENARIO_REASON - 1);
    note->line_number = s->line.line_number;
    return KIT_OK;
}

static enum kit_status set_note(struct reader *r, const struct statement *s)
{
    bool skips = s->kind == SAY_SKIP;
    struct scenario_note *notes = skips ? r->out->skip : r->out->differs;
    const struct scenario_note *others = skips ? r->out->differs : r->out->skip;
    enum kit_system system = s->on.system;
    struct scenario_note *note = &notes[system];
    if (note->line_number > 0 || others[system].line_number > 0)
        return reader_wrong(r, s, ROLE_SYSTEM, "line %u already says what to do on %s",
                            note->line_number > 0 ? note->line_number
                                                  : others[system].line_number,
                            system_words[system]);
    note->on = s->on;
    return take_reason(r, s, note);
}

static enum kit_status add_need(struct reader *r, const struct statement *s)
{
    const struct token *program = &r->line.tokens[s->tokens[ROLE_PROGRAM]];
    struct scenario_need *need = &r->out->needs[r->out->need_count];
    if (r->out->need_count == SCENARIO_NEEDS)
        return reader_wrong_at(r, s, 0, NULL,
                               "a scenario can name at most %d programs after `skip without`",
                               SCENARIO_NEEDS);
    need->quoted = program->quoted;
    enum kit_status status = take_program(r, s, need->program);
    if (status == KIT_OK)
        status = take_reason(r, s, &need->note);
    if (status == KIT_OK)
        r->out->need_count++;
    return status;
}

/* Inside a wait only faults from outside can strike. A call can only fail. */
static enum kit_status check_sweep(const struct reader *r, const struct statement *s)
{
    for (int i = 0; i < FAULT_COUNT; i++) {
        if (!(s->faults >> i & 1u))
            continue;
        bool at_call = fault_strikes((enum kit_fault)i, STRIKES_CALL);
        if (at_call && s->kind == SAY_SWEEP_PAIRS)
            return reader_wrong(
                r, s, ROLE_FAULTS,
                "only a call can fail, and a pair strikes at two steps; remove `fail`");
        if (at_call)
            return reader_wrong(r, s, ROLE_FAULTS,
                                "only a call can fail; write: sweep every call of %s",
                                r->out->actors[s->line.actor].name);
        if (s->kind == SAY_SWEEP_WAITS && !fault_strikes((enum kit_fault)i, STRIKES_WAIT))
            return reader_wrong(r, s, ROLE_FAULTS,
                                "%s cannot strike inside a wait; use kill or hang",
                                fault_words[i]);
    }
    return KIT_OK;
}

static enum kit_status add_sweep(struct reader *r, const struct statement *s)
{
    struct scenario *out = r->out;
    for (uint32_t i = 0; i < out->sweep_count; i++) {
        if (out->sweeps[i].kind == s->kind && out->sweeps[i].actor == s->line.actor)
            return reader_wrong(r, s, ROLE_ACTOR, "line %u already sweeps these",
                                out->sweeps[i].line_number);
    }
    enum kit_status status = check_sweep(r, s);
    if (status != KIT_OK)
        return status;
    if (out->sweep_count == SCENARIO_SWEEPS)
        return reader_wrong_at(r, s, 0, NULL, "a scenario has at most %d lines that sweep",
                               SCENARIO_SWEEPS);
    out->sweeps[out->sweep_count++] =
        (struct scenario_sweep){.kind = s->kind,
                                .line_number = s->line.line_number,
                                .actor = s->line.actor,
                                .faults = s->faults};
    return KIT_OK;
}

/* How a statement changes the scenario. */
static enum kit_status apply_statement(struct reader *r, struct statement *s)
{
    switch (s->kind) {
    case SAY_PARENT:
    case SAY_CHILD:
    case SAY_CHILD_IMAGE:
    case SAY_CHILD_COMMAND:
    case SAY_BYSTANDER:
        return declare_actor(r, s);
    case SAY_STEP:
        return declare_step(r, s);
    case SAY_ENDS_WITH:
        return set_ends_with(r, s);
    case SAY_MAY_END:
    case SAY_ASKS_ON:
        return set_child_policy(r, s);
    case SAY_STOPS_BY:
        return set_ask(r, s);
    case SAY_LIMIT:
    case SAY_SETTLE:
        return set_time(r, s);
    case SAY_REQUESTS:
        return set_requests(r, s);
    case SAY_ALONE:
        return set_alone(r, s);
    case SAY_USES:
        return add_use(r, s);
    case SAY_PRIVATE_NAMES:
        return set_private_names(r, s);
    case SAY_SHIM:
        return add_shim(r, s);
    case SAY_RUN_FOR:
    case SAY_RUN_UNTIL:
        return reader_keep_ending(r, s);
    case SAY_WINDOW:
        return set_window(r, s);
    case SAY_WAIVE:
        return set_waive(r, s);
    case SAY_MUST_FAIL:
        return set_must_fail(r, s);
    case SAY_MAY_STAY:
        return set_may_stay(r, s);
    case SAY_SKIP:
    case SAY_DIFFERS:
        return set_note(r, s);
    case SAY_SKIP_WITHOUT:
        return add_need(r, s);
    case SAY_SWEEP_STEPS:
    case SAY_SWEEP_WAITS:
    case SAY_SWEEP_CALLS:
    case SAY_SWEEP_PAIRS:
        return add_sweep(r, s);
    case SAY_REPEAT:
        return repeat_begin(r, s);
    case SAY_END:
        return repeat_end(r, s);
    default: /* lines that arm or act */
        assert(statement_when[s->kind] & (STATEMENT_ARMS | STATEMENT_ACTS));
        return reader_append(r, s);
    }
}

static enum kit_status read_scenario_line(struct reader *r)
{
    struct statement statement;
    struct miss miss;
    struct flaw flaw;
    if (!line_split(&r->line, &flaw))
        return reader_flaw(r, &flaw);
    if (r->line.count == 0)
        return KIT_OK;
    if (!shapes_match(r, &statement, &miss))
        return reader_miss(r, &miss);
    enum kit_status status = repeat_allows(r, &statement);
    return status == KIT_OK ? apply_statement(r, &statement) : status;
}

static void reset_scenario(const char *path, struct scenario *out)
{
    struct text kept = text_over(out->path, sizeof out->path);
    text_add(&kept, "%s", path);
    out->actor_count = out->line_count = out->text_count = out->meaning_count = 0;
    out->limit_ms = SCENARIO_LIMIT_MS;
    out->settle_ms = SCENARIO_SETTLE_MS;
    out->requests = out->requests_line = 0;
    out->alone_line = out->use_count = 0;
    out->private_line = out->shims = out->shim_line = 0;
    out->ending = (struct scenario_line){.actor = -1, .target = -1, .peer = -1};
    memcpy(out->window_ms, rule_windows_ms, sizeof out->window_ms);
    memset(out->window_told, 0, sizeof out->window_told);
    memset(out->waived, 0, sizeof out->waived);
    out->sweep_count = 0;
    out->must_fail = false;
    out->must_fail_rule = (enum kit_rule)0;
    out->must_fail_actor = -1;
    out->must_fail_line = 0;
    memset(out->skip, 0, sizeof out->skip);
    out->need_count = 0;
    memset(out->differs, 0, sizeof out->differs);
}

/* The conditions for reading any line. */
static enum kit_status check_source(const struct reader *reader)
{
    const char *path = reader->path;
    struct flaw flaw;
    if (strlen(path) >= KIT_PATH)
        return kit_fail(
            reader->err, KIT_BAD_INPUT,
            "the path of the scenario has %lu bytes, but at most %d are allowed; move the "
            "scenario nearer to the root, or name it from a folder near it: ...%s",
            (unsigned long)strlen(path), KIT_PATH - 1, path + strlen(path) - 60);
    reset_scenario(path, reader->out);
    return text_sound(reader->text, reader->size, &flaw) ? KIT_OK : reader_flaw(reader, &flaw);
}

enum kit_status scenario_read(const char *path, const char *text, size_t size,
                              struct scenario *out, struct kit_error *err)
{
    struct reader reader = {
        .path = path, .text = text, .size = size, .out = out, .parent = -1, .err = err};
    enum kit_status status = check_source(&reader);
    while (status == KIT_OK && line_next(&reader.line, text, size))
        status = read_scenario_line(&reader);
    return status == KIT_OK ? reader_finish(&reader) : status;
}

/*
 * The mistake of the line goes into the slot after the last mistake, or is dropped if no slot
 * is left.
 */
static void take_mistake(struct reader *reader, struct mistakes *mistakes)
{
    bool is_told = !mistake_follows(reader);
    mistake_remember(reader);
    if (is_told && mistakes->count == SCENARIO_MISTAKES)
        mistakes->more = true;
    else
        mistakes->count += is_told;
}

enum kit_status scenario_read_all(const char *path, const char *text, size_t size,
                                  struct scenario *out, struct mistakes *mistakes)
{
    struct reader reader = {.path = path, .text = text, .size = size, .out = out, .parent = -1};
    *mistakes = (struct mistakes){.count = 0};
    reader.err = &mistakes->all[0];
    if (check_source(&reader) != KIT_OK) {
        mistakes->count = 1;
        return KIT_BAD_INPUT;
    }
    while (!mistakes->more && line_next(&reader.line, text, size)) {
        bool is_full = mistakes->count == SCENARIO_MISTAKES;
        reader.err = is_full ? NULL : &mistakes->all[mistakes->count];
        if (read_scenario_line(&reader) != KIT_OK)
            take_mistake(&reader, mistakes);
    }
    reader.err = &mistakes->all[0];
    if (mistakes->count == 0 && reader_finish(&reader) != KIT_OK)
        mistakes->count = 1;
    return mistakes->count == 0 ? KIT_OK : KIT_BAD_INPUT;
}
