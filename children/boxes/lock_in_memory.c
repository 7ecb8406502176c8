/*
 * Two workers take turns at a counter in shared memory. A word beside it is their lock: the PID
 * of its owner, or 0. When a worker is lost, the parent frees the lock if the dead worker had
 * it, and starts another. A worker that keeps the lock for a second is hung, and is ended.
 *
 * The bug: nobody frees the lock of a dead worker, and all others wait for it for ever. See
 * boost.interprocess #65 and #128.
 */
#include "children/boxes/box.h"

#define HOLD_MS  200 /* a worker holds the lock for so long */
#define RETRY_MS 5
#define HUNG     50 /* turns of BOX_TURN_MS: the clock goes on while a process stands still */

struct table {
    volatile LONG owner;
    volatile LONG counter;
};

/* The words are: --worker NUMBER PID-OF-THE-PARENT HANDLE-OF-THE-PARENT */
static int work(char **words)
{
    DWORD parent = strtoul(words[3], NULL, 10), pause = 0;
    HANDLE ends[] = {box_handle(words[4]), box_event(parent, words[2])};
    struct table *table = box_share(parent, sizeof *table);
    LONG self = (LONG)GetCurrentProcessId();
    BOOL over = !table;
    while (!over && WaitForMultipleObjects(2, ends, FALSE, pause) == WAIT_TIMEOUT) {
        pause = RETRY_MS;
        if (InterlockedCompareExchange(&table->owner, self, 0) != 0)
            continue;
        over = WaitForMultipleObjects(2, ends, FALSE, HOLD_MS) != WAIT_TIMEOUT;
        InterlockedIncrement(&table->counter);
        InterlockedExchange(&table->owner, 0);
        pause = BOX_TURN_MS; /* the other one's turn */
    }
    return table ? 0 : 1;
}

static void start_worker(struct box *box)
{
    char role[32];
    snprintf(role, sizeof role, "--worker %d", box->number);
    box->process = box_start_watching(role);
}

static void replace_worker(struct box *box, struct table *table, BOOL bug)
{
    plain_say("helper lost");
    if (!bug)
        InterlockedCompareExchange(&table->owner, 0, (LONG)GetProcessId(box->process));
    CloseHandle(box->process);
    start_worker(box);
    plain_say("helper started");
}

/* Tells of each owner and of each turn, until the parent has to end. */
static void look_on(struct box *boxes, struct table *table, BOOL bug)
{
    LONG owner = 0, served = 0;
    for (int turns = 0; box_rest(&boxes[0], BOX_TURN_MS); turns++) {
        LONG now = table->owner, counter = table->counter;
        if (now != owner || counter != served)
            turns = 0;
        if (counter != served)
            plain_say("served %ld", counter);
        for (int i = 0; i < 2; i++) {
            BOOL has_lock = now == (LONG)GetProcessId(boxes[i].process);
            if (has_lock && now != owner)
                plain_say("worker %d has the lock", i + 1);
            if (has_lock && turns > HUNG)
                TerminateProcess(boxes[i].process, 1);
            if (WaitForSingleObject(boxes[i].process, 0) == WAIT_OBJECT_0)
                replace_worker(&boxes[i], table, bug);
        }
        owner = now;
        served = counter;
    }
}

static void end_worker(struct box *box, HANDLE stop)
{
    SetEvent(stop);
    if (WaitForSingleObject(box->process, BOX_LEAVE_MS) != WAIT_OBJECT_0)
        TerminateProcess(box->process, 1);
}

int main(int count, char **words)
{
    box_live();
    if (count > 4 && box_is(count, words, "--worker"))
        return work(words);
    HANDLE quit = box_quit_event();
    struct box boxes[2] = {{.quit = quit, .number = 1}, {.quit = quit, .number = 2}};
    HANDLE stops[] = {box_event(GetCurrentProcessId(), "1"),
                      box_event(GetCurrentProcessId(), "2")};
    struct table *table = box_share(GetCurrentProcessId(), sizeof *table);
    if (!table)
        return 2;
    start_worker(&boxes[0]);
    start_worker(&boxes[1]);
    plain_say("ready");
    look_on(boxes, table, box_has(count, words, "--bug"));
    end_worker(&boxes[0], stops[0]);
    end_worker(&boxes[1], stops[1]);
    plain_say("bye");
    return 0;
}
