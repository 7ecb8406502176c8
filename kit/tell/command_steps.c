#include "kit/base/command.h"
#include "kit/tell/commands.h"
#include "kit/protocol/steps.h"

#include <stdio.h>

static const char *side_word(uint32_t flags)
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

static const char *kind_word(uint32_t flags)
{
    if (flags & STEP_IS_REPORT)
        return "report";
    return flags & STEP_IS_WAIT ? "wait" : "step";
}

enum kit_exit command_steps(const struct options *options)
{
    (void)options;
    for (int i = 0; i < PROTOCOL_STEP_COUNT; i++)
        printf("%-19s %-9s %-7s %-5s %-6s %s\n", step_words[i], side_word(step_flags[i]),
               kind_word(step_flags[i]), step_flags[i] & STEP_CAN_DROP ? "drop" : "",
               step_flags[i] & STEP_CAN_SPOIL ? "spoil" : "", step_places[i]);
    printf(
        "\nEvery step obeys hold and every fault, but for these. drop needs a step with "
        "`drop`.\ntruncate and corrupt need a step with `spoil`: they damage the message after "
        "it. fail needs a\ncall; `%s faults` lists them. kill and hang can also strike "
        "`inside` a wait. See docs/language.md.\n",
        command_name());
    return EXIT_PASSED;
}
