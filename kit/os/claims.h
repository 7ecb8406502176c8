#pragma once
/*
 * Names that this process owns in a folder until it ends: no other process that asks here gets
 * one of them, however it ends. Names that the system takes for the same file are one. One
 * thread at a time.
 */
#include "kit/base/status.h"

/* In each folder with claims there is an empty file of this name, which stays. */
#define OS_CLAIMS_FILE ".lifeline-names"

/* All zero is none. */
struct os_claims {
    void *file;
};

/* Claims a name of this folder; KIT_DENIED if another process has it, or this one already. */
enum kit_status os_claim(struct os_claims *claims, const char *folder, const char *name,
                         struct kit_error *err);

/* Gives all of them back. */
void os_claims_free(struct os_claims *claims);
