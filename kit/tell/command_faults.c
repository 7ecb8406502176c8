#include "kit/base/calls.h"
#include "kit/tell/commands.h"

#include <stdio.h>

enum kit_exit command_faults(const struct options *options)
{
    (void)options;
    for (int i = 0; i < FAULT_COUNT; i++)
        printf("%-8s  %s\n", fault_words[i], faults[i].meaning);
    puts("\nCalls that `fail` can make fail, with the Win32 errors that each can return:\n");
    for (int i = 0; i < CALL_COUNT; i++) {
        char list[64];
        struct text codes = text_over(list, sizeof list);
        for (uint32_t k = 0; call_code((enum kit_call)i, k) != 0; k++)
            text_add(&codes, "%s%u", k == 0 ? "" : ", ", call_code((enum kit_call)i, k));
        printf("%-14s  %-17s  %s\n", call_words[i], list, call_meanings[i]);
    }
    return EXIT_PASSED;
}
