#pragma once
/*
 * What the calls of an injected actor show (kit/protocol/call_steps.h). A call that was seen is
 * a fact. That a call was not made is known only of an actor of which the self-test saw all
 * calls. Pure.
 */
#include "kit/judge/verdict_builder.h"

/*
 * Whether the steps of this process are its calls: the injected probe was to come into it, and
 * no probe of its own did, as in a child of 64 bits whose parent has 32.
 */
bool says_calls(const struct verdict_builder *builder, int actor);

/*
 * Whether all calls of this process were seen. The self-test is logged at the end of the run;
 * until then it counts as good, so that the runner waits for what the calls may still show.
 */
bool calls_are_seen(const struct verdict_builder *builder, int actor);

/* The process ID; 0 if the log has none. */
uint32_t process_id_of(const struct verdict_builder *builder, int actor);

/* Whether the call failed by order, so that it was never made. */
bool call_was_made_to_fail(const struct verdict_builder *builder, const struct fact *call);

/* What ended a process. */
enum ender {
    ENDER_UNKNOWN,
    ENDER_ITSELF,
    ENDER_ACTOR,  /* another actor, by a call */
    ENDER_OUTSIDE /* not itself: a job, or a process whose calls were not seen */
};

struct process_end {
    enum ender by;
    const struct fact *call; /* of ENDER_ACTOR */
};

/* Of a process that has ended, and whose end no line ordered. */
struct process_end process_end_of(const struct verdict_builder *builder, int actor);

/* "two did not end itself: app ended it by process.end #1 at 0.150 s", or that it ended itself,
 * with this subject; nothing if it is unknown. */
void add_process_end(struct text *to, const struct verdict_builder *builder, int actor,
                     const char *subject);

/* "pipe.read #5 of pipe:job"; "2.100 s", as the excerpt of the run has it. */
void add_call(struct text *to, const struct fact *call);
void add_call_instant(struct text *to, int64_t at_ns);

/*
 * What the threads of an actor were at, at an instant: the actor's last step, and the call in
 * which a thread still was. If several threads were in a call, it is the one that was entered
 * last, and `more` is how many others there were.
 */
struct last_calls {
    const struct fact *step; /* NULL: it made none */
    const struct fact
        *began; /* the call of `step`, if `step` says how that came out; or NULL */
    const struct fact *inside;
    uint32_t more;
};

struct last_calls last_calls_at(const struct verdict_builder *builder, int actor,
                                int64_t at_ns);
