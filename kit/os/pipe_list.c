#include "kit/os/pipe_list.h"
#include "kit/os/handles.h"
#include "kit/os/pipe_end.h"
#include "kit/os/text.h"

#include <assert.h>
#include <string.h>

#define DEVICE "\\Device\\NamedPipe\\"

struct looking {
    void (*see)(void *context, const struct os_pipe_end *end);
    void *context;
};

static void look_at_pipe(void *context, HANDLE duplicate)
{
    const struct looking *looking = context;
    struct pipe_local local;
    wchar_t wide[PIPE_END_NAME];
    char name[PIPE_END_NAME * 3];
    if (pipe_end_name(duplicate, &local, wide) == 0 || !os_narrow(wide, name, sizeof name))
        return;
    const char *behind = strstr(name, DEVICE);
    const struct os_pipe_end end = {.name = behind ? behind + strlen(DEVICE) : name,
                                    .is_server = local.end == PIPE_END_SERVER,
                                    .is_listening = local.state == PIPE_END_LISTENING};
    looking->see(looking->context, &end);
}

enum kit_status os_process_pipes(void *process,
                                 void (*see)(void *context, const struct os_pipe_end *end),
                                 void *context, struct kit_error *err)
{
    struct looking looking = {see, context};
    assert(process && see);
    return handles_each(process, look_at_pipe, &looking, err);
}
