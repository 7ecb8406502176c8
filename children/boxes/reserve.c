/*
 * Keeps a second worker in reserve, created suspended, so that it can take over at once. A job
 * that ends with the parent holds it from its creation on.
 *
 * The bug: the reserve is in no job. A process that never ran a line cannot see that its parent
 * is gone, and nobody is left to resume it: it stays for ever.
 */
#include "children/boxes/box.h"

/* The worker that is in reserve; its pipe has no other end yet. */
struct reserve {
    HANDLE pipe, process, thread;
};

static HANDLE start_suspended(const char *role, const char *pipe, HANDLE job, HANDLE *thread)
{
    STARTUPINFOEXA start = {.StartupInfo = {.cb = sizeof start}};
    PROCESS_INFORMATION made;
    char place[MAX_PATH], command[2 * MAX_PATH];
    GetModuleFileNameA(NULL, place, sizeof place);
    snprintf(command, sizeof command, "\"%s\" %s %s", place, role, pipe);
    start.lpAttributeList = box_attributes(&(struct box_how){.job = job}, NULL, 0);
    if (!start.lpAttributeList ||
        !CreateProcessA(NULL, command, NULL, NULL, FALSE,
                        CREATE_SUSPENDED | DETACHED_PROCESS | EXTENDED_STARTUPINFO_PRESENT,
                        NULL, NULL, &start.StartupInfo, &made))
        ExitProcess(2);
    DeleteProcThreadAttributeList(start.lpAttributeList);
    free(start.lpAttributeList);
    *thread = made.hThread;
    return made.hProcess;
}

static void make_reserve(struct box *box, HANDLE job, struct reserve *out)
{
    struct box next = {.number = 1, .starts = box->starts};
    char name[64];
    if (!box_make_pipe(&next, name, sizeof name))
        ExitProcess(2);
    out->pipe = next.pipe;
    out->process = start_suspended("--reserve", name, job, &out->thread);
    plain_say("reserve made");
}

static enum box_end take_over(struct box *box, HANDLE job, struct reserve *reserve)
{
    box->pipe = reserve->pipe;
    box->process = reserve->process;
    box->starts++;
    ResumeThread(reserve->thread);
    CloseHandle(reserve->thread);
    enum box_end end = box_meet(box);
    make_reserve(box, job, reserve);
    return end == BOX_DONE ? box_serve(box) : end;
}

int main(int count, char **words)
{
    box_live();
    if (box_is(count, words, "--worker") || box_is(count, words, "--reserve"))
        return box_answer(words[2]);
    HANDLE job = box_has(count, words, "--bug") ? NULL : box_make_job();
    struct box box = {.quit = box_quit_event()};
    struct reserve reserve;
    enum box_end end = box_employ(&box, "--worker");
    make_reserve(&box, job, &reserve);
    if (end == BOX_DONE)
        end = box_serve(&box);
    while (end != BOX_QUIT) {
        box_dismiss(&box);
        plain_say("helper lost");
        end = take_over(&box, job, &reserve);
    }
    TerminateProcess(reserve.process, 1); /* it never ran, so that nothing can be asked of it */
    box_dismiss(&box);
    plain_say("bye");
    return 0;
}
