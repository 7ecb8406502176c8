#include "kit/state/run_clock.h"

#include <assert.h>

void run_clock_start(struct run_clock *clock, int64_t shared_ns)
{
    *clock = (struct run_clock){.start_ns = shared_ns};
}

void run_clock_stop(struct run_clock *clock, int64_t shared_ns)
{
    assert(clock->stopped_ns == 0);
    clock->stopped_ns = shared_ns;
    clock->gone_on_ns = INT64_MAX;
}

int64_t run_clock_go_on(struct run_clock *clock, int64_t shared_ns)
{
    assert(shared_ns >= clock->stopped_ns);
    clock->gone_on_ns = shared_ns;
    return clock->gone_on_ns - clock->stopped_ns;
}

int64_t run_clock_at(const struct run_clock *clock, int64_t shared_ns)
{
    if (clock->stopped_ns == 0 || shared_ns <= clock->stopped_ns)
        return shared_ns - clock->start_ns;
    if (shared_ns < clock->gone_on_ns)
        return clock->stopped_ns - clock->start_ns;
    return shared_ns - (clock->gone_on_ns - clock->stopped_ns) - clock->start_ns;
}
