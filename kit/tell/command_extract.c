/* extract: from a log, a scenario that shows what the log shows. */
#include "kit/derive/extract.h"
#include "kit/files/log_files.h"
#include "kit/os/console.h"
#include "kit/os/output.h"
#include "kit/tell/options.h"
#include "kit/tell/outcome.h"
#include "kit/tell/told_log.h"

#include <stdlib.h>

static enum kit_status write_scenario_file(const char *path, const char *text, size_t size,
                                           struct kit_error *err)
{
    struct os_output output = {0};
    enum kit_status status = os_output_begin(&output, path, EXTRACT_FIRST, err);
    if (status != KIT_OK)
        return status;
    fwrite(text, 1, size, output.file);
    status = os_output_end(&output, err);
    if (status == KIT_OK)
        os_say(stdout, "wrote %s", path);
    return status;
}

static enum kit_status extract_log(const char *path, const struct told_log *log,
                                   const struct judgement *judgement, struct text *to,
                                   struct kit_error *err)
{
    const struct log *of = &log->log;
    struct kit_error why;
    enum kit_status status = extract_write(to,
                                           &(struct extract_of){
                                               .scenario = log->scenario,
                                               .text = of->header.scenario,
                                               .size = of->header.scenario_size,
                                               .platform = of->header.platform,
                                               .events = of->events,
                                               .count = of->event_count,
                                               .judgement = judgement,
                                               .log_path = path,
                                               .is_cut = !of->has_judgement,
                                               .is_field_log = of->header.field_processes > 0,
                                           },
                                           &why);
    if (status != KIT_OK)
        return kit_fail(err, status, "no scenario can be made of '%.200s': %.500s", path,
                        why.text);
    return status;
}

static enum kit_status extract_from(const char *path, const struct options *options,
                                    struct kit_error *err)
{
    struct told_log log;
    struct judge_result *result = NULL;
    char *room = malloc(EXTRACT_MOST);
    struct text text = text_over(room ? room : "", room ? EXTRACT_MOST : 1);
    enum kit_status status = told_log_read(path, false, &log, err);
    if (status == KIT_OK)
        result = told_log_judge(&log);
    if (status == KIT_OK && (!result || !room))
        status = kit_fail(err, KIT_FULL, "no memory to read '%.200s'", path);
    if (status == KIT_OK)
        status = extract_log(path, &log, &result->judgement, &text, err);
    if (status == KIT_OK && options->values[OPTION_SCENARIO])
        status = write_scenario_file(options->values[OPTION_SCENARIO], room, text.length, err);
    else if (status == KIT_OK)
        os_tell(stdout, room);
    free(room);
    free(result);
    told_log_free(&log);
    return status;
}

enum kit_exit command_extract(const struct options *options)
{
    struct kit_error err;
    enum kit_status status = KIT_OK;
    if (options->path_count != 1)
        status = kit_fail(&err, KIT_BAD_INPUT,
                          "'extract' needs one log, such as: extract lifeline-logs/x.jsonl");
    if (status == KIT_OK)
        status = extract_from(options->paths[0], options, &err);
    if (status == KIT_OK)
        return EXIT_PASSED;
    os_complain("lifeline: %s", err.text);
    return err.status == KIT_FULL || err.status == KIT_OS ? EXIT_TROUBLED : EXIT_USAGE;
}
