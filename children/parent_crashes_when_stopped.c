/*
 * A broken parent. Its one bug: in the last clean-up after its stop it uses memory that it has
 * already released, and crashes. Until then it does what the reference parent does. The rule
 * no-crash must catch it. Known cause: a pointer that a shutdown has set to NULL, used by the
 * last code of the program.
 */
#include "kit/link/actor.h"

int wmain(int count, wchar_t **words)
{
    int code = parent_actor_main(&(struct parent_actor){0}, count, words);
    volatile int *volatile given_back = NULL;
    *given_back = code; /* the bug */
    return code;
}
