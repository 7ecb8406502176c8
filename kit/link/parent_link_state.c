#include "kit/link/parent_link_state.h"
#include "kit/os/section.h"

void parent_link_give_back(struct parent_link *link)
{
    os_pipe_close(&link->end.pipe);
    os_close(&link->end.wake);
    os_close(&link->end.signal);
    os_unmap(&link->memory);
    os_close(&link->process.handle);
    os_close(&link->process.thread);
    link->end.process = NULL;
    link->end.mute = true;
}
