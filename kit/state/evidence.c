#include "kit/state/evidence.h"

#include <assert.h>

/* Processor time that proves a thread at work: two of the ticks in which systems count it. */
#define SPIN_SEEN_MS 20

void evidence_begin(struct evidence *evidence, const struct scenario *scenario)
{
    *evidence = (struct evidence){.scenario = scenario};
}

static const struct scenario_line *line_of_injection(const struct evidence *evidence,
                                                     const struct injection *injection)
{
    return &evidence->scenario->lines[injection->line_index];
}

void evidence_await(struct evidence *evidence, int line_index, int target, uint32_t incarnation,
                    uint32_t tid)
{
    assert(line_index >= 0 && (uint32_t)line_index < evidence->scenario->line_count);
    assert(target >= 0 && (uint32_t)target < evidence->scenario->actor_count);
    /* An actor may repeat its report without end. */
    if (evidence->count < SCENARIO_LINES)
        evidence->injections[evidence->count++] = (struct injection){.pending = true,
                                                                     .line_index = line_index,
                                                                     .target = target,
                                                                     .incarnation = incarnation,
                                                                     .tid = tid,
                                                                     .used_ms = -1};
}

void evidence_spoke(struct evidence *evidence, int actor, uint32_t tid)
{
    for (uint32_t i = 0; i < evidence->count; i++) {
        struct injection *injection = &evidence->injections[i];
        injection->spoke |= injection->target == actor && injection->tid == tid;
    }
}

enum end_says evidence_end(const struct evidence *evidence, uint32_t index,
                           const struct process_end *end)
{
    assert(index < evidence->count);
    const struct injection *injection = &evidence->injections[index];
    const struct scenario_line *line = line_of_injection(evidence, injection);
    if (!injection->pending || injection->target != end->actor ||
        end->incarnation < injection->incarnation)
        return END_SAYS_NOTHING;
    if (faults[line->fault].proof == PROOF_OVER)
        return END_CUTS_SHORT;
    /* The actor ended during one of its running turns. */
    if (faults[line->fault].off_ms > 0)
        return END_PROVES;
    if (faults[line->fault].proof != PROOF_END)
        return END_SAYS_NOTHING;
    return fault_ends_with(line->fault, line->code, end->code) ? END_PROVES : END_CONTRADICTS;
}

bool evidence_shows_life(enum kit_fault fault)
{
    return faults[fault].catchable || fault_strikes(fault, STRIKES_HANDLE);
}

bool evidence_spins(struct injection *injection, int64_t used_ms)
{
    if (injection->used_ms < 0)
        injection->used_ms = used_ms;
    return used_ms >= 0 && used_ms - injection->used_ms >= SPIN_SEEN_MS && !injection->spoke;
}

bool evidence_needs_looks(const struct evidence *evidence)
{
    for (uint32_t i = 0; i < evidence->count; i++) {
        enum kit_fault fault = line_of_injection(evidence, &evidence->injections[i])->fault;
        enum fault_proof proof = faults[fault].proof;
        if (evidence->injections[i].pending &&
            (proof == PROOF_SUSPENDED || proof == PROOF_BUSY))
            return true;
    }
    return false;
}

bool evidence_pending(const struct evidence *evidence, int actor)
{
    for (uint32_t i = 0; i < evidence->count; i++) {
        if (evidence->injections[i].pending && evidence->injections[i].target == actor)
            return true;
    }
    return false;
}
