#include "kit/run/decide.h"

#include <assert.h>
#include <string.h>

/*
 * Stalls of the machine extend the limit, up to STALLS_STRETCH_NS, so that every run ends. The
 * closing has as long again: what ends in its window is seen, however late the run began to
 * close.
 */
int64_t decide_limit_ns(const struct session *session)
{
    return session->closing_ns + session->scenario->limit_ms * NS_PER_MS +
           stalls_longest_ns(&session->stalls, NULL);
}

/* The bell has to ring at the moments that a replay waits for, too. */
static void listen_for_moments(struct session *session)
{
    const struct moments *moments = session->settings->moments;
    struct judge_result *result = &session->result;
    for (uint32_t i = 0; moments && i < moments->count; i++) {
        const struct moment *moment = &moments->all[i];
        if (session->moment_came[moment->line_index] || result->wait_count == JUDGE_WAITS)
            continue;
        struct judge_wait *wait = &result->waits[result->wait_count++];
        *wait = (struct judge_wait){.actor = moment->actor, .deadline_ns = INT64_MAX};
        memcpy(wait->name, moment->name, KIT_NAME);
    }
}

void decide(struct session *session)
{
    /* Read how far time has passed before taking the stalls. In this order all stalls up to
     * now_ns are in the list. In the other order a stall could fall in between, and the judge
     * would decide without it. */
    int64_t now_ns = stalls_passed_ns(&session->stalls, &session->recorder);
    stalls_take(&session->stalls, &session->recorder);
    if (!session->limit_passed && now_ns > decide_limit_ns(session)) {
        session->limit_passed = true;
        recorder_say(&session->recorder, EVENT_LIMIT, -1);
    }
    session->judged_ns = now_ns;
    judging_look(session->judging, now_ns, &session->result);
    listen_for_moments(session);
    orders_listen(&session->orders, session->result.waits, session->result.wait_count);
}

void decide_finally(struct session *session)
{
    assert(session->recorder.count > 0);
    judging_look(session->judging, session->recorder.last_ns, &session->result);
}

bool decide_is_over(const struct session *session)
{
    return session->missed || session->limit_passed || session->result.hopeless;
}
