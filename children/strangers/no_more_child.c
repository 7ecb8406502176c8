/*
 * Looks for more to do for 100 ms, finds nothing, and says so by its exit code. It ends so soon
 * that it looks after no parent.
 */
#include "children/strangers/stranger.h"

int main(void)
{
    LIFELINE_STEP("child.begun");
    Sleep(100);
    LIFELINE_STEP("quit.sent");
    return ERROR_NO_MORE_ITEMS;
}
