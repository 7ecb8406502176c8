/*
 * The bystander: belongs to no pool, makes the step `beat` at each tick, and ends when it is
 * stopped. Whatever befalls the others, it must neither end nor miss a beat. An example to
 * copy.
 *
 *     ref_bystander.exe --actor guest --tick 20ms
 */
#include "kit/base/duration.h"
#include "kit/link/options.h"
#include "kit/link/os_hooks.h"
#include "kit/link/tell.h"
#include "kit/os/event.h"
#include "kit/os/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct settings {
    const char *actor;
    uint32_t tick_ms;
};

static enum kit_status read_settings(int count, char *const *words, struct settings *out,
                                     struct kit_error *err)
{
    *out = (struct settings){.actor = "", .tick_ms = PROTOCOL_TICK_MS};
    for (int at = 1; at < count; at += 2) {
        bool is_actor = words_equal(words[at], "--actor");
        bool is_tick = words_equal(words[at], "--tick");
        if ((!is_actor && !is_tick) || at + 1 == count)
            return kit_fail(err, KIT_BAD_INPUT,
                            "'%.60s' is not understood; write --actor <name> --tick <duration>",
                            words[at]);
        const char *value = words[at + 1];
        enum kit_status status = KIT_OK;
        if (is_actor)
            out->actor = value;
        else
            status = duration_read(value, strlen(value), &out->tick_ms, err);
        if (status != KIT_OK)
            return status;
    }
    return KIT_OK;
}

int wmain(int count, wchar_t **wide)
{
    struct settings settings;
    struct kit_error err;
    char **words = os_arguments(count, wide);
    if (!words || read_settings(count, words, &settings, &err) != KIT_OK) {
        fprintf(stderr, "ref_bystander: %s\n", words ? err.text : "an argument is no text");
        free(words);
        return LINK_USAGE;
    }
    lifeline_attach(settings.actor);
    link_hook_os();
    void *const stop = lifeline_stop_event(); /* NULL outside a run: end it as you like */
    do
        STEP(BEAT, .deadline_ms = settings.tick_ms);
    while (os_wait_any(&stop, 1, settings.tick_ms) == -1);
    free(words);
    return EXIT_SUCCESS;
}
