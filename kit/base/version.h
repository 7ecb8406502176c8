#pragma once
/* The version of this lifeline, as the logs have it. */
extern const char kit_version[];
