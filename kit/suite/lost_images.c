#include "kit/suite/lost_images.h"
#include "kit/protocol/steps.h"

static bool is_same_process(const struct kit_event *event, const struct kit_event *end)
{
    return words_equal(event->actor, end->actor) && event->incarnation == end->incarnation;
}

/* A fault, a stop, or the process's own last event. */
static bool explains_end(const struct kit_event *event)
{
    switch ((int)event->kind) {
    case EVENT_STRUCK:
    case EVENT_STOP:
    case EVENT_ENDED:
        return true;
    case EVENT_STEP:
    case EVENT_REPORT:
        return words_equal(event->name, step_words[PROTOCOL_QUIT_SENT]) ||
               words_equal(event->name, step_words[PROTOCOL_CHILD_ENDING]) ||
               words_equal(event->name, step_words[PROTOCOL_PARENT_ENDING]);
    default:
        return false;
    }
}

/* The image of a process that ended without explanation; NULL if the end is explained. */
static const char *lost_image(const struct kit_event *events, size_t end)
{
    const char *image = NULL;
    for (size_t i = 0; i < end; i++) {
        if (!is_same_process(&events[i], &events[end]))
            continue;
        if (explains_end(&events[i]))
            return NULL;
        if (events[i].kind == EVENT_STARTED)
            image = events[i].name;
    }
    return image;
}

void lost_images(const struct kit_event *events, size_t count, struct belongings *to)
{
    for (size_t i = 0; i < count && events[i].kind != EVENT_CLOSING; i++) {
        const char *image =
            events[i].kind == EVENT_EXITED && events[i].actor[0] ? lost_image(events, i) : NULL;
        if (image)
            belongings_add(to, BELONGING_IMAGE, image);
    }
}
