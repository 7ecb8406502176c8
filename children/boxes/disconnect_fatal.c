/*
 * Serves two workers, each by a thread of its own. A worker that is lost is started again; the
 * other one is served meanwhile.
 *
 * The bug: the parent takes the loss of one worker for the end of all, and exits with code 1.
 * See npipe PR 11 and go-winio PR 70.
 */
#include "children/boxes/box.h"

#define RESTART_MS 100

struct line {
    struct box box;
    BOOL bug;
};

static enum box_end serve(struct box *box)
{
    char answer[64];
    for (;;) {
        enum box_end end = box_ask(box, "more?", answer, sizeof answer, BOX_SILENCE_MS);
        if (end != BOX_DONE)
            return end;
        plain_say("worker %d served %d", box->number, ++box->served);
        if (!box_rest(box, BOX_TURN_MS))
            return BOX_QUIT;
    }
}

static DWORD WINAPI keep_worker(void *context)
{
    struct line *line = context;
    char role[32];
    snprintf(role, sizeof role, "--worker %d", line->box.number);
    do {
        enum box_end end = box_employ(&line->box, role);
        if (end == BOX_DONE)
            end = serve(&line->box);
        if (end != BOX_QUIT && line->bug) {
            plain_say("error: pipe broken");
            ExitProcess(1);
        }
        box_dismiss(&line->box);
        if (end == BOX_QUIT)
            return 0;
        plain_say("helper lost");
    } while (box_rest(&line->box, RESTART_MS));
    return 0;
}

int main(int count, char **words)
{
    box_live();
    if (count > 3 && box_is(count, words, "--worker"))
        return box_answer(words[3]);
    HANDLE quit = box_quit_event(), threads[2];
    struct line lines[2];
    for (int i = 0; i < 2; i++) {
        lines[i] = (struct line){.box = {.quit = quit, .number = i + 1},
                                 .bug = box_has(count, words, "--bug")};
        threads[i] = CreateThread(NULL, 0, keep_worker, &lines[i], 0, NULL);
    }
    WaitForMultipleObjects(2, threads, TRUE, INFINITE);
    plain_say("bye");
    return 0;
}
