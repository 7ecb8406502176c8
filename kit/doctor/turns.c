#include "kit/doctor/turns.h"
#include "kit/protocol/call_steps.h"

#include <string.h>

/* Turns are believed after so many questions. */
#define QUESTIONS_LEAST 10

/* What is over after a while is no lasting damage: so many questions, and so long. */
#define LATE_LEAST      5
#define LATE_LEAST_NS   (500 * NS_PER_MS)

static bool is_step_of(const struct kit_event *event, enum call_step step)
{
    return words_equal(event->name, call_step_words[step]);
}

/* A call about a pipe whose name stands for one pipe only, as far as the name can tell. */
static bool is_about_pipe(const struct kit_event *event)
{
    return event->kind == EVENT_STEP &&
           strncmp(event->peer, CALL_PIPE_PEER, strlen(CALL_PIPE_PEER)) == 0 &&
           !call_peer_is_unnamed(event->peer);
}

/* Returns the turn of this actor about this pipe, and adds it if it is new. NULL: the list is
 * full. */
static struct turn *turn_about(struct turns *turns, const char *pipe, const char *asks)
{
    for (uint32_t i = 0; i < turns->count; i++) {
        if (words_equal(turns->all[i].pipe, pipe) && words_equal(turns->all[i].asks, asks))
            return &turns->all[i];
    }
    if (turns->count == TURNS_MOST)
        return NULL;
    struct turn *turn = &turns->all[turns->count++];
    *turn = (struct turn){.given = 0};
    name_copy(turn->pipe, pipe, strlen(pipe));
    name_copy(turn->asks, asks, strlen(asks));
    return turn;
}

static void count_question(struct turn *turn, int64_t at_ns)
{
    bool is_answered = turn->taken > turn->taken_before;
    bool is_late = is_answered && turn->given > turn->taken;
    turn->taken_before = turn->taken;
    if (is_answered && !is_late)
        turn->in_turn++;
    else
        turn->out_of_turn += turn->has_asked;
    turn->has_asked = true;
    if (is_late && turn->late == 0)
        turn->late_from_ns = at_ns;
    turn->late = is_late ? turn->late + 1 : 0;
    turn->late_until_ns = at_ns;
}

/* A call of the actor that asks. */
static void see_asker(struct turn *turn, const struct kit_event *event)
{
    if (is_step_of(event, CALL_STEP_PIPE_WRITE))
        count_question(turn, event->at_ns);
    else if (is_step_of(event, CALL_STEP_PIPE_TAKEN))
        turn->taken += event->size;
}

static void see_answerer(struct turn *turn, const struct kit_event *event)
{
    if (!turn->answers[0])
        name_copy(turn->answers, event->actor, strlen(event->actor));
    turn->is_unclear |= !words_equal(turn->answers, event->actor);
    if (is_step_of(event, CALL_STEP_PIPE_WRITTEN))
        turn->given += event->size;
}

/* A pipe that is made or opened twice is another one; and so is that of a child which was
 * started again. */
static bool is_of_second(const struct kit_event *event)
{
    bool is_made =
        is_step_of(event, CALL_STEP_PIPE_CREATED) || is_step_of(event, CALL_STEP_PIPE_OPENED);
    return event->incarnation > 0 || (is_made && event->occurrence > 1);
}

/* Both sides ask, as far as this knows. */
static void see_call(struct turns *turns, const struct kit_event *event)
{
    turn_about(turns, event->peer, event->actor);
    for (uint32_t i = 0; i < turns->count; i++) {
        struct turn *turn = &turns->all[i];
        if (!words_equal(turn->pipe, event->peer))
            continue;
        turn->is_unclear |= is_of_second(event);
        if (words_equal(turn->asks, event->actor))
            see_asker(turn, event);
        else
            see_answerer(turn, event);
    }
}

void turns_learn(struct turns *turns, const struct kit_event *events, size_t count)
{
    *turns = (struct turns){.count = 0};
    for (size_t i = 0; i < count && events[i].kind != EVENT_CLOSING; i++) {
        if (is_about_pipe(&events[i]))
            see_call(turns, &events[i]);
    }
}

/* In the run without a fault: each question came after the answer to the one before. */
static bool takes_turns(const struct turn *turn)
{
    return !turn->is_unclear && turn->out_of_turn == 0 && turn->in_turn >= QUESTIONS_LEAST;
}

bool turns_stay_late(const struct turns *turns, const struct kit_event *events, size_t count,
                     struct turn *out)
{
    struct turns now;
    turns_learn(&now, events, count);
    for (uint32_t i = 0; i < turns->count; i++) {
        const struct turn *usual = &turns->all[i];
        const struct turn *turn = turn_about(&now, usual->pipe, usual->asks);
        if (!turn || !takes_turns(usual) || turn->is_unclear || turn->late < LATE_LEAST ||
            turn->late_until_ns - turn->late_from_ns < LATE_LEAST_NS)
            continue;
        *out = *turn;
        return true;
    }
    return false;
}
