#pragma once
/*
 * What `lifeline look` saw of a program: its processes, what they hold, and what was printed.
 * Data only; the runner fills it in as the run closes. Pure.
 */
#include "kit/base/event.h"
#include "kit/base/text.h"

#include <stddef.h>
#include <stdint.h>

/* Beyond these numbers nothing is kept; `is_full` says so. */
#define LOOK_PROCESSES 64
#define LOOK_HELD      256

#define LOOK_COMMAND   512 /* bytes of a command line; a longer one is cut */
#define LOOK_NAME      160 /* bytes of an object's name */

/* The type of a pipe's end, as a word; other types are the system's, such as "Event". */
#define LOOK_PIPE      "pipe"

struct look_process {
    uint32_t pid;
    uint32_t creator; /* PID */
    int64_t began_ns; /* since the run's start */
    bool ended;       /* by itself, before the look was over */
    int64_t ended_ns;
    uint32_t code; /* of an ended one */
    char image[LOOK_NAME];
    char command[LOOK_COMMAND];
    char called[KIT_NAME]; /* by the probe of the process that started it; or empty */
};

/* A named object, or an end of a pipe, that a process held when the look was over. */
struct look_held {
    uint32_t process;  /* index */
    bool is_server;    /* of a pipe: the end that made it */
    bool is_listening; /* such an end that waits for somebody to open the other */
    bool is_output;    /* the pipe is the program's own output, which the runner reads */
    char type[KIT_NAME];
    char name[LOOK_NAME];
};

struct look {
    bool is_full;
    uint32_t process_count;
    struct look_process processes[LOOK_PROCESSES]; /* in the order of their creation */
    uint32_t held_count;
    struct look_held held[LOOK_HELD];
};

/* The index of the living or last process of this PID; -1 if there is none. */
int look_process_of(const struct look *look, uint32_t pid);

/* How many processes stand between the program and this one: 0 for the program itself. */
uint32_t look_depth(const struct look *look, uint32_t process);

/*
 * Takes over how the program's probe calls its children, from the events of the look in order
 * of time: the program says `child.lost helper` of the child that a scenario names `helper`,
 * and of no other. It does nothing unless there are as many names as children.
 */
void look_take_names(struct look *look, const struct kit_event *events, size_t count);

/* Adds what a process holds, unless it is there already. */
void look_add_held(struct look *look, const struct look_held *held);
