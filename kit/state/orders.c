#include "kit/state/orders.h"

#include <assert.h>
#include <string.h>

/*
 * The action that an order asks of the actor's probe.
 * - The actor's own fault: the probe carries it out at the step.
 * - A fault from outside, as one for another actor: the thread stands still at the step until
 *   the runner has struck. Without this the actor would run on, and the fault would strike at
 *   an unknown later step.
 * - A fault inside a wait: the thread stands in front of the wait until the runner is ready.
 */
static enum run_action action_of(const struct scenario *scenario,
                                 const struct scenario_line *line)
{
    bool stands_still = line->kind == SAY_HOLD || line_strikes_from_outside(scenario, line);
    return stands_still ? RUN_HOLD : RUN_OF_FAULT(line->fault);
}

/* The argument of the action. */
static uint32_t value_of(const struct scenario_line *line)
{
    switch (faults[line->fault].takes) {
    case ARGUMENT_DURATION:
        return line->window_ms;
    case ARGUMENT_WAY:
        return (uint32_t)line->drop;
    case ARGUMENT_CODE:
    case ARGUMENT_ERROR:
        return line->code;
    case ARGUMENT_NONE:
        break;
    }
    return 0;
}

bool order_stands_still(const struct order *order)
{
    return order->action == RUN_HOLD || order->action == RUN_BREAK;
}

/* `index` is the index of the line, or ORDER_PAUSE. */
static void arm_line(struct orders *orders, const struct scenario_line *line, int index)
{
    const struct scenario *scenario = orders->scenario;
    struct actor_block *block = orders->blocks[line->actor];
    uint32_t order = orders->counts[line->actor];
    static_assert(RUN_ORDERS > SCENARIO_ORDERS, "a break has a place beside all of a scenario");
    assert(order < RUN_ORDERS); /* the scenario's reader checks the number */
    const char *peer =
        line->peer >= 0 ? scenario->actors[line->peer].name : line_pipe(scenario, line);
    uint32_t step = actor_name_id(block, line->step);
    enum run_action action = index == ORDER_PAUSE ? RUN_BREAK : action_of(scenario, line);
    assert(step > 0 && action != RUN_NONE);
    block->orders[order] = (struct run_order){.action = action,
                                              .step = step,
                                              .peer = actor_name_id(block, peer),
                                              .occurrence = line->occurrence,
                                              .line_number = line->line_number,
                                              .value = value_of(line)};
    atomic_fetch_or(&block->alarms[step], RUN_ALARM_ORDER);
    orders->all[line->actor][order] = (struct order){.line_index = index, .action = action};
    orders->counts[line->actor] = block->order_count = order + 1;
    if (index != ORDER_PAUSE)
        orders->of_line[index] = (uint8_t)order;
}

static void know_names(const struct scenario *scenario, struct actor_block *block)
{
    for (int i = 0; i < PROTOCOL_STEP_COUNT; i++) {
        if (step_flags[i] & STEP_IS_AWAITED)
            actor_name_id(block, step_words[i]);
    }
    for (uint32_t i = 0; i < scenario->line_count; i++)
        actor_name_id(block, scenario->lines[i].step);
}

bool actor_has_quiescent_points(const struct scenario_actor *actor)
{
    return !actor->is_child && !actor->is_bystander &&
           (actor->max_parallel > 0 || actor->quoted);
}

static void prepare_actor_block(const struct scenario *scenario,
                                const struct scenario_actor *actor, struct actor_block *block)
{
    know_names(scenario, block);
    if (actor_has_quiescent_points(actor))
        atomic_fetch_or(&block->alarms[actor_name_id(block, step_words[PROTOCOL_FAMILY_REST])],
                        RUN_ALARM_COUNT);
}

void orders_arm(struct orders *orders, const struct scenario *scenario,
                struct actor_block *const *blocks, const struct scenario_line *stop_at)
{
    assert(scenario && blocks);
    memset(orders, 0, sizeof *orders);
    orders->scenario = scenario;
    orders->blocks = blocks;
    for (uint32_t i = 0; i < scenario->actor_count; i++)
        prepare_actor_block(scenario, &scenario->actors[i], blocks[i]);
    if (stop_at)
        arm_line(orders, stop_at, ORDER_PAUSE);
    for (uint32_t i = 0; i < scenario->line_count; i++) {
        if (statement_orders(scenario->lines[i].kind))
            arm_line(orders, &scenario->lines[i], (int)i);
    }
}

struct order *orders_of_line(struct orders *orders, int line_index)
{
    assert(line_index >= 0 && (uint32_t)line_index < orders->scenario->line_count);
    const struct scenario_line *from = &orders->scenario->lines[line_index];
    assert(statement_orders(from->kind));
    struct order *order = &orders->all[from->actor][orders->of_line[line_index]];
    assert(order->line_index == line_index);
    return order;
}

static bool is_of_kind(const struct orders *orders, const struct order *order,
                       enum statement_kind kind)
{
    return order->line_index != ORDER_PAUSE &&
           orders->scenario->lines[order->line_index].kind == kind;
}

static bool is_hold(const struct orders *orders, const struct order *order)
{
    return is_of_kind(orders, order, SAY_HOLD);
}

bool orders_is_inside(const struct orders *orders, const struct order *order)
{
    return is_of_kind(orders, order, SAY_INSIDE);
}

bool orders_is_held(const struct orders *orders, int actor, uint32_t order)
{
    assert(order < orders->counts[actor]);
    const struct order *of = &orders->all[actor][order];
    return is_hold(orders, of) && of->state == ORDER_HELD;
}

bool orders_hold(const struct orders *orders, int actor)
{
    for (uint32_t i = 0; i < orders->counts[actor]; i++) {
        if (orders_is_held(orders, actor, i))
            return true;
    }
    return false;
}

bool orders_await_fault(const struct orders *orders, int actor, uint32_t order)
{
    assert(order < orders->counts[actor]);
    const struct order *of = &orders->all[actor][order];
    return of->state == ORDER_HELD && of->line_index != ORDER_PAUSE && !is_hold(orders, of) &&
           !orders_is_inside(orders, of);
}

/* True if the signal begins the wait that this order means. A parent waits for several children
 * at once, each on its own thread. */
static bool begins_wait(const struct orders *orders, const struct order *order,
                        const struct signal *signal)
{
    const struct scenario *scenario = orders->scenario;
    const struct scenario_line *line = &scenario->lines[order->line_index];
    const char *about = line_pipe(scenario, line);
    bool any_peer = line->peer < 0 || scenario->actors[line->actor].is_child;
    return signal->kind == SIGNAL_STEP && words_equal(signal->name, line->step) &&
           (any_peer || words_equal(signal->peer, scenario->actors[line->peer].name)) &&
           (!about[0] || words_equal(signal->peer, about));
}

/* The wait that a thread was stopped in front of is the only one that its line means. Once it
 * is over, the thread may stand in the next wait of this name before the runner has looked. */
static bool may_begin(const struct order *order)
{
    return order->state == ORDER_ARMED || !order->wait_begun;
}

void orders_take(struct orders *orders, const struct signal *signal)
{
    assert(signal->kind == SIGNAL_STEP || signal->kind == SIGNAL_REPORT);
    for (uint32_t i = 0; i < orders->counts[signal->actor]; i++) {
        struct order *order = &orders->all[signal->actor][i];
        if (!orders_is_inside(orders, order) || order->state == ORDER_SPENT)
            continue;
        if (may_begin(order) && begins_wait(orders, order, signal)) {
            order->wait_begun = true;
            order->wait_over = false;
            order->wait_tid = signal->tid;
        } else if (order->wait_begun && signal->tid == order->wait_tid) {
            order->wait_over = true;
        }
    }
}

void orders_begin_anew(struct orders *orders, int actor)
{
    for (uint32_t i = 0; i < orders->counts[actor]; i++) {
        struct order *order = &orders->all[actor][i];
        if (order->state == ORDER_HELD)
            order->state = ORDER_RELEASED;
        order->wait_begun = order->wait_over = false;
    }
}

bool orders_will_keep_open(struct orders *orders, int line_index)
{
    const struct scenario_line *lines = orders->scenario->lines;
    for (int i = 0; i < line_index; i++) {
        if (lines[i].kind == SAY_HOLD && lines[i].actor != lines[line_index].actor &&
            orders_of_line(orders, i)->state == ORDER_ARMED)
            return true;
    }
    return false;
}

static bool waits_include(const struct judge_wait *waits, uint32_t count, int actor,
                          const char *name)
{
    for (uint32_t i = 0; i < count; i++) {
        if (waits[i].actor == actor && words_equal(waits[i].name, name))
            return true;
    }
    return false;
}

/* Sets the bell for a step that the judge waits for. A wait without a name is for the end of a
 * process, which the port announces. A name that is not in the actor's table is skipped: the
 * actor may have overwritten the table. */
static void set_bell(struct orders *orders, const struct judge_wait *wait, bool rings)
{
    struct actor_block *block = orders->blocks[wait->actor];
    uint32_t step = actor_name_find(block, wait->name);
    if (step && rings)
        atomic_fetch_or(&block->alarms[step], RUN_ALARM_BELL);
    else if (step)
        atomic_fetch_and(&block->alarms[step], (uint8_t)~RUN_ALARM_BELL);
}

/* True if the waits did not change, which is the usual case. */
static bool waits_are_same(const struct orders *orders, const struct judge_wait *waits,
                           uint32_t count)
{
    bool same = count == orders->wait_count;
    for (uint32_t i = 0; i < count && same; i++)
        same = waits[i].actor == orders->waits[i].actor &&
               words_equal(waits[i].name, orders->waits[i].name);
    return same;
}

void orders_listen(struct orders *orders, const struct judge_wait *waits, uint32_t count)
{
    assert(count <= JUDGE_WAITS);
    if (waits_are_same(orders, waits, count))
        return;
    for (uint32_t i = 0; i < orders->wait_count; i++) {
        const struct judge_wait *old = &orders->waits[i];
        if (!waits_include(waits, count, old->actor, old->name))
            set_bell(orders, old, false);
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!waits_include(orders->waits, orders->wait_count, waits[i].actor, waits[i].name))
            set_bell(orders, &waits[i], true);
    }
    memcpy(orders->waits, waits, count * sizeof *waits);
    orders->wait_count = count;
}
