/*
 * The commands that only tell: steps, faults, rules, version.
 */
#include "kit/base/calls.h"
#include "kit/protocol/steps.h"
#include "kit/os/platform.h"
#include "kit/runner/commands.h"
#include "kit/run/version.h"

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

enum kit_exit command_steps(void)
{
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

enum kit_exit command_version(void)
{
    char platform[64];
    os_platform(platform, sizeof platform);
    printf("lifeline %s on %s\n", LIFELINE_VERSION, platform);
    return EXIT_PASSED;
}

enum kit_exit command_faults(void)
{
    for (int i = 0; i < FAULT_COUNT; i++)
        printf("%-8s  %s\n", fault_words[i], faults[i].meaning);
    puts("\nCalls that `fail` can be aimed at, and the Win32 errors that each can give:\n");
    for (int i = 0; i < CALL_COUNT; i++) {
        char list[64];
        struct text codes = text_over(list, sizeof list);
        for (uint32_t k = 0; call_code((enum kit_call)i, k) != 0; k++)
            text_add(&codes, "%s%u", k == 0 ? "" : ", ", call_code((enum kit_call)i, k));
        printf("%-14s  %-17s  %s\n", call_words[i], list, call_meanings[i]);
    }
    return EXIT_PASSED;
}

enum kit_exit command_rules(void)
{
    for (int i = 0; i < RULE_COUNT; i++) {
        char window[24] = "no window";
        if (rule_windows_ms[i] > 0)
            snprintf(window, sizeof window, "window %u ms", rule_windows_ms[i]);
        printf("%-17s %-14s  %s\n", rule_words[i], window, rule_statements[i]);
    }
    return EXIT_PASSED;
}
