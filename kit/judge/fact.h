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

/*
 * A run has up to ten million facts, so each is small: an index of an actor takes a byte, and
 * so does an enum.
 */
_Static_assert(SCENARIO_ACTORS < INT8_MAX && EVENT_KIND_COUNT <= UINT8_MAX &&
                   MARK_COUNT <= UINT8_MAX && SCENARIO_LINES <= INT16_MAX,
               "the members of a fact have room for their values");

/* What a fact changed of the processes (kit/judge/actor_processes.h), to take it back. */
struct process_undo {
    int8_t count;   /* of the processes before it */
    int8_t flagged; /* the process whose flags it changed from these; or -1 */
    int8_t started; /* the process whose start it reports; or -1 */
    int8_t newest, parent;
    uint8_t flags;
    bool spilled;
};

struct fact {
    int64_t at_ns;
    int64_t until_ns;        /* for STALL and BREAK */
    const struct fact *next; /* the next fact that made the same mark of the same subject */
    /* As the log has them; never NULL. Two names are equal if their pointers are. */
    const char *actor_name, *name, *peer_name, *by, *text;
    uint64_t sequence, size, checksum;
    uint32_t occurrence, line_number, pid, tid, code, deadline_ms;
    uint32_t incarnation; /* as the log has it */
    int16_t step;         /* enum protocol_step of the name, or of the step that the scenario
                             says it means; or -1 */
    int16_t line_index;   /* into scenario->lines, of `line_number`; or -1 */
    uint8_t kind;         /* enum kit_event_kind */
    uint8_t mark;         /* enum mark: the mark that it makes, of `subject` */
    int8_t subject;       /* index of an actor, THE_RUN, or -1 */
    int8_t actor;         /* index in actor_processes.scenario; -1: the event names none */
    int8_t peer;          /* the same for the peer */
    int8_t actor_of, peer_of; /* indices into scenario->actors of the two names; or -1 */
    int8_t processes;         /* the number of processes as of this fact */
    struct process_undo undo;
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
