#pragma once
/*
 * The version of this lifeline, as the logs have it; the build gives it.
 */
extern const char lifeline_version[];
