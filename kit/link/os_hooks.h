#pragma once
/*
 * Has kit/os ask the probe: whether a call fails by order of the run, and what time it is on
 * the run's clock. Outside a run it does nothing, and a call of kit/os costs one branch.
 *
 * child_pool_make and child_link_make do this. An actor that has neither does it itself, once
 * it has attached. Any thread, any number of times.
 */
void link_hook_os(void);
