/*
 * The reference parent: starts 1 to 60 children, serves each on a thread of its own, continues
 * when one of them is lost, and ends when it is stopped. kit/link/actor.c implements it, and is
 * an example to copy.
 *
 *     ref_parent.exe --actor host --watchdog 200ms --for 2s --child cs ref_child.exe --tick
 * 20ms
 */
#include "kit/link/actor.h"

int wmain(int count, wchar_t **words)
{
    return parent_actor_main(&(struct parent_actor){0}, count, words);
}
