/*
 * Asks its worker one question after the other. A worker that has not answered for a second is
 * taken for hung, and is started again.
 *
 * The bug: it measures that second by the clock on the wall, which somebody can set. After a
 * jump ahead a worker that answers is taken for hung. After a jump back a hung worker is not
 * noticed.
 */
#include "children/boxes/box.h"

#define PATIENCE_MS 1000
#define SLICE_MS    20
#define WORK_MS     30

static int work(const char *name)
{
    char text[64];
    HANDLE pipe = box_open(name);
    if (!pipe)
        return 1;
    while (box_hear(pipe, text, sizeof text)) {
        Sleep(WORK_MS);
        if (!box_tell(pipe, text))
            break;
    }
    return 0;
}

static LONGLONG now_ms(BOOL by_wall)
{
    FILETIME time;
    if (!by_wall)
        return (LONGLONG)GetTickCount64();
    GetSystemTimeAsFileTime(&time);
    return (LONGLONG)(((ULONGLONG)time.dwHighDateTime << 32 | time.dwLowDateTime) / 10000);
}

/*
 * The answer to one question, or BOX_LATE where the patience is at its end. The time counts
 * from the last answer on, with no gap in which a jump would not be noticed.
 */
static enum box_end hear_answer(const struct box *box, LONGLONG *last_ms, BOOL bug)
{
    char answer[64];
    LONGLONG at_ms = *last_ms;
    enum box_end end = BOX_LATE;
    while (end == BOX_LATE && at_ms - *last_ms < PATIENCE_MS) {
        end = box_read(box, answer, sizeof answer, SLICE_MS);
        at_ms = now_ms(bug);
    }
    if (end == BOX_DONE && at_ms - *last_ms >= PATIENCE_MS)
        end = BOX_LATE;
    *last_ms = at_ms;
    return end;
}

static enum box_end serve(struct box *box, BOOL bug)
{
    char question[64];
    LONGLONG last_ms = now_ms(bug);
    enum box_end end = BOX_DONE;
    while (end == BOX_DONE) {
        snprintf(question, sizeof question, "question %d", box->served + 1);
        end = box_write(box, question);
        if (end == BOX_DONE)
            end = hear_answer(box, &last_ms, bug);
        if (end == BOX_DONE)
            plain_say("served %d", ++box->served);
    }
    return end;
}

static void dismiss(struct box *box)
{
    TerminateProcess(box->process, 1);
    box_dismiss(box);
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
            end = serve(&box, box_has(count, words, "--bug"));
        if (end == BOX_QUIT)
            break;
        plain_say(end == BOX_LATE ? "the worker is silent" : "the worker is lost");
        dismiss(&box);
    }
    box_dismiss(&box);
    plain_say("bye");
    return 0;
}
