/*
 * A broken parent: its one bug is that it uses what it has given back already, in the last
 * clean-up after its stop, and crashes. Until then it does what the reference parent does. To
 * be caught by the rule no-crash. Cause seen in the wild: a pointer that a shutdown has set to
 * NULL, used by what the program does at its very end.
 */
#include "kit/link/actor.h"

int wmain(int count, wchar_t **words)
{
    int code = parent_actor_main(&(struct parent_actor){NULL}, count, words);
    volatile int *volatile given_back = NULL;
    *given_back = code; /* the bug */
    return code;
}
