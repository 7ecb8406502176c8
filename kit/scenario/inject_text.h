#pragma once
/*
 * The text of a scenario whose programs get the injected probe: `probe inject` behind each
 * program of the user's own that a run starts. Pure; any thread; allocates nothing.
 */
#include "kit/scenario/scenario_model.h"

/* How many bytes the text grows at most. */
#define INJECT_GROWS (SCENARIO_ACTORS * 16)

/*
 * Whether the text has to say it of this actor: a parent whose program stands in quotes, unless
 * it says so already. A program of the kit has a probe.
 */
bool inject_text_is_for(const struct scenario_actor *actor);

/* Whether any actor of the scenario has the injected probe, or would get it. */
bool inject_text_has_use(const struct scenario *scenario);

/*
 * Appends the text of the scenario, which was read from it, with these words. All lines keep
 * their numbers, and their comments.
 */
void inject_text(const struct scenario *scenario, const char *text, size_t size,
                 struct text *to);
