#include "kit/run/shared_block.h"
#include "kit/os/event.h"
#include "kit/os/process.h"
#include "kit/os/section.h"
#include "kit/os/text.h"

#include <string.h>

static enum kit_status object(const struct shared_block *shared, const char *what,
                              uint32_t slot, int order, enum os_reset reset, void **out,
                              struct kit_error *err)
{
    char name[128];
    struct text to = text_over(name, sizeof name);
    text_add(&to, "%s.%s.%u", shared->name, what, slot);
    if (order >= 0)
        text_add(&to, ".%d", order);
    return os_event_create(name, reset, out, err);
}

/*
 * A fault that the actor obeys itself is struck at the very step. One that is meant for another
 * actor has its thread stand still there, so that the step's instant lasts until the runner has
 * struck the other from outside.
 */
static enum run_action action_of(const struct scenario_line *line)
{
    if (line->kind == SAY_HOLD)
        return RUN_HOLD;
    if (line->kind == SAY_INSIDE)
        return RUN_TELL;
    if (line->actor != line->target || fault_strikes(line->fault, STRIKES_HELD))
        return RUN_HOLD;
    return RUN_OF_FAULT(line->fault);
}

static bool stands_still(enum run_action action)
{
    return action == RUN_HOLD || action == RUN_BREAK;
}

/* What the action takes. */
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

/* `index` is the line's, or ORDER_PAUSE. */
static enum kit_status arm(struct shared_block *shared, const struct scenario_line *line,
                           int index, struct kit_error *err)
{
    struct actor_block *actor = run_actor(shared->block, (uint32_t)line->actor);
    uint32_t order = shared->order_counts[line->actor];
    if (order == RUN_ORDERS)
        return kit_fail(err, KIT_FULL, "%s:%u: one actor takes at most %d faults and holds",
                        shared->scenario->path, line->line, RUN_ORDERS);
    const char *peer = line->peer >= 0 ? shared->scenario->actors[line->peer].name : NULL;
    uint32_t step = actor_name_id(actor, line->step);
    enum run_action action = index == ORDER_PAUSE ? RUN_BREAK : action_of(line);
    actor->orders[order] = (struct run_order){.action = action,
                                              .step = step,
                                              .peer = actor_name_id(actor, peer),
                                              .occurrence = line->occurrence,
                                              .line = line->line,
                                              .value = value_of(line)};
    atomic_fetch_or(&actor->alarms[step], RUN_ALARM_ORDER);
    shared->orders[line->actor][order].line = index;
    shared->order_counts[line->actor] = actor->order_count = order + 1;
    if (!stands_still(action))
        return KIT_OK;
    return object(shared, "gate", (uint32_t)line->actor, (int)order, OS_MANUAL_RESET,
                  &shared->orders[line->actor][order].gate, err);
}

/* Every name that a rule or a line may wait for, so that listening never has to add one. */
static void know_names(struct shared_block *shared, struct actor_block *actor)
{
    const struct scenario *scenario = shared->scenario;
    static const enum protocol_step judged[] = {PROTOCOL_REPLY_SENT,    PROTOCOL_REPLY_RECEIVED,
                                                PROTOCOL_CHILD_LOST,    PROTOCOL_CHILD_ENDING,
                                                PROTOCOL_PARENT_ENDING, PROTOCOL_CONNECTED,
                                                PROTOCOL_CHILD_QUIT};
    for (size_t i = 0; i < sizeof judged / sizeof *judged; i++)
        actor_name_id(actor, step_words[judged[i]]);
    for (uint32_t i = 0; i < scenario->line_count; i++)
        actor_name_id(actor, scenario->lines[i].step);
}

/* Only there can two counts be compared. A program of the user's own may do so untold. */
static bool can_rest_twice(const struct scenario_actor *actor)
{
    return !actor->is_child && !actor->is_bystander && (actor->places > 0 || actor->quoted);
}

static enum kit_status prepare_actor(struct shared_block *shared, uint32_t slot,
                                     struct kit_error *err)
{
    const struct scenario_actor *from = &shared->scenario->actors[slot];
    struct actor_block *actor = run_actor(shared->block, slot);
    memcpy(actor->name, from->name, sizeof actor->name);
    if (from->by_image && !image_of_program(from->program, actor->image))
        return kit_fail(
            err, KIT_BAD_INPUT,
            "%s:%u: the program of '%s' has a name of over %d bytes, which no file has",
            shared->scenario->path, from->line, from->name, KIT_IMAGE - 1);
    know_names(shared, actor);
    enum kit_status status =
        object(shared, "stop", slot, -1, OS_MANUAL_RESET, &shared->stops[slot], err);
    if (status == KIT_OK)
        status = object(shared, "admit", slot, -1, OS_MANUAL_RESET, &shared->admits[slot], err);
    if (status == KIT_OK && can_rest_twice(from))
        status =
            object(shared, "counted", slot, -1, OS_AUTO_RESET, &shared->counted[slot], err);
    if (status == KIT_OK && can_rest_twice(from))
        atomic_fetch_or(&actor->alarms[actor_name_id(actor, step_words[PROTOCOL_FAMILY_REST])],
                        RUN_ALARM_COUNT);
    return status;
}

enum kit_status shared_block_begin(struct shared_block *shared, const struct scenario *scenario,
                                   const struct scenario_line *stop_at, struct kit_error *err)
{
    struct text name = text_over(shared->name, sizeof shared->name);
    text_add(&name, "lifeline-%lu-%016llx", (unsigned long)os_own_pid(), os_random());
    shared->scenario = scenario;
    void *view = NULL;
    enum kit_status status = os_section_create(
        shared->name, run_block_size(scenario->actor_count), false, &shared->section, err);
    if (status == KIT_OK)
        status = os_map(shared->section, &view, NULL, err);
    if (status != KIT_OK)
        return status;
    shared->block = view;
    run_block_make(shared->block, shared->name, scenario->actor_count);
    status = object(shared, "bell", 0, -1, OS_AUTO_RESET, &shared->bell, err);
    for (uint32_t i = 0; i < scenario->actor_count && status == KIT_OK; i++)
        status = prepare_actor(shared, i, err);
    /* First: whoever wants to look at a step wants to do so before a fault strikes there. */
    if (stop_at && status == KIT_OK)
        status = arm(shared, stop_at, ORDER_PAUSE, err);
    for (uint32_t i = 0; i < scenario->line_count && status == KIT_OK; i++) {
        if (statement_when[scenario->lines[i].kind] & STATEMENT_ARMS)
            status = arm(shared, &scenario->lines[i], (int)i, err);
    }
    return status;
}

void shared_block_end(struct shared_block *shared)
{
    for (uint32_t i = 0; i < SCENARIO_ACTORS; i++) {
        os_close(&shared->stops[i]);
        os_close(&shared->admits[i]);
        os_close(&shared->counted[i]);
        for (uint32_t k = 0; k < shared->order_counts[i]; k++)
            os_close(&shared->orders[i][k].gate);
    }
    void *view = shared->block;
    os_unmap(&view);
    shared->block = NULL;
    os_close(&shared->section);
    os_close(&shared->bell);
}

/* A name's number, where it has one; never adds one, since the table is the actor's by now. */
static uint32_t known_name(const struct actor_block *actor, const char *name)
{
    for (uint32_t i = 1; i < RUN_NAMES; i++) {
        if (strncmp(actor->names[i].text, name, KIT_NAME - 1) == 0)
            return i;
    }
    return 0;
}

void orders_listen(struct shared_block *shared, int actor, const char *name)
{
    struct actor_block *block = run_actor(shared->block, (uint32_t)actor);
    uint32_t step = name[0] ? known_name(block, name) : 0;
    if (step)
        atomic_fetch_or(&block->alarms[step], RUN_ALARM_BELL);
}

void orders_listen_to_none(struct shared_block *shared)
{
    for (uint32_t i = 0; i < shared->scenario->actor_count; i++) {
        struct actor_block *actor = run_actor(shared->block, i);
        for (uint32_t step = 1; step < RUN_NAMES; step++) {
            if (atomic_load_explicit(&actor->alarms[step], memory_order_relaxed))
                atomic_fetch_and(&actor->alarms[step], (uint8_t)~RUN_ALARM_BELL);
        }
    }
}
