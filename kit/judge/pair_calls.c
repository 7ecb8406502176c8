#include "kit/judge/pair_calls.h"
#include "kit/base/calls.h"
#include "kit/judge/rule.h"
#include "kit/protocol/call_steps.h"

/* Of the pipes that a child opened or made, the last ones are looked at. */
#define PIPES_LOOKED_AT 8u

static const struct fact_list *calls_of(const struct verdict_builder *builder, int actor,
                                        enum call_step step)
{
    return facts_named(builder->facts->store, actor, call_step_words[step]);
}

/* `pipe` is the peer_name of a fact. */
static const struct fact_list *calls_about(const struct verdict_builder *builder, int actor,
                                           enum call_step step, const char *pipe)
{
    return facts_about(builder->facts->store, actor, call_step_words[step], pipe);
}

/* ---- which pipe ---- */

/* How often the pipe was made or opened. */
struct pipe_tally {
    uint32_t made, opened, made_by_parent, opened_by_parent, by_others;
};

/* By all processes of an actor of the scenario. */
static uint32_t times_of(const struct verdict_builder *builder, int declared,
                         enum call_step step, const char *pipe)
{
    uint32_t times = 0;
    for (int i = 0; i < (int)builder->scenario->actor_count; i++) {
        if (builder->processes->of[i] == declared)
            times += (uint32_t)calls_about(builder, i, step, pipe)->count;
    }
    return times;
}

static bool is_of_pair(const struct verdict_builder *builder, int parent, int child,
                       const char *pipe)
{
    struct pipe_tally of = {.made = 0};
    for (int i = 0; i < builder->processes->declared; i++) {
        uint32_t made = times_of(builder, i, CALL_STEP_PIPE_CREATED, pipe);
        uint32_t opened = times_of(builder, i, CALL_STEP_PIPE_OPENED, pipe);
        of.made += made;
        of.opened += opened;
        if (i == builder->processes->of[parent]) {
            of.made_by_parent = made;
            of.opened_by_parent = opened;
        } else if (i != builder->processes->of[child]) {
            of.by_others += made + opened;
        }
    }
    bool is_shared = (of.made_by_parent == of.made && of.opened_by_parent == 0) ||
                     (of.opened_by_parent == of.opened && of.made_by_parent == 0);
    return of.made > 0 && of.made == of.opened && of.by_others == 0 && is_shared;
}

static bool has_own_name(const char *pipe)
{
    return !words_equal(pipe, CALL_PEER_ANONYMOUS) && !words_equal(pipe, CALL_PEER_MORE);
}

/* The last pipe of the list that only the two have, or NULL. */
static const char *pipe_among(const struct verdict_builder *builder, int parent, int child,
                              const struct fact_list *list)
{
    for (size_t back = 1; back <= list->count && back <= PIPES_LOOKED_AT; back++) {
        const char *pipe = list->at[list->count - back]->peer_name;
        if (has_own_name(pipe) && is_of_pair(builder, parent, child, pipe))
            return pipe;
    }
    return NULL;
}

static const char *pipe_of_pair(const struct verdict_builder *builder, int parent, int child)
{
    if (!calls_are_seen(builder, parent) || !calls_are_seen(builder, child))
        return NULL;
    const char *pipe =
        pipe_among(builder, parent, child, calls_of(builder, child, CALL_STEP_PIPE_OPENED));
    return pipe ? pipe
                : pipe_among(builder, parent, child,
                             calls_of(builder, child, CALL_STEP_PIPE_CREATED));
}

/* ---- what goes through it ---- */

/* TransactNamedPipe: the read belongs to the same call as the write, which was done before the
 * read waits. */
static bool is_of_transaction(const struct verdict_builder *builder, const struct fact *call,
                              const struct fact *next)
{
    return words_equal(call->name, call_step_words[CALL_STEP_PIPE_WRITE]) &&
           words_equal(next->name, call_step_words[CALL_STEP_PIPE_READ]) &&
           next->peer_name == call->peer_name && !call_was_made_to_fail(builder, call) &&
           !call_was_made_to_fail(builder, next);
}

#define ENDED_BY_ITSELF 995u /* ERROR_OPERATION_ABORTED: it cancelled the operation */

/* The operation that the call began failed later. A read that the process itself ended, because
 * it waited for something else, too, was a wait for a message all the same. */
static bool failed_later(const struct verdict_builder *builder, const struct fact *call,
                         const struct fact *pending)
{
    const struct fact_list *failed =
        calls_about(builder, pending->actor, CALL_STEP_PIPE_FAILED, pending->peer_name);
    bool is_read = words_equal(call->name, call_step_words[CALL_STEP_PIPE_READ]);
    for (size_t i = list_after(failed, pending->at_ns - 1); i < failed->count; i++) {
        if (pending->sequence > 0 && failed->at[i]->sequence == pending->sequence)
            return !is_read || failed->at[i]->code != ENDED_BY_ITSELF;
    }
    return false;
}

/*
 * Whether the call succeeded, or goes on after it returned. A call that failed by order was not
 * made, and has no second step. A read without a second step waits for the next message.
 */
static bool came_out_well(const struct verdict_builder *builder, const struct fact *call)
{
    static const enum call_step good[] = {CALL_STEP_PIPE_WRITTEN, CALL_STEP_PIPE_TAKEN,
                                          CALL_STEP_PIPE_PENDING};
    const char *pending = call_step_words[CALL_STEP_PIPE_PENDING];
    const struct fact *next = facts_next_of_thread(builder->facts, call, FACTS_LATEST);
    if (!next)
        return words_equal(call->name, call_step_words[CALL_STEP_PIPE_READ]);
    if (is_of_transaction(builder, call, next))
        return true;
    if (words_equal(next->name, pending) && failed_later(builder, call, next))
        return false;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        if (words_equal(next->name, call_step_words[good[i]]))
            return next->peer_name == call->peer_name;
    }
    return false;
}

/* The first such call after an instant and up to another, or NULL. */
static const struct fact *first_call(const struct verdict_builder *builder, int actor,
                                     enum call_step step, const char *pipe, int64_t from_ns,
                                     int64_t until_ns)
{
    const struct fact_list *list = calls_about(builder, actor, step, pipe);
    for (size_t i = list_after(list, from_ns); i < list->count; i++) {
        if (list->at[i]->at_ns > until_ns)
            break;
        if (came_out_well(builder, list->at[i]))
            return list->at[i];
    }
    return NULL;
}

static const struct fact *last_call(const struct verdict_builder *builder, int actor,
                                    enum call_step step, const char *pipe, int64_t until_ns)
{
    const struct fact_list *list = calls_about(builder, actor, step, pipe);
    for (size_t i = list_after(list, until_ns); i > 0; i--) {
        if (came_out_well(builder, list->at[i - 1]))
            return list->at[i - 1];
    }
    return NULL;
}

/*
 * The child's first message that the parent has not answered: a later one does not give the
 * parent more time. NULL if there is none. `served` is the parent's last call for the child.
 */
static const struct fact *first_unanswered(const struct verdict_builder *builder, int child,
                                           const char *pipe, const struct fact *served,
                                           int64_t until_ns)
{
    int64_t from_ns = served ? served->at_ns : INT64_MIN + 1;
    return first_call(builder, child, CALL_STEP_PIPE_WRITE, pipe, from_ns, until_ns);
}

/*
 * Whether the parent wrote into a pipe that may be another one of the child: one that the child
 * has, too, or one without a name.
 */
static bool wrote_elsewhere(const struct verdict_builder *builder, int parent, int child,
                            const struct fact *asked, int64_t until_ns)
{
    const struct fact_list *list = calls_of(builder, parent, CALL_STEP_PIPE_WRITE);
    int declared = builder->processes->of[child];
    for (size_t i = list_after(list, asked->at_ns), end = list_after(list, until_ns); i < end;
         i++) {
        const char *pipe = list->at[i]->peer_name;
        if (pipe != asked->peer_name &&
            (!has_own_name(pipe) ||
             times_of(builder, declared, CALL_STEP_PIPE_OPENED, pipe) > 0 ||
             times_of(builder, declared, CALL_STEP_PIPE_CREATED, pipe) > 0))
            return true;
    }
    return false;
}

/* ---- which messages need an answer ---- */

/* Of the child's messages, the last ones before an answer are looked at. */
#define TURNS_LOOKED_AT 512u

/*
 * How the child and its parent took turns: how many messages the child wrote before each time
 * that the parent wrote.
 */
struct turns {
    uint32_t length; /* 0: there was none */
    bool differ;
};

static void close_turn(struct turns *turns, uint32_t *messages)
{
    turns->differ |= *messages > 0 && turns->length > 0 && *messages != turns->length;
    turns->length = *messages > 0 ? *messages : turns->length;
    *messages = 0;
}

/* Up to the parent's last write. */
static struct turns turns_until(const struct verdict_builder *builder, int parent, int child,
                                const struct fact *last)
{
    const struct fact_list *asked =
        calls_about(builder, child, CALL_STEP_PIPE_WRITE, last->peer_name);
    const struct fact_list *answered =
        calls_about(builder, parent, CALL_STEP_PIPE_WRITE, last->peer_name);
    size_t end = list_after(asked, last->at_ns);
    size_t i = end > TURNS_LOOKED_AT ? end - TURNS_LOOKED_AT : 0;
    size_t next = i < end ? list_after(answered, asked->at[i]->at_ns) : answered->count;
    bool is_whole = i == 0; /* else the first turn may have begun before */
    struct turns turns = {.length = 0};
    uint32_t messages = 0;
    for (; i < end; i++) {
        for (; next < answered->count && answered->at[next]->at_ns < asked->at[i]->at_ns;
             next++) {
            if (!came_out_well(builder, answered->at[next]))
                continue;
            messages = is_whole ? messages : 0;
            is_whole = true;
            close_turn(&turns, &messages);
        }
        messages += came_out_well(builder, asked->at[i]);
    }
    messages = is_whole ? messages : 0;
    close_turn(&turns, &messages);
    return turns;
}

/* The child's messages from this one on, up to an instant. */
static uint32_t messages_from(const struct verdict_builder *builder, const struct fact *first,
                              int64_t until_ns)
{
    const struct fact_list *list =
        calls_about(builder, first->actor, CALL_STEP_PIPE_WRITE, first->peer_name);
    uint32_t count = 0;
    for (size_t i = list_after(list, first->at_ns - 1), end = list_after(list, until_ns);
         i < end; i++)
        count += came_out_well(builder, list->at[i]);
    return count;
}

/* Whether the child wrote a message of this size before the parent's last write. */
static bool has_known_size(const struct verdict_builder *builder, const struct fact *message,
                           const struct fact *answer)
{
    const struct fact_list *list =
        calls_about(builder, message->actor, CALL_STEP_PIPE_WRITE, message->peer_name);
    size_t count = list_after(list, answer->at_ns);
    for (size_t back = 1; back <= count && back <= TURNS_LOOKED_AT; back++) {
        const struct fact *before = list->at[count - back];
        if (before->size == message->size && came_out_well(builder, before))
            return true;
    }
    return false;
}

/*
 * Whether the message surely needs an answer. No call says so of one message, but two that take
 * turns show it: the child writes, say, a head and a body, and no more until the parent has
 * written. If the turns differ, or the child wrote on without an answer before the fault, some
 * of its messages need none, such as a heartbeat, and nobody knows which. If it wrote on after
 * the fault, it may ask again or begin to send heartbeats: then the size of a message that the
 * parent answered decides.
 */
static bool is_question(const struct verdict_builder *builder, int parent, int child,
                        const struct fact *message, const struct fact *answer, int64_t fault_ns,
                        int64_t until_ns)
{
    struct turns turns = turns_until(builder, parent, child, answer);
    uint32_t by_now = messages_from(builder, message, until_ns);
    return !turns.differ && turns.length > 0 && by_now >= turns.length &&
           messages_from(builder, message, fault_ns) <= turns.length &&
           (by_now == turns.length || has_known_size(builder, message, answer));
}

struct pair_talk pair_talk_between(const struct verdict_builder *builder, int parent, int child,
                                   int64_t from_ns, int64_t until_ns, int64_t patience_ns)
{
    struct pair_talk talk = {.state = TALK_UNKNOWN,
                             .pipe = pipe_of_pair(builder, parent, child)};
    if (!talk.pipe)
        return talk;
    /* The parent writes to the child, or only reads what the child writes. */
    const struct fact *written =
        last_call(builder, parent, CALL_STEP_PIPE_WRITE, talk.pipe, until_ns);
    enum call_step service = written ? CALL_STEP_PIPE_WRITE : CALL_STEP_PIPE_READ;
    const struct fact *served =
        written ? written : last_call(builder, parent, service, talk.pipe, until_ns);
    talk.service = call_step_words[service];
    talk.asked = first_unanswered(builder, child, talk.pipe, served, until_ns);
    if (talk.asked && talk.asked->at_ns <= until_ns - patience_ns) {
        talk.state = TALK_UNANSWERED;
        talk.has_stopped =
            written && !wrote_elsewhere(builder, parent, child, talk.asked, until_ns) &&
            is_question(builder, parent, child, talk.asked, written, from_ns, until_ns);
        return talk;
    }
    talk.state = served && served->at_ns > from_ns ? TALK_GOES_ON : TALK_SILENT;
    return talk;
}

int64_t pair_answered_after(const struct verdict_builder *builder, int parent, int child,
                            int64_t from_ns)
{
    const char *pipe = pipe_of_pair(builder, parent, child);
    const struct fact *asked =
        pipe ? first_call(builder, child, CALL_STEP_PIPE_WRITE, pipe, from_ns, FACTS_LATEST)
             : NULL;
    return asked ? instant_of(first_call(builder, parent, CALL_STEP_PIPE_WRITE, pipe,
                                         asked->at_ns, FACTS_LATEST))
                 : FACTS_NEVER;
}

static int64_t longer(int64_t a_ns, int64_t b_ns)
{
    return a_ns > b_ns ? a_ns : b_ns;
}

int64_t pair_pace_ns(const struct verdict_builder *builder, int parent, int child,
                     int64_t until_ns)
{
    const char *pipe = pipe_of_pair(builder, parent, child);
    if (!pipe)
        return 0;
    const struct fact_list *list = calls_about(builder, parent, CALL_STEP_PIPE_WRITE, pipe);
    int64_t last_ns = instant_at(builder, child, MARK_STARTED), pace_ns = 0;
    size_t end = list_after(list, until_ns);
    bool any = false;
    for (size_t i = list_after(list, last_ns); i < end; i++) {
        pace_ns = longer(pace_ns, list->at[i]->at_ns - last_ns);
        last_ns = list->at[i]->at_ns;
        any = true;
    }
    return any ? longer(pace_ns, until_ns - last_ns) : 0;
}

/* ---- its loss ---- */

static bool tells_loss(const struct fact *failed)
{
    return call_tells_loss(CALL_PIPE_READ, failed->code) ||
           call_tells_loss(CALL_PIPE_WRITE, failed->code);
}

/* The first call about the pipe after an instant, or NULL. Of those that failed, the first one
 * that says that the pipe is lost. */
static const struct fact *first_about(const struct verdict_builder *builder, int actor,
                                      enum call_step step, const char *pipe, int64_t from_ns)
{
    const struct fact_list *list = calls_about(builder, actor, step, pipe);
    bool fails = step == CALL_STEP_PIPE_FAILED;
    for (size_t i = list_after(list, from_ns); i < list->count; i++) {
        if (!fails || tells_loss(list->at[i]))
            return list->at[i];
    }
    return NULL;
}

/* A parent that closed its end while the child lived may close one for each message. */
static const struct fact *first_close(const struct verdict_builder *builder, int parent,
                                      const char *pipe, int64_t from_ns)
{
    const struct fact *close =
        first_about(builder, parent, CALL_STEP_PIPE_CLOSE, pipe, INT64_MIN + 1);
    return close && close->at_ns > from_ns ? close : NULL;
}

const struct fact *pair_lost_after(const struct verdict_builder *builder, int parent, int child,
                                   int64_t from_ns)
{
    const char *pipe = pipe_of_pair(builder, parent, child);
    if (!pipe)
        return NULL;
    return earlier(first_about(builder, parent, CALL_STEP_PIPE_FAILED, pipe, from_ns),
                   first_close(builder, parent, pipe, from_ns));
}
