#pragma once
/*
 * What an extracted scenario keeps of its log's scenario, and what the run decided. Only the
 * files that extract include this header. Pure.
 */
#include "kit/derive/extract_source.h"

struct kept {
    bool is_plain;  /* the scenario as it is, because nothing else of it would be a scenario */
    bool is_pruned; /* lines and actors that had no part in the failure are left out */
    bool lines[SCENARIO_LINES];                     /* by index into scenario->lines */
    bool actors[SCENARIO_ACTORS];                   /* whole families, and bystanders */
    const struct kit_event *struck[SCENARIO_LINES]; /* the strike of the line, or NULL */
    const struct kit_event *held[SCENARIO_LINES];   /* the hold of the line, or NULL */
    /* A process that ended though no line ordered it, in a run without faults; or NULL. */
    const struct kit_event *end;
    /* What failed, if exactly one rule failed on exactly one actor, and nothing else is found;
     * or NULL. */
    const struct finding *failure;
    bool demands; /* a new line `must fail` demands it */
};

void kept_find(const struct extract_of *of, struct kept *out);

/* Keeps everything as it is, but the lines of a sweep. */
void kept_find_plain(const struct extract_of *of, struct kept *out);

/*
 * The event that says at which step, and for which child, the line's strike or hold came; NULL
 * if none does. The runner's own strike at a step names no child, but the step before it does.
 */
const struct kit_event *kept_deed(const struct extract_of *of, const struct kept *kept,
                                  uint32_t index);

/* The place of a strike from outside, as a line names it. */
struct strike_place {
    int actor, peer; /* -1: no peer */
    const char *step;
    uint32_t occurrence;
    int64_t at_ns;
};

/*
 * The last step that the actor reached until an instant, or else the last step of its family.
 * False if neither reached any.
 */
bool strike_place_find(const struct extract_of *of, int actor, int64_t until_ns,
                       struct strike_place *out);

/*
 * Whether the line's strike is to be written at the step where it came: only the time, or the
 * start of the processes, decided it. A strike that waits for other lines keeps its line.
 */
bool strike_is_by_chance(const struct extract_of *of, const struct kept *kept, uint32_t index);

/* The window of a rule matters if the rule had something to judge. */
bool kept_has_judged(const struct extract_of *of, enum kit_rule rule);

/* Whether a finding is only a note beside the verdict. */
bool finding_is_note(const struct finding *finding);
