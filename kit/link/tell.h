#pragma once
/*
 * Steps and reports by the names in the protocol's table: a name that is not in the table does
 * not compile.
 */
#include "kit/probe/lifeline.h"
#include "kit/protocol/steps.h"

#define STEP(step, ...)   LIFELINE_STEP(step_words[PROTOCOL_##step], __VA_ARGS__)
#define REPORT(step, ...) LIFELINE_REPORT(step_words[PROTOCOL_##step], __VA_ARGS__)

/* The facts of a message that was sent or received. */
#define FACTS_OF(message)                                                                      \
    .sequence = (message)->head.sequence, .size = (message)->head.size,                        \
    .checksum = (message)->head.checksum
