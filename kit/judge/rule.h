#pragma once
/*
 * What the rules share (rule.c), and the rules themselves: one file for each, named after it.
 * Only rules.c, the rules and preconditions.c include this header. Pure.
 */
#include "kit/judge/crash_codes.h"
#include "kit/judge/verdict_builder.h"

#define X(rule, function, word, window_ms, statement)                                          \
    void rule_##function(struct verdict_builder *builder);
KIT_RULES(X)
#undef X

const struct scenario_actor *actor_of(const struct verdict_builder *builder, int actor);
int parent_of(const struct verdict_builder *builder, int child);

/*
 * When an actor's mark was made (or FACTS_NEVER), its event (or NULL), the earlier of two
 * events.
 */
int64_t instant_at(const struct verdict_builder *builder, int actor, enum mark mark);

/* Until when a process is known to have run: its end, or its last event. */
int64_t ran_until(const struct verdict_builder *builder, int actor);
const struct fact *event_of(const struct verdict_builder *builder, int actor, enum mark mark);
const struct fact *first_of(const struct verdict_builder *builder, int actor, enum mark a,
                            enum mark b);

/*
 * The first event after which a child and its parent need not understand each other any more:
 * their pipe was dropped, or a message in it was spoiled. A call of the parent names its pipe
 * and no child, so that it may have spoiled a message to any child.
 */
const struct fact *parted(const struct verdict_builder *builder, int child);

/* The kill of an actor, once the runner confirmed it; it counts from the strike. Or NULL. */
const struct fact *kill_of(const struct verdict_builder *builder, int actor);

/*
 * The first event after which an actor's behaviour is no longer its own: it was struck, or
 * asked to end. The closing of the run is such an event for all actors.
 */
const struct fact *asked(const struct verdict_builder *builder, int actor);

/* The runner saw at the end of the run that the process never ran an instruction. */
bool was_left_unborn(const struct verdict_builder *builder, int actor);

/*
 * A parent that is killed inside CreateProcess can leave a process that never runs an
 * instruction and stays. The system causes this, not the pair. The process has no probe, and
 * its parent, which reports for each child that CreateProcess returned, never reported this
 * one.
 */
bool was_never_born(const struct verdict_builder *builder, int child);

/*
 * A user's own program, written in quotes or known by its image. It need not know the kit's
 * words, and is judged by those that it has.
 */
bool is_users_own(const struct verdict_builder *builder, int actor);

/*
 * Whether the actor has this word at all: it logged it in this run, or its program's file
 * contains it. True for the kit's own programs, and if the log has no list of the file's words.
 */
bool can_say(const struct verdict_builder *builder, int actor, enum protocol_step step);

/* Whether the actor reported anything after an instant: then it was alive at that instant. */
bool reported_after(const struct verdict_builder *builder, int actor, int64_t at_ns);

/* The exit code of a process that could not be loaded, so that it never ran a line. */
#define STATUS_DLL_NOT_FOUND 0xC0000135u

/* Whether a line expects this end, and no line above it asked for it. */
bool is_expected_end(const struct verdict_builder *builder, const struct fact *exit);

/*
 * Notes what the rule could not see of this actor although the run was judged. The note is
 * shown beside a pass, once for each rule and actor. If nothing else was judged, either, the
 * run is unseen.
 */
void rule_note(struct verdict_builder *builder, enum kit_rule rule, int actor, int64_t at_ns,
               const char *format, ...) KIT_PRINTF(5, 6);

/* Whether the rule that this actor broke first already reports what it did. */
bool has_failed_a_rule(const struct verdict_builder *builder, int actor);

struct finding_header rule_header(enum kit_rule rule, enum kit_verdict verdict, int actor,
                                  int64_t at_ns);

/*
 * An obligation that cannot be judged, because `dissolver` came before its window had passed:
 * "cannot tell whether cs <awaited>: ...".
 */
void rule_unseen(struct verdict_builder *builder, enum kit_rule rule, int actor,
                 const struct window *window, const struct fact *cause,
                 const struct fact *dissolver, const char *awaited);
