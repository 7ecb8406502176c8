#pragma once
/*
 * Shared memory backed by the pagefile. Handles are owned by the caller (os_close), views too
 * (os_unmap). Any thread.
 */
#include "kit/base/status.h"
#include "kit/os/handle.h"

/* Makes a section of `bytes`, filled with zeros. KIT_DENIED if the name is taken; NULL for no
 * name. */
enum kit_status os_section_create(const char *name, uint64_t bytes, bool inheritable,
                                  void **out, struct kit_error *err);
enum kit_status os_section_open(const char *name, void **out, struct kit_error *err);

/* Maps the whole section; *bytes (may be NULL) is the size of the view, rounded up to pages. */
enum kit_status os_map(void *section, void **view, uint64_t *bytes, struct kit_error *err);
void os_unmap(void **view);
