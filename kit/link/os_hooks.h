#pragma once
/*
 * Makes kit/os ask the probe whether a call fails by order, and what time it is on the run's
 * clock. Outside a run this has no effect, and a call of kit/os costs one branch.
 *
 * child_pool_make and child_link_make call this. An actor that uses neither calls it itself
 * after lifeline_attach. Any thread, any number of times.
 */
void link_hook_os(void);
