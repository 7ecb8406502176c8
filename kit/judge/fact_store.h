#pragma once
/*
 * All facts of a run, in order of time, and lists of them by what rules ask for: the events of
 * each actor, those of each name, and every other kind. Events may come in any order, and are
 * sorted when they are needed; the cost of an event grows with how late it is. Facts never move
 * in memory, so pointers to them stay valid.
 * Pure; on the heap; one thread.
 */
#include "kit/judge/actor_processes.h"
#include "kit/judge/fact_list.h"

struct fact_store;

/* Creates a store for a run of this scenario, which is borrowed. NULL if there is no memory. */
struct fact_store *fact_store_new(const struct scenario *scenario);
void fact_store_free(struct fact_store *store);

/* The processes of the run's actors, as of the last fact that is listed. */
struct actor_processes *fact_store_processes(struct fact_store *store);

/* Takes in an event, copying what it needs. False if there is no memory for it. */
bool fact_store_take(struct fact_store *store, const struct kit_event *event);

/*
 * Puts the facts that were taken since the last call where they belong in time, and takes the
 * facts behind them back from the lists. All functions below need it after a take. False if
 * there is no memory.
 */
bool fact_store_sort(struct fact_store *store);

/* The event that a fact was made from. */
struct kit_event fact_event(const struct fact *fact);

/*
 * The number of facts, and the i-th in order of time. Facts of one instant keep the order in
 * which they were taken.
 */
size_t fact_store_count(const struct fact_store *store);
const struct fact *fact_store_at(const struct fact_store *store, size_t i);

/*
 * The lists hold the first `listed` facts. A late event takes back the facts behind it.
 * fact_store_list enters the next fact and returns it. It returns NULL if all are entered or
 * there is no memory.
 */
size_t fact_store_listed(const struct fact_store *store);
const struct fact *fact_store_list(struct fact_store *store);

/* The steps and reports of an actor; those of one name; the facts of another kind (but for
 * stalls, of which there is no list). An empty list where there is none. */
const struct fact_list *facts_said(const struct fact_store *store, int actor);
const struct fact_list *facts_named(const struct fact_store *store, int actor,
                                    const char *name);
/* Those of one name about one thing that is no actor, such as a pipe: `thing` is the peer_name
 * of a fact of this store. */
const struct fact_list *facts_about(const struct fact_store *store, int actor, const char *name,
                                    const char *thing);
/* The facts of one name of all processes of an actor, by the actor's index in the scenario. */
const struct fact_list *facts_named_by_all(const struct fact_store *store, int actor,
                                           const char *name);
const struct fact_list *facts_of_kind(const struct fact_store *store, enum kit_event_kind kind);
