#include "kit/report/story.h"
#include "kit/base/command.h"
#include "kit/base/line_number.h"
#include "kit/base/shown_text.h"
#include "kit/report/event_text.h"
#include "kit/report/report.h"
#include "kit/report/story_field.h"
#include "kit/report/story_part.h"

#include <string.h>

#define FINDINGS_TOLD 5u

/* "12 ms after"; both times can be any number in a forged log. */
static void add_after(struct text *to, int64_t at_ns, int64_t since_ns)
{
    uint64_t ms = at_ns < since_ns ? 0 : ((uint64_t)at_ns - (uint64_t)since_ns) / 1000000;
    if (ms == 0)
        text_add(to, "Less than 1 ms after");
    else
        text_add(to, "%llu ms after", (unsigned long long)ms);
}

static void add_line_number(struct text *to, uint32_t line_number)
{
    if (line_number > 0)
        text_add(to, " (%s)", line_words(line_number).text);
}

/* ---- who took part ---- */

#define CHILDREN_TOLD 8u

static void add_actor(struct text *to, const struct scenario_actor *actor)
{
    text_add(to, "%s (%s)", actor->name, actor->program[0] ? actor->program : "any program");
}

static void add_family(struct text *to, const struct scenario *scenario, uint32_t parent)
{
    uint32_t count = 0, told = 0;
    for (uint32_t i = 0; i < scenario->actor_count; i++)
        count += scenario->actors[i].parent == (int)parent;
    for (uint32_t i = 0; i < scenario->actor_count && told < CHILDREN_TOLD; i++) {
        if (scenario->actors[i].parent != (int)parent)
            continue;
        text_add(to, "%s",
                 told == 0           ? " is the parent of "
                 : told + 1 == count ? " and "
                                     : ", ");
        add_actor(to, &scenario->actors[i]);
        told++;
    }
    if (count > told)
        text_add(to, " and %u more", (unsigned)(count - told));
    if (count == 0)
        text_add(to, " is alone");
}

static void tell_who(struct text *to, const struct story_of *of)
{
    struct story_part part = part_begin(to, "Who took part");
    for (uint32_t i = 0; i < of->scenario->actor_count; i++) {
        const struct scenario_actor *actor = &of->scenario->actors[i];
        if (actor->is_child || !sentence_begin(&part))
            continue;
        add_actor(to, actor);
        if (actor->is_bystander)
            text_add(to, " belongs to nobody");
        else
            add_family(to, of->scenario, i);
        text_add(to, ".");
        sentence_end(&part);
    }
    part_end(&part);
}

/* ---- what was done ---- */

/* "host was killed" */
static void add_harm_done(struct text *to, const struct kit_event *struck)
{
    const struct fault *fault = fault_named(struck->name);
    text_add(to, "%s ", struck->actor);
    if (fault && fault->effect == EFFECT_FAILED)
        text_add(to, "was given error %u by its call %s", (unsigned)struck->code, struck->by);
    else if (fault)
        text_add(to, "%s", fault->past);
    else
        text_add(to, "was struck by %s", struck->name);
}

/* The actor at whose step the line strikes; empty if it strikes from outside. */
static const char *striking_actor(const struct scenario *scenario,
                                  const struct kit_event *struck)
{
    for (uint32_t i = 0; i < scenario->line_count; i++) {
        const struct scenario_line *line = &scenario->lines[i];
        if (line->line_number == struck->line_number && line->actor >= 0)
            return scenario->actors[line->actor].name;
    }
    return struck->actor;
}

static void add_strike_place(struct text *to, const struct scenario *scenario,
                             const struct kit_event *struck)
{
    const struct fault *fault = fault_named(struck->name);
    const char *owner = striking_actor(scenario, struck);
    add_harm_done(to, struck);
    if (fault && fault->effect == EFFECT_FAILED) {
        if (struck->occurrence > 0)
            text_add(to, ", at use #%u", (unsigned)struck->occurrence);
    } else if (!struck->by[0]) {
        text_add(to, " from outside");
    } else {
        text_add(to, words_equal(owner, struck->actor) ? " at its step " : " when %s was at ",
                 owner);
        add_step(to, struck->by, struck->occurrence);
    }
    if (struck->peer[0])
        text_add(to, ", for %s", struck->peer);
}

/* False for an event that is nothing that the scenario does. */
static void add_input(struct text *to, const struct kit_event *event)
{
    if (words_equal(event->name, FORGED))
        text_add(to, "the runner put a message into the pipe of %s, as if %s had sent it: %s",
                 event->actor, event->peer, event->text);
    else if (words_equal(event->name, "line"))
        text_add(to, "the runner wrote to %s: %s", event->actor, event->text);
    else
        text_add(to, "the runner closed the standard input of %s", event->actor);
}

static void add_signal(struct text *to, const struct kit_event *event)
{
    text_add(to,
             event->code > 0 ? "the runner could not %s the event %s"
                             : "the runner %s the event %s",
             event->name, event->text);
    if (event->code > 0)
        text_add(to, " (error %u)", (unsigned)event->code);
}

static void add_write(struct text *to, const struct kit_event *event)
{
    if (event->code > 0)
        text_add(to, "the runner could not write into the shared memory %s (error %u)",
                 event->text, (unsigned)event->code);
    else
        text_add(to, "the runner wrote %llu bytes into the shared memory %s",
                 (unsigned long long)event->size, event->text);
}

static void add_jump(struct text *to, const struct kit_event *event)
{
    if (event->code > 0)
        text_add(to, "the runner could not move the %s of %s (error %u)", event->name,
                 event->actor, (unsigned)event->code);
    else
        text_add(to, "the %s of %s jumped %s by %llu ms", event->name, event->actor, event->by,
                 (unsigned long long)event->size);
}

static bool add_act(struct text *to, const struct scenario *scenario,
                    const struct kit_event *event)
{
    if (event->kind == EVENT_STRUCK)
        add_strike_place(to, scenario, event);
    else if (event->kind == EVENT_HELD || event->kind == EVENT_RELEASED) {
        text_add(to, "%s was %s at ", event->actor,
                 event->kind == EVENT_HELD ? "held" : "released");
        add_step(to, event->name, event->occurrence);
    } else if (event->kind == EVENT_RESUMED)
        text_add(to, "%s was let run on", event->actor);
    else if (event->kind == EVENT_NOT_RESUMED)
        text_add(to, "%s was to be resumed, but no process of it hung", event->actor);
    else if (event->kind == EVENT_STOP)
        text_add(to, "the runner asked %s to end", event->actor);
    else if (event->kind == EVENT_INPUT)
        add_input(to, event);
    else if (event->kind == EVENT_SIGNALLED)
        add_signal(to, event);
    else if (event->kind == EVENT_WROTE)
        add_write(to, event);
    else if (event->kind == EVENT_JUMPED)
        add_jump(to, event);
    else if (event->kind == EVENT_LOAD)
        text_add(to, "%llu threads began to burn processor time, for %u ms",
                 (unsigned long long)event->size, (unsigned)event->deadline_ms);
    else if (event->kind == EVENT_MISSED)
        text_add(to, "a fault came too late: the wait that it was for was over");
    else
        return false;
    add_line_number(to, event->line_number);
    return true;
}

static bool is_act(enum kit_event_kind kind)
{
    return kind == EVENT_STRUCK || kind == EVENT_HELD || kind == EVENT_RELEASED ||
           kind == EVENT_RESUMED || kind == EVENT_NOT_RESUMED || kind == EVENT_STOP ||
           kind == EVENT_INPUT || kind == EVENT_MISSED || kind == EVENT_SIGNALLED ||
           kind == EVENT_WROTE || kind == EVENT_JUMPED || kind == EVENT_LOAD;
}

static void tell_acts(struct text *to, const struct story_of *of)
{
    struct story_part part = part_begin(to, "What was done");
    bool has_struck = false;
    for (size_t i = 0; i < of->count && of->events[i].kind != EVENT_CLOSING; i++) {
        const struct kit_event *event = &of->events[i];
        has_struck |= event->kind == EVENT_STRUCK;
        if (!is_act(event->kind) || !sentence_begin(&part))
            continue;
        text_add(to, "At ");
        add_moment(to, event->at_ns);
        text_add(to, " ");
        add_act(to, of->scenario, event);
        text_add(to, ".");
        sentence_end(&part);
    }
    if (!has_struck)
        say_plain(&part, "No fault struck.");
    part_end(&part);
}

/* ---- who noticed ---- */

static void add_exit(struct text *to, const struct kit_event *event)
{
    char nobody[32];
    const char *name = event->actor;
    struct text own = text_over(nobody, sizeof nobody);
    text_add(&own, "process %u", (unsigned)event->pid);
    if (!name[0])
        name = nobody;
    if (event->code == KIT_KILL_CODE)
        text_add(to, "the process of %s was gone", name);
    else if (event->code == KIT_LEFT_CODE)
        text_add(to, "%s was ended by the runner", name);
    else
        text_add(to,
                 event->code > 0xffff ? "%s ended with code 0x%08X" : "%s ended with code %u",
                 name, (unsigned)event->code);
}

/* What the actors answer to: a strike, or that the runner asked an actor to end. */
static bool is_cause(const struct kit_event *event)
{
    return event->kind == EVENT_STRUCK || event->kind == EVENT_STOP;
}

/* "12 ms after host was killed, " */
static void add_since(struct text *to, const struct kit_event *event,
                      const struct kit_event *cause)
{
    add_after(to, event->at_ns, cause->at_ns);
    text_add(to, " ");
    if (cause->kind == EVENT_STRUCK)
        add_harm_done(to, cause);
    else
        text_add(to, "the runner asked %s to end", cause->actor);
    text_add(to, ", ");
}

static bool is_answer(const struct kit_event *event)
{
    return event->kind == EVENT_REPORT || event->kind == EVENT_EXITED ||
           (event->kind == EVENT_STARTED && event->incarnation > 1);
}

static void add_answer(struct text *to, const struct kit_event *event)
{
    if (event->kind == EVENT_REPORT)
        add_report(to, event);
    else if (event->kind == EVENT_EXITED)
        add_exit(to, event);
    else
        text_add(to, "%s was started again, as its process %u", event->actor,
                 (unsigned)event->incarnation);
}

static void tell_answer(struct story_part *part, const struct kit_event *event,
                        const struct kit_event *cause)
{
    if (!sentence_begin(part))
        return;
    add_since(part->to, event, cause);
    add_answer(part->to, event);
    text_add(part->to, ".");
    sentence_end(part);
}

/* The first reply to another child after a strike: the parent goes on. */
static bool is_service(const struct kit_event *event, const struct kit_event *struck)
{
    return event->kind == EVENT_STEP && words_equal(event->name, "reply.sent") &&
           event->peer[0] && !words_equal(event->peer, struck->actor) &&
           !words_equal(event->actor, struck->actor);
}

static void tell_service(struct story_part *part, const struct kit_event *event,
                         const struct kit_event *struck)
{
    if (!sentence_begin(part))
        return;
    add_since(part->to, event, struck);
    text_add(part->to, "%s went on: it answered %s.", event->actor, event->peer);
    sentence_end(part);
}

/* What followed a cause, up to the next one or to the closing of the run. */
static void tell_answers(struct story_part *part, const struct story_of *of, size_t index)
{
    const struct kit_event *cause = &of->events[index];
    bool is_strike = cause->kind == EVENT_STRUCK;
    bool has_answer = false, has_service = false;
    size_t i = index + 1;
    for (; i < of->count && of->events[i].kind != EVENT_CLOSING; i++) {
        const struct kit_event *event = &of->events[i];
        if (is_cause(event))
            break;
        if (is_answer(event)) {
            tell_answer(part, event, cause);
            has_answer |= !words_equal(event->actor, cause->actor);
        } else if (is_strike && !has_service && is_service(event, cause)) {
            tell_service(part, event, cause);
            has_service = true;
        }
    }
    if (has_answer || !is_strike || !sentence_begin(part))
        return;
    bool is_last = i == of->count || of->events[i].kind == EVENT_CLOSING;
    text_add(part->to, "Until %s, no other actor reported anything or ended.",
             is_last ? "the run was closed" : "the next act");
    sentence_end(part);
}

static void tell_who_noticed(struct text *to, const struct story_of *of)
{
    struct story_part part = part_begin(to, "Who noticed");
    for (size_t i = 0; i < of->count && of->events[i].kind != EVENT_CLOSING; i++) {
        if (is_cause(&of->events[i]))
            tell_answers(&part, of, i);
    }
    part_end(&part);
}

/* ---- what the judge found ---- */

static bool is_told(const struct finding *finding)
{
    return finding->verdict > VERDICT_SKIP;
}

/* "Its last step until then was idle.wait #26, at 0.599 s." */
static void add_last_step(struct text *to, const struct story_of *of,
                          const struct finding *finding)
{
    const struct kit_event *last = NULL;
    for (size_t i = 0; i < of->count && of->events[i].at_ns <= finding->at_ns; i++) {
        const struct kit_event *event = &of->events[i];
        if (event->kind == EVENT_STEP && words_equal(event->actor, finding->actor))
            last = event;
    }
    if (!last || !finding->actor[0])
        return;
    text_add(to, " The last step of %s until then was ", finding->actor);
    add_step(to, last->name, last->occurrence);
    text_add(to, ", at ");
    add_moment(to, last->at_ns);
    text_add(to, ".");
}

static void tell_finding(struct story_part *part, const struct story_of *of,
                         const struct finding *finding)
{
    if (!sentence_begin(part))
        return;
    if (finding->at_ns > 0) {
        text_add(part->to, "At ");
        add_moment(part->to, finding->at_ns);
        text_add(part->to, ", ");
    }
    if (finding->source == SOURCE_RULE)
        text_add(part->to, "rule %s: ", rule_words[finding->rule]);
    else if (finding->source == SOURCE_LINE)
        text_add(part->to, "%s: ", line_words(finding->line_number).text);
    text_add(part->to, "%s.", finding->text);
    add_last_step(part->to, of, finding);
    sentence_end(part);
}

static void tell_rules(struct story_part *part, const struct judgement *judgement)
{
    bool has[RULE_COUNT] = {false};
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        if (is_told(finding) && finding->source == SOURCE_RULE)
            has[finding->rule] = true;
    }
    for (int i = 0; i < RULE_COUNT; i++) {
        if (!has[i] || !sentence_begin(part))
            continue;
        text_add(part->to, "The rule %s: %s.", rule_words[i], rule_statements[i]);
        sentence_end(part);
    }
}

static void tell_wrong(struct text *to, const struct story_of *of)
{
    struct story_part part = part_begin(to, "What went wrong");
    part.most = FINDINGS_TOLD;
    for (uint32_t i = 0; i < of->judgement->count; i++) {
        if (is_told(&of->judgement->findings[i]))
            tell_finding(&part, of, &of->judgement->findings[i]);
    }
    part_end(&part);
    part.most += RULE_COUNT;
    part.more = 0;
    tell_rules(&part, of->judgement);
}

/* The same guess often belongs to several findings. */
static bool is_first_guess(const struct judgement *judgement, uint32_t index)
{
    for (uint32_t i = 0; i < index; i++) {
        if (words_equal(judgement->findings[i].likely, judgement->findings[index].likely))
            return false;
    }
    return judgement->findings[index].likely[0] != 0;
}

static void tell_causes(struct text *to, const struct story_of *of)
{
    struct story_part part = part_begin(to, "The likely cause");
    for (uint32_t i = 0; i < of->judgement->count; i++) {
        if (!is_first_guess(of->judgement, i) || !sentence_begin(&part))
            continue;
        text_add(to, "%s.", of->judgement->findings[i].likely);
        sentence_end(&part);
    }
    part_end(&part);
}

static void tell_held(struct text *to, const struct story_of *of)
{
    struct story_part part = part_begin(to, "What was judged");
    uint32_t count = 0;
    bool is_green = of->judgement->verdict == VERDICT_PASS;
    if (!is_green || !sentence_begin(&part))
        return;
    for (int i = 0; i < RULE_COUNT; i++) {
        if (of->judgement->exercised >> i & 1u)
            text_add(to, "%s%s", count++ > 0 ? ", " : "These rules had something to judge: ",
                     rule_words[i]);
    }
    if (count == 0)
        text_add(to, "No rule had anything to judge.");
    else
        text_add(to, of->scenario->must_fail ? "." : ". They held.");
    sentence_end(&part);
    for (uint32_t i = 0; i < of->judgement->count; i++) {
        const struct finding *finding = &of->judgement->findings[i];
        if (is_told(finding) || !sentence_begin(&part))
            continue;
        text_add(to, "%s.", finding->text);
        sentence_end(&part);
    }
    part_end(&part);
}

/* ---- the end ---- */

/* Which actors had a process when these events had happened. */
static void find_running(const struct story_of *of, size_t until, bool runs[SCENARIO_ACTORS])
{
    memset(runs, false, SCENARIO_ACTORS * sizeof *runs);
    for (size_t i = 0; i < until; i++) {
        const struct kit_event *event = &of->events[i];
        bool begins = event->kind == EVENT_STARTED;
        if (!begins && event->kind != EVENT_EXITED && event->kind != EVENT_ENDED)
            continue;
        int actor = scenario_actor(of->scenario, event->actor);
        if (actor >= 0)
            runs[actor] = begins;
    }
}

static void tell_still_running(struct story_part *part, const struct story_of *of, size_t until)
{
    bool runs[SCENARIO_ACTORS];
    uint32_t count = 0;
    find_running(of, until, runs);
    for (uint32_t i = 0; i < of->scenario->actor_count; i++) {
        if (!runs[i])
            continue;
        if (count == 0 && !sentence_begin(part))
            return;
        text_add(part->to, "%s%s", count++ == 0 ? "Still running then: " : ", ",
                 of->scenario->actors[i].name);
    }
    if (count == 0)
        return;
    text_add(part->to, ".");
    sentence_end(part);
}

static void tell_moment(struct story_part *part, const char *sentence, int64_t at_ns)
{
    if (!sentence_begin(part))
        return;
    text_add(part->to, "At ");
    add_moment(part->to, at_ns);
    text_add(part->to, " %s.", sentence);
    sentence_end(part);
}

static void tell_leftover(struct story_part *part, const struct scenario *scenario,
                          const struct kit_event *event)
{
    struct event_text said;
    if (!sentence_begin(part))
        return;
    event_text_make(scenario, event, &said);
    text_add(part->to, "%s %s.", said.who, said.what);
    sentence_end(part);
}

static void tell_end(struct text *to, const struct story_of *of)
{
    struct story_part part = part_begin(to, "How it ended");
    for (size_t i = 0; i < of->count; i++) {
        const struct kit_event *event = &of->events[i];
        if (event->kind == EVENT_LIMIT)
            tell_moment(&part, "the time limit of the scenario passed", event->at_ns);
        if (event->kind == EVENT_CLOSING) {
            tell_moment(&part,
                        "all lines were done, and the runner began to end what still ran",
                        event->at_ns);
            tell_still_running(&part, of, i);
        }
        if (event->kind == EVENT_LEFT || event->kind == EVENT_ESCAPED ||
            event->kind == EVENT_TROUBLE)
            tell_leftover(&part, of->scenario, event);
        if (event->kind == EVENT_END)
            tell_moment(&part, "the run was over", event->at_ns);
    }
    if (of->is_cut && of->count > 0) {
        tell_moment(&part, "the log was cut: it has no end", of->events[of->count - 1].at_ns);
        tell_still_running(&part, of, of->count);
    }
    part_end(&part);
}

/* The instants that are worth a look: from the first strike to the last finding. */
static void add_span(struct text *to, const struct story_of *of)
{
    int64_t from_ns = -1, to_ns = -1;
    for (size_t i = 0; i < of->count && from_ns < 0; i++) {
        if (of->events[i].kind == EVENT_STRUCK)
            from_ns = of->events[i].at_ns;
    }
    for (uint32_t i = 0; i < of->judgement->count; i++) {
        if (is_told(&of->judgement->findings[i]) && of->judgement->findings[i].at_ns > to_ns)
            to_ns = of->judgement->findings[i].at_ns;
    }
    if (from_ns >= NS_PER_MS)
        text_add(to, " --from %llums", (unsigned long long)(from_ns / NS_PER_MS));
    if (to_ns > from_ns && to_ns >= NS_PER_MS)
        text_add(to, " --to %llums", (unsigned long long)(to_ns / NS_PER_MS));
}

static void tell_commands(struct text *to, const struct story_of *of)
{
    struct story_part part = part_begin(to, "Look closer");
    const char *quote = strchr(of->log_path, ' ') ? "\"" : "";
    for (int i = 0; i < (of->is_field_log ? 1 : 2); i++) {
        if (!sentence_begin(&part))
            return;
        text_add(to, "%s %s %s%s%s", command_name(), i == 0 ? "show" : "replay", quote,
                 of->log_path, quote);
        if (i == 0)
            add_span(to, of);
        sentence_end(&part);
    }
}

static void tell_verdict(struct text *to, const struct story_of *of)
{
    const struct scenario *scenario = of->scenario;
    size_t from = to->length;
    if (of->is_field_log)
        text_add(to, "FIELD LOG");
    else
        report_add_upper(to, verdict_words[of->judgement->verdict]);
    text_add(to, "  %s", scenario->path);
    if (of->is_field_log)
        text_add(to, "  without a verdict: nobody ran a scenario");
    if (scenario->must_fail && of->judgement->verdict == VERDICT_PASS)
        text_add(to, "  as demanded, %s failed on %s", rule_words[scenario->must_fail_rule],
                 scenario->actors[scenario->must_fail_actor].name);
    if (of->judgement->verdict == VERDICT_SKIP)
        text_add(to, "  %s", report_message(of->judgement));
    shown_rest(to, from, false);
    text_add(to, "\n");
}

void story_write(struct text *to, const struct story_of *of)
{
    tell_verdict(to, of);
    tell_who(to, of);
    if (of->is_field_log) {
        tell_field_log(to, of->scenario, of->events, of->count);
        tell_commands(to, of);
        return;
    }
    tell_acts(to, of);
    tell_who_noticed(to, of);
    tell_wrong(to, of);
    tell_causes(to, of);
    tell_held(to, of);
    tell_end(to, of);
    tell_commands(to, of);
}
