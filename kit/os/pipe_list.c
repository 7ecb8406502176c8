#include "kit/os/pipe_list.h"
#include "kit/os/event.h"
#include "kit/os/handles.h"
#include "kit/os/pipe_end.h"
#include "kit/os/text.h"
#include "kit/os/thread.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define DEVICE "\\Device\\NamedPipe\\"

struct looking {
    void (*see)(void *context, const struct os_pipe_end *end);
    void *context;
    uint32_t timeout_ms; /* of one question */
    uint32_t left;
};

/* A question for the pipe of a handle, and its answer. */
struct question {
    HANDLE duplicate;
    size_t length; /* of the name; 0: no pipe with a name */
    struct pipe_local local;
    wchar_t name[PIPE_END_NAME];
};

static void ask_pipe(void *context)
{
    struct question *question = context;
    question->length = pipe_end_name(question->duplicate, &question->local, question->name);
}

static void show_end(const struct looking *looking, const struct question *question)
{
    const struct pipe_local *local = &question->local;
    bool is_server = local->end == PIPE_END_SERVER;
    bool to_server = local->configuration != PIPE_END_OUTBOUND;
    bool to_client = local->configuration != PIPE_END_INBOUND;
    char name[PIPE_END_NAME * 3];
    if (question->length == 0 || !os_narrow(question->name, name, sizeof name))
        return;
    const char *behind = strstr(name, DEVICE);
    const struct os_pipe_end end = {.name = behind ? behind + strlen(DEVICE) : name,
                                    .is_server = is_server,
                                    .is_listening = local->state == PIPE_END_LISTENING,
                                    .can_read = is_server ? to_server : to_client,
                                    .can_write = is_server ? to_client : to_server,
                                    .instances = local->instances};
    looking->see(looking->context, &end);
}

static void look_at_pipe(void *context, HANDLE duplicate)
{
    struct question question = {.duplicate = duplicate};
    ask_pipe(&question);
    show_end(context, &question);
}

enum kit_status os_process_pipes(void *process,
                                 void (*see)(void *context, const struct os_pipe_end *end),
                                 void *context, struct kit_error *err)
{
    struct looking looking = {.see = see, .context = context};
    assert(process && see);
    return handles_each(process, look_at_pipe, &looking, err);
}

bool os_answers_within(void (*ask)(void *context), void *context, uint32_t timeout_ms)
{
    void *thread = NULL;
    if (os_thread_start(ask, context, &thread, NULL) != KIT_OK)
        return false;
    bool answers = os_wait_on(&thread, 1, timeout_ms) == 0;
    os_close(&thread);
    return answers;
}

/* Only the handles of files and pipes can block; their type can be asked for without that. */
static void look_within(void *context, HANDLE duplicate)
{
    struct looking *looking = context;
    char type[KIT_NAME] = "";
    if (duplicate)
        handle_type(duplicate, type);
    if (!words_equal(type, "File"))
        return;
    struct question *question = calloc(1, sizeof *question);
    if (question)
        question->duplicate = duplicate;
    if (!question || !os_answers_within(ask_pipe, question, looking->timeout_ms)) {
        looking->left++;
        return; /* the question belongs to its thread now */
    }
    show_end(looking, question);
    free(question);
}

enum kit_status os_process_pipes_within(void *process, uint32_t timeout_ms,
                                        void (*see)(void *context,
                                                    const struct os_pipe_end *end),
                                        void *context, uint32_t *left, struct kit_error *err)
{
    struct looking looking = {.see = see, .context = context, .timeout_ms = timeout_ms};
    assert(process && see && left);
    enum kit_status status = handles_each(process, look_within, &looking, err);
    *left = looking.left;
    return status;
}
