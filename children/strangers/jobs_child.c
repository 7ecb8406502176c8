/*
 * Works for 3 s without a word, and ends. A parent that dies meanwhile ends it at once: it
 * looks at the parent's process while it works.
 */
#include "children/strangers/stranger.h"

#define WORK_MS 3000

int main(int count, char **words)
{
    DWORD parent_id = count > 1 ? strtoul(words[1], NULL, 10) : 0;
    HANDLE parent = OpenProcess(SYNCHRONIZE, FALSE, parent_id);
    LIFELINE_STEP("child.begun");
    if (!parent || WaitForSingleObject(parent, WORK_MS) == WAIT_OBJECT_0) {
        LIFELINE_REPORT("child.ending", .by = "process");
        return 1;
    }
    LIFELINE_STEP("quit.sent"); /* its exit code says it */
    return 0;
}
