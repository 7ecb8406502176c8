#include "kit/run/write_memory.h"
#include "kit/base/escaped.h"
#include "kit/os/handle.h"
#include "kit/os/section.h"
#include "kit/run/object_name.h"

#include <string.h>

/* Win32's error for a place that is too small. */
#define TOO_SHORT 122u

/* Opens and maps the memory. Returns 0, or a Win32 error. */
static uint32_t map_by_name(const char *name, void **view, uint64_t *bytes)
{
    void *section = NULL;
    struct kit_error why = {.status = KIT_OK};
    enum kit_status status = os_section_open(name, &section, &why);
    if (status == KIT_OK)
        status = os_map(section, view, bytes, &why);
    os_close(&section); /* the view keeps the memory */
    return status == KIT_OK ? 0 : named_object_code(&why);
}

void write_memory_by_line(struct session *session, int line_index)
{
    const struct scenario_line *line = &session->scenario->lines[line_index];
    struct kit_event event = recorder_event(&session->recorder, EVENT_WROTE, -1);
    struct text text = text_over(event.text, sizeof event.text);
    char name[PID_TEXT], object[OBJECT_NAME], bytes[SCENARIO_ARGUMENT];
    size_t size = 0;
    void *view = NULL;
    uint64_t there = 0;
    escaped_bytes(line_text(session->scenario, line), bytes, &size);
    if (!pid_text_fill(session, -1, line_pipe(session->scenario, line), name))
        event.code = PID_TEXT_UNKNOWN;
    object_name_in_system(session, false, name, object);
    if (event.code == 0)
        event.code = map_by_name(object, &view, &there);
    if (view && (line->code > there || size > there - line->code))
        event.code = TOO_SHORT;
    text_add(&text, "%s", name);
    event.size = size;
    event.line_number = line->line_number;
    /* The log has the fact before a program can react to it. */
    recorder_add(&session->recorder, &event);
    if (view && event.code == 0)
        memcpy((char *)view + line->code, bytes, size);
    os_unmap(&view);
}
