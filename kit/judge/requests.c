#include "kit/judge/requests.h"

/* A program of the user's own is not told how many, so that it owes none. */
static bool is_told(const struct scenario_actor *actor)
{
    return actor->is_child && !actor->quoted && !actor->by_image;
}

/* A drop on the parent's end for one child concerns that child alone. */
static bool concerns(const struct scenario_line *line, int child, int parent)
{
    if (line->kind == SAY_FAIL) /* whom that concerns, only the event says: a mark */
        return false;
    if (line->target == parent && faults[line->fault].effect == EFFECT_CUT && line->peer >= 0)
        return line->peer == child;
    return line->target == child || line->target == parent;
}

/* The first event after which the child owes no more requests, or NULL. */
static const struct fact *excuse_of(const struct bench *bench, int child)
{
    const struct facts *facts = bench->facts;
    int parent = bench->scenario->actors[child].parent;
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
    for (uint32_t i = 0; i < bench->scenario->line_count; i++) {
        if (concerns(&bench->scenario->lines[i], child, parent))
            first = earlier(first, bench->facts->lines[i].struck);
    }
    return earlier(first, marked(facts, THE_RUN, MARK_CLOSING));
}

static uint32_t requests_of(const struct bench *bench, int child)
{
    struct pattern pattern = {.actor = child, .name = step_words[PROTOCOL_REQUEST_SENT]};
    return facts_occurrences(bench->facts, &pattern);
}

/* What it did not say by then; where words of it were lost, nobody knows. */
static struct charge requests_charge(const struct bench *bench, int child,
                                     const struct window *span)
{
    return (struct charge){.source = SOURCE_LINE,
                           .verdict = bench_absent(bench, span, child),
                           .actor = child,
                           .line = bench->scenario->requests_line,
                           .at_ns = span->deadline_ns};
}

static void not_done(struct bench *bench, int child, const struct fact *decider)
{
    struct window span = bench_by_then(instant_of(decider));
    struct charge charge = requests_charge(bench, child, &span);
    bool ended = decider->kind == EVENT_EXITED;
    struct finding *finding =
        bench_find(bench, &charge, "%s made %u of %u requests and did not say Quit when %s; %s",
                   name_of(bench, child), (unsigned)requests_of(bench, child),
                   (unsigned)bench->scenario->requests, ended ? "it ended" : told(decider).text,
                   last_step_text(bench, child, charge.at_ns).text);
    bench_excuse(bench, finding, &span, child);
}

/* Only once all is over: to count takes a look at every event. */
static void check_number(struct bench *bench, int child)
{
    const struct fact *end = marked(bench->facts, THE_RUN, MARK_END);
    if (!end || !has_probe(bench, child))
        return;
    uint32_t made = requests_of(bench, child), told_to = bench->scenario->requests;
    if (made == told_to)
        return;
    struct window span = bench_by_then(end->at_ns);
    struct charge charge = requests_charge(bench, child, &span);
    if (made > told_to)
        charge.verdict = VERDICT_FAIL; /* whatever else was lost */
    struct finding *finding =
        bench_find(bench, &charge, "%s made %u requests and said Quit; it was told to make %u",
                   name_of(bench, child), (unsigned)made, (unsigned)told_to);
    if (made < told_to)
        bench_excuse(bench, finding, &span, child);
}

/*
 * The parent hears a Quit a moment after it was said. To stop it in between would have it say
 * Quit to one that is gone, and it would do in one run what it does not in the next. One that
 * never says that it heard is no failure of the requests: the run goes on without it.
 */
#define HEARS_WITHIN_NS (1000 * NS_PER_MS)

static void await_hearing(struct bench *bench, int child, const struct fact *quit)
{
    int parent = bench->scenario->actors[child].parent;
    struct pattern heard = {.actor = parent,
                            .name = step_words[PROTOCOL_CHILD_QUIT],
                            .peer = name_of(bench, child)};
    int64_t until_ns = quit->at_ns + HEARS_WITHIN_NS;
    if (bench->facts->horizon_ns >= until_ns ||
        facts_find(bench->facts, &heard, quit->at_ns, bench->facts->horizon_ns, NULL))
        return;
    bench->out->unfinished = true;
    bench_wait(bench, parent, heard.name, until_ns);
}

static void judge_child(struct bench *bench, int child)
{
    const struct fact *limit = marked(bench->facts, THE_RUN, MARK_LIMIT);
    const struct fact *quit = marked(bench->facts, child, MARK_QUIT),
                      *excuse = excuse_of(bench, child);
    const struct fact *decider = earlier(marked(bench->facts, child, MARK_EXITED), limit);
    if (quit && quit->at_ns <= instant_of(earlier(excuse, decider))) {
        bench->in_play++;
        check_number(bench, child);
        if (!excuse)
            await_hearing(bench, child, quit);
    } else if (decider && decider->at_ns < instant_of(excuse)) {
        bench->in_play++;
        if (!bench->troubled)
            not_done(bench, child, decider);
    } else if (!excuse) {
        bench->in_play++;
        bench->out->unfinished = true;
        bench_wait(bench, child, step_words[PROTOCOL_QUIT_SENT],
                   bench->scenario->limit_ms * NS_PER_MS);
        bench_wait(bench, child, "", bench->scenario->limit_ms * NS_PER_MS);
    }
}

void requests_judge(struct bench *bench)
{
    if (bench->scenario->requests == 0)
        return;
    for (int i = 0; i < (int)bench->scenario->actor_count; i++) {
        if (is_told(&bench->scenario->actors[i]))
            judge_child(bench, i);
    }
}
