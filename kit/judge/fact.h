#pragma once
/*
 * A fact: an event of the run as the judge keeps it. Names became numbers once, when the event
 * was taken in (fact_store.h). The strings remain for messages and point into the store. Pure,
 * plain values.
 */
#include "kit/base/event.h"
#include "kit/judge/mark.h"
#include "kit/protocol/steps.h"
#include "kit/scenario/scenario.h"

/* What a fact changed of the processes (kit/judge/actor_processes.h), to take it back. */
struct process_undo {
    int count;   /* of the processes before it */
    int flagged; /* the process whose flags it changed from these; or -1 */
    int started; /* the process whose start it reports; or -1 */
    int newest, parent;
    uint8_t flags;
    bool spilled;
};

struct fact {
    int64_t at_ns;
    int64_t until_ns; /* for STALL and BREAK */
    enum kit_event_kind kind;
    int actor;             /* index in actor_processes.scenario; -1: the event names none */
    int peer;              /* the same for the peer */
    int actor_of, peer_of; /* indices into scenario->actors of the two names; or -1 */
    uint32_t incarnation;  /* as the log has it */
    int processes;         /* the number of processes as of this fact */
    struct process_undo undo;
    int step;                /* enum protocol_step of `meant`, or -1 */
    int line_index;          /* into scenario->lines, of `line_number`; or -1 */
    enum mark mark;          /* the mark that it makes, of `subject` */
    int subject;             /* index of an actor, THE_RUN, or -1 */
    const struct fact *next; /* the next fact that made the same mark of the same subject */
    /* As the log has them; never NULL. Two names are equal if their pointers are. `meant` is
     * the name, or the word of the protocol's step that the scenario says it means. */
    const char *actor_name, *name, *meant, *peer_name, *by, *text;
    uint32_t occurrence, line_number, pid, tid, code, deadline_ms;
    uint64_t sequence, size, checksum;
};

/* A step or a report: an event of the actor itself. */
static inline bool fact_is_said(const struct fact *fact)
{
    return fact->kind == EVENT_STEP || fact->kind == EVENT_REPORT;
}

static inline bool fact_is_step(const struct fact *fact, enum protocol_step step)
{
    return fact->step == (int)step;
}

/* Later than everything, so that "the first of" and "before" need no special case. */
#define FACTS_NEVER INT64_MAX

/* The time of a fact; NULL is later than everything. */
static inline int64_t instant_of(const struct fact *fact)
{
    return fact ? fact->at_ns : FACTS_NEVER;
}

/* The earlier of two facts; the first argument if both are of one instant. */
static inline const struct fact *earlier(const struct fact *a, const struct fact *b)
{
    return instant_of(b) < instant_of(a) ? b : a;
}
