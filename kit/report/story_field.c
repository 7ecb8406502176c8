#include "kit/report/story_field.h"
#include "kit/report/event_text.h"
#include "kit/report/field_end.h"
#include "kit/report/story_part.h"

static bool is_of_same_process(const struct kit_event *a, const struct kit_event *b)
{
    return words_equal(a->actor, b->actor) && a->incarnation == b->incarnation;
}

static const struct kit_event *last_step_of(const struct kit_event *events,
                                            const struct kit_event *end)
{
    for (const struct kit_event *at = end; at > events; at--) {
        if (at[-1].kind == EVENT_STEP && is_of_same_process(&at[-1], end))
            return &at[-1];
    }
    return NULL;
}

/* "At 1.203 s host, pid 1180, fell silent: ... Its last step was reply.sent #3, at 1.203 s." */
static void tell_record_end(struct story_part *part, const struct scenario *scenario,
                            const struct kit_event *events, const struct kit_event *end)
{
    struct event_text said;
    const struct kit_event *last = last_step_of(events, end);
    if (!sentence_begin(part))
        return;
    event_text_make(scenario, end, &said);
    text_add(part->to, "At ");
    add_moment(part->to, end->at_ns);
    text_add(part->to, " %s, pid %u, %s.", said.who, (unsigned)end->pid, said.what);
    if (last) {
        text_add(part->to, " Its last step was ");
        add_step(part->to, last->name, last->occurrence);
        text_add(part->to, "%s%s, at ", last->peer[0] ? ", for " : "", last->peer);
        add_moment(part->to, last->at_ns);
        text_add(part->to, ".");
    }
    sentence_end(part);
}

static void tell_record_ends(struct text *to, const struct scenario *scenario,
                             const struct kit_event *events, size_t count)
{
    struct story_part part = part_begin(to, "How each record ends");
    for (size_t i = 0; i < count; i++) {
        if (events[i].kind == EVENT_RECORD_END || events[i].kind == EVENT_EXITED)
            tell_record_end(&part, scenario, events, &events[i]);
    }
    part_end(&part);
}

static void tell_reports(struct text *to, const struct kit_event *events, size_t count)
{
    struct story_part part = part_begin(to, "What the processes reported");
    for (size_t i = 0; i < count; i++) {
        if (events[i].kind != EVENT_REPORT || !sentence_begin(&part))
            continue;
        text_add(to, "At ");
        add_moment(to, events[i].at_ns);
        text_add(to, " ");
        add_report(to, &events[i]);
        text_add(to, ".");
        sentence_end(&part);
    }
    part_end(&part);
}

/* What is missing may be what the reader looks for. */
static void tell_missing(struct text *to, const struct scenario *scenario,
                         const struct kit_event *events, size_t count)
{
    struct story_part part = part_begin(to, "What is missing");
    for (size_t i = 0; i < count; i++) {
        struct event_text said;
        bool is_missing = events[i].kind == EVENT_GAP || events[i].kind == EVENT_TROUBLE;
        if (!is_missing || !sentence_begin(&part))
            continue;
        event_text_make(scenario, &events[i], &said);
        text_add(to, "Until ");
        add_moment(to, events[i].at_ns);
        text_add(to, ", %s: %s.", said.who, said.what);
        sentence_end(&part);
    }
    part_end(&part);
}

static void tell_first_end(struct text *to, const struct kit_event *events, size_t count)
{
    const struct kit_event *first = field_first_end(events, count);
    struct story_part part = part_begin(to, "Which process ended first");
    if (!first || !sentence_begin(&part))
        return;
    text_add(to, "Probably %s, pid %u: ", first->actor, (unsigned)first->pid);
    if (field_ended_by_error(first))
        text_add(to,
                 "its exit code is that of an error, and no other process ended so before.");
    else if (first->kind == EVENT_EXITED)
        text_add(to,
                 "each process that ended has the exit code 0, and this one was the first.");
    else if (first->by[0])
        text_add(to, "each process says that it ended by itself, and this one was the first.");
    else if (field_reports_lost(events, count, first->actor))
        text_add(to, "its record has no end, and another process reports its loss.");
    else
        text_add(to,
                 "its record has no end, and it fell silent before the others without one.");
    sentence_end(&part);
}

void tell_field_log(struct text *to, const struct scenario *scenario,
                    const struct kit_event *events, size_t count)
{
    tell_reports(to, events, count);
    tell_record_ends(to, scenario, events, count);
    tell_first_end(to, events, count);
    tell_missing(to, scenario, events, count);
}
