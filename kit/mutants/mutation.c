#include "kit/mutants/mutation.h"
#include "kit/protocol/call_steps.h"

#include <assert.h>
#include <string.h>

const char *const mutation_words[MUTATION_COUNT + 1] = {
#define X(mutation, word, what) word,
    MUTATIONS(X)
#undef X
};

/* The exit code of an access violation. */
#define CRASH_CODE 0xC0000005u

static bool is_said(const struct kit_event *event)
{
    return event->kind == EVENT_STEP || event->kind == EVENT_REPORT;
}

static bool event_is_act(const struct kit_event *event)
{
    return event->kind == EVENT_STRUCK || event->kind == EVENT_STOP;
}

/* The index of an actor, or -1. */
static int actor_index(const struct scenario *scenario, const char *name)
{
    for (int i = 0; name[0] && i < (int)scenario->actor_count; i++) {
        if (words_equal(scenario->actors[i].name, name))
            return i;
    }
    return -1;
}

/*
 * Steps and reports that a rule reads: docs/contract.md#the-words-that-rules-read. For all
 * others only their presence and their thread matter.
 */
static const enum protocol_step words_read[] = {
    PROTOCOL_CHILD_STARTED,
    PROTOCOL_CHILD_UNSTARTED,
    PROTOCOL_CONNECTED,
    PROTOCOL_REQUEST_SENT,
    PROTOCOL_REQUEST_RECEIVED,
    PROTOCOL_REPLY_SENT,
    PROTOCOL_REPLY_RECEIVED,
    PROTOCOL_MEMORY_WRITTEN,
    PROTOCOL_MEMORY_READ,
    PROTOCOL_BLOCK_WHOLE,
    PROTOCOL_BLOCK_CHECKED,
    PROTOCOL_QUIT_SENT,
    PROTOCOL_CHILD_LOST,
    PROTOCOL_CHILD_QUIT,
    PROTOCOL_CHILD_ENDING,
    PROTOCOL_PEER_SILENT,
    PROTOCOL_BEAT,
};

/* The same of calls: docs/contract.md#what-do-calls-show. */
static const enum call_step calls_read[] = {
    CALL_STEP_PIPE_CREATED, CALL_STEP_PIPE_OPENED,     CALL_STEP_PIPE_READ,
    CALL_STEP_PIPE_TAKEN,   CALL_STEP_PIPE_WRITE,      CALL_STEP_PIPE_WRITTEN,
    CALL_STEP_PIPE_PENDING, CALL_STEP_PIPE_FAILED,     CALL_STEP_PIPE_CLOSE,
    CALL_STEP_PROCESS_EXIT, CALL_STEP_PROCESS_CREATED, CALL_STEP_PROCESS_END,
    CALL_STEP_PROCESS_GONE,
};

static bool is_call(const struct kit_event *event)
{
    return is_said(event) && word_index(call_step_words, event->name) >= 0;
}

static bool is_call_read(const struct kit_event *event)
{
    for (size_t i = 0; i < sizeof calls_read / sizeof *calls_read; i++) {
        if (words_equal(event->name, call_step_words[calls_read[i]]))
            return true;
    }
    return false;
}

bool mutant_is_of_rule(const struct kit_event *event)
{
    if (!is_said(event))
        return event->kind != EVENT_STALL && event->kind != EVENT_CALLED &&
               event->kind != EVENT_SETTLING && event->kind != EVENT_BREAK &&
               event->kind != EVENT_PRINTED;
    for (size_t i = 0; i < sizeof words_read / sizeof *words_read; i++) {
        if (words_equal(event->name, step_words[words_read[i]]))
            return true;
    }
    return is_call_read(event);
}

/* ---- mutations ---- */

/* The peer of a call is a pipe, which may be that of another child. */
static bool swap_pipe(struct kit_event *event)
{
    static const char pipe[] = "pipe:", another[] = "pipe:another";
    if (strncmp(event->peer, pipe, sizeof pipe - 1) != 0)
        return false;
    name_copy(event->peer, another, sizeof another - 1);
    return true;
}

/* Whether the code is a fact of its own, also if it is 0. */
static bool has_code(const struct kit_event *event)
{
    return event->kind == EVENT_EXITED ||
           words_equal(event->name, call_step_words[CALL_STEP_PIPE_FAILED]) ||
           words_equal(event->name, call_step_words[CALL_STEP_PROCESS_EXIT]) ||
           words_equal(event->name, call_step_words[CALL_STEP_PROCESS_END]);
}

/* Another actor of the same kind: a child for a child, a parent for a parent. */
static bool swap_name(const struct scenario *scenario, char name[KIT_NAME])
{
    int at = actor_index(scenario, name);
    for (int i = 0; at >= 0 && i < (int)scenario->actor_count; i++) {
        const struct scenario_actor *other = &scenario->actors[i];
        if (i != at && other->is_child == scenario->actors[at].is_child &&
            other->is_bystander == scenario->actors[at].is_bystander) {
            name_copy(name, other->name, strlen(other->name));
            return true;
        }
    }
    return false;
}

static void next_of(char name[KIT_NAME], const char *const *words, int count)
{
    int at = word_index(words, name);
    const char *next = words[(at + 1) % count];
    name_copy(name, next, strlen(next));
}

static bool other_name(struct kit_event *event)
{
    bool is_fault = event->kind == EVENT_STRUCK || event->kind == EVENT_CONFIRMED;
    if (!event->name[0])
        return false;
    if (is_call(event))
        next_of(event->name, call_step_words, CALL_STEP_COUNT);
    else if (is_said(event))
        next_of(event->name, step_words, PROTOCOL_STEP_COUNT);
    else if (is_fault)
        next_of(event->name, fault_words, FAULT_COUNT);
    else
        name_copy(event->name, "another", strlen("another"));
    return true;
}

static bool change_event(const struct scenario *scenario, enum mutation mutation,
                         struct kit_event *event)
{
    switch (mutation) {
    case MUTATION_ACTOR:
        return swap_name(scenario, event->actor);
    case MUTATION_PEER:
        return is_call(event) ? swap_pipe(event) : swap_name(scenario, event->peer);
    case MUTATION_NAME:
        return other_name(event);
    case MUTATION_BY:
        if (event->by[0])
            next_of(event->by, notice_words, NOTICE_ALL);
        return event->by[0] != 0;
    case MUTATION_CODE:
        event->code = event->code == 0 ? 1 : 0;
        return has_code(event);
    case MUTATION_CRASH:
        event->code = CRASH_CODE;
        return event->kind == EVENT_EXITED;
    case MUTATION_SIZE:
        return event->size > 0 && event->size++ > 0;
    case MUTATION_CHECKSUM:
        event->checksum ^= 2;
        return (event->checksum ^ 2) != 0;
    case MUTATION_SEQUENCE:
        event->sequence += 100;
        return event->sequence > 100;
    case MUTATION_OCCURRENCE:
        event->occurrence += 100;
        return event->occurrence > 100;
    case MUTATION_LINE:
        return event->line_number > 0 && event->line_number++ > 0;
    case MUTATION_DEADLINE:
        event->deadline_ms = event->deadline_ms > 1;
        return event->deadline_ms == 1;
    case MUTATION_DROP:
    case MUTATION_DOUBLE:
    case MUTATION_SWAP:
    case MUTATION_EARLY:
    case MUTATION_LATE:
    case MUTATION_COUNT:
        break;
    }
    return false;
}

/* The first strike or stop, or `count`. */
static size_t first_act(const struct kit_event *events, size_t count)
{
    size_t i = 0;
    while (i < count && !event_is_act(&events[i]))
        i++;
    return i;
}

static void shift_from(struct kit_event *events, size_t count, size_t at)
{
    for (size_t i = at; i < count; i++) {
        events[i].at_ns += MUTATION_LATE_NS;
        if (events[i].until_ns > 0)
            events[i].until_ns += MUTATION_LATE_NS;
    }
}

/* Each event takes the place and the time of the other. */
static bool swap_with_next(struct kit_event *events, size_t count, size_t at)
{
    if (at + 1 >= count || words_equal(events[at].actor, events[at + 1].actor))
        return false;
    struct kit_event first = events[at];
    int64_t first_ns = first.at_ns, second_ns = events[at + 1].at_ns;
    events[at] = events[at + 1];
    events[at].at_ns = first_ns;
    events[at + 1] = first;
    events[at + 1].at_ns = second_ns;
    return true;
}

static bool move_before_acts(struct kit_event *events, size_t count, size_t at)
{
    size_t act = first_act(events, count);
    struct kit_event moved = events[at];
    if (act >= at)
        return false;
    memmove(&events[act + 1], &events[act], (at - act) * sizeof *events);
    moved.at_ns = events[act + 1].at_ns - 1;
    events[act] = moved;
    events_sort(events, count);
    return true;
}

static bool move_event(struct kit_event *to, size_t count, size_t at, enum mutation mutation,
                       size_t *made)
{
    *made = count;
    switch (mutation) {
    case MUTATION_DROP:
        memmove(&to[at], &to[at + 1], (count - at - 1) * sizeof *to);
        *made = count - 1;
        return true;
    case MUTATION_DOUBLE:
        memmove(&to[at + 1], &to[at], (count - at) * sizeof *to);
        *made = count + 1;
        return true;
    case MUTATION_SWAP:
        return swap_with_next(to, count, at);
    case MUTATION_EARLY:
        return move_before_acts(to, count, at);
    case MUTATION_LATE:
        shift_from(to, count, at);
        return true;
    case MUTATION_ACTOR:
    case MUTATION_PEER:
    case MUTATION_NAME:
    case MUTATION_BY:
    case MUTATION_CODE:
    case MUTATION_CRASH:
    case MUTATION_SIZE:
    case MUTATION_CHECKSUM:
    case MUTATION_SEQUENCE:
    case MUTATION_OCCURRENCE:
    case MUTATION_LINE:
    case MUTATION_DEADLINE:
    case MUTATION_COUNT:
        break;
    }
    return false;
}

bool mutate(const struct scenario *scenario, const struct kit_event *events, size_t count,
            size_t at, enum mutation mutation, struct kit_event *to, size_t *made)
{
    assert(scenario && events && at < count && mutation < MUTATION_COUNT && to && made);
    memcpy(to, events, count * sizeof *events);
    if (mutation > MUTATION_LATE) {
        *made = count;
        return change_event(scenario, mutation, &to[at]);
    }
    return move_event(to, count, at, mutation, made);
}

/* ---- classes ---- */

static const char *role_name_of(const struct scenario *scenario, int actor)
{
    static const char *const words[] = {
#define X(role, word) word,
        MUTANT_ROLES(X)
#undef X
    };
    enum {
#define X(role, word) ROLE_##role,
        MUTANT_ROLES(X)
#undef X
    };
    if (actor < 0)
        return words[ROLE_RUN];
    const struct scenario_actor *of = &scenario->actors[actor];
    return words[of->is_child ? ROLE_CHILD : of->is_bystander ? ROLE_BYSTANDER : ROLE_PARENT];
}

enum mutant_time {
#define X(when, word) TIME_##when,
    MUTANT_TIMES(X)
#undef X
};

/* The actor sends Quit, or receives it. */
static bool is_quit_of(const struct scenario *scenario, const struct kit_event *event,
                       int actor)
{
    return actor >= 0 && is_said(event) &&
           words_equal(event->name, step_words[PROTOCOL_QUIT_SENT]) &&
           (actor_index(scenario, event->actor) == actor ||
            actor_index(scenario, event->peer) == actor);
}

/* How one event changes the time category of an actor, or of the run (-1). */
static enum mutant_time time_after(const struct scenario *scenario,
                                   const struct kit_event *event, int actor)
{
    int struck = event_is_act(event) ? actor_index(scenario, event->actor) : -1;
    if (event->kind == EVENT_CLOSING)
        return TIME_CLOSING;
    if (is_quit_of(scenario, event, actor))
        return TIME_STOPPED;
    if (struck < 0 || (actor >= 0 && scenario_parent_or_self(scenario, struck) !=
                                         scenario_parent_or_self(scenario, actor)))
        return TIME_FREE;
    if (event->kind == EVENT_STOP)
        return TIME_STOPPED;
    if (struck != actor)
        return TIME_FAMILY;
    return fault_has_effect(event->name, EFFECT_FAILED) ? TIME_FAILED : TIME_STRUCK;
}

static const char *time_name_of(const struct scenario *scenario, const struct kit_event *events,
                                size_t at, int actor)
{
    static const char *const words[] = {
#define X(when, word) word,
        MUTANT_TIMES(X)
#undef X
    };
    enum mutant_time when = TIME_FREE;
    for (size_t i = 0; i < at; i++) {
        enum mutant_time after = time_after(scenario, &events[i], actor);
        if (after > when)
            when = after;
    }
    return words[when];
}

static const char *place_name_of(const struct kit_event *events, size_t count, size_t at)
{
    static const char *const words[] = {
#define X(place, word) word,
        MUTANT_PLACES(X)
#undef X
    };
    enum {
#define X(place, word) PLACE_##place,
        MUTANT_PLACES(X)
#undef X
    };
    const struct kit_event *event = &events[at];
    for (size_t i = at + 1; i < count; i++) {
        if (events[i].kind == event->kind && words_equal(events[i].actor, event->actor) &&
            words_equal(events[i].name, event->name) &&
            words_equal(events[i].peer, event->peer))
            return words[PLACE_AGAIN];
    }
    return words[PLACE_LAST];
}

/* The step of the protocol, or of a call, or the kind of event. */
static const char *word_of(const struct kit_event *event)
{
    bool has_word =
        is_call(event) || (is_said(event) && word_index(step_words, event->name) >= 0);
    return has_word ? event->name : event_words[event->kind];
}

void mutant_class_of(const struct scenario *scenario, const struct kit_event *events,
                     size_t count, size_t at, enum mutation mutation, struct mutant_class *out)
{
    assert(scenario && events && at < count && mutation < MUTATION_COUNT && out);
    int actor = actor_index(scenario, events[at].actor);
    const char *const words[MUTANT_CLASS_WORDS] = {
        mutation_words[mutation], word_of(&events[at]), role_name_of(scenario, actor),
        time_name_of(scenario, events, at, actor), place_name_of(events, count, at)};
    for (size_t i = 0; i < MUTANT_CLASS_WORDS; i++)
        name_copy(out->words[i], words[i], strlen(words[i]));
}
