/*
 * Gives its worker one job after the other. A job takes 2.5 s, and the worker says nothing and
 * hears nothing meanwhile. This is right: the parent waits on the pipe and on the process, and
 * the worker ends behind the job in which its parent was lost. At its own end the parent waits
 * 1 s for the job, and then ends the worker: the job can be done another time.
 */
#include "children/boxes/box.h"

#define JOB_MS   2500
#define LEAVE_MS 1000

static int work(const char *name)
{
    char job[64];
    HANDLE pipe = box_open(name);
    if (!pipe)
        return 1;
    while (box_hear(pipe, job, sizeof job)) {
        Sleep(JOB_MS); /* stands for the work */
        if (!box_tell(pipe, job))
            break;
    }
    return 0;
}

static enum box_end give_jobs(struct box *box)
{
    char job[64];
    for (;;) {
        enum box_end end = box_write(box, "job");
        if (end == BOX_DONE) {
            plain_say("asks %d", box->served + 1);
            end = box_read(box, job, sizeof job, INFINITE);
        }
        if (end != BOX_DONE)
            return end;
        plain_say("served %d", ++box->served);
    }
}

static void let_go(struct box *box)
{
    CloseHandle(box->pipe);
    if (WaitForSingleObject(box->process, LEAVE_MS) != WAIT_OBJECT_0)
        TerminateProcess(box->process, 1);
    CloseHandle(box->process);
}

int main(int count, char **words)
{
    box_live();
    if (box_is(count, words, "--worker"))
        return work(words[2]);
    struct box box = {.quit = box_quit_event()};
    for (;;) {
        enum box_end end = box_employ(&box, "--worker");
        if (end == BOX_DONE)
            end = give_jobs(&box);
        let_go(&box);
        if (end == BOX_QUIT)
            break;
        plain_say("helper lost");
    }
    plain_say("bye");
    return 0;
}
