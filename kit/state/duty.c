#include "kit/state/duty.h"
#include "kit/base/event.h"

#include <assert.h>

void duty_begin(struct duty *duty, enum kit_fault fault, int64_t now_ns)
{
    assert(fault < FAULT_COUNT);
    if (faults[fault].on_ms == 0)
        return;
    *duty = (struct duty){.on = true,
                          .stands_still = true,
                          .off_ms = faults[fault].off_ms,
                          .on_ms = faults[fault].on_ms,
                          .next_ns = now_ns + faults[fault].off_ms * NS_PER_MS};
}

bool duty_end(struct duty *duty)
{
    bool stood = duty->on && duty->stands_still;
    *duty = (struct duty){.on = false};
    return stood;
}

bool duty_next(struct duty *duty, int64_t now_ns)
{
    if (!duty->on || now_ns < duty->next_ns)
        return false;
    duty->stands_still = !duty->stands_still;
    duty->next_ns = now_ns + (duty->stands_still ? duty->off_ms : duty->on_ms) * NS_PER_MS;
    return true;
}

int64_t duty_left_ns(const struct duty *duty, int64_t now_ns)
{
    if (!duty->on)
        return INT64_MAX;
    return duty->next_ns > now_ns ? duty->next_ns - now_ns : 0;
}
