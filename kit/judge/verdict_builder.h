#pragma once
/*
 * Where the parts of the judge put their results: findings, and what is still waited for. Also
 * the phrases of findings, so that all messages use the same words. Pure.
 */
#include "kit/judge/judge_result.h"
#include "kit/judge/window.h"

/*
 * State of a line's search: how far the log was searched for what the line waits for, and for
 * near matches.
 */
struct line_searches {
    struct search wanted, near;
};

struct verdict_builder {
    const struct scenario *scenario; /* with one more actor for each further process */
    const struct kit_platform *platform;
    const struct actor_processes *processes;
    const struct facts *facts;
    struct line_searches *searches; /* by line */
    struct judge_result *out;
    uint32_t in_play;     /* rules that had something to judge */
    bool troubled;        /* a precondition failed: it explains what never happened */
    bool in_rules;        /* what is waited for from here on is an obligation of the contract */
    bool spilled;         /* not all findings fit: the mildest were dropped */
    struct finding spare; /* the slot for a finding that does not fit */
};

/* The subject of a finding. `line_number` is 0 if it is about no line. */
struct finding_header {
    enum finding_source source;
    enum kit_verdict verdict;
    enum kit_rule rule;
    int actor; /* or -1 */
    uint32_t line_number;
    int64_t at_ns;
};

/*
 * Adds a finding; the format is its message. If all slots are taken, the mildest finding is
 * dropped.
 */
struct finding *add_finding(struct verdict_builder *builder,
                            const struct finding_header *header, const char *format, ...)
    KIT_PRINTF(3, 4);

/*
 * An obligation of this rule was met. A broken obligation has its finding, which shows that
 * there was one.
 */
void obligation_met(struct verdict_builder *builder, enum kit_rule rule);

/* For a parent that did not do something for this child. */
void add_peer(const struct verdict_builder *builder, struct finding *finding, int child);

/* Sets the likely mechanism. */
void add_cause(struct finding *finding, const char *format, ...) KIT_PRINTF(2, 3);

/*
 * Asks the runner to look again when `actor` logs `name` (or ends, if `name` is empty), or at
 * the deadline. A deadline of FACTS_NEVER is not waited for: the actor is held, and only a line
 * can release it.
 */
void await(struct verdict_builder *builder, int actor, const char *name, int64_t deadline_ns);

/*
 * The verdict on an absence within a window: fail, unless the machine stalled for too long or
 * events of `actor` were lost in that span (pass -1 if the absent event is not an actor's).
 * add_excuse appends to the finding what speaks against a plain fail.
 */
enum kit_verdict verdict_of_absence(const struct verdict_builder *builder,
                                    const struct window *window, int actor);

/*
 * The time in which an actor can have logged anything, up to an instant, as a window for these
 * two.
 */
struct window span_until(int64_t at_ns);
void add_excuse(const struct verdict_builder *builder, struct finding *finding,
                const struct window *window, int actor);

/* A short text, by value, to be used within the expression that made it. */
struct short_text {
    char text[160];
};

/* "host was killed (line 10)"; "the runner began to close". */
struct short_text describe_fact(const struct fact *event);

/* "4" or, for the code of an exception, "0xC0000005". */
struct short_text code_text(uint32_t code);

/* "; its last step was reply.wait", or that there was none. */
struct short_text last_step_text(const struct verdict_builder *builder, int actor,
                                 int64_t at_ns);

/* "its last line was \"ready\"", or that it printed nothing. */
struct short_text last_print_text(const struct verdict_builder *builder, int actor,
                                  int64_t at_ns);

/*
 * Whole milliseconds between two instants, rounded up, so that a late event never reads as in
 * time.
 */
long long ms_between(int64_t from_ns, int64_t until_ns);

/* An actor's name. */
const char *name_of(const struct verdict_builder *builder, int actor);

/* Whether the actor has a probe of its own, and so can say what the rules ask for. */
bool has_probe(const struct verdict_builder *builder, int actor);

/* From when on the actor's steps can be seen: those of its own probe or of the injected one. */
int64_t steps_seen_from(const struct verdict_builder *builder, int actor);
bool has_steps(const struct verdict_builder *builder, int actor);
