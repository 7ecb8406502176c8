#pragma once
/*
 * Names that this process owns in a folder until it ends. No other process that claims here
 * gets such a name; the system frees the claims however the process ends. Names of the same
 * file to the system count as equal. One thread at a time.
 */
#include "kit/base/status.h"

/* Each folder with claims has an empty file of this name, which stays. */
#define OS_CLAIMS_FILE ".lifeline-names"

/* All zero is none. */
struct os_claims {
    void *file;
};

/* Claims a name of this folder; KIT_DENIED if another process or this one has it. */
enum kit_status os_claim(struct os_claims *claims, const char *folder, const char *name,
                         struct kit_error *err);

/* Gives all claims back. */
void os_claims_free(struct os_claims *claims);
