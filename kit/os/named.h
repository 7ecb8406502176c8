#pragma once
/*
 * The named objects that another process holds: events, mutexes, sections, semaphores. Another
 * program that knows the name can hold them, too. Each handle is duplicated for an instant, as
 * for a census (census.h). Any thread.
 */
#include "kit/base/text.h"

/* Bytes of a reported name, with its terminator; a longer name is cut. */
#define OS_OBJECT_NAME 128

/* Shows each handle's type, such as "Section", and its name without the session's prefix.
 * KIT_GONE: the process has ended. */
enum kit_status os_named_objects(void *process,
                                 void (*see)(void *context, const char *type, const char *name),
                                 void *context, struct kit_error *err);
