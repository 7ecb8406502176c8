/*
 * The reference child: sends a request at each tick, reads the reply and shared memory, makes
 * the blocks that it is asked for, and ends by itself when its parent is gone. kit/link/actor.c
 * implements it, and is an example to copy. Its parent starts it:
 *
 *     ref_child.exe <mapping handle> <pipe> <event> <bytes> [options]
 */
#include "kit/link/actor.h"

int wmain(int count, wchar_t **words)
{
    return child_actor_main(&(struct child_actor){0}, count, words);
}
