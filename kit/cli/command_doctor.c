/* doctor: examines a program that nobody has written a scenario for, and prints a report card.
 */
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
#define QUICK_RUNS   1u
#define USUAL_RUNS   3u
#define ALL_RUNS     10u

#define CARD_BYTES   (1024u * 1024u)
#define SCRIPT_BYTES (16u * 1024u)

/* The first line of a scenario that the doctor wrote, so that it replaces no other file. */
#define SCRIPT_FIRST "# lifeline doctor: "

struct examination {
    const struct options *options;
    struct look_run *look;
    struct doctor_plan plan;
    struct doctor_answer answers[DOCTOR_QUESTIONS];
    uint32_t batch_count;
    uint32_t batch[DOCTOR_QUESTIONS]; /* the questions that are asked now, in order */
    struct os_output json;            /* of --json; without a file if none is wanted */
    int64_t began_ns;
    char card[CARD_BYTES];
};

/* A run is over; its script stands for the question of that place in the batch. */
static enum kit_exit take_answer(void *context, size_t index, const struct run_outcome *outcome,
                                 FILE *to)
{
    struct examination *examination = context;
    (void)to;
    doctor_take(&examination->plan, &examination->answers[examination->batch[index]],
                &outcome->judgement, outcome->events, outcome->event_count);
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
    return script_read(path, text, to.length, examination->options->programs, out, err);
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
    static const uint32_t runs_of[] = {
        [DOCTOR_SHORT] = QUICK_RUNS, [DOCTOR_USUAL] = USUAL_RUNS, [DOCTOR_ALL] = ALL_RUNS};
    static const struct suite_hooks hooks = {.result = take_answer};
    struct suite_settings settings = suite_settings_of(examination->options);
    settings.quiet = settings.silent = true;
    settings.hooks = &hooks;
    settings.context = examination;
    if (!examination->options->values[OPTION_REPEAT])
        settings.repeat = runs_of[extent_wanted(examination->options)];
    return settings;
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
    bool stops = false, is_restarted[DOCTOR_CHILDREN] = {false};
    for (uint32_t i = 0; i < plan->question_count; i++) {
        const struct doctor_question *question = &plan->questions[i];
        const struct doctor_answer *answer = &examination->answers[i];
        if (question->ask == DOCTOR_INPUT_ENDS)
            stops = doctor_result_of(plan, i, answer) == DOCTOR_HELD;
        if (question->ask == DOCTOR_CHILD_KILLED)
            is_restarted[question->child] = answer->restarts > 0;
    }
    doctor_plan_go_on(plan, stops, is_restarted);
}

static enum kit_status examine(struct examination *examination, struct kit_error *err)
{
    bool is_quick = examination->options->is_quick;
    enum kit_status status = ask(examination, is_new, err);
    if (status == KIT_OK && !is_quick) {
        plan_on(examination);
        status = ask(examination, is_new, err);
    }
    if (status == KIT_OK && !is_quick)
        status = ask(examination, wavers, err);
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
    free(examination);
    return code;
}
