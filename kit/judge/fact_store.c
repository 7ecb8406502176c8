#include "kit/judge/fact_store.h"
#include "kit/base/zeroed.h"
#include "kit/judge/marks.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* A map that cannot allocate memory leaves out the entry and returns failure. */
#define HASH_NONFATAL_OOM 1
#define XXH_INLINE_ALL
#include <xxhash.h>
#define HASH_FUNCTION(key, length, hash) (hash) = (unsigned)XXH3_64bits(key, length)
#include <uthash.h>

/* A name of the log, stored once for all facts that use it. */
struct name {
    UT_hash_handle hh;
    int actor;  /* of this name; or -1 */
    int step;   /* of this name, or the one that the scenario says it means; or -1 */
    bool means; /* the scenario gives it this meaning: its name differs from the step's */
    char text[];
};

/* What an actor logged under one name, or under one name about one thing. */
struct said_key {
    const char *name, *thing; /* texts of a struct name; no thing: about all */
    intptr_t actor;
};

struct said {
    UT_hash_handle hh;
    struct said_key key;
    struct fact_list list;
};

#define CHUNK_FACTS 1024u

struct chunk {
    struct chunk *next;
    size_t used;
    struct fact facts[CHUNK_FACTS];
};

struct fact_store {
    struct actor_processes processes;
    struct name *names;
    const struct name *nameless; /* the empty one: most events have a few of it */
    struct said *said_by_name;
    struct chunk *chunks; /* the newest first */
    struct fact_list order;
    size_t sorted; /* of `order`, the first facts that stand in order of time */
    size_t listed; /* and that are in the lists */
    struct fact_list said[SCENARIO_ACTORS];
    struct fact_list kinds[EVENT_KIND_COUNT];
};

static const struct fact_list no_facts;

struct fact_store *fact_store_new(const struct scenario *scenario)
{
    assert(scenario);
    struct fact_store *store = zeroed_new(sizeof *store);
    if (store)
        actor_processes_begin(&store->processes, scenario);
    return store;
}

void fact_store_free(struct fact_store *store)
{
    struct name *name, *next_name;
    struct said *said, *next_said;
    if (!store)
        return;
    HASH_ITER(hh, store->names, name, next_name)
    {
        HASH_DEL(store->names, name);
        free(name);
    }
    HASH_ITER(hh, store->said_by_name, said, next_said)
    {
        HASH_DEL(store->said_by_name, said);
        list_free(&said->list);
        free(said);
    }
    while (store->chunks) {
        struct chunk *next = store->chunks->next;
        zeroed_free(store->chunks);
        store->chunks = next;
    }
    for (int i = 0; i < SCENARIO_ACTORS; i++)
        list_free(&store->said[i]);
    for (int i = 0; i < EVENT_KIND_COUNT; i++)
        list_free(&store->kinds[i]);
    list_free(&store->order);
    zeroed_free(store);
}

/* ---- names ---- */

static struct name *name_find(const struct fact_store *store, const char *text, size_t length)
{
    struct name *found = NULL;
    HASH_FIND(hh, store->names, text, (unsigned)length, found);
    return found;
}

/* The scenario's own actors only: the further processes behind them have the same names. */
static int actor_named(const struct actor_processes *processes, const char *text)
{
    for (int i = 0; i < processes->declared; i++) {
        if (words_equal(processes->scenario.actors[i].name, text))
            return i;
    }
    return -1;
}

static const struct name *name_of_text(struct fact_store *store, const char *text, size_t most)
{
    size_t length = 0;
    if (!text[0] && store->nameless)
        return store->nameless;
    while (length < most && text[length])
        length++;
    struct name *name = name_find(store, text, length);
    if (name)
        return name;
    name = calloc(1, sizeof *name + length + 1);
    if (!name)
        return NULL;
    memcpy(name->text, text, length);
    name->actor = actor_named(&store->processes, name->text);
    name->step = scenario_meaning(&store->processes.scenario, name->text);
    name->means = name->step >= 0;
    if (!name->means)
        name->step = word_index(step_words, name->text);
    unsigned before = HASH_COUNT(store->names);
    HASH_ADD_KEYPTR(hh, store->names, name->text, (unsigned)length, name);
    if (HASH_COUNT(store->names) == before) {
        free(name);
        return NULL;
    }
    if (length == 0)
        store->nameless = name;
    return name;
}

/* ---- facts ---- */

static struct fact *fact_new(struct fact_store *store)
{
    if (!store->chunks || store->chunks->used == CHUNK_FACTS) {
        struct chunk *chunk = zeroed_new(sizeof *chunk);
        if (!chunk)
            return NULL;
        chunk->next = store->chunks;
        store->chunks = chunk;
    }
    return &store->chunks->facts[store->chunks->used++];
}

static bool fact_fill(struct fact_store *store, const struct kit_event *event,
                      struct fact *fact)
{
    const struct name *actor = name_of_text(store, event->actor, KIT_NAME);
    const struct name *peer = name_of_text(store, event->peer, KIT_NAME);
    const struct name *name = name_of_text(store, event->name, KIT_NAME);
    const struct name *by = name_of_text(store, event->by, KIT_NAME);
    const struct name *text = name_of_text(store, event->text, KIT_EVENT_TEXT);
    if (!actor || !peer || !name || !by || !text)
        return false;
    if (name->means && !name_of_text(store, step_words[name->step], KIT_NAME))
        return false;
    *fact = (struct fact){
        .at_ns = event->at_ns,
        .until_ns = event->until_ns,
        .kind = event->kind,
        .actor = -1,
        .peer = -1,
        .actor_of = actor->actor,
        .peer_of = peer->actor,
        .incarnation = event->incarnation,
        .step = name->step,
        .line_index = scenario_line_index(&store->processes.scenario, event->line_number),
        .actor_name = actor->text,
        .name = name->text,
        .peer_name = peer->text,
        .by = by->text,
        .text = text->text,
        .occurrence = event->occurrence,
        .line_number = event->line_number,
        .pid = event->pid,
        .tid = event->tid,
        .code = event->code,
        .deadline_ms = event->deadline_ms,
        .sequence = event->sequence,
        .size = event->size,
        .checksum = event->checksum};
    return true;
}

struct kit_event fact_event(const struct fact *fact)
{
    struct kit_event event = {.at_ns = fact->at_ns,
                              .until_ns = fact->until_ns,
                              .kind = fact->kind,
                              .occurrence = fact->occurrence,
                              .line_number = fact->line_number,
                              .incarnation = fact->incarnation,
                              .pid = fact->pid,
                              .tid = fact->tid,
                              .code = fact->code,
                              .deadline_ms = fact->deadline_ms,
                              .sequence = fact->sequence,
                              .size = fact->size,
                              .checksum = fact->checksum};
    name_copy(event.actor, fact->actor_name, strlen(fact->actor_name));
    name_copy(event.name, fact->name, strlen(fact->name));
    name_copy(event.peer, fact->peer_name, strlen(fact->peer_name));
    name_copy(event.by, fact->by, strlen(fact->by));
    struct text text = text_over(event.text, sizeof event.text);
    text_add(&text, "%s", fact->text);
    return event;
}

static struct said *said_find(const struct fact_store *store, const struct said_key *key)
{
    struct said *found = NULL;
    HASH_FIND(hh, store->said_by_name, key, (unsigned)sizeof *key, found);
    return found;
}

/* The events of one process and those of all processes of an actor have different keys. */
static intptr_t all_of(int actor)
{
    return SCENARIO_ACTORS + actor;
}

static struct fact_list *said_list(struct fact_store *store, struct said_key key)
{
    struct said *said = said_find(store, &key);
    if (said)
        return &said->list;
    said = calloc(1, sizeof *said);
    if (!said)
        return NULL;
    said->key = key;
    unsigned before = HASH_COUNT(store->said_by_name);
    HASH_ADD(hh, store->said_by_name, key, (unsigned)sizeof key, said);
    if (HASH_COUNT(store->said_by_name) == before) {
        free(said);
        return NULL;
    }
    return &said->list;
}

/* The name, or the word of the protocol's step that the scenario says it means. */
static const char *meant_by(const struct fact_store *store, const char *text)
{
    const struct name *name = (const struct name *)(text - offsetof(struct name, text));
    const char *step = name->means ? step_words[name->step] : NULL;
    return step ? name_find(store, step, strlen(step))->text : text;
}

/* A call names a pipe or another object; a step of a probe names an actor. */
static bool is_about_thing(const struct fact *fact)
{
    return fact->peer_of < 0 && fact->peer_name[0];
}

#define LISTS_MOST 6

/* Writes the lists that a fact belongs to; returns how many there are. */
static int lists_of(struct fact_store *store, const struct fact *fact,
                    struct fact_list *to[LISTS_MOST])
{
    int count = 0;
    const char *meant = meant_by(store, fact->name);
    if (!fact_is_said(fact)) {
        if (fact->kind != EVENT_STALL)
            to[count++] = &store->kinds[fact->kind];
        return count;
    }
    if (fact->actor >= 0) {
        to[count++] = &store->said[fact->actor];
        to[count++] = said_list(store, (struct said_key){fact->name, NULL, fact->actor});
        if (meant != fact->name)
            to[count++] = said_list(store, (struct said_key){meant, NULL, fact->actor});
        if (is_about_thing(fact))
            to[count++] =
                said_list(store, (struct said_key){fact->name, fact->peer_name, fact->actor});
    }
    if (fact->actor_of >= 0) {
        const intptr_t all = all_of(fact->actor_of);
        to[count++] = said_list(store, (struct said_key){fact->name, NULL, all});
        if (meant != fact->name)
            to[count++] = said_list(store, (struct said_key){meant, NULL, all});
    }
    return count;
}

/*
 * Removes the facts from the i-th on from their lists. Each is the last of its lists, because
 * later facts were removed before it.
 */
static void unlist_from(struct fact_store *store, size_t i)
{
    struct fact_list *lists[LISTS_MOST];
    while (store->listed > i) {
        const struct fact *fact = store->order.at[--store->listed];
        int count = lists_of(store, fact, lists);
        for (int k = 0; k < count; k++) {
            assert(lists[k] && lists[k]->count > 0);
            assert(lists[k]->at[lists[k]->count - 1] == fact);
            lists[k]->count--;
        }
        actor_processes_take_back(&store->processes, fact);
    }
}

bool fact_store_take(struct fact_store *store, const struct kit_event *event)
{
    assert(event->kind < EVENT_KIND_COUNT);
    struct fact *fact = fact_new(store);
    return fact && fact_fill(store, event, fact) && list_add(&store->order, fact);
}

bool fact_store_sort(struct fact_store *store)
{
    size_t sorted = list_sorted(&store->order, store->sorted);
    if (sorted < store->order.count) {
        unlist_from(store, list_kept(&store->order, sorted));
        if (!list_sort(&store->order, sorted))
            return false;
    }
    store->sorted = store->order.count;
    return true;
}

size_t fact_store_count(const struct fact_store *store)
{
    return store->order.count;
}

const struct fact *fact_store_at(const struct fact_store *store, size_t i)
{
    assert(i < store->order.count);
    return store->order.at[i];
}

size_t fact_store_listed(const struct fact_store *store)
{
    return store->listed;
}

struct actor_processes *fact_store_processes(struct fact_store *store)
{
    return &store->processes;
}

static bool enter_lists(struct fact_store *store, const struct fact *fact)
{
    struct fact_list *lists[LISTS_MOST];
    int count = lists_of(store, fact, lists);
    for (int k = 0; k < count; k++) {
        if (lists[k] && list_add(lists[k], fact))
            continue;
        while (--k >= 0)
            lists[k]->count--;
        return false;
    }
    return true;
}

const struct fact *fact_store_list(struct fact_store *store)
{
    assert(store->sorted == store->order.count);
    if (store->listed == store->order.count)
        return NULL;
    /*
     * The process of a fact follows from the facts before it. For all other code the fact is
     * constant.
     */
    struct fact *fact = (struct fact *)(uintptr_t)store->order.at[store->listed];
    actor_processes_take(&store->processes, fact);
    mark_fact(&store->processes.scenario, fact);
    if (!enter_lists(store, fact)) {
        actor_processes_take_back(&store->processes, fact);
        return NULL;
    }
    store->listed++;
    return fact;
}

const struct fact_list *facts_said(const struct fact_store *store, int actor)
{
    assert(actor >= 0 && actor < SCENARIO_ACTORS);
    return &store->said[actor];
}

static const struct fact_list *facts_of_name(const struct fact_store *store, intptr_t actor,
                                             const char *name, const char *thing)
{
    struct name *known = name_find(store, name, strlen(name));
    if (!known)
        return &no_facts;
    const struct said_key key = {known->text, thing, actor};
    const struct said *said = said_find(store, &key);
    return said ? &said->list : &no_facts;
}

const struct fact_list *facts_named(const struct fact_store *store, int actor, const char *name)
{
    return facts_of_name(store, actor, name, NULL);
}

const struct fact_list *facts_about(const struct fact_store *store, int actor, const char *name,
                                    const char *thing)
{
    return facts_of_name(store, actor, name, thing);
}

const struct fact_list *facts_named_by_all(const struct fact_store *store, int actor,
                                           const char *name)
{
    assert(actor >= 0 && actor < store->processes.declared);
    return facts_of_name(store, all_of(actor), name, NULL);
}

const struct fact_list *facts_of_kind(const struct fact_store *store, enum kit_event_kind kind)
{
    assert(kind < EVENT_KIND_COUNT);
    return &store->kinds[kind];
}
