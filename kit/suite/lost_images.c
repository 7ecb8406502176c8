#include "kit/suite/lost_images.h"
#include "kit/judge/crash_codes.h"
#include "kit/protocol/call_steps.h"
#include "kit/protocol/steps.h"

static bool is_same_process(const struct kit_event *event, const struct kit_event *end)
{
    return words_equal(event->actor, end->actor) && event->incarnation == end->incarnation;
}

/* A fault, a stop, or an end by the runner. */
static bool may_end_actor(const struct kit_event *event)
{
    return event->kind == EVENT_STRUCK || event->kind == EVENT_STOP ||
           event->kind == EVENT_ENDED;
}

/* The process says that it ends. */
static bool is_last_word(const struct kit_event *event)
{
    return (event->kind == EVENT_STEP || event->kind == EVENT_REPORT) &&
           (words_equal(event->name, step_words[PROTOCOL_QUIT_SENT]) ||
            words_equal(event->name, step_words[PROTOCOL_CHILD_ENDING]) ||
            words_equal(event->name, step_words[PROTOCOL_PARENT_ENDING]) ||
            words_equal(event->name, call_step_words[CALL_STEP_PROCESS_EXIT]));
}

/* A process of the run, with the injected probe, ends this one. */
static bool is_end_by_call(const struct kit_event *event, const struct kit_event *end)
{
    return event->kind == EVENT_STEP && event->sequence == end->pid &&
           words_equal(event->name, call_step_words[CALL_STEP_PROCESS_END]);
}

static bool is_of_parent(const struct scenario *scenario, const struct kit_event *event,
                         const struct kit_event *end)
{
    int actor = scenario_actor(scenario, end->actor);
    int parent = actor >= 0 ? scenario->actors[actor].parent : -1;
    return parent >= 0 && words_equal(event->actor, scenario->actors[parent].name);
}

/* A child may end because its parent ends, or ends it when it is asked to end itself. */
static bool explains_end(const struct scenario *scenario, const struct kit_event *event,
                         const struct kit_event *end)
{
    if (is_same_process(event, end))
        return may_end_actor(event) || is_last_word(event);
    if (is_end_by_call(event, end))
        return true;
    return (may_end_actor(event) || is_last_word(event) || event->kind == EVENT_EXITED) &&
           is_of_parent(scenario, event, end);
}

/* The image of a process that ended without explanation; NULL if the end is explained. */
static const char *lost_image(const struct scenario *scenario, const struct kit_event *events,
                              size_t end)
{
    const char *image = NULL;
    if (is_crash(events[end].code))
        return NULL;
    for (size_t i = 0; i < end; i++) {
        if (explains_end(scenario, &events[i], &events[end]))
            return NULL;
        if (events[i].kind == EVENT_STARTED && is_same_process(&events[i], &events[end]))
            image = events[i].name;
    }
    return image;
}

void lost_images(const struct scenario *scenario, const struct kit_event *events, size_t count,
                 struct belongings *to)
{
    for (size_t i = 0; i < count && events[i].kind != EVENT_CLOSING; i++) {
        const char *image = events[i].kind == EVENT_EXITED && events[i].actor[0]
                                ? lost_image(scenario, events, i)
                                : NULL;
        if (image)
            belongings_add(to, BELONGING_IMAGE, image);
    }
}
