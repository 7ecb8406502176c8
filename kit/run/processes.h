#pragma once
/*
 * The processes of a run: which exist, which actor each plays, and when each ended. A process
 * is identified by its handle, never by its PID alone. Nothing here reads a ring. Only the
 * run's thread calls these functions.
 */
#include "kit/base/image.h"
#include "kit/os/port.h"
#include "kit/run/recorder.h"
#include "kit/state/identity.h"

#define RUN_PROCESSES   256

/* How many notices one poll queues; further notices wait in the port. */
#define RUN_PORT_EVENTS (RUN_PROCESSES * 2)

struct run_process {
    void *handle; /* NULL once it has ended; callers read what they need before */
    void *watch;  /* NULL while the process has no thread, since its handle says nothing then */
    bool watched; /* or watching failed, which was reported */
    uint32_t pid;
    uint32_t creator;     /* PID of the process that created it; 0 where it is not known */
    int64_t created;      /* as os_process_created says it; 0 while not known */
    int64_t ended_at;     /* on the same clock; 0 while it runs */
    int actor;            /* index; -1 while the runner does not know which actor this is */
    uint32_t incarnation; /* the number of this process among its actor's processes, from 1 */
    bool attached;        /* its probe is attached */
    bool ended;
    uint32_t code;    /* exit code of an ended process */
    int64_t ended_ns; /* at this instant it had ended (recorder_end_ns) */
    bool is_command;  /* the runner started it for a line, or such a command did; no actor, and
                         not in the log */
    bool is_outside;  /* it left the run's job (kit/run/outsiders.h): the runner does not end it
                       */
    bool told;        /* its STARTED event is logged */
    bool host_is_settled; /* of an ended one: the host of its console matters no more */
    int64_t seen_ns;
    char image[KIT_IMAGE]; /* the whole file name, by which an actor is identified */
    char *command; /* its command line, owned; NULL while not known, or if nobody asks for it */
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
    bool reads_commands;           /* an actor is identified by its command line */
    struct os_stranger *strangers; /* for a look at all processes; owned. NULL: none may leave
                                      the job */
    int64_t next_look_ns;          /* not before */
    bool told_rivals;              /* a process fits two actors; reported once */
    bool is_full; /* more processes came than there is room for; reported once */
    uint32_t count;
    struct run_process all[RUN_PROCESSES];
};

/* Creates the port and the job; `bell` wakes a poll. The caller calls processes_end after a
 * failure, too. */
enum kit_status processes_begin(struct processes *processes, void *bell, struct kit_error *err);

/* Stops watching; closing the job ends the processes in it. A second call does nothing. */
void processes_end(struct processes *processes);

/* Waits up to timeout_ms for the bell or for notices about processes, and queues the notices.
 * They are handled later, because the rings have to be read first: what an actor said before
 * its end must come before that end in the log. */
void processes_poll(struct processes *processes, uint32_t timeout_ms);

/* Opens new processes. Which actor each plays is decided after the processes that ask by name:
 * a name counts more than an image. */
void processes_take_births(struct processes *processes);

/* Decides again for processes that are not known yet: an actor's place may be free now. */
void processes_know(struct processes *processes);

/* True if an older process of the same creator is still being created. That process may take
 * the place that this process would get by its image, so this process has to wait. */
bool processes_has_elder(struct processes *processes, const struct run_process *process);

/* True if the end of a process is queued. */
bool processes_has_ends(const struct processes *processes);

/* The next process whose end was queued; NULL if there is none. Logs the end, and before it the
 * start, if that is missing. Call it after processes_take_births. */
const struct run_process *processes_next_end(struct processes *processes);

/* Enters a process that the runner started; this table owns the handle from then on. */
void processes_enter(struct processes *processes, void *handle, uint32_t pid, int actor);

/* The same for a command that the runner started for a line of the scenario. */
void processes_enter_command(struct processes *processes, void *handle, uint32_t pid);

/* Enters a process outside the run's job; this table owns the handle from then on. */
void processes_enter_outsider(struct processes *processes, void *handle, uint32_t pid);

/* Ends what was started for a line of the scenario, and what that started in the job. */
void processes_end_commands(struct processes *processes);

/* Another process has said that it is the actor that this one was taken for by its image. */
void processes_leave_place(struct processes *processes, struct run_process *process);

/* The probe in this process is attached as this actor. Logs the start of the process, not after
 * `at_ns`. */
void processes_attach(struct processes *processes, struct run_process *process, int actor,
                      int64_t at_ns);

/* The actor of a process that has said no name, or a value of enum identity_nobody. */
int processes_whose(struct processes *processes, struct run_process *process);

/* Opens the processes of the job of which no notice came: the system may lose a job's notices.
 * Returns how many processes the job has. */
size_t processes_ask_job(struct processes *processes);

/* Decides for all processes that have said no name, and logs their starts. */
void processes_settle(struct processes *processes);

/* The process of this PID, opened and entered if it is new; NULL if it has ended or is not in
 * the run's job, unless kit/run/outsiders.h has entered it. */
struct run_process *processes_open(struct processes *processes, uint32_t pid);

/* The actor's newest process; NULL if it has ended, or if there was none. */
struct run_process *process_of(struct processes *processes, int actor);

/* True if the actor's process has ended, or ends within 100 ms: its handles close before it
 * does. May block for so long. */
bool processes_ends_now(struct processes *processes, int actor);

/* Makes an event of this kind about a process and its actor. */
struct kit_event process_event(const struct processes *processes, enum kit_event_kind kind,
                               const struct run_process *process);

/* True if this is the PID of a process of the run that has not ended; a command is none. */
bool processes_has_live(const struct processes *processes, uint32_t pid);

/* True if a process of the run has not ended, as far as the runner knows. */
bool processes_live(const struct processes *processes);

/* The same, for the processes that play an actor. */
bool processes_actor_lives(const struct processes *processes);

/* The file name of its program as a log has it; a long name is cut. */
void process_image_name(const struct run_process *process, char to[KIT_NAME]);
