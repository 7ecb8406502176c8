/*
 * The bystander: belongs to no pool, reaches the step `beat` at each tick, and ends when it is
 * stopped. Whatever happens to the others, it must neither end nor miss a beat. An example to
 * copy.
 *
 *     ref_bystander.exe --actor guest --tick 20ms
 */
#include "kit/link/options.h"
#include "kit/link/os_hooks.h"
#include "kit/link/tell.h"
#include "kit/os/event.h"
#include "kit/os/text.h"

#include <stdio.h>
#include <stdlib.h>

int wmain(int count, wchar_t **wide)
{
    static struct link_options options; /* too large for a stack */
    struct kit_error err;
    char **words = os_arguments(count, wide);
    if (!words || options_read_bystander(count, words, &options, &err) != KIT_OK) {
        fprintf(stderr, "ref_bystander: %s\n", words ? err.text : "an argument is no text");
        free(words);
        return LINK_USAGE;
    }
    lifeline_attach(options.actor);
    link_hook_os();
    void *const stop = lifeline_stop_event(); /* NULL outside a run: end it as you like */
    do
        STEP(BEAT, .deadline_ms = options.tick_ms);
    while (os_wait_any(&stop, 1, options.tick_ms) == -1);
    free(words);
    return EXIT_SUCCESS;
}
