#pragma once
/* For the tests of this folder: the events of a log, one line each. */
#include "kit/log/log.h"

/* "12 host step reply.sent cs #1"; in a room of its own. */
static inline const char *told_events(const struct log *log)
{
    static char room[4096];
    struct text text = text_over(room, sizeof room);
    for (size_t i = 0; i < log->event_count; i++) {
        const struct kit_event *event = &log->events[i];
        text_add(&text, "%lld %s%s %s", (long long)(event->at_ns / NS_PER_MS), event->actor,
                 event->incarnation > 1 ? "'" : "", event_words[event->kind]);
        if (event->name[0])
            text_add(&text, " %s", event->name);
        if (event->peer[0])
            text_add(&text, " %s", event->peer);
        if (event->occurrence > 0)
            text_add(&text, " #%u", (unsigned)event->occurrence);
        if (event->by[0])
            text_add(&text, " by %s", event->by);
        if (event->kind == EVENT_GAP)
            text_add(&text, " %llu", (unsigned long long)event->size);
        if (event->kind == EVENT_EXITED)
            text_add(&text, " 0x%x", (unsigned)event->code);
        text_add(&text, "\n");
    }
    return room;
}
