#include "kit/link/os_hooks.h"
#include "kit/os/hooks.h"
#include "kit/probe/lifeline.h"

static uint32_t call_fails(enum kit_call call, const char *peer)
{
    /* The run's numbers of the words, looked up once. Two threads that look up at the same time
     * write the same number. */
    static uint32_t ids[CALL_COUNT];
    return lifeline_fails(
        &ids[call], &(const struct lifeline_facts){.name = call_words[call], .peer = peer});
}

void link_hook_os(void)
{
    static const struct os_hooks hooks = {.fails = call_fails, .now_ns = lifeline_now_ns};
    if (lifeline_attach(NULL))
        os_hook(&hooks);
}
