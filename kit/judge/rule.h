#pragma once
/*
 * What the rules share (rule.c), and the rules themselves: one file for each, named after it.
 * Only rules.c, the rules and preconditions.c include this. Pure.
 */
#include "kit/judge/verdict_builder.h"

#define X(rule, function, word, window_ms, statement)                                          \
    void rule_##function(struct verdict_builder *builder);
KIT_RULES(X)
#undef X

const struct scenario_actor *actor_of(const struct verdict_builder *builder, int actor);
int parent_of(const struct verdict_builder *builder, int child);

/* When an actor's mark was made (FACTS_NEVER), its event (NULL), the earlier of two. */
int64_t instant_at(const struct verdict_builder *builder, int actor, enum mark mark);
const struct fact *event_of(const struct verdict_builder *builder, int actor, enum mark mark);
const struct fact *first_of(const struct verdict_builder *builder, int actor, enum mark a,
                            enum mark b);

/* The kill of an actor, once it was seen to work; it counts from the strike. Or NULL. */
const struct fact *kill_of(const struct verdict_builder *builder, int actor);

/* The first event after which an actor is no longer on its own: it was struck, or asked to end;
 * when the run closes, all are. */
const struct fact *asked(const struct verdict_builder *builder, int actor);

/*
 * A parent that is killed inside CreateProcess can leave a process that never runs a line and
 * stays: the system's doing, not the pair's. It has no probe, and its parent, who says of each
 * child that CreateProcess came back, never said so of this one.
 */
bool was_never_born(const struct verdict_builder *builder, int child);

/* A program of the user's own, written in quotes or known by its image: it need not know the
 * kit's words, and is judged by those that it has. */
bool is_users_own(const struct verdict_builder *builder, int actor);

/* Whether the actor has this word at all: it said it in this run, or its program's file holds
 * it. Of the kit's own programs, and where the log tells nothing of the file, true. */
bool can_say(const struct verdict_builder *builder, int actor, enum protocol_step step);

/* Whether only an exception gives this exit code. */
bool is_crash(uint32_t code);

/* Whether a line expects this end, and none above it asked for it. */
bool is_expected_end(const struct verdict_builder *builder, const struct fact *exit);

/* What the rule could not see of this actor, though the run was judged: told beside a pass,
 * once for each rule and actor. Where nothing else was judged, either, the run is unseen. */
void rule_note(struct verdict_builder *builder, enum kit_rule rule, int actor, int64_t at_ns,
               const char *format, ...) KIT_PRINTF(5, 6);

/* Whether what this actor did is already told by the rule that it broke first. */
bool has_failed_a_rule(const struct verdict_builder *builder, int actor);

struct finding_header rule_header(enum kit_rule rule, enum kit_verdict verdict, int actor,
                                  int64_t at_ns);

/* An obligation that cannot be judged, because `dissolver` came before its window had passed:
 * "cannot tell whether cs <awaited>: ...". */
void rule_unseen(struct verdict_builder *builder, enum kit_rule rule, int actor,
                 const struct window *window, const struct fact *cause,
                 const struct fact *dissolver, const char *awaited);
