#include "kit/judge/calls.h"
#include "kit/judge/line.h"
#include "kit/judge/rule.h"
#include "kit/protocol/call_steps.h"

#include <string.h>

bool says_calls(const struct verdict_builder *builder, int actor)
{
    return actor_is_injected(builder->scenario, actor) && !has_probe(builder, actor);
}

bool calls_are_seen(const struct verdict_builder *builder, int actor)
{
    bool is_over = marked(builder->facts, THE_RUN, MARK_END) != NULL;
    return marked(builder->facts, actor, MARK_INJECTED) &&
           !self_test_of(builder, actor, MARK_BLIND) &&
           (!is_over || self_test_of(builder, actor, MARK_OVERSEEN));
}

uint32_t process_id_of(const struct verdict_builder *builder, int actor)
{
    const struct fact *started = marked(builder->facts, actor, MARK_STARTED);
    return started ? started->pid : 0;
}

/* ---- who ended a process ---- */

static const struct fact_list *calls_named(const struct verdict_builder *builder, int actor,
                                           enum call_step step)
{
    return facts_named(builder->facts->store, actor, call_step_words[step]);
}

/*
 * Whether this call ended the process. A process ID can be given again, and a call can fail. So
 * the call came while the process ran, and has the exit code that the process ended with.
 */
static bool is_its_end(const struct fact *call, const struct fact *started,
                       const struct fact *exit)
{
    return call->sequence == started->pid && call->code == exit->code &&
           call->at_ns >= started->at_ns && call->at_ns <= exit->at_ns;
}

/* The call of another actor that ended the process; NULL if no such call was seen. */
static const struct fact *ended_by(const struct verdict_builder *builder, int actor,
                                   const struct fact *exit)
{
    const struct fact *started = marked(builder->facts, actor, MARK_STARTED);
    if (process_id_of(builder, actor) == 0)
        return NULL;
    for (int i = 0; i < (int)builder->scenario->actor_count; i++) {
        const struct fact_list *calls = calls_named(builder, i, CALL_STEP_PROCESS_END);
        for (size_t k = calls->count; k > 0; k--) {
            if (is_its_end(calls->at[k - 1], started, exit))
                return calls->at[k - 1];
        }
    }
    return NULL;
}

struct process_end process_end_of(const struct verdict_builder *builder, int actor)
{
    const struct fact *exit = marked(builder->facts, actor, MARK_EXITED);
    const struct fact_list *own = calls_named(builder, actor, CALL_STEP_PROCESS_EXIT);
    struct process_end end = {.by = ENDER_UNKNOWN};
    if (!exit || marked(builder->facts, actor, MARK_KILLED) ||
        marked(builder->facts, actor, MARK_ENDED))
        return end;
    bool is_own = own->count > 0 && own->at[own->count - 1]->code == exit->code;
    if (!is_own)
        end.call = ended_by(builder, actor, exit);
    /* The system ends a process that crashes, with or without a call of the process. */
    if (end.call)
        end.by = ENDER_ACTOR;
    else if (calls_are_seen(builder, actor) && (own->count > 0 || !is_crash(exit->code)))
        end.by = own->count > 0 ? ENDER_ITSELF : ENDER_OUTSIDE;
    return end;
}

void add_call(struct text *to, const struct fact *call)
{
    text_add(to, "%s #%u", call->name, (unsigned)call->occurrence);
    if (call->peer_name[0])
        text_add(to, " of %s", call->peer_name);
}

void add_call_instant(struct text *to, int64_t at_ns)
{
    text_add(to, "%lld.%03lld s", (long long)(at_ns / NS_PER_MS / 1000),
             (long long)(at_ns / NS_PER_MS % 1000));
}

void add_process_end(struct text *to, const struct verdict_builder *builder, int actor,
                     const char *subject)
{
    struct process_end end = process_end_of(builder, actor);
    switch (end.by) {
    case ENDER_UNKNOWN:
        break;
    case ENDER_ITSELF:
        text_add(to, "%s ended itself", subject);
        break;
    case ENDER_ACTOR:
        text_add(to, "%s did not end itself: %s ended it by ", subject, end.call->actor_name);
        add_call(to, end.call);
        text_add(to, " at ");
        add_call_instant(to, end.call->at_ns);
        break;
    case ENDER_OUTSIDE:
        text_add(to, "%s did not end itself: a job or another process ended it", subject);
        break;
    }
}

/* ---- in which call an actor is ---- */

/* The last steps of an actor that are looked at, and the threads that made them. A thread that
 * was in its call all that time is not found. */
#define STEPS_LOOKED_AT   4096u
#define THREADS_LOOKED_AT 64u

/* A call after which there is a step of the same thread, so that it shows when it was over. */
static bool is_of_two_steps(const struct fact *said)
{
    static const enum call_step begins[] = {
        CALL_STEP_PIPE_CREATE, CALL_STEP_PIPE_OPEN,  CALL_STEP_PIPE_ACCEPT,
        CALL_STEP_PIPE_READ,   CALL_STEP_PIPE_WRITE, CALL_STEP_WAIT,
    };
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        if (words_equal(said->name, call_step_words[begins[i]]))
            return true;
    }
    return false;
}

bool call_was_made_to_fail(const struct verdict_builder *builder, const struct fact *call)
{
    const struct fact_list *list = facts_of_kind(builder->facts->store, EVENT_STRUCK);
    for (size_t i = 0; i < list->count; i++) {
        const struct fact *struck = list->at[i];
        if (struck->actor == call->actor && words_equal(struck->by, call->name) &&
            struck->occurrence == call->occurrence &&
            fault_has_effect(struck->name, EFFECT_FAILED))
            return true;
    }
    return false;
}

/* Threads of which the last step is known. */
struct looked_at {
    uint32_t tids[THREADS_LOOKED_AT];
    uint32_t count;
};

/* Whether this is the thread's last step: from the last one on, a thread comes once. */
static bool is_last_of_thread(struct looked_at *of, uint32_t tid)
{
    for (uint32_t i = 0; i < of->count; i++) {
        if (of->tids[i] == tid)
            return false;
    }
    if (of->count == THREADS_LOOKED_AT)
        return false;
    of->tids[of->count++] = tid;
    return true;
}

/* The call before its outcome in the same thread; NULL if it is too far back. */
static const struct fact *call_before(const struct fact_list *said, size_t i)
{
    for (size_t back = 1; back <= i && back <= THREADS_LOOKED_AT; back++) {
        const struct fact *before = said->at[i - back];
        if (before->tid == said->at[i]->tid)
            return is_of_two_steps(before) ? before : NULL;
    }
    return NULL;
}

/* The same for an operation whose end came after its call had returned, in any thread. */
static const struct fact *call_of_operation(const struct fact_list *said, size_t i)
{
    const struct fact *over = said->at[i];
    const char *pending = call_step_words[CALL_STEP_PIPE_PENDING];
    if (over->sequence == 0 || words_equal(over->name, pending) ||
        strncmp(over->peer_name, CALL_PIPE_PEER, sizeof CALL_PIPE_PEER - 1) != 0)
        return call_before(said, i);
    for (size_t back = 1; back <= i && back <= STEPS_LOOKED_AT; back++) {
        const struct fact *before = said->at[i - back];
        if (before->sequence == over->sequence && words_equal(before->name, pending))
            return call_before(said, i - back);
    }
    return NULL;
}

struct last_calls last_calls_at(const struct verdict_builder *builder, int actor, int64_t at_ns)
{
    const struct fact_list *said = facts_said(builder->facts->store, actor);
    size_t end = list_after(said, at_ns);
    struct looked_at threads = {.count = 0};
    struct last_calls last = {.step = end > 0 ? said->at[end - 1] : NULL};
    for (size_t back = 0; back < end && back < STEPS_LOOKED_AT; back++) {
        const struct fact *step = said->at[end - 1 - back];
        if (!is_last_of_thread(&threads, step->tid) || !is_of_two_steps(step) ||
            call_was_made_to_fail(builder, step))
            continue;
        last.more += last.inside != NULL;
        last.inside = last.inside ? last.inside : step;
    }
    if (last.step && last.step != last.inside)
        last.began = call_of_operation(said, end - 1);
    return last;
}
