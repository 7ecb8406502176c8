#pragma once
/*
 * The processes of a run: which there are, which actor each plays, and when it ended. A process
 * is known by its handle, never by a PID alone. Private to kit/runner; the run's thread alone.
 */
#include "kit/run/session.h"

/* Enters a process that the runner started itself. */
void processes_enter(struct session *session, void *handle, uint32_t pid, int actor);

/* The process of this PID, opened and entered if it is new; NULL if it is over already, or is
 * none of the run's job. */
struct run_process *processes_open(struct session *session, uint32_t pid);

/* Says whose process it is. Its start is written once, with the time at which it was seen, but
 * not after `before_ns`. */
void processes_tell_start(struct session *session, struct run_process *process, int actor,
                          int64_t before_ns);

/* The file name of its program, as a log has it: the beginning of one that is longer. */
void process_image_name(const struct run_process *process, char to[KIT_NAME]);

/* The process that plays this actor now; NULL if there is none alive. */
struct run_process *process_of(struct session *session, int actor);

/* Whether a process that plays this actor is there or was. */
bool processes_had(const struct session *session, int actor);

/* Whether its parent said that there will be no process of it, so that none is to be waited
 * for. */
bool processes_never_have(const struct session *session, int actor);

/* Looks at those that were too new to tell anything of: their images, and whose they are. */
void processes_identify(struct session *session);

/* Settles whose the processes are that have not said so, and writes their starts. */
void processes_settle(struct session *session);

/* Takes in that a process has ended. */
void processes_take_end(struct session *session, struct run_process *process);
