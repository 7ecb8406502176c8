#include "kit/tell/commands.h"

#include <stdio.h>

enum kit_exit command_rules(const struct options *options)
{
    (void)options;
    for (int i = 0; i < RULE_COUNT; i++) {
        char window[24] = "no window";
        if (rule_windows_ms[i] > 0)
            snprintf(window, sizeof window, "window %u ms", rule_windows_ms[i]);
        printf("%-17s %-14s  %s\n", rule_words[i], window, rule_statements[i]);
    }
    return EXIT_PASSED;
}
