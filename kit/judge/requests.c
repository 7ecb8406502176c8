#include "kit/judge/requests.h"
#include "kit/judge/abandoned.h"

/* A drop on the parent's end for one child concerns that child alone. */
static bool line_concerns_child(const struct scenario_line *line, int child, int parent)
{
    if (line->kind == SAY_FAIL) /* only the event says which actor this concerns: a mark */
        return false;
    if (line->target == parent && faults[line->fault].effect == EFFECT_CUT && line->peer >= 0)
        return line->peer == child;
    return line->target == child || line->target == parent;
}

/* The first event after which the child need make no more requests, or NULL. */
static const struct fact *excuse_from_requests(const struct verdict_builder *builder, int child)
{
    const struct facts *facts = builder->facts;
    int parent = builder->scenario->actors[child].parent;
    const struct fact *first =
        earlier(marked(facts, child, MARK_LOST), marked(facts, child, MARK_UNSTARTED));
    first = earlier(first, earlier(marked(facts, child, MARK_STOPPED),
                                   marked(facts, parent, MARK_STOPPED)));
    first = earlier(
        first, earlier(marked(facts, child, MARK_ENDED), marked(facts, parent, MARK_ENDED)));
    first = earlier(
        first, earlier(marked(facts, parent, MARK_EXITED), marked(facts, child, MARK_DROPPED)));
    first = earlier(first,
                    earlier(marked(facts, child, MARK_FAILED), marked(facts, child, MARK_CUT)));
    first = earlier(
        first, earlier(marked(facts, parent, MARK_FAILED), marked(facts, parent, MARK_CUT)));
    for (uint32_t i = 0; i < builder->scenario->line_count; i++) {
        if (line_concerns_child(&builder->scenario->lines[i], child, parent))
            first = earlier(first, builder->facts->lines[i].struck);
    }
    return earlier(first, marked(facts, THE_RUN, MARK_CLOSING));
}

static uint32_t requests_of(const struct verdict_builder *builder, int child)
{
    struct pattern pattern = {.actor = child, .name = step_words[PROTOCOL_REQUEST_SENT]};
    return facts_occurrences(builder->facts, &pattern);
}

/* The child did not log it by then. If events of the child were lost, this is unknown. */
static struct finding_header requests_header(const struct verdict_builder *builder, int child,
                                             const struct window *span)
{
    return (struct finding_header){.source = SOURCE_LINE,
                                   .verdict = verdict_of_absence(builder, span, child),
                                   .actor = child,
                                   .line_number = builder->scenario->requests_line,
                                   .at_ns = span->deadline_ns};
}

static void report_missing_requests(struct verdict_builder *builder, int child,
                                    const struct fact *decider)
{
    struct window span = span_until(instant_of(decider));
    struct finding_header header = requests_header(builder, child, &span);
    bool ended = decider->kind == EVENT_EXITED;
    struct finding *finding = add_finding(
        builder, &header, "%s made %u of %u requests and had not said Quit when %s; %s",
        name_of(builder, child), (unsigned)requests_of(builder, child),
        (unsigned)builder->scenario->requests, ended ? "it ended" : describe_fact(decider).text,
        last_step_text(builder, child, header.at_ns).text);
    add_excuse(builder, finding, &span, child);
}

/* Only once the run is over, because counting reads every event. */
static void check_number(struct verdict_builder *builder, int child)
{
    const struct fact *end = marked(builder->facts, THE_RUN, MARK_END);
    if (!end || !has_probe(builder, child))
        return;
    uint32_t made = requests_of(builder, child), told_to = builder->scenario->requests;
    if (made == told_to)
        return;
    struct window span = span_until(end->at_ns);
    struct finding_header header = requests_header(builder, child, &span);
    if (made > told_to)
        header.verdict = VERDICT_FAIL; /* even if something else was lost */
    struct finding *finding = add_finding(
        builder, &header, "%s made %u requests and said Quit; it was told to make %u",
        name_of(builder, child), (unsigned)made, (unsigned)told_to);
    if (made < told_to)
        add_excuse(builder, finding, &span, child);
}

/*
 * The parent hears a Quit a moment after it was sent. If the runner stopped the parent in
 * between, the parent would send a Quit to a child that is gone, in some runs and not in
 * others. A parent that never reports the Quit is no failure of the requests: the run continues
 * without it.
 */
#define HEARS_WITHIN_NS (1000 * NS_PER_MS)

static void await_hearing(struct verdict_builder *builder, int child, const struct fact *quit)
{
    int parent = builder->scenario->actors[child].parent;
    struct pattern heard = {.actor = parent,
                            .name = step_words[PROTOCOL_CHILD_QUIT],
                            .peer = name_of(builder, child)};
    int64_t until_ns = quit->at_ns + HEARS_WITHIN_NS;
    if (builder->facts->horizon_ns >= until_ns ||
        facts_find(builder->facts, &heard, quit->at_ns, builder->facts->horizon_ns, NULL))
        return;
    builder->out->unfinished = true;
    await(builder, parent, heard.name, until_ns);
}

static void judge_child_requests(struct verdict_builder *builder, int child)
{
    const struct fact *limit = marked(builder->facts, THE_RUN, MARK_LIMIT);
    const struct fact *quit = marked(builder->facts, child, MARK_QUIT),
                      *excuse = excuse_from_requests(builder, child);
    const struct fact *decider = earlier(marked(builder->facts, child, MARK_EXITED), limit);
    if (quit && quit->at_ns <= instant_of(earlier(excuse, decider))) {
        builder->in_play++;
        check_number(builder, child);
        if (!excuse)
            await_hearing(builder, child, quit);
    } else if (decider && decider->at_ns < instant_of(excuse)) {
        builder->in_play++;
        if (!builder->troubled)
            report_missing_requests(builder, child, decider);
    } else if (!excuse) {
        builder->in_play++;
        if (abandoned_tell(builder, child))
            return;
        builder->out->unfinished = true;
        await(builder, child, step_words[PROTOCOL_QUIT_SENT],
              builder->scenario->limit_ms * NS_PER_MS);
        await(builder, child, "", builder->scenario->limit_ms * NS_PER_MS);
    }
}

void requests_judge(struct verdict_builder *builder)
{
    if (builder->scenario->requests == 0)
        return;
    for (int i = 0; i < (int)builder->scenario->actor_count; i++) {
        /* A user's own program is not told how many requests to make, so it owes none. */
        if (scenario_is_told(builder->scenario, i))
            judge_child_requests(builder, i);
    }
}
