#pragma once
/* Parts and sentences of a story. Private to kit/report. */
#include "kit/base/event.h"

/* The maximum of sentences of one part, except as a part says. People would not read more. */
#define PART_MOST 12u

/* A part of the story: its heading is written with its first sentence. */
struct story_part {
    struct text *to;
    const char *heading;
    size_t from; /* of the sentence that is being written */
    uint32_t told, most, more;
};

struct story_part part_begin(struct text *to, const char *heading);

/* False if the part has enough sentences; then this one is only counted. */
bool sentence_begin(struct story_part *part);
void sentence_end(struct story_part *part);
void say_plain(struct story_part *part, const char *sentence);
void part_end(struct story_part *part);

/* "0.123 s" */
void add_moment(struct text *to, int64_t at_ns);

/* "reply.sent #3" */
void add_step(struct text *to, const char *step, uint32_t occurrence);

/* "host reported child.lost of cs; it noticed by the pipe" */
void add_report(struct text *to, const struct kit_event *event);
