#pragma once
/* Which lifeline this is. `lifeline version` prints both; the logs have the version. */

/* Semantic, as in kit/probe/lifeline.h: 0.1.0. */
extern const char kit_version[];

/*
 * The commit that this lifeline was built from: "0123456789ab", "0123456789ab with changes" or
 * "unknown". Only the programs lifeline have it, not the library kit_base: else each commit
 * would link every test again. ci/cmake/commit.cmake writes it.
 */
extern const char kit_commit[];
