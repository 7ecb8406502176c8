#include "kit/state/interpreter.h"
#include "kit/base/event.h"

#include <assert.h>
#include <string.h>

static void enter_stage(struct interpreter *interpreter, enum interpreter_stage stage)
{
    interpreter->stage = stage;
    interpreter->waited = false;
}

/* Enters the next line that acts, from this line on; after the last such line, waits for what
 * is still armed. */
static void enter_line(struct interpreter *interpreter, uint32_t line_index)
{
    const struct scenario *scenario = interpreter->scenario;
    while (line_index < scenario->line_count &&
           !(statement_when[scenario->lines[line_index].kind] & STATEMENT_ACTS))
        line_index++;
    interpreter->line_index = line_index;
    if (line_index < scenario->line_count) {
        enter_stage(interpreter, STAGE_ARMED);
    } else if (line_index > 0) {
        interpreter->line_index = line_index - 1;
        enter_stage(interpreter, STAGE_LAST);
    } else {
        enter_stage(interpreter, STAGE_REST);
    }
}

void interpreter_begin(struct interpreter *interpreter, const struct scenario *scenario)
{
    *interpreter = (struct interpreter){.scenario = scenario};
    enter_line(interpreter, 0);
}

static const struct scenario_line *current_line(const struct interpreter *interpreter)
{
    assert(interpreter->line_index < interpreter->scenario->line_count);
    return &interpreter->scenario->lines[interpreter->line_index];
}

static bool is_strike(const struct scenario_line *line)
{
    return line->kind == SAY_STRIKE || line->kind == SAY_AFTER;
}

/* A message needs both sides of its pipe. */
static bool both_are_there(const struct interpreter *interpreter,
                           const struct interpreter_view *view)
{
    const struct scenario_line *line = current_line(interpreter);
    return (view->actors[line->actor].had_process || view->actors[line->actor].unstarted) &&
           (view->actors[line->peer].had_process || view->actors[line->peer].unstarted);
}

/* Whether a line above the current one states that the actor is never started. */
static bool need_not_come(const struct interpreter *interpreter, int actor)
{
    for (uint32_t i = 0; i < interpreter->line_index; i++) {
        const struct scenario_line *above = &interpreter->scenario->lines[i];
        if (above->kind == SAY_EXPECT_NEVER_STARTS && above->actor == actor)
            return true;
    }
    return false;
}

/* A fault from outside has no step to wait for, so it waits for processes. Injected too early,
 * it would have no target, or would hit a parent that has no children yet. */
static bool target_is_there(const struct interpreter *interpreter,
                            const struct interpreter_view *view)
{
    int target = current_line(interpreter)->target;
    if (current_line(interpreter)->kind == SAY_FORGE)
        return both_are_there(interpreter, view);
    for (int i = 0; i < (int)interpreter->scenario->actor_count; i++) {
        bool is_its_child =
            interpreter->scenario->actors[i].parent == target && !need_not_come(interpreter, i);
        if ((i == target || is_its_child) && !view->actors[i].had_process &&
            !view->actors[i].unstarted)
            return false;
    }
    return true;
}

/*
 * True if a fault waits for the target's next process: the last one has ended, and its parent,
 * a user's own program, may start it again. The wait is bounded by the window in which a parent
 * has to go on.
 */
static bool awaits_next(const struct interpreter *interpreter,
                        const struct interpreter_view *view)
{
    const struct scenario *scenario = interpreter->scenario;
    const struct scenario_line *line = current_line(interpreter);
    if (!is_strike(line) || !scenario->actors[line->target].is_child)
        return false;
    const struct actor_state *target = &view->actors[line->target];
    int parent = scenario->actors[line->target].parent;
    int64_t window_ns = scenario->window_ms[RULE_PARENT_CONTINUES] * NS_PER_MS;
    return !target->lives && scenario->actors[parent].quoted && view->actors[parent].lives &&
           target->had_process && view->now_ns < target->ended_ns + window_ns;
}

/* True if a fault struck and its effect is not seen yet. The obligations of the other actors
 * begin only when it is seen, so until then "nothing is owed" does not mean that the run can go
 * on. */
static bool awaits_proof(const struct interpreter *interpreter,
                         const struct interpreter_view *view)
{
    bool awaits = false;
    for (uint32_t i = 0; i < interpreter->scenario->line_count; i++)
        awaits |= (statement_when[interpreter->scenario->lines[i].kind] & STATEMENT_ARMS) &&
                  view->result->lines[i] == JUDGE_OPEN;
    return awaits;
}

/*
 * True if all children have made their requests and no obligation is open: the run is over.
 * What is armed can then happen only while the run closes.
 */
static bool is_served(const struct interpreter *interpreter,
                      const struct interpreter_view *view)
{
    return scenario_is_counted(interpreter->scenario) && !view->result->unfinished &&
           !view->result->owing;
}

static bool last_has_happened(const struct interpreter *interpreter,
                              const struct interpreter_view *view)
{
    uint32_t line_index = interpreter->line_index;
    return view->result->armed_done[line_index] && view->result->lines[line_index] > JUDGE_OPEN;
}

/* True if what is armed may still happen: no later line needs it to have happened. */
static bool last_may_come(const struct interpreter *interpreter,
                          const struct interpreter_view *view)
{
    return awaits_proof(interpreter, view) || !is_served(interpreter, view);
}

static void begin_settle_time(struct interpreter *interpreter,
                              const struct interpreter_view *view)
{
    interpreter->settling_from_ns = view->now_ns;
    memcpy(interpreter->stalled_before_ns, view->stalled_ns,
           sizeof interpreter->stalled_before_ns);
}

/*
 * Stalls extend the settle time, as they extend the windows of the rules. Without that a window
 * as long as the settle time would be open still when the run closes, and nothing would fail.
 */
static int64_t settle_time_over_ns(const struct interpreter *interpreter,
                                   const struct interpreter_view *view)
{
    return interpreter->settling_from_ns + interpreter->scenario->settle_ms * NS_PER_MS +
           beats_longest_ns(view->stalled_ns, interpreter->stalled_before_ns);
}

/*
 * The settle time. The effect of a fault can come late: a parent gives up after half a second,
 * a clean-up crashes. So the run keeps looking, unless no process is left or no fault struck.
 * An obligation that begins meanwhile restarts the settle time. The settle time is cut short
 * before the scenario's limit, so that settling never makes a run fail by its limit.
 */
#define BEFORE_LIMIT_NS (100 * NS_PER_MS)

static bool is_settled(struct interpreter *interpreter, const struct interpreter_view *view)
{
    if (view->result->owing || view->result->unfinished)
        begin_settle_time(interpreter, view);
    interpreter->until_ns = settle_time_over_ns(interpreter, view);
    return !view->an_actor_lives || view->now_ns >= interpreter->until_ns ||
           view->now_ns >= view->limit_ns - BEFORE_LIMIT_NS;
}

/* In a replay a strike waits for its moment instead of its time, but not for ever. */
static bool time_has_come(const struct interpreter *interpreter,
                          const struct interpreter_view *view)
{
    if (view->now_ns >= interpreter->until_ns)
        return true;
    return view->moments && view->moment_came[interpreter->line_index];
}

/* True if the current stage has got what it waits for. */
static bool stage_is_met(struct interpreter *interpreter, const struct interpreter_view *view)
{
    switch (interpreter->stage) {
    case STAGE_ARMED:
        return view->result->armed_done[interpreter->line_index];
    case STAGE_SETTLED:
    case STAGE_REST:
        return !view->result->owing;
    case STAGE_TARGET:
        return target_is_there(interpreter, view);
    case STAGE_TIME:
        return time_has_come(interpreter, view);
    case STAGE_DONE: /* the judge must first see what the line did */
        return interpreter->waited && view->result->lines[interpreter->line_index] > JUDGE_OPEN;
    case STAGE_LAST:
        return last_has_happened(interpreter, view) ||
               (interpreter->waited && !last_may_come(interpreter, view));
    case STAGE_REQUESTS:
        return !view->result->unfinished;
    case STAGE_SETTLE:
        return is_settled(interpreter, view);
    case STAGE_DO:
        return !awaits_next(interpreter, view);
    case STAGE_BEGIN:
    case STAGE_LOOK:
    case STAGE_FINISHED:
        break;
    }
    return true;
}

/* True if a fault or hold waits for its step in vain, since no process is left. Decided only
 * after a whole look, so that the last records are judged first. */
static bool is_deserted(const struct interpreter *interpreter,
                        const struct interpreter_view *view)
{
    return interpreter->waited && !view->somebody_lives &&
           (interpreter->stage == STAGE_ARMED || interpreter->stage == STAGE_LAST);
}

static enum interpreter_act act_of(enum statement_kind kind)
{
    switch (kind) {
    case SAY_STRIKE:
    case SAY_AFTER:
        return ACT_STRIKE;
    case SAY_RELEASE:
        return ACT_RELEASE;
    case SAY_RESUME:
    case SAY_AFTER_RESUME:
        return ACT_RESUME;
    case SAY_STOP:
        return ACT_STOP;
    case SAY_START:
        return ACT_START;
    case SAY_TELL:
    case SAY_CLOSE_INPUT:
        return ACT_TELL;
    case SAY_SET_EVENT:
    case SAY_RESET_EVENT:
        return ACT_EVENT;
    case SAY_WRITE_MEMORY:
        return ACT_MEMORY;
    case SAY_JUMP_AHEAD:
    case SAY_JUMP_BACK:
        return ACT_CLOCK;
    case SAY_LOAD:
        return ACT_LOAD;
    case SAY_FORGE:
        return ACT_FORGE;
    case SAY_COUNT_HANDLES:
        return ACT_COUNT;
    default: /* expectations: nothing to do but watch */
        return ACT_NONE;
    }
}

static enum interpreter_stage before_begin(const struct scenario_line *line)
{
    if (line->kind == SAY_STOP)
        return STAGE_SETTLED;
    return is_strike(line) || line->kind == SAY_FORGE ? STAGE_TARGET : STAGE_BEGIN;
}

static enum interpreter_act begin_current_line(struct interpreter *interpreter,
                                               const struct interpreter_view *view)
{
    const struct scenario_line *line = current_line(interpreter);
    bool has_moment = moments_of_line(view->moments, interpreter->line_index) != NULL;
    interpreter->until_ns = view->now_ns + line->window_ms * NS_PER_MS;
    if (has_moment)
        interpreter->until_ns += moment_late_ns(interpreter->scenario);
    bool waits = line->kind == SAY_AFTER || line->kind == SAY_AFTER_RESUME || has_moment;
    enter_stage(interpreter, waits ? STAGE_TIME : STAGE_DO);
    return ACT_BEGIN;
}

static enum interpreter_act begin_settling(struct interpreter *interpreter,
                                           const struct interpreter_view *view)
{
    if (!view->struck || !view->an_actor_lives) {
        enter_stage(interpreter, STAGE_FINISHED);
        return ACT_NONE;
    }
    begin_settle_time(interpreter, view);
    interpreter->until_ns = settle_time_over_ns(interpreter, view);
    enter_stage(interpreter, STAGE_SETTLE);
    return ACT_SETTLE;
}

/* Leaves a stage that is met. */
static enum interpreter_act leave_stage(struct interpreter *interpreter,
                                        const struct interpreter_view *view)
{
    switch (interpreter->stage) {
    case STAGE_ARMED:
        enter_stage(interpreter, before_begin(current_line(interpreter)));
        return ACT_NONE;
    case STAGE_SETTLED:
    case STAGE_TARGET:
        enter_stage(interpreter, STAGE_BEGIN);
        return ACT_NONE;
    case STAGE_BEGIN:
        return begin_current_line(interpreter, view);
    case STAGE_TIME:
        enter_stage(interpreter, STAGE_DO);
        return ACT_NONE;
    case STAGE_DO:
        enter_stage(interpreter, STAGE_DONE);
        return act_of(current_line(interpreter)->kind);
    case STAGE_DONE:
        enter_line(interpreter, interpreter->line_index + 1);
        return ACT_NONE;
    case STAGE_LAST:
        enter_stage(interpreter, STAGE_REST);
        return ACT_NONE;
    case STAGE_REST:
        enter_stage(interpreter, STAGE_REQUESTS);
        return ACT_NONE;
    case STAGE_REQUESTS:
        enter_stage(interpreter, STAGE_LOOK);
        return ACT_NONE;
    case STAGE_LOOK:
        return begin_settling(interpreter, view);
    case STAGE_SETTLE:
        enter_stage(interpreter, STAGE_FINISHED);
        return ACT_NONE;
    case STAGE_FINISHED:
        break;
    }
    return ACT_FINISHED;
}

enum interpreter_act interpreter_next(struct interpreter *interpreter,
                                      const struct interpreter_view *view)
{
    enum interpreter_act act = ACT_NONE;
    if (view->over)
        enter_stage(interpreter, STAGE_FINISHED);
    if (interpreter->again) {
        interpreter->again = false;
        return ACT_NONE;
    }
    while (act == ACT_NONE && stage_is_met(interpreter, view))
        act = leave_stage(interpreter, view);
    if (act == ACT_NONE && is_deserted(interpreter, view)) {
        enter_stage(interpreter, STAGE_FINISHED);
        act = ACT_FINISHED;
    }
    interpreter->waited |= act == ACT_NONE;
    return act;
}

void interpreter_again(struct interpreter *interpreter)
{
    assert(interpreter->stage == STAGE_DONE);
    enter_stage(interpreter, STAGE_DO);
    interpreter->again = true;
}

int64_t interpreter_left_ns(const struct interpreter *interpreter, int64_t now_ns)
{
    bool by_time = interpreter->stage == STAGE_TIME || interpreter->stage == STAGE_SETTLE;
    return by_time ? interpreter->until_ns - now_ns : INT64_MAX;
}
