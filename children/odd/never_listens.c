/*
 * Never reads its standard input and ignores every way of being asked to end: the end of the
 * input, Ctrl+C and Ctrl+Break, the close of a console. It prints nothing.
 */
#include "children/odd/odd.h"

static BOOL WINAPI ignore(DWORD signal)
{
    (void)signal;
    return TRUE;
}

int main(int count, char **words)
{
    odd_live(count, words);
    SetConsoleCtrlHandler(ignore, TRUE);
    Sleep(INFINITE); /* where a real program would do its work */
    return 0;
}
