#include "kit/doctor/card_json.h"
#include "kit/base/line_number.h"
#include "kit/doctor/about.h"
#include "kit/log/json.h"

#include <string.h>

/* Room for a path or a sentence that is built. */
#define PIECE_BYTES 1024

static void put_text(struct text *to, const char *text)
{
    json_write_text(to, text, strlen(text));
}

/* A member with its comma before it, unless the text is empty. */
static void put_member(struct text *to, const char *key, const char *text)
{
    if (!text[0])
        return;
    text_add(to, ",\"%s\":", key);
    put_text(to, text);
}

static void put_program(struct text *to, const struct doctor_plan *plan)
{
    const struct look_process *process = &plan->look->processes[0];
    text_add(to, "\"program\":");
    put_text(to, plan->program->path);
    text_add(to, ",\"arguments\":[");
    for (size_t i = 0; i < plan->program->count; i++) {
        text_add(to, i > 0 ? "," : "");
        put_text(to, plan->program->arguments[i]);
    }
    text_add(to, "],\n\"ended\":");
    if (plan->ends_by_itself)
        text_add(to, "{\"after_ns\":%lld,\"code\":%u}", (long long)plan->lasted_ns,
                 (unsigned)process->code);
    else
        text_add(to, "null");
}

static void put_children(struct text *to, const struct doctor_plan *plan)
{
    text_add(to, ",\n\"children\":[");
    for (uint32_t i = 0; i < plan->child_count; i++) {
        text_add(to, "%s\n{\"name\":", i > 0 ? "," : "");
        put_text(to, plan->children[i].name);
        put_member(to, "image", plan->look->processes[plan->children[i].process].image);
        text_add(to, ",\"processes\":%u}", (unsigned)doctor_kind_size(plan, i));
    }
    text_add(to, "]");
}

static void put_rules(struct text *to, const struct doctor_examined *examined)
{
    static const char *const words[] = {[DOCTOR_NO_DUTY] = "nothing-to-judge",
                                        [DOCTOR_RULE_HELD] = "held",
                                        [DOCTOR_RULE_OPEN] = "decide",
                                        [DOCTOR_BROKEN] = "broken"};
    text_add(to, ",\n\"rules\":[");
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        uint32_t count;
        enum doctor_rule_state state = doctor_rule_state(examined, (enum kit_rule)rule, &count);
        text_add(to, "%s\n{\"rule\":\"%s\",\"state\":\"%s\",\"questions\":%u}",
                 rule > 0 ? "," : "", rule_words[rule], words[state], (unsigned)count);
    }
    text_add(to, "]");
}

static void put_finding(struct text *to, const struct finding *finding)
{
    text_add(to, ",\"finding\":{\"source\":\"%s\"", source_words[finding->source]);
    if (finding->source == SOURCE_RULE)
        text_add(to, ",\"rule\":\"%s\"", rule_words[finding->rule]);
    if (finding->line_number > 0)
        text_add(to, ",\"line\":%u", (unsigned)line_in_file(finding->line_number));
    put_member(to, "actor", finding->actor);
    put_member(to, "text", finding->text);
    put_member(to, "likely", finding->likely);
    text_add(to, "}");
}

/* Appends `"KEY":` and what `write` says of the question. */
static void put_words(struct text *to, const char *key, const struct doctor_plan *plan,
                      uint32_t question,
                      void (*write)(struct text *, const struct doctor_plan *,
                                    const struct doctor_question *))
{
    char piece[PIECE_BYTES];
    struct text text = text_over(piece, sizeof piece);
    write(&text, plan, &plan->questions[question]);
    text_add(to, "\"%s\":", key);
    put_text(to, piece);
}

static void put_question(struct text *to, const struct doctor_examined *examined,
                         uint32_t question)
{
    static const char *const words[] = {
#define X(result, on_card, in_json) in_json,
        DOCTOR_RESULTS(X)
#undef X
    };
    const struct doctor_answer *answer = &examined->answers[question];
    enum doctor_result result = doctor_result_of(examined->plan, question, answer);
    char piece[PIECE_BYTES];
    struct text place = text_over(piece, sizeof piece);
    text_add(to, "{");
    put_words(to, "question", examined->plan, question, doctor_word);
    text_add(to, ",");
    put_words(to, "done", examined->plan, question, doctor_done);
    text_add(to, ",\"result\":\"%s\",\"runs\":%u,\"passed\":%u,\"failed\":%u", words[result],
             (unsigned)answer->made, (unsigned)answer->passed, (unsigned)answer->failed);
    if (result != DOCTOR_HELD && result != DOCTOR_UNASKED)
        put_finding(to, &answer->finding);
    if (doctor_keeps_scenario(result)) {
        doctor_place(&place, examined->plan, examined->folder, question);
        put_member(to, "scenario", piece);
    }
    text_add(to, "}");
}

static void put_doubts_of_calls(struct text *to, const struct doctor_plan *plan)
{
    const char *before = "";
    text_add(to, ",\"left\":%u,\"settled\":%s,\"passing\":%u,\"unseen\":[",
             (unsigned)plan->calls_left, plan->calls_settled ? "true" : "false",
             (unsigned)plan->calls_passing);
    for (uint32_t i = 0; i < plan->calls->actor_count; i++) {
        if (!(plan->calls_unseen >> i & 1u))
            continue;
        text_add(to, "%s", before);
        put_text(to, plan->calls->actors[i].name);
        before = ",";
    }
    text_add(to, "]");
}

/* What came of the strikes at calls, if they were wanted. */
static void put_struck(struct text *to, const struct doctor_plan *plan)
{
    if (!plan->calls && !plan->not_exact[0])
        return;
    text_add(to, "\"struck\":{\"calls\":%u", (unsigned)doctor_plan_struck(plan));
    put_member(to, "why_not", plan->not_exact);
    if (plan->calls)
        put_doubts_of_calls(to, plan);
    text_add(to, "},\n");
}

void doctor_card_json(struct text *to, const struct doctor_examined *examined)
{
    text_add(to, DOCTOR_JSON_FIRST);
    put_program(to, examined->plan);
    put_children(to, examined->plan);
    put_rules(to, examined);
    text_add(to, ",\n\"questions\":[");
    for (uint32_t i = 0; i < examined->plan->question_count; i++) {
        text_add(to, i > 0 ? ",\n" : "\n");
        put_question(to, examined, i);
    }
    text_add(to, "],\n");
    put_struck(to, examined->plan);
    text_add(to, "\"findings\":%u,\"runs\":%u,\"took_ns\":%lld,\"exit\":%d}\n",
             (unsigned)doctor_findings(examined), (unsigned)doctor_runs(examined),
             (long long)examined->took_ns, (int)doctor_exit(examined));
}
