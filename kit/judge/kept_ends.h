#pragma once
/*
 * What an actor that did not end, or did not go on, still has of its pipes and named objects,
 * and who has the other end: one sentence, from the `keeps` events. It never changes a verdict.
 * Pure.
 */
#include "kit/judge/verdict_builder.h"

/* `name` of a `keeps` event about an end of a pipe; other types are the system's, as "Event".
 */
#define KEPT_PIPE "pipe"

/* `name` of a `keeps` event without a process: there was more than the log has. */
#define KEPT_MORE "more"

/* X(end, word, text, other): `by` of a `keeps` event; the other end is what its holder sees. */
#define KEPT_ENDS(X)                                                                           \
    X(READ, "read", "the read end", WRITE)                                                     \
    X(WRITE, "write", "the write end", READ)                                                   \
    X(SERVER, "server", "the server's end", CLIENT)                                            \
    X(CLIENT, "client", "the client's end", SERVER)                                            \
    X(LISTENING, "listening", "a server's end without a client", COUNT)

enum kept_end {
#define X(end, word, text, other) KEPT_END_##end,
    KEPT_ENDS(X)
#undef X
        KEPT_END_COUNT
};

extern const char *const kept_end_words[KEPT_END_COUNT + 1];
extern const char *const kept_end_texts[KEPT_END_COUNT];

/* What the process of a `keeps` event is called: by its actor, or by its image as its start has
 * it, with its PID. */
void kept_add_holder(struct text *to, const struct verdict_builder *builder,
                     const struct fact *row);

/* Adds the sentence to the likely cause of each failure of an actor that still ran. Call it
 * when all findings are there. */
void kept_ends_add(struct verdict_builder *builder);
