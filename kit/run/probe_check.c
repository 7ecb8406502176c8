#include "kit/run/probe_check.h"

#include <string.h>

/* Why the actor is blind; false if it is not. */
static bool is_blind(const struct run_call_counts *calls, struct text *why)
{
    unsigned long long patched = atomic_load(&calls->patched);
    unsigned long long dispatched = atomic_load(&calls->dispatched);
    unsigned beyond = atomic_load(&calls->beyond), lost = atomic_load(&calls->lost);
    if (calls->stubs == 0)
        text_add(why, "no function of ntdll could be patched");
    else if (calls->missing > 0)
        text_add(why, "%u functions of ntdll could not be patched", (unsigned)calls->missing);
    else if (!calls->tested)
        text_add(why, "this system has no dispatcher to compare with");
    else if (dispatched > patched)
        text_add(why, "%llu of %llu calls passed the probe by", dispatched - patched,
                 dispatched);
    else if (beyond > 0)
        text_add(why, "%u handles of pipes or objects were beyond the table of the probe",
                 beyond);
    else if (lost > 0)
        text_add(why, "the probe did not see how %u operations on pipes came out", lost);
    return why->length > 0;
}

void probe_check_tell(struct session *session)
{
    for (uint32_t i = 0; i < session->scenario->actor_count; i++) {
        const struct run_call_counts *calls = &session->shared.blocks[i]->calls;
        if (!session->is_injected[i])
            continue;
        struct kit_event event = recorder_event(&session->recorder, EVENT_SELF_TEST, (int)i);
        struct text why = text_over(event.text, sizeof event.text);
        const char *by = is_blind(calls, &why) ? SELF_TEST_BLIND : SELF_TEST_SEEN;
        name_copy(event.by, by, strlen(by));
        event.size = atomic_load(&calls->patched);
        recorder_add(&session->recorder, &event);
    }
}
