#pragma once
/*
 * Whether the system is Wine. Any thread.
 */
#include <stdbool.h>

bool on_wine(void);
