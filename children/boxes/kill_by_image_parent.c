/*
 * Asks its helper, which is a program of its own, and starts another one when it is lost.
 * Before that, and before its own end, it makes sure that its helper has ended.
 *
 * The bug: it ends every process of the helper's image, also the helpers of another family. See
 * iceoryx2 #1880 and msbuild #3140. Beside it no other scenario with this image can run.
 */
#include "children/boxes/box.h"
#include <tlhelp32.h>

#define IMAGE      "kill_by_image_child"
#define RESTART_MS 100

static void end_all_of_the_image(void)
{
    PROCESSENTRY32W entry = {.dwSize = sizeof entry};
    HANDLE all = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    for (BOOL more = Process32FirstW(all, &entry); more; more = Process32NextW(all, &entry)) {
        HANDLE process = NULL;
        if (wcsstr(entry.szExeFile, L"kill_by_image_child"))
            process = OpenProcess(PROCESS_TERMINATE, FALSE, entry.th32ProcessID);
        if (process) {
            TerminateProcess(process, 1);
            CloseHandle(process);
        }
    }
    CloseHandle(all);
}

static enum box_end employ(struct box *box)
{
    char name[64];
    if (!box_make_pipe(box, name, sizeof name))
        ExitProcess(2);
    box->process = box_start_program(IMAGE, &(struct box_how){.words = name});
    return box_meet(box);
}

int main(int count, char **words)
{
    box_live();
    struct box box = {.quit = box_quit_event()};
    for (;;) {
        enum box_end end = employ(&box);
        if (end == BOX_DONE)
            end = box_serve(&box);
        if (box_has(count, words, "--bug"))
            end_all_of_the_image();
        box_dismiss(&box);
        if (end == BOX_QUIT)
            break;
        plain_say("helper lost");
        if (!box_rest(&box, RESTART_MS))
            break;
    }
    plain_say("bye");
    return 0;
}
