#include "kit/run/stalls.h"

#include <assert.h>

void stalls_begin(struct stalls *stalls, struct stall_monitor *monitor)
{
    assert(monitor);
    *stalls = (struct stalls){.monitor = monitor, .at = stall_monitor_count(monitor)};
}

/* A stall from before the run begins with the run. The instant is never 0, since 0 means "now"
 * to the recorder. */
static int64_t stall_instant(const struct recorder *recorder, int64_t shared_ns)
{
    int64_t at_ns = recorder_ns(recorder, shared_ns);
    return at_ns < 1 ? 1 : at_ns;
}

static void tell_stall(struct stalls *stalls, struct recorder *recorder,
                       const struct stall_seen *stall)
{
    struct kit_event event = recorder_event(recorder, EVENT_STALL, -1);
    event.at_ns = stall_instant(recorder, stall->from_ns);
    event.until_ns = recorder_ns(recorder, stall->until_ns);
    if (event.until_ns <= event.at_ns)
        return;
    event.occurrence = stall->core;
    stalls->by_core_ns[stall->core - 1] += event.until_ns - event.at_ns;
    recorder_add(recorder, &event);
}

/*
 * Logs the failure with the time of the last beat, since no absence after that beat can be
 * judged. The judge ignores everything after a trouble.
 */
static void tell_failure(struct recorder *recorder, uint32_t core, int64_t since_ns)
{
    struct kit_event event = recorder_event(recorder, EVENT_TROUBLE, -1);
    struct text text = text_over(event.text, sizeof event.text);
    event.at_ns = stall_instant(recorder, since_ns);
    text_add(&text,
             "the stall monitor failed on core %u, so a late actor cannot be told from a late "
             "machine; start lifeline again",
             (unsigned)core);
    recorder_add(recorder, &event);
}

/* The monitor overwrote old stalls before this run read them. */
static void record_forgotten_stalls(struct stalls *stalls, struct recorder *recorder)
{
    uint64_t forgotten = stall_monitor_forgotten(stalls->monitor, stalls->at);
    if (forgotten > 0)
        recorder_trouble(
            recorder, -1,
            "the machine stalled %llu times at unknown moments, so a late actor cannot be told "
            "from a late machine; run fewer scenarios at once (--jobs)",
            (unsigned long long)forgotten);
    stalls->at += forgotten;
}

void stalls_take(struct stalls *stalls, struct recorder *recorder)
{
    struct stall_seen stall;
    uint32_t core = 0;
    int64_t since_ns = 0;
    record_forgotten_stalls(stalls, recorder);
    while (stall_monitor_next(stalls->monitor, &stalls->at, &stall))
        tell_stall(stalls, recorder, &stall);
    if (stalls->lost || !stall_monitor_failed(stalls->monitor, &core, &since_ns))
        return;
    stalls->lost = true;
    tell_failure(recorder, core, since_ns);
}

int64_t stalls_passed_ns(const struct stalls *stalls, const struct recorder *recorder)
{
    int64_t now_ns = recorder_now_ns(recorder);
    if (stalls->lost)
        return now_ns;
    int64_t known_ns = recorder_ns(recorder, stall_monitor_passed_ns(stalls->monitor));
    return known_ns < now_ns ? known_ns : now_ns;
}

int64_t stalls_longest_ns(const struct stalls *stalls, const int64_t since_ns[BEATS_CORES])
{
    int64_t longest_ns = beats_longest_ns(stalls->by_core_ns, since_ns);
    return longest_ns < STALLS_STRETCH_NS ? longest_ns : STALLS_STRETCH_NS;
}
