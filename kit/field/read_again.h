#pragma once
/* For the fuzzers of this folder: a field log that was made can be written and read again. */
#include "kit/log/log.h"

#include <assert.h>

static inline void read_again(const struct log *log, size_t least_events)
{
    static char room[LOG_LINE_MOST];
    struct log again;
    struct kit_error err;
    struct text text = text_over(room, sizeof room);
    log_write_header(&text, &log->header);
    for (size_t i = 0; i < log->event_count && i < 100; i++) {
        assert(i == 0 || log->events[i - 1].at_ns <= log->events[i].at_ns);
        log_write_event(&text, &log->events[i]);
    }
    assert(!text.cut && log->event_count >= least_events);
    assert(log_read(room, text.length, &again, &err) == KIT_OK);
    assert(again.header.field_processes == log->header.field_processes);
    log_free(&again);
}
