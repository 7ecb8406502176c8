#pragma once
/*
 * The version of this lifeline, as the logs have it; the build sets it.
 */
extern const char lifeline_version[];
