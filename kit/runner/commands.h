#pragma once
/*
 * The commands of `lifeline`. Each prints to standard output what it has to tell, mistakes to
 * standard error, and returns the exit code.
 */
#include "kit/runner/options.h"

enum kit_exit command_run(const struct options *options);
enum kit_exit command_check(const struct options *options);
enum kit_exit command_judge(const struct options *options);
enum kit_exit command_replay(const struct options *options);
enum kit_exit command_sweep(const struct options *options);
enum kit_exit command_merge(const struct options *options);
enum kit_exit command_steps(void);
enum kit_exit command_version(void);
enum kit_exit command_faults(void);
enum kit_exit command_rules(void);
