#pragma once
/* Which lifeline this is. `lifeline version` and the header of a log tell both. */
#include "kit/base/text.h"

/* Semantic, as in kit/probe/lifeline.h: 0.1.0. */
extern const char kit_version[];

/*
 * The commit that this lifeline was built from: "0123456789ab", "0123456789ab with changes" or
 * "unknown". Only the programs lifeline have it, not the library kit_base: else each commit
 * would link every test again. So only the files of commands name it, and hand it on in their
 * settings. ci/cmake/commit.cmake writes it.
 */
extern const char kit_commit[];

/*
 * Appends "lifeline 0.1.0 (commit 0123456789ab) on wine 8.0". A log that an earlier lifeline
 * wrote has no commit: "".
 */
void version_add(struct text *to, const char *version, const char *commit,
                 const char *platform);
