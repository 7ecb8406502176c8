#pragma once
/* The names of the logs that a suite writes, and the claims on them. */
#include "kit/os/claims.h"
#include "kit/os/file.h"
#include "kit/files/log_path.h"

/* Refuses two scripts that would write the same log, in `repeat` runs of each. */
enum kit_status log_paths_differ(const struct scripts *scripts, uint32_t repeat,
                                 struct kit_error *err);

/*
 * Claims the log of each script's first run, and with it those of its later runs. KIT_BAD_INPUT
 * if another runner has claimed it, or if the log would overwrite a file that is no log; no
 * file is created. Later runs check again what exists.
 */
enum kit_status log_paths_claim(const char *folder, const struct scripts *scripts,
                                struct os_claims *claims, struct kit_error *err);

/* The same for any other file of the folder that will be written. `first`: its first bytes. */
enum kit_status log_path_claim(const char *path, const char *first, struct os_claims *claims,
                               struct kit_error *err);
