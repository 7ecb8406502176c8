#pragma once
/*
 * Parts two processes that know nothing of it: their pipes are disconnected through a duplicate
 * of the server's end. Both then see 233, and all handles stay valid. On Windows the search for
 * the pipes can block for good where a synchronous read is pending, so that it is to be made by
 * a process that can be ended, and never by one that must go on.
 */
#include "kit/base/status.h"

/* Disconnects every pipe that both hold an end of; KIT_NOT_FOUND if there is none. */
enum kit_status os_part(void *one, void *other, struct kit_error *err);
