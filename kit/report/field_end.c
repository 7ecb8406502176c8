#include "kit/report/field_end.h"
#include "kit/base/strings.h"

bool field_reports_lost(const struct kit_event *events, size_t count, const char *actor)
{
    for (size_t i = 0; i < count; i++) {
        if (events[i].kind == EVENT_REPORT && words_equal(events[i].peer, actor) &&
            has_ending(events[i].name, ".lost"))
            return true;
    }
    return false;
}

bool field_ended_by_error(const struct kit_event *end)
{
    return end->kind == EVENT_EXITED && end->code != 0;
}

/* How good a guess it is that this end was the first. 0: the event tells of no end. */
static int rank_of_end(const struct kit_event *events, size_t count,
                       const struct kit_event *end)
{
    if (end->kind == EVENT_EXITED)
        return field_ended_by_error(end) ? 3 : 1;
    if (end->kind != EVENT_RECORD_END || words_equal(end->by, RECORD_ENDED_TRACE))
        return 0;
    if (end->by[0])
        return 1;
    return field_reports_lost(events, count, end->actor) ? 3 : 2;
}

const struct kit_event *field_first_end(const struct kit_event *events, size_t count)
{
    const struct kit_event *first = NULL;
    int rank = 0;
    for (size_t i = 0; i < count; i++) {
        int own = rank_of_end(events, count, &events[i]);
        if (own > rank) {
            first = &events[i];
            rank = own;
        }
    }
    return first;
}
