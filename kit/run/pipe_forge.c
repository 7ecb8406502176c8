#include "kit/run/pipe_forge.h"
#include "kit/base/escaped.h"
#include "kit/base/line_number.h"
#include "kit/os/forge.h"
#include "kit/os/process.h"
#include "kit/os/section.h"
#include "kit/run/helper.h"
#include "kit/run/inject.h"
#include "kit/run/streams.h"

#include <string.h>

/* Memory that the runner shares with the helper: what to write, and which pipes fit. */
struct forge_block {
    uint32_t to, as; /* PIDs; the runner's handles keep them from others */
    size_t size;
    char bytes[SCENARIO_ARGUMENT];
    char pattern[SCENARIO_ARGUMENT]; /* empty: any pipe */
    char names[120];
};

/* ---- the helper ---- */

static enum kit_status forge_as_told(struct forge_block *block)
{
    struct os_forgery what = {.pattern = block->pattern[0] ? block->pattern : NULL,
                              .bytes = block->bytes,
                              .size = block->size};
    struct text names = text_over(block->names, sizeof block->names);
    enum kit_status status = os_process_open(block->to, &what.to, NULL);
    if (status == KIT_OK)
        status = os_process_open(block->as, &what.as, NULL);
    if (status == KIT_OK)
        status = os_forge_message(&what, &names, NULL);
    os_close(&what.to);
    os_close(&what.as);
    return status;
}

int pipe_forge_main(char **words)
{
    void *section, *view;
    enum kit_status status = helper_block(words, &section, &view);
    if (status == KIT_OK)
        status = forge_as_told(view);
    os_unmap(&view);
    os_close(&section);
    return (int)status;
}

/* ---- the runner ---- */

static enum kit_status explain_forge(enum kit_status code, const struct forge_block *block,
                                     struct kit_error *err)
{
    switch (code) {
    case KIT_OK:
        return KIT_OK;
    case KIT_NOT_FOUND:
        return kit_fail(err, code, "at that moment no such pipe with a name was connected");
    case KIT_BAD_INPUT:
        if (!block->names[0])
            return kit_fail(err, code,
                            "the pipe cannot be told from others of its name, since another "
                            "process opened the other end");
        return kit_fail(err, code, "several pipes fit: %s; name one: through \"...\"",
                        block->names);
    case KIT_TIMEOUT:
        return kit_fail(err, code, "the pipe has no room for it");
    case KIT_FULL:
        return kit_fail(err, code, "one of the two has more pipes than lifeline searches");
    default:
        return kit_fail(err, KIT_OS, "the handles of the two cannot be read or written");
    }
}

static enum kit_status forge_by_helper(struct session *session, void *section,
                                       const struct forge_block *block, struct kit_error *err)
{
    enum kit_status code = KIT_OK;
    enum kit_status status = helper_share(
        PIPE_FORGE_COMMAND, section, (struct helper_limit){PIPE_FORGE_MS, session}, &code, err);
    if (status == KIT_TIMEOUT)
        return kit_fail(err, status,
                        "it was not written within %u ms: the pipe is full, or a pending "
                        "synchronous read blocks the search",
                        PIPE_FORGE_MS);
    return status == KIT_OK ? explain_forge(code, block, err) : status;
}

static void log_forged(struct session *session, int line_index)
{
    const struct scenario_line *line = &session->scenario->lines[line_index];
    struct kit_event event = recorder_event(&session->recorder, EVENT_INPUT, line->actor);
    struct text text = text_over(event.text, sizeof event.text);
    text_add(&text, "%s", line_text(session->scenario, line));
    name_copy(event.name, FORGED, strlen(FORGED));
    memcpy(event.peer, session->scenario->actors[line->peer].name, KIT_NAME);
    event.line_number = line->line_number;
    recorder_add(&session->recorder, &event);
    session->has_forged = true;
}

/* Both stand still from before the search until the message is logged: a handle that was found
 * stays the same, and no effect comes before its cause. */
static enum kit_status forge_suspended(struct session *session, int line_index, void *section,
                                       const struct forge_block *block, void *to, void *as,
                                       struct kit_error *err)
{
    enum kit_status status = os_process_suspend(to, err);
    if (status != KIT_OK)
        return status;
    status = os_process_suspend(as, err);
    if (status == KIT_OK) {
        status = forge_by_helper(session, section, block, err);
        if (status == KIT_OK)
            log_forged(session, line_index);
        os_process_resume_all(as, NULL);
    }
    os_process_resume_all(to, NULL);
    return status;
}

static enum kit_status forge_between(struct session *session, int line_index,
                                     const struct run_process *to, const struct run_process *as,
                                     struct kit_error *err)
{
    const struct scenario_line *line = &session->scenario->lines[line_index];
    void *section = NULL, *view = NULL;
    enum kit_status status =
        os_section_create(NULL, sizeof(struct forge_block), true, &section, err);
    if (status == KIT_OK)
        status = os_map(section, &view, NULL, err);
    if (status == KIT_OK) {
        struct forge_block *block = view;
        block->to = to->pid;
        block->as = as->pid;
        escaped_bytes(line_text(session->scenario, line), block->bytes, &block->size);
        strcpy(block->pattern, line_pipe(session->scenario, line));
        status =
            forge_suspended(session, line_index, section, block, to->handle, as->handle, err);
    }
    os_unmap(&view);
    os_close(&section);
    return status;
}

bool pipe_forge(struct session *session, int line_index)
{
    const struct scenario_line *line = &session->scenario->lines[line_index];
    const struct run_process *to = process_of(&session->processes, line->actor);
    const struct run_process *as = process_of(&session->processes, line->peer);
    const char *absent = session->scenario->actors[to ? line->peer : line->actor].name;
    struct kit_error why;
    if (!inject_may_look_for_pipe(session, line_index))
        return false;
    streams_read(session, true); /* what was printed until now came before it */
    if (!to || !as)
        kit_fail(&why, KIT_GONE, "there is no process of %s", absent);
    else if (forge_between(session, line_index, to, as, &why) == KIT_OK)
        return true;
    if (to && as && inject_has_pipe_soon(session, line_index, why.status))
        return false;
    recorder_trouble(&session->recorder, line->actor, "%s: no message can be forged: %.150s",
                     line_words(line->line_number).text, why.text);
    return true;
}
