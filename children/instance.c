/*
 * One of several instances of a program that know each other: each has a slot in a table, and
 * watches the processes of the others. When an instance has ended, another one frees its slot.
 * Without `--mended` the other instances end, too: that is the one bug, and the rule
 * nobody-else catches it.
 *
 *     instance.exe --actor one [--tick 20ms] [--mended] [--by-pid] [--table NAME]
 *
 * By default the table's name contains the run's name. A real program has one name for all, so
 * two runs of it meet in the table, and one run can free the slots that the other one reads
 * (ci/check-together). Known cause: WindowsAppSDK PR#1634, where the end of one instance ends
 * all.
 */
#include "kit/link/os_hooks.h"
#include "kit/link/tell.h"
#include "kit/os/event.h"
#include "kit/os/process.h"
#include "kit/os/section.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLACES       8
#define TICK_MS      20u
#define ENDS_FOR_ONE 3 /* the exit code of the bug */

struct table {
    atomic_uint pids[PLACES]; /* 0: free */
};

struct instance {
    struct table *table;
    void *stop;
    void *others[PLACES]; /* process handles, by slot */
    bool mended;
    bool by_pid; /* keeps no handle; treats a process that it cannot open any more as ended */
};

static const char *value_of(char **words, const char *option, const char *usual)
{
    for (; *words; words++) {
        if (strcmp(*words, option) == 0 && words[1])
            return words[1];
    }
    return usual;
}

static bool has(char **words, const char *option)
{
    while (*words && strcmp(*words, option) != 0)
        words++;
    return *words != NULL;
}

static struct table *open_table(const char *told)
{
    char name[128];
    void *section = NULL, *view = NULL;
    const char *run = getenv("LIFELINE_RUN");
    snprintf(name, sizeof name, "instances.%s", told ? told : run ? run : "");
    if (os_section_create(name, sizeof(struct table), false, &section, NULL) != KIT_OK &&
        os_section_open(name, &section, NULL) != KIT_OK)
        return NULL;
    return os_map(section, &view, NULL, NULL) == KIT_OK ? view : NULL;
}

static void take_place(struct table *table)
{
    for (int i = 0; i < PLACES; i++) {
        unsigned vacant = 0;
        if (atomic_compare_exchange_strong(&table->pids[i], &vacant, os_own_pid()))
            return;
    }
}

/* Whether the process of this slot has ended. */
static bool has_ended(struct instance *self, int place)
{
    uint32_t pid = atomic_load(&self->table->pids[place]);
    void **other = &self->others[place];
    if (pid == 0 || pid == os_own_pid()) {
        os_close(other); /* another instance freed the slot */
        return false;
    }
    if (!*other) {
        LIFELINE_STEP("other.seen");
        if (os_process_open(pid, other, NULL) != KIT_OK)
            return true;
    }
    if (self->by_pid) {
        os_close(other);
        return false;
    }
    return os_is_signalled(*other);
}

static void make_free(struct instance *self, int place)
{
    os_close(&self->others[place]);
    atomic_store(&self->table->pids[place], 0);
}

/* Runs until it is stopped; or, with the bug, until another instance has ended. */
static int watch_others(struct instance *self)
{
    do {
        STEP(BEAT, .deadline_ms = TICK_MS);
        for (int i = 0; i < PLACES; i++) {
            if (!has_ended(self, i))
                continue;
            LIFELINE_STEP("other.gone");
            if (!self->mended)
                return ENDS_FOR_ONE;
            make_free(self, i);
        }
    } while (os_wait_any(&self->stop, 1, TICK_MS) == -1);
    return EXIT_SUCCESS;
}

int wmain(int count, wchar_t **wide)
{
    char **words = os_arguments(count, wide);
    struct instance self = {.mended = words && has(words, "--mended"),
                            .by_pid = words && has(words, "--by-pid")};
    if (!words || !has(words, "--actor")) {
        fprintf(stderr, "instance: no --actor NAME is given\n");
        return 2;
    }
    lifeline_attach(value_of(words, "--actor", ""));
    link_hook_os();
    self.stop = lifeline_stop_event();
    self.table = open_table(value_of(words, "--table", NULL));
    if (!self.table)
        return 2;
    take_place(self.table);
    int code = watch_others(&self);
    free(words);
    return code;
}
