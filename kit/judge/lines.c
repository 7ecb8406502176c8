#include "kit/judge/lines.h"
#include "kit/judge/expectations.h"
#include "kit/judge/line.h"
#include "kit/judge/triggers.h"

/*
 * An ordered strike waits for its target's process, and `after` for its time. Here the wait was
 * in vain.
 */
static void report_never_carried_out(struct verdict_builder *builder, uint32_t index,
                                     int64_t at_ns)
{
    const struct scenario_line *line = line_at(builder, index);
    struct finding_header header =
        line_header(builder, index, VERDICT_VACUOUS, line->target, at_ns);
    const char *fault = fault_words[line->fault], *name = name_of(builder, line->target);
    if (marked_at(builder->facts, line->target, MARK_STARTED) < FACTS_NEVER)
        add_finding(builder, &header,
                    "%s %s was never carried out: the run's limit of %u ms came first", fault,
                    name, (unsigned)builder->scenario->limit_ms);
    else
        add_finding(builder, &header,
                    "%s %s was never carried out: there was no process of %s to strike", fault,
                    name, name);
}

/* The first event of this kind that the line caused; NULL if it is not in the log. */
static const struct fact *done_by(const struct verdict_builder *builder, uint32_t index,
                                  enum kit_event_kind kind)
{
    const struct fact_list *list = facts_of_kind(builder->facts->store, kind);
    for (size_t i = 0; i < list->count; i++) {
        if (list->at[i]->line_index == (int)index)
            return list->at[i];
    }
    return NULL;
}

static void report_never_done(struct verdict_builder *builder, uint32_t index)
{
    const struct scenario_line *line = line_at(builder, index);
    struct finding_header header = line_header(builder, index, VERDICT_VACUOUS, line->actor,
                                               lines_given_up_at(builder->facts));
    if (line->kind == SAY_FORGE)
        add_finding(builder, &header, "no message to %s was forged: the run was over before",
                    name_of(builder, line->actor));
    else if (line->kind != SAY_AFTER_RESUME)
        add_finding(builder, &header,
                    "no clock of %s was moved: the injected probe was never at work there",
                    name_of(builder, line->actor));
    else
        add_finding(builder, &header,
                    "resume %s was never carried out: the run was over before %u ms had passed",
                    name_of(builder, line->actor), (unsigned)line->window_ms);
}

/*
 * A line that begins before it can be done: `after <duration> resume` waits for its time,
 * `forge` for a pipe of the two, and `jump` for the injected probe.
 */
static enum judge_state late_state(struct verdict_builder *builder, uint32_t index,
                                   enum kit_event_kind kind)
{
    if (done_by(builder, index, kind))
        return JUDGE_HELD_TRUE;
    if (lines_given_up_at(builder->facts) == FACTS_NEVER)
        return JUDGE_OPEN;
    if (!builder->troubled)
        report_never_done(builder, index);
    return JUDGE_BROKEN;
}

/* Why the event could not be set, by the Win32 error. */
static const char *signal_error(uint32_t code)
{
    switch (code) {
    case 2:
        return "there was no such event";
    case 5:
        return "access to it was refused";
    case 6:
        return "this is the name of another object, not of an event";
    case 87:
        return "an actor whose PID it names had no process yet";
    default:
        return "the system refused it";
    }
}

static const char *write_error(uint32_t code)
{
    switch (code) {
    case 2:
        return "there was no such memory";
    case 6:
        return "this is the name of another object, not of shared memory";
    case 122:
        return "the memory is shorter";
    default:
        return signal_error(code);
    }
}

/* What a line does with an object that a program has made. */
struct object_deed {
    enum kit_event_kind kind;
    const char *object, *past; /* "the event", "set" */
    const char *name;          /* of the object, as the line has it */
    const char *(*error)(uint32_t code);
};

/* What is not there cannot be set or written: then the scenario tests nothing, and the run is
 * broken off. */
static enum judge_state object_state(struct verdict_builder *builder, uint32_t index,
                                     const struct object_deed *deed)
{
    const struct fact *done = done_by(builder, index, deed->kind);
    int64_t given_up_ns = lines_given_up_at(builder->facts);
    int64_t at_ns = done ? done->at_ns : given_up_ns;
    struct finding_header header = line_header(builder, index, VERDICT_VACUOUS, -1, at_ns);
    if (done && done->code == 0)
        return JUDGE_HELD_TRUE;
    if (at_ns == FACTS_NEVER)
        return JUDGE_OPEN;
    add_finding(builder, &header, "%s \"%.100s\" was never %s: %s", deed->object,
                done ? done->text : deed->name, deed->past,
                done ? deed->error(done->code) : "the run ended first");
    builder->out->hopeless |= done != NULL;
    return JUDGE_BROKEN;
}

static enum judge_state signal_state(struct verdict_builder *builder, uint32_t index)
{
    const struct scenario_line *line = line_at(builder, index);
    const struct object_deed deed = {EVENT_SIGNALLED, "the event",
                                     line->kind == SAY_SET_EVENT ? "set" : "reset",
                                     line_text(builder->scenario, line), signal_error};
    return object_state(builder, index, &deed);
}

static enum judge_state write_state(struct verdict_builder *builder, uint32_t index)
{
    const struct object_deed deed = {EVENT_WROTE, "the shared memory", "written",
                                     line_pipe(builder->scenario, line_at(builder, index)),
                                     write_error};
    return object_state(builder, index, &deed);
}

/* A clock that cannot be moved was not: then the scenario tests nothing. */
static enum judge_state jump_state(struct verdict_builder *builder, uint32_t index)
{
    const struct fact *done = done_by(builder, index, EVENT_JUMPED);
    int actor = line_at(builder, index)->actor;
    if (!done || done->code == 0)
        return late_state(builder, index, EVENT_JUMPED);
    struct finding_header header =
        line_header(builder, index, VERDICT_VACUOUS, actor, done->at_ns);
    add_finding(builder, &header,
                "the %s of %s cannot be moved: on this system not all of its functions could "
                "be patched",
                done->name, name_of(builder, actor));
    return JUDGE_BROKEN;
}

/*
 * A line that acts is done once it began. A strike is done once the runner confirms its effect.
 */
static enum judge_state act_state(struct verdict_builder *builder, uint32_t index)
{
    const struct scenario_line *line = line_at(builder, index);
    int64_t given_up_ns = lines_given_up_at(builder->facts);
    if (line->kind == SAY_AFTER_RESUME)
        return done_by(builder, index, EVENT_NOT_RESUMED)
                   ? JUDGE_HELD_TRUE
                   : late_state(builder, index, EVENT_RESUMED);
    if (line->kind == SAY_SET_EVENT || line->kind == SAY_RESET_EVENT)
        return signal_state(builder, index);
    if (line->kind == SAY_WRITE_MEMORY)
        return write_state(builder, index);
    if (line->kind == SAY_FORGE)
        return late_state(builder, index, EVENT_INPUT);
    if (line->kind == SAY_JUMP_AHEAD || line->kind == SAY_JUMP_BACK)
        return jump_state(builder, index);
    if (!line_strikes(line) || armed_at(builder->facts, index) < FACTS_NEVER)
        return JUDGE_HELD_TRUE;
    if (given_up_ns == FACTS_NEVER) {
        await(builder, line->target, "", lines_limit_of(builder));
        return JUDGE_OPEN;
    }
    if (builder->facts->lines[index].struck)
        trigger_not_confirmed(builder, index, given_up_ns);
    else if (!builder->troubled)
        report_never_carried_out(builder, index, given_up_ns);
    return JUDGE_BROKEN;
}

static enum judge_state line_state(struct verdict_builder *builder, uint32_t index)
{
    if (line_arms(line_at(builder, index)))
        return trigger_state(builder, index);
    if (!builder->facts->lines[index].begun)
        return JUDGE_NOT_BEGUN;
    return line_expects(line_at(builder, index)) ? expectation_state(builder, index)
                                                 : act_state(builder, index);
}

/*
 * A run passes only if all its lines were carried out. The first line that was not is reported,
 * unless an earlier finding already explains it.
 */
static void report_never_begun(struct verdict_builder *builder, uint32_t index)
{
    const struct facts *facts = builder->facts;
    const struct fact *limit = marked(facts, THE_RUN, MARK_LIMIT);
    struct finding_header header = line_header(
        builder, index, limit ? VERDICT_FAIL : VERDICT_ERROR, -1, lines_given_up_at(facts));
    if (limit)
        add_finding(builder, &header, "limit %u ms passed before this line began",
                    (unsigned)builder->scenario->limit_ms);
    else
        add_finding(builder, &header, "the run ended before this line began");
}

/* Nothing was set or written, so what the lines below expect would have no reason to come. */
static bool is_broken_off(const struct verdict_builder *builder, uint32_t index)
{
    enum statement_kind kind = line_at(builder, index)->kind;
    bool is_deed = kind == SAY_SET_EVENT || kind == SAY_RESET_EVENT || kind == SAY_WRITE_MEMORY;
    return is_deed && builder->out->lines[index] == JUDGE_BROKEN;
}

void lines_judge(struct verdict_builder *builder)
{
    struct judge_result *out = builder->out;
    bool is_over = lines_given_up_at(builder->facts) < FACTS_NEVER;
    bool armed = true, explained = builder->troubled, broken_off = false;
    for (uint32_t i = 0; i < builder->scenario->line_count; i++) {
        bool arms = line_arms(line_at(builder, i));
        out->armed_done[i] = armed;
        out->lines[i] = broken_off && !arms ? JUDGE_NOT_BEGUN : line_state(builder, i);
        broken_off |= is_broken_off(builder, i);
        if (arms && out->lines[i] != JUDGE_HELD_TRUE)
            armed = false;
        if (is_over && !arms && out->lines[i] == JUDGE_NOT_BEGUN && armed && !explained) {
            report_never_begun(builder, i);
            explained = true;
        }
        explained |= out->lines[i] == JUDGE_BROKEN;
    }
}
