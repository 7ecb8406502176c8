#pragma once
/*
 * The facts that a report of a judgement can show (kit/report/excerpt.h): all facts but the
 * steps, and of each actor's steps the last ones before a finding, or before the last strike
 * before it. Nearly all facts of a long run are steps, and an event takes several times the
 * room of a fact. Pure; on the heap; one thread.
 */
#include "kit/base/finding.h"
#include "kit/judge/fact_store.h"

/* An excerpt shows up to four steps of an actor, and passes over those that a row tells. */
#define NEAR_STEPS 64u

struct near_facts;

/* Borrows nothing. NULL if there is no memory. */
struct near_facts *near_facts_new(const struct fact_store *store,
                                  const struct judgement *judgement);
void near_facts_free(struct near_facts *near);

bool fact_is_near(const struct near_facts *near, const struct fact *fact);
