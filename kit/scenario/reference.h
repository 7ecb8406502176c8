#pragma once
/*
 * The examples that docs/language.md shows beside the tables. A test reads all of them, so that
 * no example can be wrong. Pure.
 */
#include "kit/scenario/scenario_model.h"

/* Room for the whole page. */
#define REFERENCE_BYTES (64u * 1024)

/* One line of each kind; together with reference_actors they form a scenario. */
extern const char *const statement_examples[SAY_COUNT + 1];
extern const char *const reference_actors;

/* A whole file, a file with a mistake, and the message for this mistake. */
extern const char *const reference_example;
extern const char *const reference_mistaken;
extern const char *const reference_mistake;

/* The language reference, as it stands in docs/language.md. */
void scenario_reference(struct text *out);
