#include "kit/run/shared_block.h"
#include "kit/base/image.h"
#include "kit/os/event.h"
#include "kit/os/process.h"
#include "kit/os/section.h"
#include "kit/os/text.h"

#include <assert.h>
#include <string.h>

static enum kit_status make_event(const struct shared_block *shared, enum run_object object,
                                  uint32_t slot, uint32_t order, void **out,
                                  struct kit_error *err)
{
    char name[RUN_OBJECT_NAME];
    bool wakes_one = object == RUN_OBJECT_BELL || object == RUN_OBJECT_COUNTED;
    run_object_name(name, shared->name, object, slot, order);
    return os_event_create(name, wakes_one ? OS_AUTO_RESET : OS_MANUAL_RESET, out, err);
}

/* Rejects a program that can be no file's name: the run would wait for that actor in vain. */
static enum kit_status check_image(const struct scenario *scenario,
                                   const struct scenario_actor *actor, struct kit_error *err)
{
    char image[KIT_IMAGE];
    if (actor->by_image && !actor->by_command && !image_of_program(actor->program, image))
        return kit_fail(err, KIT_BAD_INPUT,
                        "%s:%u: the file name of the program of '%s' has more than %d bytes",
                        scenario->path, actor->line_number, actor->name, KIT_IMAGE - 1);
    return KIT_OK;
}

static enum kit_status make_section(const char *name, uint64_t bytes, void **section,
                                    void **view, struct kit_error *err)
{
    enum kit_status status = os_section_create(name, bytes, false, section, err);
    return status == KIT_OK ? os_map(*section, view, NULL, err) : status;
}

static enum kit_status make_blocks(struct shared_block *shared, const struct scenario *scenario,
                                   struct kit_error *err)
{
    struct text name = text_over(shared->name, sizeof shared->name);
    void *view = NULL;
    text_add(&name, "lifeline-%lu-%016llx", (unsigned long)os_own_pid(), os_random());
    enum kit_status status =
        make_section(shared->name, sizeof *shared->block, &shared->section, &view, err);
    if (status != KIT_OK)
        return status;
    shared->block = view;
    run_block_make(shared->block, shared->name);
    shared->block->shims = scenario->shims;
    shared->block->wants = scenario_moves_clocks(scenario) ? RUN_WANTS_CLOCKS : 0;
    if (scenario->private_line > 0)
        shared->block->wants |= RUN_WANTS_PRIVATE_NAMES;
    for (uint32_t i = 0; i < scenario->actor_count && status == KIT_OK; i++) {
        view = NULL;
        status = check_image(scenario, &scenario->actors[i], err);
        if (status == KIT_OK)
            status =
                make_section(NULL, sizeof *shared->blocks[i], &shared->sections[i], &view, err);
        shared->blocks[i] = view;
    }
    return status;
}

static enum kit_status make_events(struct shared_block *shared, const struct orders *orders,
                                   uint32_t slot, struct kit_error *err)
{
    enum kit_status status =
        make_event(shared, RUN_OBJECT_STOP, slot, 0, &shared->stops[slot], err);
    if (status == KIT_OK && actor_has_quiescent_points(&orders->scenario->actors[slot]))
        status = make_event(shared, RUN_OBJECT_COUNTED, slot, 0, &shared->counted[slot], err);
    for (uint32_t i = 0; i < orders->counts[slot] && status == KIT_OK; i++) {
        if (order_stands_still(&orders->all[slot][i]))
            status = make_event(shared, RUN_OBJECT_GATE, slot, i, &shared->gates[slot][i], err);
    }
    return status;
}

enum kit_status shared_block_begin(struct shared_block *shared, struct orders *orders,
                                   const struct scenario *scenario,
                                   const struct scenario_line *stop_at, struct kit_error *err)
{
    assert(!shared->block && scenario->actor_count <= SCENARIO_ACTORS);
    enum kit_status status = make_blocks(shared, scenario, err);
    if (status == KIT_OK)
        orders_arm(orders, scenario, shared->blocks, stop_at);
    if (status == KIT_OK)
        status = make_event(shared, RUN_OBJECT_BELL, 0, 0, &shared->bell, err);
    for (uint32_t i = 0; i < scenario->actor_count && status == KIT_OK; i++)
        status = make_events(shared, orders, i, err);
    return status;
}

void shared_block_end(struct shared_block *shared)
{
    void *view = shared->block;
    for (uint32_t i = 0; i < SCENARIO_ACTORS; i++) {
        void *block = shared->blocks[i];
        os_unmap(&block);
        shared->blocks[i] = NULL;
        os_close(&shared->sections[i]);
        os_close(&shared->stops[i]);
        os_close(&shared->counted[i]);
        for (uint32_t k = 0; k < RUN_ORDERS; k++)
            os_close(&shared->gates[i][k]);
    }
    os_unmap(&view);
    shared->block = NULL;
    os_close(&shared->section);
    os_close(&shared->bell);
}
