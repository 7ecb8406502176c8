#include "kit/state/beats.h"
#include "kit/base/event.h"

#include <assert.h>

void beats_begin(struct beats *beats, uint32_t core_count, int64_t now_ns)
{
    assert(core_count > 0 && core_count <= BEATS_CORES);
    *beats = (struct beats){.core_count = core_count};
    for (uint32_t i = 0; i < core_count; i++)
        beats->passed_ns[i] = now_ns;
}

void beats_done(struct beats *beats, uint32_t core, int64_t due_ns, int64_t done_ns)
{
    assert(core < beats->core_count && !beats->failed[core]);
    assert(done_ns >= beats->passed_ns[core]);
    if (done_ns - due_ns > BEATS_STALL_MS * NS_PER_MS) {
        uint64_t i = beats->stall_count++ % BEATS_STALLS;
        beats->stalls[i] = (struct stall_seen){core + 1, due_ns, done_ns};
    }
    beats->passed_ns[core] = done_ns;
}

void beats_fail(struct beats *beats, uint32_t core)
{
    assert(core < beats->core_count);
    beats->failed[core] = true;
}

int64_t beats_passed_ns(const struct beats *beats)
{
    int64_t passed_ns = INT64_MAX;
    for (uint32_t i = 0; i < beats->core_count; i++) {
        if (beats->passed_ns[i] < passed_ns)
            passed_ns = beats->passed_ns[i];
    }
    return passed_ns;
}

int64_t beats_longest_ns(const int64_t by_now_ns[BEATS_CORES],
                         const int64_t by_then_ns[BEATS_CORES])
{
    int64_t longest_ns = 0;
    for (uint32_t i = 0; i < BEATS_CORES; i++) {
        int64_t stalled_ns = by_now_ns[i] - (by_then_ns ? by_then_ns[i] : 0);
        if (stalled_ns > longest_ns)
            longest_ns = stalled_ns;
    }
    return longest_ns;
}

bool beats_failed(const struct beats *beats, uint32_t *core, int64_t *since_ns)
{
    bool failed = false;
    for (uint32_t i = 0; i < beats->core_count; i++) {
        if (!beats->failed[i] || (failed && beats->passed_ns[i] >= *since_ns))
            continue;
        failed = true;
        *core = i + 1;
        *since_ns = beats->passed_ns[i];
    }
    return failed;
}

uint64_t beats_forgotten(const struct beats *beats, uint64_t at)
{
    uint64_t behind = beats->stall_count - at;
    assert(at <= beats->stall_count);
    return behind > BEATS_STALLS ? behind - BEATS_STALLS : 0;
}

bool beats_next(const struct beats *beats, uint64_t *at, struct stall_seen *out)
{
    if (*at >= beats->stall_count)
        return false;
    *at += beats_forgotten(beats, *at);
    *out = beats->stalls[(*at)++ % BEATS_STALLS];
    assert(out->core > 0 && out->from_ns < out->until_ns);
    return true;
}

enum beat beat_make(const struct beat_calls *calls, void *context, uint32_t beat_ms,
                    int64_t *due_ns, int64_t *done_ns)
{
    *due_ns = calls->now_ns(context) + beat_ms * NS_PER_MS;
    switch (calls->rest(context, beat_ms)) {
    case BEAT_STOPPED:
        return BEAT_ENDS;
    case BEAT_BROKEN:
        return BEAT_FAILED;
    case BEAT_DUE:
    case BEAT_HURRIED:
        break;
    }
    if (!calls->round_trip(context))
        return BEAT_FAILED;
    *done_ns = calls->now_ns(context);
    return BEAT_GOES_ON;
}
