#pragma once
/*
 * The processes of a run: which there are, which actor each plays, and when it ended. A process
 * is known by its handle, never by a PID alone. Private to kit/runner; the run's thread alone.
 */
#include "kit/runner/watch.h"

/* Enters a process that the runner started itself. */
void cast_enter(struct run *run, void *handle, uint32_t pid, int actor);

/* The process of this PID, opened and entered if it is new; NULL if it is over already, or is
 * none of the run's job. */
struct run_process *cast_open(struct run *run, uint32_t pid);

/* Says whose process it is. Its start is written once, with the time at which it was seen, but
 * not after `before_ns`. */
void cast_tell_start(struct run *run, struct run_process *process, int actor,
                     int64_t before_ns);

/* The file name of its program, as a log has it: the beginning of one that is longer. */
void cast_name_image(const struct run_process *process, char to[KIT_NAME]);

/* The process that plays this actor now; NULL if there is none alive. */
struct run_process *cast_actor(struct run *run, int actor);

/* Whether a process that plays this actor is there or was. */
bool cast_has_been(const struct run *run, int actor);

/* Whether its parent said that there will be no process of it, so that none is to be waited
 * for. */
bool cast_never_comes(const struct run *run, int actor);

/* Looks at those that were too new to tell anything of: their images, and whose they are. */
void cast_know(struct run *run);

/* Settles whose the processes are that have not said so, and writes their starts. */
void cast_settle(struct run *run);

/* Takes in that a process has ended. */
void cast_ended(struct run *run, struct run_process *process);
