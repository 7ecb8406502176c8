#include "kit/run/ask_outside.h"
#include "kit/os/asking.h"
#include "kit/run/helper.h"

#include <stdio.h>
#include <stdlib.h>

#define ASK_MS 3000u

enum kit_status ask_outside(struct session *session, enum launch_ask way, uint32_t pid,
                            struct kit_error *err)
{
    char number[12];
    enum kit_status code = KIT_OK;
    const char *const words[] = {ASK_OUTSIDE_COMMAND, ask_words[way - 1], number, NULL};
    snprintf(number, sizeof number, "%u", (unsigned)pid);
    enum kit_status status =
        helper_run(words, NULL, (struct helper_limit){ASK_MS, session}, &code, err);
    if (status != KIT_OK || code == KIT_OK)
        return status;
    if (code == KIT_NOT_FOUND)
        return kit_fail(err, code, "it has no %s",
                        way == ASK_CLOSE_WINDOW ? "window" : "console");
    return kit_fail(err, code, "this system cannot do that");
}

int ask_outside_main(char **words)
{
    int way = words[0] ? word_index(ask_words, words[0]) + 1 : ASK_NONE;
    uint32_t pid = words[0] && words[1] ? (uint32_t)strtoul(words[1], NULL, 10) : 0;
    if (way == ASK_CTRL_C || way == ASK_CTRL_BREAK)
        return (int)os_console_key(pid, way == ASK_CTRL_BREAK, NULL);
    return way == ASK_CLOSE_WINDOW ? (int)os_windows_close(pid, NULL) : (int)KIT_BAD_INPUT;
}
