#include "kit/run/set_event.h"
#include "kit/os/event.h"
#include "kit/run/object_name.h"

#include <string.h>

enum kit_status set_event(const char *name, struct kit_error *err)
{
    void *event = NULL;
    enum kit_status status = os_event_open_to_set(name, &event, err);
    if (status == KIT_OK)
        os_event_set(event);
    os_close(&event);
    return status;
}

/* The event of the line, opened; or NULL, with the Win32 error in *code. */
static void *open_event_of_line(struct session *session, const struct scenario_line *line,
                                char name[PID_TEXT], uint32_t *code)
{
    struct kit_error why;
    char object[OBJECT_NAME];
    void *event = NULL;
    *code = 0;
    if (!pid_text_fill(session, -1, line_text(session->scenario, line), name))
        *code = PID_TEXT_UNKNOWN;
    object_name_in_system(session, false, name, object);
    if (*code == 0 && os_event_open_to_set(object, &event, &why) != KIT_OK)
        *code = named_object_code(&why);
    return event;
}

void set_event_by_line(struct session *session, int line_index)
{
    const struct scenario_line *line = &session->scenario->lines[line_index];
    const char *what = line->kind == SAY_RESET_EVENT ? "reset" : "set";
    struct kit_event event = recorder_event(&session->recorder, EVENT_SIGNALLED, -1);
    struct text text = text_over(event.text, sizeof event.text);
    char name[PID_TEXT];
    void *handle = open_event_of_line(session, line, name, &event.code);
    text_add(&text, "%s", name);
    name_copy(event.name, what, strlen(what));
    event.line_number = line->line_number;
    /* The log has the fact before a program can react to it. */
    recorder_add(&session->recorder, &event);
    if (handle && line->kind == SAY_RESET_EVENT)
        os_event_reset(handle);
    else if (handle)
        os_event_set(handle);
    os_close(&handle);
}
