#include "kit/report/story_part.h"
#include "kit/base/shown_text.h"

struct story_part part_begin(struct text *to, const char *heading)
{
    return (struct story_part){.to = to, .heading = heading, .most = PART_MOST};
}

bool sentence_begin(struct story_part *part)
{
    if (part->told == part->most) {
        part->more++;
        return false;
    }
    if (part->told++ == 0)
        text_add(part->to, "\n%s\n", part->heading);
    part->from = part->to->length;
    text_add(part->to, "  ");
    return true;
}

/* Names and texts come from a log, which can have anything in them. */
void sentence_end(struct story_part *part)
{
    shown_rest(part->to, part->from, false);
    text_add(part->to, "\n");
}

void say_plain(struct story_part *part, const char *sentence)
{
    if (!sentence_begin(part))
        return;
    text_add(part->to, "%s", sentence);
    sentence_end(part);
}

void part_end(struct story_part *part)
{
    if (part->more > 0)
        text_add(part->to, "  And %u more.\n", (unsigned)part->more);
}

void add_moment(struct text *to, int64_t at_ns)
{
    uint64_t ms = (at_ns < 0 ? 0 - (uint64_t)at_ns : (uint64_t)at_ns) / 1000000;
    text_add(to, "%s%llu.%03u s", at_ns < 0 ? "-" : "", (unsigned long long)(ms / 1000),
             (unsigned)(ms % 1000));
}

void add_step(struct text *to, const char *step, uint32_t occurrence)
{
    text_add(to, "%s", step);
    if (occurrence > 0)
        text_add(to, " #%u", (unsigned)occurrence);
}

static const char *notice_phrase(const char *by)
{
    if (words_equal(by, "pipe"))
        return "; it noticed by the pipe";
    if (words_equal(by, "process"))
        return "; it noticed by the handle of the process";
    if (words_equal(by, "watchdog"))
        return "; it noticed by its watchdog";
    return NULL;
}

void add_report(struct text *to, const struct kit_event *event)
{
    const char *phrase = notice_phrase(event->by);
    text_add(to, "%s reported %s%s%s", event->actor, event->name, event->peer[0] ? " of " : "",
             event->peer);
    if (phrase)
        text_add(to, "%s", phrase);
    else if (event->by[0])
        text_add(to, " by %s", event->by);
}
