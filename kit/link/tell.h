#pragma once
/*
 * Steps and reports by the names of the protocol's table, so that a name that is not in it does
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
