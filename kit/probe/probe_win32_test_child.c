/*
 * A program without a name of its own: enters the run and says by its exit code whether it is
 * one of its actors.
 */
#include "kit/probe/lifeline.h"

int main(void)
{
    return lifeline_attach(0) ? 42 : 1;
}
