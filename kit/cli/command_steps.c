#include "kit/cli/commands.h"
#include "kit/protocol/steps.h"

#include <stdio.h>

static const char *who(uint32_t flags)
{
    if (flags & STEP_BY_OTHERS)
        return "bystander";
    switch (flags & STEP_BY_BOTH) {
    case STEP_BY_PARENT:
        return "parent";
    case STEP_BY_CHILD:
        return "child";
    default:
        return "both";
    }
}

static const char *kind(uint32_t flags)
{
    if (flags & STEP_IS_REPORT)
        return "report";
    return flags & STEP_IS_WAIT ? "wait" : "step";
}

enum kit_exit command_steps(const struct options *options)
{
    (void)options;
    for (int i = 0; i < PROTOCOL_STEP_COUNT; i++)
        printf("%-19s %-9s %-7s %-5s %-6s %s\n", step_words[i], who(step_flags[i]),
               kind(step_flags[i]), step_flags[i] & STEP_CAN_DROP ? "drop" : "",
               step_flags[i] & STEP_CAN_SPOIL ? "spoil" : "", step_places[i]);
    puts("\nEvery step obeys hold and every fault but these: `drop` says where the pipe can be "
         "dropped,\n`spoil` where the next message can be truncated or corrupted; fail stands "
         "at "
         "a call\n(`lifeline faults` has them). kill and hang can strike `inside` a wait. "
         "docs/language.md tells\nthe rest.");
    return EXIT_PASSED;
}
