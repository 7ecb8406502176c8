#pragma once
/*
 * What a sweep never covered: steps that no actor reached and steps that were never struck,
 * waits, faults, calls and their errors, and the rules for which there was never anything to
 * judge. Only gaps that were possible are reported: not a call that no actor makes, nor
 * nobody-else if there is only one family. A struck point counts if its run came to a verdict.
 * Pure; borrows the scenario.
 */
#include "kit/base/calls.h"
#include "kit/sweep/map.h"

/* X(gap, title, what is missing) */
#define COVERAGE_GAPS(X)                                                                       \
    X(SEEN, "never seen", "steps and reports that no actor came to in any run")                \
    X(STRUCK, "never struck at", "steps and reports that an actor came to")                    \
    X(INSIDE, "never struck inside", "waits that an actor came to")                            \
    X(FAULTS, "never struck with", "faults, and ways to lose a pipe")                          \
    X(USED, "never used", "calls that no actor made in the run without faults")                \
    X(FAILED, "never failed", "calls that an actor made")                                      \
    X(CODES, "never failed with", "the errors of calls that were made to fail by another")     \
    X(RULES, "never exercised",                                                                \
      "rules by which there was nothing to judge in any run: no obligation that was met or "   \
      "broken")

enum coverage_gap {
#define X(gap, title, meaning) COVERAGE_##gap,
    COVERAGE_GAPS(X)
#undef X
        COVERAGE_GAP_COUNT
};

extern const char *const coverage_titles[COVERAGE_GAP_COUNT + 1];
extern const char *const coverage_meanings[COVERAGE_GAP_COUNT + 1];

/* Steps by 1 << enum protocol_step, codes by 1 << their index, and so on. */
struct coverage {
    const struct scenario *scenario;
    uint64_t seen, struck, inside;
    /* The same of injected actors, by enum call_step. */
    uint64_t calls_seen, calls_struck, calls_inside;
    /* Steps that were reached by an actor that can obey such a fault (free_run_obeys). */
    uint64_t child_drops, parent_drops, spoils;
    bool can_drop[SCENARIO_ACTORS], can_spoil[SCENARIO_ACTORS];
    uint32_t faults, drops;
    uint32_t used, failed, codes[CALL_COUNT];
    uint32_t rules;
    char free_run[512]; /* how the run without faults ended, if that matters */
};

/* The steps of the protocol in the events of a run. */
uint64_t coverage_steps(const struct kit_event *events, size_t count);

/* Takes in a run without faults, which shows what can be struck. */
void coverage_see(struct coverage *coverage, const struct kit_event *events, size_t count);

/* Takes in the results of the points, in addition to what was taken in before. */
void coverage_take(struct coverage *coverage, const struct sweep_result *results, size_t count);

/* The gaps, separated by commas: "block.*, quit.sent". Empty if there is no gap. */
void coverage_gap(const struct coverage *coverage, enum coverage_gap gap, struct text *to);

/*
 * How the run without faults ended, and all gaps, one below the other, in wrapped lines. Empty
 * if there is nothing to report.
 */
void coverage_text(const struct coverage *coverage, struct text *to);
