#include "kit/run/folders.h"
#include "kit/base/line_number.h"
#include "kit/os/folder_names.h"
#include "kit/run/pid_text.h"

#include <string.h>

/* Bytes of a text that says how a folder differs: a finding has room for so many. */
#define HOW_BYTES   150u

/* What a program takes away that was there at the start, and why that may be right. */
#define FROM_BEFORE " (an earlier run may have left it)"

static enum kit_status list_folder(const struct session *session,
                                   const struct scenario_line *line, struct name_list *out,
                                   struct kit_error *err)
{
    char path[PID_TEXT];
    const char *written = line_text(session->scenario, line);
    return pid_text_fill(session, -1, written, path)
               ? os_folder_names(path, out, err)
               : kit_fail(err, KIT_BAD_INPUT, "the path of '%.100s' is too long", written);
}

void folders_begin(struct session *session)
{
    const struct scenario *scenario = session->scenario;
    for (uint32_t i = 0; i < scenario->line_count; i++) {
        const struct scenario_line *line = &scenario->lines[i];
        struct kit_error why;
        bool is_asked = line->kind == SAY_EXPECT_FOLDER && line_time(line->line_number) == 1;
        if (is_asked && list_folder(session, line, &session->folders[i], &why) != KIT_OK)
            recorder_trouble(&session->recorder, line->actor, "%s: %.150s",
                             line_words(line->line_number).text, why.text);
    }
}

/* What the folder had before: the first time of a line that is repeated has it. */
static const struct name_list *names_before(const struct session *session,
                                            const struct scenario_line *line)
{
    int first = scenario_line_index(session->scenario, line_in_file(line->line_number));
    return &session->folders[first];
}

static void tell_folder(struct session *session, const struct scenario_line *line,
                        const char *how, const char *by, size_t count)
{
    struct kit_event look = recorder_event(&session->recorder, EVENT_FOLDER, line->actor);
    struct kit_event log;
    struct text text = text_over(look.text, sizeof look.text);
    text_add(&text, "%s", how);
    name_copy(look.by, by, strlen(by));
    look.at_ns = recorder_now_ns(&session->recorder);
    look.line_number = line->line_number;
    look.size = count;
    if (!looks_take(&session->check.looks, &look, session->judged_ns, &log))
        return;
    recorder_add(&session->recorder, &log);
    session->acted = true;
}

void folders_tell_last(struct session *session)
{
    struct kit_event log;
    while (looks_next(&session->check.looks, &log)) {
        recorder_add(&session->recorder, &log);
        session->acted = true;
    }
}

bool folders_look(struct session *session, uint32_t line_index)
{
    const struct scenario_line *line = &session->scenario->lines[line_index];
    struct name_list now = {0};
    char how[HOW_BYTES];
    struct text text = text_over(how, sizeof how - strlen(FROM_BEFORE));
    struct kit_error why;
    size_t count = 0;
    bool is_listed = list_folder(session, line, &now, &why) == KIT_OK;
    if (is_listed)
        count = name_lists_differ(names_before(session, line), &now, &text);
    if (strncmp(how, "gone: ", strlen("gone: ")) == 0 || strstr(how, "; gone: "))
        strcat(how, FROM_BEFORE);
    if (!is_listed)
        tell_folder(session, line, why.text, FOLDER_UNREAD, 0);
    else if (count > 0)
        tell_folder(session, line, how, "", count);
    name_list_free(&now);
    return is_listed && count == 0;
}

void folders_end(struct session *session)
{
    for (uint32_t i = 0; i < SCENARIO_LINES; i++)
        name_list_free(&session->folders[i]);
}
