/*
 * Asks its worker one question after the other, and waits 200 ms for each answer. Without an
 * answer in time it goes on with the next question. An answer that comes too late is still in
 * the pipe then.
 *
 * The bug: it takes the late answer for the answer to its new question, and from then on every
 * answer for the one to the next question. Seen in clients that match answers by their order.
 */
#include "children/boxes/box.h"

#define ANSWER_MS   200
#define MOST_MISSED 25 /* answers in a row, before the worker is given up */

static int work(const char *name)
{
    char text[64], answer[64];
    HANDLE pipe = box_open(name);
    if (!pipe)
        return 1;
    while (box_hear(pipe, text, sizeof text)) {
        snprintf(answer, sizeof answer, "%d", atoi(text + strlen("question ")));
        if (!box_tell(pipe, answer))
            break;
    }
    return 0;
}

/* The answer to this question. One to an earlier question is thrown away. */
static enum box_end hear_answer(const struct box *box, int question, int *answer, BOOL bug)
{
    char text[64];
    enum box_end end;
    do {
        end = box_read(box, text, sizeof text, ANSWER_MS);
        *answer = atoi(text);
    } while (end == BOX_DONE && *answer != question && !bug);
    return end;
}

static enum box_end ask_on(struct box *box, BOOL bug)
{
    char text[64];
    int missed = 0, answer;
    for (;;) {
        int question = ++box->served;
        snprintf(text, sizeof text, "question %d", question);
        enum box_end end = box_write(box, text);
        if (end == BOX_DONE)
            end = hear_answer(box, question, &answer, bug);
        if (end == BOX_DONE) {
            plain_say("answer %d to question %d", answer, question);
            missed = 0;
        } else if (end == BOX_LATE && ++missed < MOST_MISSED) {
            plain_say("no answer to question %d", question);
        } else {
            return end;
        }
        if (!box_rest(box, BOX_TURN_MS))
            return BOX_QUIT;
    }
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
            end = ask_on(&box, box_has(count, words, "--bug"));
        box_dismiss(&box);
        if (end == BOX_QUIT)
            break;
        plain_say("helper lost");
    }
    plain_say("bye");
    return 0;
}
