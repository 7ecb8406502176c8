/* doctor: examines a program that nobody has written a scenario for, and prints a report card.
 */
#include "kit/cli/exact_run.h"
#include "kit/cli/look_run.h"
#include "kit/cli/settings.h"
#include "kit/doctor/card.h"
#include "kit/doctor/card_json.h"
#include "kit/os/clock.h"
#include "kit/os/console.h"
#include "kit/os/output.h"
#include "kit/tell/outcome.h"

#include <stdlib.h>
#include <string.h>

/* How often each question is asked, unless --repeat says: by the extent of the examination. */
#define QUICK_RUNS      1u
#define USUAL_RUNS      3u
#define ALL_RUNS        10u

#define CARD_BYTES      (1024u * 1024u)
#define SCRIPT_BYTES    (16u * 1024u)

/*
 * A strike at a call is made once. One that fails is made so often in all, because one failure
 * can be chance. One after the other: its scenario is read for each run, and belongs to one
 * run.
 */
#define EXACT_RUNS      3u

/* A quick examination begins no run after this time, so that it is over within 30 s. */
#define QUICK_BUDGET_MS 20000u

#define EXACT_BUDGET_MS 120000u

/* The first line of a scenario that the doctor wrote, so that it replaces no other file. */
#define SCRIPT_FIRST    "# lifeline doctor: "

struct examination {
    const struct options *options;
    struct look_run *look;
    struct doctor_plan plan;
    struct doctor_answer answers[DOCTOR_QUESTIONS];
    uint32_t batch_count;
    uint32_t batch[DOCTOR_QUESTIONS]; /* the questions that are asked now, in order */
    uint32_t repeat;                  /* how often each is asked now */
    int64_t budget_ns;                /* for all of them; 0: no limit */
    struct exact_run exact;           /* of --exact */
    struct os_output json;            /* of --json; without a file if none is wanted */
    int64_t began_ns;
    char card[CARD_BYTES];
};

/* A run is over; its script stands for the question of that place in the batch. */
static enum kit_exit take_answer(void *context, size_t index, const struct run_outcome *outcome,
                                 FILE *to)
{
    struct examination *examination = context;
    uint32_t question = examination->batch[index];
    struct doctor_answer *answer = &examination->answers[question];
    (void)to;
    doctor_take(&examination->plan, answer, &outcome->judgement, outcome->events,
                outcome->event_count);
    doctor_take_place(&examination->plan, question, answer, outcome->events,
                      outcome->event_count);
    doctor_take_turns(&examination->plan, question, outcome->events, outcome->event_count);
    return EXIT_PASSED;
}

static void write_text(struct text *to, const struct examination *examination,
                       uint32_t question)
{
    text_add(to, SCRIPT_FIRST);
    doctor_scenario(to, &examination->plan, &examination->plan.questions[question]);
}

static enum kit_status make_question_script(const struct examination *examination,
                                            uint32_t question, struct script *out,
                                            struct kit_error *err)
{
    char path[OS_PATH], *text = malloc(SCRIPT_BYTES);
    struct text to = text_over(path, sizeof path);
    if (!text)
        return kit_fail(err, KIT_FULL, "no memory for a scenario");
    doctor_place(&to, &examination->plan, examination->options->log_dir, question);
    to = text_over(text, SCRIPT_BYTES);
    write_text(&to, examination, question);
    if (!examination->plan.questions[question].at)
        return script_read(path, text, to.length, examination->options->programs, out, err);
    /* There may be hundreds of them: each is read when its turn comes. */
    *out = (struct script){.path = _strdup(path),
                           .text = text,
                           .size = to.length,
                           .like = examination->exact.script.scenario};
    return out->path ? KIT_OK : kit_fail(err, KIT_FULL, "no memory for a scenario");
}

static enum kit_status make_scripts(const struct examination *examination,
                                    struct scripts *scripts, struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    scripts->all = calloc(examination->batch_count, sizeof *scripts->all);
    if (!scripts->all)
        return kit_fail(err, KIT_FULL, "no memory for the questions");
    for (uint32_t i = 0; i < examination->batch_count && status == KIT_OK; i++) {
        status =
            make_question_script(examination, examination->batch[i], &scripts->all[i], err);
        scripts->count += status == KIT_OK;
    }
    return status;
}

static enum doctor_extent extent_wanted(const struct options *options)
{
    return options->is_quick ? DOCTOR_SHORT : options->asks_all ? DOCTOR_ALL : DOCTOR_USUAL;
}

static struct suite_settings settings_of(struct examination *examination)
{
    static const struct suite_hooks hooks = {.result = take_answer};
    struct suite_settings settings = suite_settings_of(examination->options);
    settings.quiet = settings.silent = true;
    settings.hooks = &hooks;
    settings.context = examination;
    settings.repeat = examination->repeat;
    settings.budget_ns = examination->budget_ns;
    return settings;
}

/* How often a question is asked that is about no call. */
static uint32_t usual_runs(const struct options *options)
{
    static const uint32_t runs_of[] = {
        [DOCTOR_SHORT] = QUICK_RUNS, [DOCTOR_USUAL] = USUAL_RUNS, [DOCTOR_ALL] = ALL_RUNS};
    return options->values[OPTION_REPEAT] ? options->repeat : runs_of[extent_wanted(options)];
}

/* A suite of its own for each batch: a suite owns the names of its logs until it is freed, and
 * a question that is asked again writes the same logs. */
static enum kit_status run_batch(struct examination *examination, struct scripts *scripts,
                                 struct kit_error *err)
{
    const struct suite_settings settings = settings_of(examination);
    return suite_run_whole(&settings, scripts, err);
}

/* Asks the questions of the plan for which this is true. */
static enum kit_status ask(struct examination *examination,
                           bool (*is_due)(const struct examination *examination,
                                          uint32_t question),
                           struct kit_error *err)
{
    struct scripts scripts = {0};
    enum kit_status status = KIT_OK;
    examination->batch_count = 0;
    for (uint32_t i = 0; i < examination->plan.question_count; i++) {
        if (is_due(examination, i))
            examination->batch[examination->batch_count++] = i;
    }
    if (examination->batch_count > 0)
        status = make_scripts(examination, &scripts, err);
    if (status == KIT_OK && scripts.count > 0)
        status = run_batch(examination, &scripts, err);
    scripts_free(&scripts);
    doctor_compare(&examination->plan, examination->answers);
    return status;
}

static bool is_new(const struct examination *examination, uint32_t question)
{
    return examination->answers[question].made == 0;
}

/* One failure can be chance: of the program, whose bug may show itself now and then, or of a
 * machine that was busy. */
static bool wavers(const struct examination *examination, uint32_t question)
{
    return doctor_result_of(&examination->plan, question, &examination->answers[question]) ==
           DOCTOR_WAVERS;
}

/* What is learnt from the first questions: whether the end of its input ended the program, and
 * which children were started again. */
static void plan_on(struct examination *examination)
{
    struct doctor_plan *plan = &examination->plan;
    bool is_restarted[DOCTOR_CHILDREN] = {false};
    for (uint32_t i = 0; i < plan->question_count; i++) {
        const struct doctor_question *question = &plan->questions[i];
        const struct doctor_answer *answer = &examination->answers[i];
        if (question->ask == DOCTOR_INPUT_ENDS)
            plan->stops_by_input = doctor_result_of(plan, i, answer) == DOCTOR_HELD;
        if (question->ask == DOCTOR_CHILD_KILLED)
            is_restarted[question->child] = answer->restarts > 0;
    }
    if (!examination->options->is_quick)
        doctor_plan_go_on(plan, is_restarted);
}

/* Whether the answer would be told of as a finding, or for the user to decide, after one run.
 */
static bool is_unproved(const struct examination *examination, uint32_t question)
{
    const struct doctor_plan *plan = &examination->plan;
    const struct doctor_answer *answer = &examination->answers[question];
    enum doctor_result result = doctor_result_of(plan, question, answer);
    return plan->questions[question].at && answer->made > 0 && answer->made < EXACT_RUNS &&
           (result == DOCTOR_FOUND || result == DOCTOR_POLICY) &&
           doctor_first_like(plan, examination->answers, question) == question;
}

static bool any_is_unproved(const struct examination *examination)
{
    bool any = false;
    for (uint32_t i = 0; i < examination->plan.question_count; i++)
        any |= is_unproved(examination, i);
    return any;
}

/* The questions for which there was no time are those at the end. */
static void cut_unasked(struct examination *examination)
{
    uint32_t count = examination->plan.question_count;
    while (count > 0 && examination->plan.questions[count - 1].at &&
           examination->answers[count - 1].made == 0)
        count--;
    doctor_plan_cut(&examination->plan, count);
}

static uint32_t exact_budget_ms(const struct options *options)
{
    return options->budget_ms > 0 ? options->budget_ms : EXACT_BUDGET_MS;
}

/* Strikes at the calls, and again where that failed. What turns out to be chance may hide the
 * same finding elsewhere, so that is asked in turn. */
static enum kit_status strike_at_calls(struct examination *examination, struct kit_error *err)
{
    const struct exact_run *exact = &examination->exact;
    examination->repeat = 1;
    examination->budget_ns = exact_budget_ms(examination->options) * NS_PER_MS;
    doctor_plan_exactly(&examination->plan, exact->script.scenario, exact->points,
                        exact->count);
    doctor_plan_note_calls(&examination->plan, exact->script.scenario,
                           exact->baseline.last.events, exact->baseline.last.event_count);
    enum kit_status status = ask(examination, is_new, err);
    cut_unasked(examination);
    examination->budget_ns = 0;
    for (uint32_t i = 0;
         i < EXACT_RUNS * DOCTOR_EXACT && status == KIT_OK && any_is_unproved(examination); i++)
        status = ask(examination, is_unproved, err);
    return status;
}

/* Without the calls there is still the rest of the card. */
static enum kit_status examine_exactly(struct examination *examination, struct kit_error *err)
{
    struct kit_error why;
    struct doctor_plan *plan = &examination->plan;
    struct text told = text_over(plan->not_exact, sizeof plan->not_exact);
    enum kit_status status = look_run_check_unprobed(examination->look, &why);
    if (status == KIT_OK)
        status = exact_run_make(&examination->exact, plan, examination->options, &why);
    plan->calls_passing = (uint32_t)examination->exact.baseline.passing_count;
    plan->calls_settled = examination->exact.baseline.settled;
    if (status == KIT_OK)
        return strike_at_calls(examination, err);
    text_add(&told, "%s", why.text);
    return KIT_OK;
}

/*
 * How long questions that are about no call may be asked from now on. 0: as long as it takes.
 * With --exact a budget is that of the strikes at calls.
 */
static int64_t usual_budget_ns(const struct examination *examination)
{
    const struct options *options = examination->options;
    int64_t spent_ns = os_ns(os_ticks()) - examination->began_ns;
    uint32_t usual_ms = options->is_quick ? QUICK_BUDGET_MS : 0;
    uint32_t given_ms = options->is_exact ? 0 : options->budget_ms;
    uint32_t budget_ms = options->budget_ms > 0 ? given_ms : usual_ms;
    if (budget_ms == 0)
        return 0;
    int64_t left_ns = budget_ms * NS_PER_MS - spent_ns;
    return left_ns > NS_PER_MS ? left_ns : NS_PER_MS;
}

/* Questions that are about no call. */
static enum kit_status ask_in_time(struct examination *examination,
                                   bool (*is_due)(const struct examination *examination,
                                                  uint32_t question),
                                   struct kit_error *err)
{
    examination->budget_ns = usual_budget_ns(examination);
    enum kit_status status = ask(examination, is_due, err);
    examination->budget_ns = 0;
    return status;
}

static enum kit_status examine(struct examination *examination, struct kit_error *err)
{
    bool is_quick = examination->options->is_quick;
    examination->repeat = usual_runs(examination->options);
    enum kit_status status = ask_in_time(examination, is_new, err);
    if (status == KIT_OK)
        plan_on(examination);
    if (status == KIT_OK && !is_quick)
        status = ask_in_time(examination, is_new, err);
    if (status == KIT_OK && !is_quick)
        status = ask_in_time(examination, wavers, err);
    if (status == KIT_OK && examination->options->is_exact)
        status = examine_exactly(examination, err);
    return status;
}

static enum kit_status keep_scenario(const struct examination *examination, uint32_t question,
                                     struct kit_error *err)
{
    struct os_output output = {0};
    char path[OS_PATH], text[SCRIPT_BYTES];
    struct text to = text_over(path, sizeof path);
    doctor_place(&to, &examination->plan, examination->options->log_dir, question);
    enum kit_status status = os_output_begin(&output, path, SCRIPT_FIRST, err);
    if (status != KIT_OK)
        return status;
    to = text_over(text, sizeof text);
    write_text(&to, examination, question);
    fwrite(text, 1, to.length, output.file);
    return os_output_end(&output, err);
}

/* Writes the scenario of each question that did not hold. */
static enum kit_status keep_scenarios(const struct examination *examination,
                                      struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    for (uint32_t i = 0; i < examination->plan.question_count && status == KIT_OK; i++) {
        enum doctor_result result =
            doctor_result_of(&examination->plan, i, &examination->answers[i]);
        if (doctor_keeps_scenario(result))
            status = keep_scenario(examination, i, err);
    }
    return status;
}

static struct doctor_examined examined_of(const struct examination *examination)
{
    return (struct doctor_examined){.plan = &examination->plan,
                                    .answers = examination->answers,
                                    .events = examination->look->outcome.events,
                                    .event_count = examination->look->outcome.event_count,
                                    .folder = examination->options->log_dir,
                                    .took_ns = os_ns(os_ticks()) - examination->began_ns};
}

/* Writes the file of --json, if it is wanted. */
static enum kit_status write_json(struct examination *examination,
                                  const struct doctor_examined *examined, struct kit_error *err)
{
    struct text card = text_over(examination->card, sizeof examination->card);
    if (!examination->json.file)
        return KIT_OK;
    doctor_card_json(&card, examined);
    if (card.cut)
        return kit_fail(err, KIT_FULL, "the report card is too long for '%.300s'",
                        examination->json.path);
    fwrite(examination->card, 1, card.length, examination->json.file);
    return os_output_end(&examination->json, err);
}

static enum kit_exit print_card(struct examination *examination)
{
    struct kit_error err;
    const struct doctor_examined examined = examined_of(examination);
    if (keep_scenarios(examination, &err) != KIT_OK ||
        write_json(examination, &examined, &err) != KIT_OK)
        return exit_with_message(&err);
    struct text card = text_over(examination->card, sizeof examination->card);
    doctor_card(&card, &examined);
    os_tell(stdout, examination->card);
    return doctor_exit(&examined);
}

/* The place of the file of --json is tried before anything is run. An earlier file is removed,
 * so that nobody takes it for the new one. */
static enum kit_status begin_json(struct examination *examination, struct kit_error *err)
{
    const char *path = examination->options->values[OPTION_JSON];
    struct kit_error why;
    if (!path)
        return KIT_OK;
    if (os_output_begin(&examination->json, path, DOCTOR_JSON_FIRST, &why) != KIT_OK)
        return kit_fail(err, KIT_BAD_INPUT,
                        "no report can be written: %.500s; give another file with --json",
                        why.text);
    return os_file_remove(path, err);
}

static enum kit_exit consult(struct examination *examination)
{
    struct kit_error err;
    struct look_run *look = examination->look;
    examination->began_ns = os_ns(os_ticks());
    enum kit_status status = begin_json(examination, &err);
    if (status == KIT_OK)
        status = look_run_make(look, examination->options, &err);
    if (status == KIT_OK) {
        doctor_plan_make(&examination->plan, &look->program, &look->look, look->outcome.events,
                         look->outcome.event_count, extent_wanted(examination->options));
        status = examine(examination, &err);
    }
    enum kit_exit code = status == KIT_OK ? print_card(examination) : exit_with_message(&err);
    os_output_drop(&examination->json); /* does nothing if it was written */
    return code;
}

enum kit_exit command_doctor(const struct options *options)
{
    enum kit_exit code = EXIT_TROUBLED;
    if (options->path_count == 0 || !options->paths[0][0]) {
        os_complain("lifeline: 'doctor' needs a program, such as: doctor app.exe --flag");
        return EXIT_USAGE;
    }
    struct examination *examination = calloc(1, sizeof *examination);
    struct look_run *look = look_run_new(options);
    if (examination && look) {
        examination->options = options;
        examination->look = look;
        code = consult(examination);
    } else {
        os_complain("lifeline: no memory to examine a program");
    }
    look_run_free(look);
    if (examination)
        exact_run_free(&examination->exact);
    free(examination);
    return code;
}
