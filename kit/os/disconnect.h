#pragma once
/*
 * Disconnects the pipes of two processes that know nothing of it, through a duplicate of the
 * server's end. Both then see 233, and all handles stay valid. On Windows the search for the
 * pipes can block for good where a synchronous read is pending, so that it is to be made by a
 * process that can be ended, and never by one that must go on.
 */
#include "kit/base/status.h"

/*
 * Disconnects every pipe that both hold an end of. Where a pipe has several instances of one
 * name, only those are disconnected that the one opened and the other serves, since nothing
 * else tells them apart. KIT_NOT_FOUND: there is none, or none that has a name; KIT_BAD_INPUT:
 * which instance is theirs cannot be told; KIT_FULL: a process has more pipes than are looked
 * at.
 */
enum kit_status os_disconnect_pipes(void *one, void *other, struct kit_error *err);
