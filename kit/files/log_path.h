#pragma once
/* The name of a run's log. */
#include "kit/files/scripts.h"
#include "kit/os/file.h"

/*
 * `folder/scenarios.kill.child.jsonl` for scenarios/kill/child.scenario: the path with dots as
 * separators, so that the logs of one folder tree are in one folder. The log of a replay has
 * the name of the original log with `.replay.jsonl` at the end, so that the original is kept.
 * The log of a second run ends with `.2.jsonl`, so that a green log does not overwrite a red
 * one.
 */
enum kit_status log_path_for(const char *folder, const struct script *script,
                             uint32_t repetition, char to[OS_PATH], struct kit_error *err);
