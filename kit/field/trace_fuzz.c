/*
 * Goal: whatever a trace holds, it becomes a log that can be read again, or is refused. Method:
 * the input is the rows behind a line of titles, or the whole file.
 */
#include "kit/field/read_again.h"
#include "kit/field/trace.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define TITLES                                                                                 \
    "Time of Day,Process Name,PID,Operation,Path,Result,Detail,TID,Parent PID,Duration\n"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool has_titles = size > 0 && data[0] % 8 != 0;
    size_t titles = has_titles ? sizeof TITLES - 1 : 0, rest = size > 0 ? size - 1 : 0;
    char *bytes = malloc(titles + rest + 1);
    struct log log;
    struct kit_error err;
    uint32_t unread;
    memcpy(bytes, TITLES, titles);
    if (rest > 0)
        memcpy(bytes + titles, data + 1, rest);
    struct trace_source source = {.bytes = bytes,
                                  .size = titles + rest,
                                  .path = "a.csv",
                                  .commit = "0123456789ab",
                                  .program = size > 0 && data[0] & 16 ? "a" : NULL};
    if (trace_read(&source, &log, &unread, &err) == KIT_OK)
        read_again(&log, 1);
    log_free(&log);
    free(bytes);
    return 0;
}
