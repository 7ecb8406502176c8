#pragma once
/*
 * What a parent and a child say to each other by their calls: the pipe that only these two
 * have, and their writes into it. Nothing is known unless all calls of both were seen. Pure.
 *
 * Several pipes can have one name in the log (kit/inject/objects.h). A pipe is theirs if one of
 * the two made it and the other opened it, as often as it was made, and no other actor did
 * either. A pipe without a name, such as the standard input, is nobody's.
 */
#include "kit/judge/calls.h"

enum pair_talk_state {
    TALK_UNKNOWN,
    TALK_GOES_ON,    /* the parent wrote to the child, and owes no answer for long */
    TALK_UNANSWERED, /* a message of the child has no answer */
    TALK_SILENT      /* the parent wrote nothing */
};

struct pair_talk {
    enum pair_talk_state state;
    const char *pipe;         /* its name in the log; NULL if it is unknown, and with it: */
    const char *service;      /* the parent's call that shows that it serves the child */
    const struct fact *asked; /* of TALK_UNANSWERED: the first such message */
    bool has_stopped;         /* the parent answered such messages until then, and not since */
};

/*
 * How the two talk between two instants. A message of the child that is younger than
 * `patience_ns` needs no answer yet. Of a child to which its parent never writes, the parent's
 * reads count in place of its writes. They can only show that it serves the child: the read
 * that takes a message began before the message came.
 */
struct pair_talk pair_talk_between(const struct verdict_builder *builder, int parent, int child,
                                   int64_t from_ns, int64_t until_ns, int64_t patience_ns);

/* When the parent first answered a message that the child wrote after this instant; or
 * FACTS_NEVER. */
int64_t pair_answered_after(const struct verdict_builder *builder, int parent, int child,
                            int64_t from_ns);

/* The longest time without a write of the parent to the child, from the child's start up to an
 * instant; 0 if there was no write. */
int64_t pair_pace_ns(const struct verdict_builder *builder, int parent, int child,
                     int64_t until_ns);

/* The first call of the parent after an instant that shows that the pipe is lost; or NULL. */
const struct fact *pair_lost_after(const struct verdict_builder *builder, int parent, int child,
                                   int64_t from_ns);
