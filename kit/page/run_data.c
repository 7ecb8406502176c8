#include "kit/page/run_data.h"
#include "kit/base/line_number.h"
#include "kit/judge/deliveries.h"
#include "kit/log/fields.h"
#include "kit/page/target.h"
#include "kit/report/event_text.h"

/* The command of a replay repeats the path of a log. */
#define COMMAND_MOST (2 * KIT_PATH)

static void add_json_text(struct text *to, const char *text)
{
    json_write_text(to, text, strlen(text));
}

static void add_text_member(struct text *to, const char *name, const char *text)
{
    text_add(to, ",\"%s\":", name);
    add_json_text(to, text);
}

/* ---- the head ---- */

static const char *role_of(const struct scenario_actor *actor)
{
    return actor->is_child ? "child" : actor->is_bystander ? "bystander" : "parent";
}

static void add_actors(struct text *to, const struct scenario *scenario)
{
    text_add(to, ",\"actors\":[");
    for (uint32_t i = 0; scenario && i < scenario->actor_count; i++) {
        const struct scenario_actor *actor = &scenario->actors[i];
        text_add(to, "%s{\"name\":", i > 0 ? "," : "");
        add_json_text(to, actor->name);
        text_add(to, ",\"role\":\"%s\",\"parent\":%d", role_of(actor), actor->parent);
        add_text_member(to, "program", actor->program);
        text_add(to, "}");
    }
    text_add(to, "]");
}

/* The steps that the scenario declares, each with the step of the protocol that it means. */
static void add_meanings(struct text *to, const struct scenario *scenario)
{
    text_add(to, ",\"meanings\":{");
    for (uint32_t i = 0; scenario && i < scenario->meaning_count; i++) {
        text_add(to, "%s", i > 0 ? "," : "");
        add_json_text(to, scenario->meanings[i].word);
        text_add(to, ":\"%s\"", step_words[scenario->meanings[i].step]);
    }
    text_add(to, "}");
}

static void add_findings(struct text *to, const struct judgement *judgement)
{
    text_add(to, ",\"findings\":[");
    for (uint32_t i = 0; judgement && i < judgement->count; i++) {
        text_add(to, "%s{", i > 0 ? "," : "");
        fields_write(to, log_finding_fields, &judgement->findings[i]);
        text_add(to, "}");
    }
    text_add(to, "],\"exercised\":[");
    const char *before = "";
    for (int rule = 0; judgement && rule < RULE_COUNT; rule++) {
        if (!(judgement->exercised >> rule & 1u))
            continue;
        text_add(to, "%s\"%s\"", before, rule_words[rule]);
        before = ",";
    }
    text_add(to, "]");
}

static const char *const line_states[] = {[JUDGE_NOT_BEGUN] = "not begun",
                                          [JUDGE_OPEN] = "open",
                                          [JUDGE_HELD_TRUE] = "held",
                                          [JUDGE_BROKEN] = "broken"};

/* How a line of the file came out. One that is carried out several times is broken if it was
 * broken once; else its last time counts. */
static enum judge_state state_of_line(const struct judged_run *run, uint32_t number)
{
    enum judge_state state = JUDGE_NOT_BEGUN;
    for (uint32_t i = 0; i < run->scenario->line_count && state != JUDGE_BROKEN; i++) {
        if (line_in_file(run->scenario->lines[i].line_number) == number)
            state = run->result->lines[i];
    }
    return state;
}

/* How each line of the scenario came out that arms, acts or expects. */
static void add_line_states(struct text *to, const struct judged_run *run)
{
    text_add(to, ",\"lines\":{");
    const char *before = "";
    uint32_t last = 0;
    for (uint32_t i = 0; run->result && i < run->scenario->line_count; i++) {
        uint32_t number = run->scenario->lines[i].line_number;
        if (number == last || line_time(number) > 1)
            continue; /* JSON names a member once */
        text_add(to, "%s\"%u\":\"%s\"", before, (unsigned)number,
                 line_states[state_of_line(run, number)]);
        before = ",";
        last = number;
    }
    text_add(to, "}");
}

static int64_t end_of_data_ns(const struct log *log)
{
    return log->event_count > 0 ? log->events[log->event_count - 1].at_ns : 0;
}

static void add_verdict(const struct judged_run *run, struct text *to)
{
    text_add(to, ",\"verdict\":\"%s\"", verdict_words[judged_run_verdict(run)]);
    if (run->log.has_judgement)
        text_add(to, ",\"logged\":\"%s\"", verdict_words[run->log.judgement.verdict]);
    add_text_member(to, "sentence", judged_run_sentence(run));
    add_text_member(to, "trouble", run->trouble);
    add_text_member(to, "differs", run->differs);
}

void run_data_head(const struct judged_run *run, struct text *to)
{
    char command[COMMAND_MOST];
    struct text replay = text_over(command, sizeof command);
    page_replay_command(run->log_path, &replay);
    text_add(to, "{\"log\":");
    add_json_text(to, run->log_path);
    add_text_member(to, "replay", command);
    add_text_member(to, "name", judged_run_path(run));
    add_verdict(run, to);
    add_findings(to, run->result ? &run->result->judgement : NULL);
    add_actors(to, run->scenario);
    add_meanings(to, run->scenario);
    add_line_states(to, run);
    if (run->is_replay)
        text_add(to, ",\"is_replay\":true");
    if (run->scenario && run->scenario->must_fail)
        text_add(to, ",\"must_fail\":%u", (unsigned)run->scenario->must_fail_line);
    /* How long beyond its deadline an operation may take. */
    text_add(to, ",\"bounded_ms\":%u",
             (unsigned)(run->result ? run->scenario->window_ms[RULE_BOUNDED] : 0));
    text_add(to, ",\"events\":%lu,\"took_ns\":%lld,\"header\":{",
             (unsigned long)run->log.event_count, (long long)end_of_data_ns(&run->log));
    if (run->log.header.version > 0)
        fields_write(to, log_header_fields, &run->log.header);
    text_add(to, "},\"scenario\":");
    json_write_text(to, run->log.header.scenario ? run->log.header.scenario : "",
                    run->log.header.scenario_size);
    text_add(to, "}");
}

/* ---- an event ---- */

void run_data_event(const struct judged_run *run, size_t index, struct text *to)
{
    const struct kit_event *event = &run->log.events[index];
    struct event_text words;
    event_text_make(run->scenario, event, &words);
    text_add(to, "{");
    fields_write(to, log_event_fields, event);
    if (!words_equal(words.who, event->actor))
        add_text_member(to, "who", words.who);
    add_text_member(to, "what", words.what);
    if (words.note[0])
        add_text_member(to, "note", words.note);
    text_add(to, "}");
}

/* ---- the words ---- */

static void add_word_list(struct text *to, const char *name, const char *const *words,
                          const char *const *meanings)
{
    text_add(to, "\"%s\":{", name);
    for (int i = 0; words[i]; i++) {
        text_add(to, "%s", i > 0 ? "," : "");
        add_json_text(to, words[i]);
        text_add(to, ":");
        add_json_text(to, meanings[i]);
    }
    text_add(to, "}");
}

static const char *const verdict_meanings[] = {
#define X(verdict, word, meaning) meaning,
    KIT_VERDICTS(X)
#undef X
};

/* The steps by which both sides of a message report it. */
static const struct {
    enum protocol_step sent, received;
    bool by_child;
} channels[] = {
#define X(channel, sent, received, by_child, once)                                             \
    {PROTOCOL_##sent, PROTOCOL_##received, by_child},
    DELIVERY_CHANNELS(X)
#undef X
};

void run_data_words(struct text *to)
{
    text_add(to, "{");
    add_word_list(to, "verdicts", verdict_words, verdict_meanings);
    text_add(to, ",");
    add_word_list(to, "rules", rule_words, rule_statements);
    text_add(to, ",");
    add_word_list(to, "kinds", event_words, event_meanings);
    text_add(to, ",\"channels\":[");
    for (size_t i = 0; i < sizeof channels / sizeof *channels; i++)
        text_add(to, "%s{\"sent\":\"%s\",\"received\":\"%s\",\"by_child\":%s}",
                 i > 0 ? "," : "", step_words[channels[i].sent],
                 step_words[channels[i].received], channels[i].by_child ? "true" : "false");
    text_add(to, "]}");
}
