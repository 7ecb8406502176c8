/*
 * A program that was written without the kit's libraries: it loads the probe's DLL, whose path
 * is its only argument, and knows nothing but the exported names. It makes a step `dll.turn`
 * for each turn until it is stopped. ci/check-probe-dll runs it, inside a run and outside.
 */
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <windows.h>

#define TURN_MS 5
#define TURNS   2000 /* nobody stops it: it ends by itself */

/* The names as another language would look them up. */
struct probe_api {
    int (*attach)(const char *actor);
    void (*step)(uint32_t *id, const struct lifeline_facts *facts);
    void (*report)(uint32_t *id, const struct lifeline_facts *facts);
    void *(*stop_event)(void);
    const volatile int *state;
};

/* One export; the cast goes by an integer because the types of functions differ. */
static void *look_up(HMODULE library, const char *name)
{
    void *found = (void *)(uintptr_t)GetProcAddress(library, name);
    if (!found)
        printf("%s is not exported\n", name);
    return found;
}

static BOOL load(const wchar_t *path, struct probe_api *to)
{
    HMODULE library = LoadLibraryW(path);
    if (!library) {
        printf("the library does not load: error %lu\n", GetLastError());
        return FALSE;
    }
    *(void **)&to->attach = look_up(library, "lifeline_attach");
    *(void **)&to->step = look_up(library, "lifeline_step");
    *(void **)&to->report = look_up(library, "lifeline_report");
    *(void **)&to->stop_event = look_up(library, "lifeline_stop_event");
    to->state = look_up(library, "lifeline_state");
    return to->attach && to->step && to->report && to->stop_event && to->state &&
           look_up(library, "lifeline_drop_with") != NULL &&
           look_up(library, "lifeline_spoil_with") != NULL &&
           look_up(library, "lifeline_fails") != NULL;
}

/* Outside a run every call does nothing and says so. */
static int alone(const struct probe_api *probe)
{
    probe->report(NULL, &(struct lifeline_facts){.name = "dll.ending"});
    if (*probe->state >= 0 || probe->attach("app") || probe->stop_event())
        return 1;
    puts("in no run");
    return 0;
}

int wmain(int count, wchar_t **words)
{
    struct probe_api probe = {0};
    if (count != 2 || !load(words[1], &probe) || *probe.state != 0)
        return 2;
    for (uint64_t turn = 1; turn <= TURNS; turn++) {
        probe.step(NULL, &(struct lifeline_facts){.name = "dll.turn", .sequence = turn});
        if (*probe.state <= 0)
            return alone(&probe);
        if (WaitForSingleObject(probe.stop_event(), TURN_MS) == WAIT_OBJECT_0) {
            probe.report(NULL, &(struct lifeline_facts){.name = "dll.ending", .by = "stop"});
            return 0;
        }
    }
    return 3;
}
