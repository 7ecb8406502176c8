#pragma once
/*
 * The processes of a run: which there are, which actor each plays, and when it ended. A process
 * is known by its handle, never by a PID alone. Nothing here reads a ring. The run's thread
 * alone.
 */
#include "kit/base/image.h"
#include "kit/os/port.h"
#include "kit/run/recorder.h"
#include "kit/state/identity.h"

#define RUN_PROCESSES   256

/* News that is queued at one poll; what is beyond it waits in the port. */
#define RUN_PORT_EVENTS (RUN_PROCESSES * 2)

struct run_process {
    void *handle; /* NULL once it has ended: who asks for more of it asks before */
    void *watch;  /* NULL while it has no thread yet, and its handle says nothing */
    bool watched; /* or that was tried, and that it failed was told */
    uint32_t pid;
    uint32_t creator;     /* PID of the process that created it; 0 where it is not known */
    int64_t created;      /* as os_process_created says it */
    int actor;            /* index; -1 while it is not known whose process this is */
    uint32_t incarnation; /* which of the actor's processes it is, from 1 */
    bool attached;        /* its probe is at work */
    bool ended;
    uint32_t code; /* of one that has ended */
    bool told;     /* its STARTED event is written */
    int64_t seen_ns;
    char image[KIT_IMAGE]; /* the whole file name: it is what an actor is known by */
};

struct processes {
    const struct scenario *scenario; /* borrowed, as all of these */
    struct actor_state *actors;
    struct recorder *recorder;
    struct neighbours *neighbours;
    void *port;
    void *job;
    void *bell_watch;
    uint32_t port_event_count, port_events_taken;
    struct os_port_event port_events[RUN_PORT_EVENTS];
    bool is_full; /* there were more than it has room for, which is told once */
    uint32_t count;
    struct run_process all[RUN_PROCESSES];
};

/* Makes the port and the job; `bell` wakes a poll. On failure, too, processes_end gives back
 * what was made. */
enum kit_status processes_begin(struct processes *processes, void *bell, struct kit_error *err);

/* Nothing is watched any more, and the job ends what is in it; nothing if it was said before.
 */
void processes_end(struct processes *processes);

/* Waits up to timeout_ms for the bell or for news of processes, and queues the news. Nothing is
 * done about it yet: what an actor said before has to be read first. */
void processes_poll(struct processes *processes, uint32_t timeout_ms);

/* Opens those that are new, and says whose each is, where that can be told. */
void processes_take_births(struct processes *processes);

/* Says whose those are of which that was not known yet: an actor's place may be free by now. */
void processes_know(struct processes *processes);

/* Whether an older process of the same creator is just being made: then it is not known yet
 * whether it takes the place that this one would have by its image. */
bool processes_has_elder(struct processes *processes, const struct run_process *process);

/* The next process whose end was queued. Writes the end, and its start where that is not
 * written yet. NULL if there is none. Comes after processes_take_births. */
const struct run_process *processes_next_end(struct processes *processes);

/* Enters a process that the runner started itself; the handle is owned here from then on. */
void processes_enter(struct processes *processes, void *handle, uint32_t pid, int actor);

/* The probe in this process is at work, and it is this actor. Writes the start of the process,
 * not after `at_ns`. */
void processes_attach(struct processes *processes, struct run_process *process, int actor,
                      int64_t at_ns);

/* The actor that this process is, which has said no name, or one of enum identity_nobody. */
int processes_whose(const struct processes *processes, struct run_process *process);

/* Opens those that are in the job and that no news told of: a job's news can be lost. Returns
 * how many processes the job has. */
size_t processes_ask_job(struct processes *processes);

/* Settles whose the processes are that have not said so, and writes their starts. */
void processes_settle(struct processes *processes);

/* The process of this PID, opened and entered if it is new; NULL if it is over already, or is
 * none of the run's job. */
struct run_process *processes_open(struct processes *processes, uint32_t pid);

/* The actor's newest process; NULL if that has ended, or there is none. */
struct run_process *process_of(struct processes *processes, int actor);

/* An event of this kind about a process and its actor. */
struct kit_event process_event(const struct processes *processes, enum kit_event_kind kind,
                               const struct run_process *process);

/* True if some process of the run has not ended, as far as it is known. */
bool processes_live(const struct processes *processes);

/* The same of the processes that play an actor. */
bool processes_actor_lives(const struct processes *processes);

/* The file name of its program, as a log has it: the beginning of one that is longer. */
void process_image_name(const struct run_process *process, char to[KIT_NAME]);
