#pragma once
/*
 * Disconnects the pipes of two processes without their help, through a duplicate of the
 * server's end. Both processes then get error 233, and all their handles stay valid.
 *
 * On Windows the search for the pipes can block for ever while a synchronous read is pending.
 * So call it in a process that can be ended, never in one that must go on.
 */
#include "kit/base/status.h"

/*
 * Disconnects every pipe of which both processes hold an end. If a pipe has several instances
 * of one name, only instances that one process opened and the other serves are disconnected,
 * since nothing else tells instances apart.
 *
 * KIT_NOT_FOUND: they share no pipe with a name. KIT_BAD_INPUT: it is unknown which instance is
 * theirs. KIT_FULL: a process has more pipes than are searched.
 */
enum kit_status os_disconnect_pipes(void *one, void *other, struct kit_error *err);
