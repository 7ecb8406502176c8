#include "kit/link/parent_link.h"
#include "kit/link/parent_block.h"
#include "kit/link/tell.h"
#include "kit/os/event.h"
#include "kit/os/fail.h"
#include "kit/os/section.h"
#include "kit/os/text.h"
#include "kit/protocol/memory.h"

#include <stdlib.h>
#include <string.h>

#define OBJECT_NAME 64 /* bytes of the name of a pipe or event */
#define NUMBER      24 /* bytes of a number as text */

/* The words that a child is started with, before its own options. */
#define START_WORDS 10

/* What exists from the creation of a child's objects until the child has them. */
struct start {
    char pipe[OBJECT_NAME];
    char event[OBJECT_NAME];    /* from the child */
    char event_to[OBJECT_NAME]; /* to the child */
    void *section;              /* inheritable */
    void *self;                 /* our own process, inheritable */
};

enum kit_status parent_link_make(const struct parent_link_settings *settings,
                                 struct parent_link **out, struct kit_error *err)
{
    struct parent_link *link = calloc(1, sizeof *link);
    if (!link)
        return kit_fail(err, KIT_FULL, "no memory for the link to '%s'", settings->child->name);
    link->options = settings->options;
    link->child = settings->child;
    link->number = settings->number;
    link->check_block = parent_block_check;
    link->end = (struct link_end){.side = SIDE_PARENT,
                                  .stops = settings->stops,
                                  .detect_mask = settings->options->detect_mask,
                                  .deadline_ms = settings->options->deadline_ms,
                                  .watchdog_ms = settings->options->watchdog_ms};
    name_copy(link->end.peer, settings->child->name, strlen(settings->child->name));
    *out = link;
    return KIT_OK;
}

/*
 * The names contain the child's number, the PID and a random part. Two parents, at the same
 * time or one after the other with the same PID, must not share an object, and no other program
 * may guess a name and create the object first.
 */
static void name_objects(const struct parent_link *link, struct start *start)
{
    unsigned pid = os_own_pid();
    unsigned long long random = os_random();
    struct text pipe = text_over(start->pipe, sizeof start->pipe);
    struct text event = text_over(start->event, sizeof start->event);
    struct text event_to = text_over(start->event_to, sizeof start->event_to);
    text_add(&pipe, "Pipe%u_%u_%016llx", link->number, pid, random);
    text_add(&event, "Event%u_%u_%016llx", link->number, pid, random);
    text_add(&event_to, "EventTo%u_%u_%016llx", link->number, pid, random);
}

static enum kit_status make_objects(struct parent_link *link, struct start *start,
                                    struct kit_error *err)
{
    enum kit_status status;
    name_objects(link, start);
    status = os_section_create(NULL, link->options->bytes, true, &start->section, err);
    if (status == KIT_OK)
        status = os_map(start->section, &link->memory, NULL, err);
    if (status == KIT_OK)
        status = os_pipe_serve(start->pipe, &link->end.pipe, err);
    if (status == KIT_OK)
        status = os_event_create(start->event, OS_AUTO_RESET, &link->end.wake, err);
    if (status == KIT_OK)
        status = os_event_create(start->event_to, OS_AUTO_RESET, &link->end.signal, err);
    if (status == KIT_OK)
        status = os_process_self(&start->self, err);
    if (status == KIT_OK)
        memory_write(link->memory, link->options->bytes, 0, "");
    return status;
}

static void write_number(char to[NUMBER], uint64_t value)
{
    struct text text = text_over(to, NUMBER);
    text_add(&text, "%llu", (unsigned long long)value);
}

/*
 * Inherits exactly the handles of the list. Inheriting everything would also pass other
 * inheritable handles of this instant: another child's mapping, or another child's end of a
 * pipe. A pipe whose end is open in a second child never reads as broken.
 *
 * The child gets a handle on our process, not our PID. We could die between its start and its
 * OpenProcess; the system could reuse the PID, and the child would watch another process.
 */
static enum kit_status spawn_child(struct parent_link *link, const struct start *start,
                                   struct kit_error *err)
{
    char mapping[NUMBER], bytes[NUMBER], self[NUMBER];
    write_number(mapping, (uintptr_t)start->section);
    write_number(bytes, link->options->bytes);
    write_number(self, (uintptr_t)start->self);
    const char *words[START_WORDS + LINK_CHILD_OPTIONS + 1] = {
        mapping,
        start->pipe,
        start->event,
        bytes,
        option_switches[OPTION_ACTOR],
        link->child->name,
        option_switches[OPTION_EVENT_TO],
        start->event_to,
        option_switches[OPTION_PARENT_PROCESS],
        self};
    for (uint32_t i = 0; i < link->child->option_count; i++)
        words[START_WORDS + i] = link->child->options[i];
    void *const inherit[] = {start->section, start->self, link->also};
    struct os_spawn what = {.program = link->child->program,
                            .arguments = words,
                            .inherit = inherit,
                            .inherit_count = link->also ? 3 : 2};
    return os_spawn(&what, &link->process, err);
}

enum kit_status parent_link_start(struct parent_link *link, struct kit_error *err)
{
    struct start start = {.section = NULL, .self = NULL};
    struct kit_error own = {.status = KIT_OK};
    os_calls_for(link->end.peer);
    enum kit_status status = make_objects(link, &start, &own);
    if (status == KIT_OK) {
        STEP(CHILD_PREPARED, .peer = link->end.peer);
        status = spawn_child(link, &start, &own);
    }
    /* Close both at once. No other start in this process can then inherit them. The mapping
     * ends together with the child, since the parent keeps only a view. */
    os_close(&start.section);
    os_close(&start.self);
    os_calls_for(NULL);
    if (status != KIT_OK) {
        REPORT(CHILD_UNSTARTED, .peer = link->end.peer, .code = own.os_code);
        parent_link_give_back(link);
        return kit_fail(err, status, "the child '%s' cannot be started: %s", link->child->name,
                        own.text);
    }
    link->end.process = link->process.handle;
    link->look = os_deadline_in(link->end.watchdog_ms);
    STEP(CHILD_STARTED, .peer = link->end.peer);
    return KIT_OK;
}

const char *parent_link_name(const struct parent_link *link)
{
    return link->end.peer;
}

void parent_link_drop(struct parent_link *link, int how)
{
    if (link->end.pipe && how == LIFELINE_CLOSE)
        os_pipe_drop_by_close(link->end.pipe);
    else if (link->end.pipe)
        os_pipe_drop(link->end.pipe);
}

void parent_link_spoil(struct parent_link *link, int how)
{
    link->end.spoil = how;
}

void parent_link_close(struct parent_link **link)
{
    if (!*link)
        return;
    parent_link_give_back(*link);
    free(*link);
    *link = NULL;
}
