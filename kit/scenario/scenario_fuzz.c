/*
 * Goal: the reader takes any bytes without a crash, and has a message for every refusal.
 * Method: the bytes as they are. An accepted scenario must hold only indices that exist. The
 * message of a refusal must begin with the path and be valid text.
 */
#include "kit/scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

static void demand(bool what)
{
    if (!what)
        abort();
}

static void demand_actor(const struct scenario *scenario, int actor)
{
    demand(actor >= -1 && actor < (int)scenario->actor_count);
}

static void demand_sound(const struct scenario *scenario)
{
    demand(scenario->actor_count > 0 && scenario->actor_count <= SCENARIO_ACTORS);
    demand(scenario->line_count <= SCENARIO_LINES);
    for (uint32_t i = 0; i < scenario->actor_count; i++) {
        const struct scenario_actor *actor = &scenario->actors[i];
        demand(scenario_actor(scenario, actor->name) == (int)i);
        demand(actor->parent < (int)i && actor->argument_count <= SCENARIO_ARGUMENTS);
    }
    for (uint32_t i = 0; i < scenario->line_count; i++) {
        demand_actor(scenario, scenario->lines[i].actor);
        demand_actor(scenario, scenario->lines[i].target);
        demand_actor(scenario, scenario->lines[i].peer);
        demand(strlen(scenario->lines[i].step) < KIT_NAME);
    }
}

static void demand_sentence(const struct kit_error *err)
{
    demand(err->status == KIT_BAD_INPUT);
    demand(strncmp(err->text, "f:", 2) == 0 && strlen(err->text) < sizeof err->text);
    for (const char *at = err->text; *at; at++)
        demand(*at == '\n' || (*at >= ' ' && *at <= '~'));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct kit_error err = {.status = KIT_OK};
    struct scenario *scenario = malloc(sizeof *scenario);
    /* Exactly this many bytes, so that a sanitizer detects a read of one more. */
    char *text = malloc(size > 0 ? size : 1);
    demand(scenario && text);
    memcpy(text, data, size);
    if (scenario_read("f", text, size, scenario, &err) == KIT_OK)
        demand_sound(scenario);
    else
        demand_sentence(&err);
    free(text);
    free(scenario);
    return 0;
}
