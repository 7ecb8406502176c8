#include "kit/field/field_merge.h"
#include "kit/base/ticks.h"
#include "kit/base/utf8.h"
#include "kit/field/actor_name.h"
#include "kit/field/field_header.h"
#include "kit/protocol/steps.h"
#include "kit/scenario/scenario_model.h"

#include <stdlib.h>
#include <string.h>

/* ---- the clock ---- */

#define WALL_PER_S    UINT64_C(10000000) /* the system's time counts 100 ns */

/* How far the system's time may have been set, and how fast the two clocks may drift apart. */
#define WALL_SET_S    60u
#define WALL_DRIFT_OF 5000u /* 1 s in 5000 s: no quartz is that bad */

/* No machine runs longer, in seconds: a time beyond it is nonsense. */
#define WALL_MOST_S   (UINT64_C(100) * 365 * 24 * 3600)

static uint64_t difference(uint64_t a, uint64_t b)
{
    return a > b ? a - b : b - a;
}

/* True if both records can be of one start of one machine: between them both clocks went on by
 * the same time. */
static bool is_of_same_start(const struct field_record *a, const struct field_record *b)
{
    const struct field_facts *one = &a->log->facts, *two = &b->log->facts;
    bool is_later = one->began_ticks < two->began_ticks;
    uint64_t wall = difference(one->began_wall, two->began_wall);
    uint64_t ticks = difference(one->began_ticks, two->began_ticks) / one->ticks_per_s;
    uint64_t apart = wall / WALL_PER_S, slack = WALL_SET_S + apart / WALL_DRIFT_OF;
    if (one->ticks_per_s != two->ticks_per_s || apart > WALL_MOST_S)
        return false;
    if (apart > slack && is_later != (one->began_wall < two->began_wall))
        return false;
    return difference(apart, ticks) <= slack;
}

static int by_wall(const void *a, const void *b)
{
    uint64_t one = ((const struct field_record *)a)->log->facts.began_wall;
    uint64_t two = ((const struct field_record *)b)->log->facts.began_wall;
    return (one > two) - (one < two);
}

static int by_ticks(const void *a, const void *b)
{
    uint64_t one = ((const struct field_record *)a)->log->facts.began_ticks;
    uint64_t two = ((const struct field_record *)b)->log->facts.began_ticks;
    return (one > two) - (one < two);
}

size_t field_merge_choose(struct field_record *records, size_t count)
{
    size_t chosen = 0;
    if (count == 0)
        return 0;
    qsort(records, count, sizeof *records, by_wall);
    struct field_record last = records[count - 1];
    for (size_t i = 0; i < count; i++) {
        if (!is_of_same_start(&last, &records[i]))
            continue;
        struct field_record moved = records[i];
        records[i] = records[chosen];
        records[chosen++] = moved;
    }
    qsort(records, chosen, sizeof *records, by_ticks);
    return chosen;
}

/* "2026-11-30T12:01:02Z", by the civil calendar. */
static void write_wall(uint64_t wall, char to[KIT_NAME])
{
    static const uint32_t months[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    uint64_t seconds = wall / WALL_PER_S, days = seconds / 86400;
    uint32_t year = 1601 + (uint32_t)(days / 146097 * 400), month = 0;
    uint32_t rest = (uint32_t)(seconds % 86400);
    struct text text = text_over(to, KIT_NAME);
    for (days %= 146097;; year++) {
        bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        uint32_t length = is_leap ? 366 : 365;
        if (days < length) {
            uint32_t february = is_leap ? 29 : 28;
            for (; days >= (month == 1 ? february : months[month]); month++)
                days -= month == 1 ? february : months[month];
            break;
        }
        days -= length;
    }
    text_add(&text, "%04u-%02u-%02uT%02u:%02u:%02uZ", (unsigned)year, (unsigned)month + 1,
             (unsigned)days + 1, (unsigned)(rest / 3600), (unsigned)(rest / 60 % 60),
             (unsigned)(rest % 60));
}

/* ---- who is who ---- */

#define NOBODY SIZE_MAX

/* What is found out of the process of one record. */
struct field_process {
    size_t parent; /* the record of its parent, or NOBODY */
    size_t actor;  /* the number of its actor */
    uint32_t incarnation;
    int64_t began_ns; /* on the clock of the log */
};

/* An actor: one process, or several one after the other. */
struct field_actor {
    char wanted[KIT_NAME]; /* what its processes call themselves */
    char name[KIT_NAME];   /* the same, or with a number where another actor has it */
    size_t first, last;    /* records of its processes */
    size_t parent;         /* its parent's actor, or NOBODY */
};

struct merging_field {
    const struct field_source *source;
    struct field_process *processes;
    struct field_actor *actors;
    size_t actor_count;
};

static const struct field_facts *facts_of(const struct merging_field *m, size_t record)
{
    return &m->source->records[record].log->facts;
}

/* A name that a scenario can have. */
static void write_wanted(const struct field_record *record, char to[KIT_NAME])
{
    char who[KIT_NAME];
    field_log_who(who, record->actor[0] ? record->actor : record->image);
    actor_name_from(who, to);
}

static bool name_is_taken(const void *context, const char *name)
{
    const struct merging_field *m = context;
    for (size_t i = 0; i < m->actor_count; i++) {
        if (words_equal(m->actors[i].name, name))
            return true;
    }
    return false;
}

static int64_t end_ns(const struct merging_field *m, size_t record)
{
    return m->processes[record].began_ns + m->source->records[record].length_ns;
}

/* The actor whose next process this is: of this name and program, and its last process had
 * fallen silent before. */
static struct field_actor *earlier_actor(const struct merging_field *m, const char *wanted,
                                         size_t record)
{
    for (size_t i = 0; i < m->actor_count; i++) {
        struct field_actor *actor = &m->actors[i];
        if (words_equal(actor->wanted, wanted) &&
            words_equal(m->source->records[actor->first].image,
                        m->source->records[record].image) &&
            end_ns(m, actor->last) < m->processes[record].began_ns)
            return actor;
    }
    return NULL;
}

static void find_actors(struct merging_field *m)
{
    for (size_t i = 0; i < m->source->count; i++) {
        struct field_process *process = &m->processes[i];
        struct field_actor next = {.first = i, .parent = NOBODY}, *actor;
        write_wanted(&m->source->records[i], next.wanted);
        actor = earlier_actor(m, next.wanted, i);
        if (actor) {
            process->incarnation = m->processes[actor->last].incarnation + 1;
        } else {
            actor_name_choose(next.wanted, name_is_taken, m, next.name);
            actor = &m->actors[m->actor_count++];
            *actor = next;
            process->incarnation = 1;
        }
        actor->last = i;
        process->actor = (size_t)(actor - m->actors);
    }
}

/*
 * The record of the process that started this one. PIDs are used again, so of several with that
 * PID it is the last that began before. A parent may make its first step after its child did.
 */
static size_t parent_by_pid(const struct merging_field *m, size_t record)
{
    size_t found = NOBODY;
    uint32_t pid = facts_of(m, record)->parent_pid;
    for (size_t i = 0; i < m->source->count && pid > 0; i++) {
        if (i == record || facts_of(m, i)->pid != pid)
            continue;
        if (found == NOBODY || i < record)
            found = i;
    }
    return found;
}

/* Where something stands between them, such as a launcher: a parent names its children, and a
 * child need not name its parent. */
static size_t parent_by_words(const struct merging_field *m, size_t record)
{
    const struct field_record *records = m->source->records;
    const char *own = m->actors[m->processes[record].actor].wanted;
    for (size_t i = 0; i < m->source->count; i++) {
        const char *other = m->actors[m->processes[i].actor].wanted;
        if (!words_equal(own, other) && field_record_names(&records[i], own) &&
            !field_record_names(&records[record], other))
            return i;
    }
    return NOBODY;
}

/* The topmost ancestor: the language has no grandchildren. */
static size_t topmost(const struct merging_field *m, size_t record)
{
    size_t at = record;
    for (size_t i = 0; i < m->source->count && m->processes[at].parent != NOBODY; i++)
        at = m->processes[at].parent;
    return at;
}

static void find_parents(struct merging_field *m)
{
    for (size_t i = 0; i < m->source->count; i++) {
        size_t parent = parent_by_pid(m, i);
        m->processes[i].parent = parent != NOBODY ? parent : parent_by_words(m, i);
    }
    for (size_t i = 0; i < m->actor_count; i++) {
        size_t top = m->processes[topmost(m, m->actors[i].first)].actor;
        if (top != i)
            m->actors[i].parent = top;
    }
    /* Whose parent has a parent, by records that contradict each other, has none. */
    for (size_t i = 0; i < m->actor_count; i++) {
        size_t parent = m->actors[i].parent;
        if (parent != NOBODY && m->actors[parent].parent != NOBODY)
            m->actors[parent].parent = NOBODY;
    }
}

/* ---- the scenario ---- */

#define SCENARIO_LINE 256 /* bytes that an actor takes at most */

static void add_field_actor(const struct merging_field *m, size_t index, struct text *to)
{
    const struct field_actor *actor = &m->actors[index];
    const char *image = m->source->records[actor->first].image;
    bool is_child = actor->parent != NOBODY;
    char word[KIT_NAME];
    field_log_who(word, image);
    text_add(to, "%s %s is ", is_child ? "child" : "parent", actor->name);
    if (m->source->is_kits && m->source->is_kits(word))
        text_add(to, "%s\n", word);
    else if (can_be_quoted(image))
        text_add(to, "%s\"%s\"\n", is_child ? "image " : "", image);
    else
        text_add(to, "%sunknown.exe\n", is_child ? "image " : "");
}

/* The steps that the scenario declares, since the protocol does not have them. */
struct own_steps {
    uint32_t count;
    char words[SCENARIO_STEPS][KIT_NAME];
};

static bool can_be_declared(const char *word)
{
    for (const char *at = word; *at; at++) {
        if (!utf8_is_letter(*at) && !utf8_is_digit(*at) && !strchr("._-", *at))
            return false;
    }
    return utf8_is_letter(word[0]) && word_index(step_words, word) < 0;
}

static void declare_own_step(struct own_steps *own, const char *word)
{
    for (uint32_t i = 0; i < own->count; i++) {
        if (words_equal(own->words[i], word))
            return;
    }
    if (own->count < SCENARIO_STEPS && can_be_declared(word))
        name_copy(own->words[own->count++], word, strlen(word));
}

static void declare_last_step(struct own_steps *own, const struct field_record *record)
{
    for (size_t i = record->count; i > 0; i--) {
        if (record->events[i - 1].kind == EVENT_STEP) {
            declare_own_step(own, record->events[i - 1].name);
            return;
        }
    }
}

/* A scenario has room for so many; the last steps are those that somebody will strike at. */
static void add_own_steps(const struct merging_field *m, struct text *to)
{
    struct own_steps own = {.count = 0};
    char word[KIT_NAME];
    for (size_t i = 0; i < m->source->count; i++)
        declare_last_step(&own, &m->source->records[i]);
    for (size_t i = 0; i < m->source->count; i++) {
        const struct actor_block *block = &m->source->records[i].log->block;
        for (uint32_t id = 1; id < RUN_NAMES; id++) {
            actor_name_text(block, id, word);
            if (atomic_load(&block->counts[id][0]) > 0)
                declare_own_step(&own, word);
        }
    }
    for (uint32_t i = 0; i < own.count; i++)
        text_add(to, "step %s\n", own.words[i]);
}

static enum kit_status write_scenario(const struct merging_field *m, struct log_header *header,
                                      struct kit_error *err)
{
    size_t room = (m->actor_count + 2 + SCENARIO_STEPS) * SCENARIO_LINE;
    header->scenario = malloc(room);
    if (!header->scenario)
        return kit_fail(err, KIT_FULL, "no memory for the scenario of a field log");
    struct text text = text_over(header->scenario, room);
    text_add(&text,
             "# Made of %zu field log%s: the processes that took part. No runner ran this "
             "scenario.\n",
             m->source->count, m->source->count == 1 ? "" : "s");
    for (size_t i = 0; i < m->actor_count; i++) {
        if (m->actors[i].parent != NOBODY)
            continue;
        add_field_actor(m, i, &text);
        for (size_t k = 0; k < m->actor_count; k++) {
            if (m->actors[k].parent == i)
                add_field_actor(m, k, &text);
        }
    }
    add_own_steps(m, &text);
    header->scenario_size = text.length;
    return KIT_OK;
}

/* ---- the events ---- */

/* How often earlier processes of the actor made this step: in a log, occurrences count over all
 * processes of an actor. */
static uint32_t times_before(const struct merging_field *m, size_t record,
                             const struct kit_event *event)
{
    uint32_t times = 0;
    if (event->occurrence == 0)
        return 0;
    for (size_t i = 0; i < record; i++) {
        if (m->processes[i].actor == m->processes[record].actor)
            times += field_record_times(&m->source->records[i], event->name, event->peer);
    }
    return times;
}

static void say_parent(const struct merging_field *m, size_t record, struct kit_event *started)
{
    size_t parent = m->processes[record].parent;
    uint32_t pid = facts_of(m, record)->parent_pid;
    struct text text = text_over(started->text, sizeof started->text);
    const char *by = "started by";
    if (parent != NOBODY && facts_of(m, parent)->pid != pid)
        by = "named as a peer by";
    if (parent != NOBODY)
        text_add(&text, "%s %s, pid %u", by, m->actors[m->processes[parent].actor].name,
                 (unsigned)facts_of(m, parent)->pid);
    else if (pid > 0)
        text_add(&text, "started by process %u, which has no record here", (unsigned)pid);
}

static void take_record_events(const struct merging_field *m, size_t record, struct log *out)
{
    const struct field_record *from = &m->source->records[record];
    const struct field_process *process = &m->processes[record];
    for (size_t i = 0; i < from->count; i++) {
        struct kit_event *event = &out->events[out->event_count++];
        *event = from->events[i];
        event->at_ns += process->began_ns;
        event->incarnation = event_incarnation(process->incarnation);
        memcpy(event->actor, m->actors[process->actor].name, KIT_NAME);
        if (process->incarnation > 1)
            event->occurrence += times_before(m, record, event);
        if (event->kind == EVENT_STARTED)
            say_parent(m, record, event);
    }
}

static enum kit_status take_events(const struct merging_field *m, struct log *out,
                                   struct kit_error *err)
{
    size_t room = 0;
    for (size_t i = 0; i < m->source->count; i++)
        room += m->source->records[i].count;
    if (room > KIT_EVENTS_MOST)
        return kit_fail(err, KIT_FULL, "the field logs hold more than %u events",
                        KIT_EVENTS_MOST);
    out->events = malloc((room + 1) * sizeof *out->events);
    if (!out->events)
        return kit_fail(err, KIT_FULL, "no memory for the events of %zu field logs",
                        m->source->count);
    for (size_t i = 0; i < m->source->count; i++)
        take_record_events(m, i, out);
    events_sort(out->events, out->event_count);
    return KIT_OK;
}

/* ---- the log ---- */

static enum kit_status begin_merge(struct merging_field *m, struct kit_error *err)
{
    const struct field_source *source = m->source;
    m->processes = calloc(source->count, sizeof *m->processes);
    m->actors = calloc(source->count, sizeof *m->actors);
    if (!m->processes || !m->actors)
        return kit_fail(err, KIT_FULL, "no memory for %zu field logs", source->count);
    for (size_t i = 0; i < source->count; i++) {
        const struct field_facts *facts = facts_of(m, i);
        uint64_t since = facts->began_ticks - facts_of(m, 0)->began_ticks;
        m->processes[i].began_ns = (int64_t)ticks_to_ns(since, facts->ticks_per_s);
    }
    return KIT_OK;
}

enum kit_status field_merge(const struct field_source *source, struct log *out,
                            struct kit_error *err)
{
    struct merging_field m = {.source = source};
    *out = (struct log){.is_cut = true};
    if (source->count == 0)
        return kit_fail(err, KIT_BAD_INPUT, "there is no field log");
    enum kit_status status = begin_merge(&m, err);
    if (status == KIT_OK) {
        find_actors(&m);
        find_parents(&m);
        field_header_write(&out->header, source->records[0].system, source->path,
                           source->commit);
        write_wall(facts_of(&m, 0)->began_wall, out->header.started);
        out->header.field_processes = (uint32_t)source->count;
        status = write_scenario(&m, &out->header, err);
    }
    if (status == KIT_OK)
        status = field_header_check(out, "these field logs", err);
    if (status == KIT_OK)
        status = take_events(&m, out, err);
    free(m.processes);
    free(m.actors);
    if (status != KIT_OK)
        log_free(out);
    return status;
}
