#pragma once
/*
 * The named objects of the system that another process holds: events, mutexes, sections,
 * semaphores. Who knows the name can hold them, too. Each handle is duplicated for an instant,
 * as for a census (census.h). Any thread.
 */
#include "kit/base/text.h"

/* Bytes of a name that are told, with its terminator; of a longer one the beginning. */
#define OS_OBJECT_NAME 128

/* Shows each handle's type, such as "Section", and the name behind the session's. KIT_GONE: the
 * process has ended. */
enum kit_status os_named_objects(void *process,
                                 void (*see)(void *context, const char *type, const char *name),
                                 void *context, struct kit_error *err);
