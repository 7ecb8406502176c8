#include "kit/derive/moment.h"

void moment_add(struct text *to, int64_t at_ns)
{
    uint64_t ms = moment_ms_between(0, at_ns);
    text_add(to, "%llu.%03u s", (unsigned long long)(ms / 1000), (unsigned)(ms % 1000));
}

uint64_t moment_ms_between(int64_t from_ns, int64_t until_ns)
{
    return until_ns <= from_ns ? 0 : ((uint64_t)until_ns - (uint64_t)from_ns) / NS_PER_MS;
}
