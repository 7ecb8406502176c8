#pragma once
/* The header of a field log, whatever it was collected from. Pure. */
#include "kit/log/log.h"

/* Fills in all but the start, the scenario and the number of processes. */
void field_header_write(struct log_header *header, const char *platform, const char *path,
                        const char *commit);

/* The scenario that was made must be one that the reader takes. `these`: what the log is made
 * of, for the message. */
enum kit_status field_header_check(const struct log *log, const char *these,
                                   struct kit_error *err);
