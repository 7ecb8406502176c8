#pragma once
/* A token for a program that refuses to run as an administrator. Any thread. */
#include "kit/base/status.h"

/*
 * The caller's own token without the rights of an administrator: the groups Administrators and
 * Power Users do not count, and no privilege is left but that of passing through folders.
 * What a process with this token makes can be opened by the same user. The caller owns the
 * token (os_close). KIT_OS: the system refused it.
 */
enum kit_status os_token_restricted(void **out, struct kit_error *err);
