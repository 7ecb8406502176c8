#include "kit/judge/verdict_builder.h"
#include "kit/base/line_number.h"
#include "kit/base/utf8.h"

#include <stdio.h>
#include <string.h>

/*
 * A slot for a finding: a new one, or the slot of the last of the mildest findings, if they are
 * milder. A finding on the run as a whole always gets a slot.
 */
static struct finding *place_for_finding(struct verdict_builder *builder,
                                         const struct finding_header *header)
{
    struct judgement *to = &builder->out->judgement;
    if (to->count < KIT_FINDINGS)
        return &to->findings[to->count++];
    builder->spilled = true;
    struct finding *mildest = &to->findings[0];
    for (uint32_t i = 1; i < to->count; i++) {
        if (to->findings[i].verdict <= mildest->verdict)
            mildest = &to->findings[i];
    }
    bool yields = mildest->verdict < header->verdict || header->source == SOURCE_RUN;
    return yields ? mildest : &builder->spare;
}

/* `waive <rule> <actor>`: findings of the rule on this actor are not reported. */
static bool finding_is_waived(const struct verdict_builder *builder,
                              const struct finding_header *header)
{
    return header->source == SOURCE_RULE && header->actor >= 0 &&
           scenario_waives(builder->scenario, header->rule, header->actor);
}

/* A process that took its actor's place later. */
static void say_which(const struct verdict_builder *builder, int actor, struct finding *finding)
{
    uint32_t incarnation = builder->processes->incarnation[actor];
    struct text text = text_after(finding->text, sizeof finding->text);
    if (incarnation > 1)
        text_add(&text, " (process %u of %s, which was started again)", (unsigned)incarnation,
                 finding->actor);
}

struct finding *add_finding(struct verdict_builder *builder,
                            const struct finding_header *header, const char *format, ...)
{
    struct finding *finding = finding_is_waived(builder, header)
                                  ? &builder->spare
                                  : place_for_finding(builder, header);
    if (finding != &builder->spare && header->source == SOURCE_RULE &&
        header->verdict == VERDICT_FAIL)
        builder->out->judgement.exercised |= 1u << header->rule;
    *finding = (struct finding){.source = header->source,
                                .verdict = header->verdict,
                                .rule = header->rule,
                                .line_number = header->line_number,
                                .at_ns = header->at_ns};
    if (header->actor >= 0) {
        const char *step = facts_last_step(builder->facts, header->actor, header->at_ns);
        name_copy(finding->actor, name_of(builder, header->actor),
                  strlen(name_of(builder, header->actor)));
        name_copy(finding->step, step, strlen(step));
    }
    va_list args;
    va_start(args, format);
    utf8_print(finding->text, sizeof finding->text, format, args);
    va_end(args);
    if (header->actor >= 0)
        say_which(builder, header->actor, finding);
    return finding;
}

void obligation_met(struct verdict_builder *builder, enum kit_rule rule)
{
    builder->out->judgement.exercised |= 1u << rule;
}

void add_peer(const struct verdict_builder *builder, struct finding *finding, int child)
{
    name_copy(finding->peer, name_of(builder, child), strlen(name_of(builder, child)));
}

void add_cause(struct finding *finding, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    utf8_print(finding->likely, sizeof finding->likely, format, args);
    va_end(args);
}

void await(struct verdict_builder *builder, int actor, const char *name, int64_t deadline_ns)
{
    struct judge_result *out = builder->out;
    if (deadline_ns == FACTS_NEVER)
        return;
    /* Callers use the indices of the scenario's actors. */
    actor = builder->processes->of[actor];
    out->owing |= builder->in_rules;
    for (uint32_t i = 0; i < out->wait_count; i++) {
        struct judge_wait *wait = &out->waits[i];
        if (wait->actor == actor && words_equal(wait->name, name)) {
            if (deadline_ns < wait->deadline_ns)
                wait->deadline_ns = deadline_ns;
            return;
        }
    }
    if (out->wait_count == JUDGE_WAITS)
        return;
    struct judge_wait *wait = &out->waits[out->wait_count++];
    *wait = (struct judge_wait){.actor = actor, .deadline_ns = deadline_ns};
    name_copy(wait->name, name, strlen(name));
}

static uint64_t lost_in(const struct verdict_builder *builder, const struct window *window,
                        int actor)
{
    if (actor < 0)
        return 0;
    return facts_lost(builder->facts, actor, window->from_ns, window->deadline_ns);
}

enum kit_verdict verdict_of_absence(const struct verdict_builder *builder,
                                    const struct window *window, int actor)
{
    bool excused = window->beyond || lost_in(builder, window, actor) > 0;
    return excused ? VERDICT_ERROR : VERDICT_FAIL;
}

struct window span_until(int64_t at_ns)
{
    return (struct window){.deadline_ns = at_ns};
}

void add_excuse(const struct verdict_builder *builder, struct finding *finding,
                const struct window *window, int actor)
{
    struct text text = text_after(finding->text, sizeof finding->text);
    uint64_t lost = lost_in(builder, window, actor);
    long long stalled_ms = ms_between(0, window->stalled_ns);
    if (window->beyond)
        text_add(&text, "; but the machine stood still for %lld ms and more: run it again",
                 stalled_ms);
    else if (window->stalled_ns > 0)
        text_add(&text, " (window extended by %lld ms of stalls, to %lld ms)", stalled_ms,
                 window->length_ms + stalled_ms);
    if (lost > 0)
        text_add(&text, "; but %llu of %s's facts were lost in that time",
                 (unsigned long long)lost, name_of(builder, actor));
}

static struct short_text describe_drop(const struct fact *event)
{
    struct short_text out;
    if (event->peer_name[0])
        snprintf(out.text, sizeof out.text, "the pipe of %s and %s was dropped",
                 event->actor_name, event->peer_name);
    else
        snprintf(out.text, sizeof out.text, "%s's pipe was dropped", event->actor_name);
    return out;
}

static struct short_text describe_failure(const struct fact *event)
{
    struct short_text out;
    struct text text = text_over(out.text, sizeof out.text);
    text_add(&text, "%s's %s", event->actor_name, event->by);
    if (event->peer_name[0])
        text_add(&text, " for %s", event->peer_name);
    text_add(&text, " failed with %u", (unsigned)event->code);
    return out;
}

/* The actor that the fact is about: a parent's event of a child is about that child. */
static const char *subject_name(const struct fact *event)
{
    bool of_peer = fact_is_said(event) && event->peer >= 0 && event->subject == event->peer;
    if (of_peer)
        return event->peer_name;
    return event->actor_name[0] ? event->actor_name : "the run";
}

/* What the runner wrote to an actor's standard input, as an act. */
static struct short_text describe_input(const struct fact *event)
{
    struct short_text out;
    struct text text = text_over(out.text, sizeof out.text);
    if (event->peer_name[0])
        text_add(&text, "%s got a forged message of %s", event->actor_name, event->peer_name);
    else if (event->text[0])
        text_add(&text, "%s was told \"%.60s\"", event->actor_name, event->text);
    else
        text_add(&text, "the standard input of %s was closed", event->actor_name);
    return out;
}

static struct short_text describe_signal(const struct fact *event)
{
    struct short_text out;
    struct text text = text_over(out.text, sizeof out.text);
    text_add(&text, "the event \"%.60s\" was %s", event->text, event->name);
    return out;
}

static struct short_text describe_write(const struct fact *event)
{
    struct short_text out;
    struct text text = text_over(out.text, sizeof out.text);
    text_add(&text, "the shared memory \"%.60s\" was written", event->text);
    return out;
}

static struct short_text describe_jump(const struct fact *event)
{
    struct short_text out;
    struct text text = text_over(out.text, sizeof out.text);
    text_add(&text, "the %s of %s jumped %s by %llu ms", event->name, event->actor_name,
             event->by, (unsigned long long)event->size);
    return out;
}

struct short_text describe_fact(const struct fact *event)
{
    static const char *const words[MARK_COUNT] = {
#define X(mark, words) words,
        FACTS_MARKS(X)
#undef X
    };
    struct short_text out;
    enum mark mark = event->mark;
    const struct fault *fault = event->kind == EVENT_STRUCK ? fault_named(event->name) : NULL;
    if (event->kind == EVENT_LINE) { /* that starts an actor */
        snprintf(out.text, sizeof out.text, "%s began", line_words(event->line_number).text);
        return out;
    }
    if (event->kind == EVENT_SIGNALLED)
        out = describe_signal(event);
    else if (event->kind == EVENT_WROTE)
        out = describe_write(event);
    else if (event->kind == EVENT_JUMPED)
        out = describe_jump(event);
    else if (event->kind == EVENT_INPUT)
        out = describe_input(event);
    else if (mark == MARK_DROPPED)
        out = describe_drop(event);
    else if (fault && fault->effect == EFFECT_FAILED)
        out = describe_failure(event);
    else if (event->kind == EVENT_STEP && mark == MARK_NONE)
        snprintf(out.text, sizeof out.text, "%s reached %s", event->actor_name, event->name);
    else
        snprintf(out.text, sizeof out.text, "%s %s", subject_name(event),
                 fault ? fault->past : words[mark]);
    struct text text = text_after(out.text, sizeof out.text);
    if (event->line_number > 0)
        text_add(&text, " (%s)", line_words(event->line_number).text);
    return out;
}

struct short_text code_text(uint32_t code)
{
    struct short_text out;
    snprintf(out.text, sizeof out.text, code > 0xffff ? "0x%08X" : "%u", (unsigned)code);
    return out;
}

struct short_text last_step_text(const struct verdict_builder *builder, int actor,
                                 int64_t at_ns)
{
    struct short_text out;
    const char *step = facts_last_step(builder->facts, actor, at_ns);
    if (step[0])
        snprintf(out.text, sizeof out.text, "its last step was %s", step);
    else
        snprintf(out.text, sizeof out.text, "it reached no step");
    return out;
}

struct short_text last_print_text(const struct verdict_builder *builder, int actor,
                                  int64_t at_ns)
{
    const struct fact_list *list = facts_of_kind(builder->facts->store, EVENT_PRINTED);
    struct short_text out;
    struct text text = text_over(out.text, sizeof out.text);
    for (size_t i = list_after(list, at_ns); i > 0; i--) {
        const struct fact *fact = list->at[i - 1];
        if (fact->actor_of != actor || !fact->text[0])
            continue;
        text_add(&text, "its last line was \"%.100s\"", fact->text);
        return out;
    }
    text_add(&text, "it printed nothing");
    return out;
}

long long ms_between(int64_t from_ns, int64_t until_ns)
{
    return (long long)((until_ns - from_ns + NS_PER_MS - 1) / NS_PER_MS);
}

const char *name_of(const struct verdict_builder *builder, int actor)
{
    return builder->scenario->actors[actor].name;
}

bool has_probe(const struct verdict_builder *builder, int actor)
{
    return marked_at(builder->facts, actor, MARK_ATTACHED) < FACTS_NEVER;
}

int64_t steps_seen_from(const struct verdict_builder *builder, int actor)
{
    int64_t own_ns = marked_at(builder->facts, actor, MARK_ATTACHED);
    int64_t injected_ns = marked_at(builder->facts, actor, MARK_INJECTED);
    return own_ns < injected_ns ? own_ns : injected_ns;
}

bool has_steps(const struct verdict_builder *builder, int actor)
{
    return steps_seen_from(builder, actor) < FACTS_NEVER;
}
