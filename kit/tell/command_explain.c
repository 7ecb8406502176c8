/* explain: a run in sentences. */
#include "kit/files/log_files.h"
#include "kit/os/console.h"
#include "kit/os/platform.h"
#include "kit/report/story.h"
#include "kit/report/wrap.h"
#include "kit/tell/options.h"
#include "kit/tell/told_log.h"

#include <stdlib.h>

static void print_story(const char *path, const struct told_log *log,
                        const struct judgement *judgement, char *room)
{
    char differs[256];
    struct text why = text_over(differs, sizeof differs), text = text_over(room, STORY_MOST);
    uint32_t columns;
    const struct log *of = &log->log;
    story_write(&text, &(struct story_of){.scenario = log->scenario,
                                          .events = of->events,
                                          .count = of->event_count,
                                          .judgement = judgement,
                                          .log_path = path,
                                          .is_cut = !of->has_judgement && of->damaged == 0,
                                          .is_field_log = of->header.field_processes > 0});
    if (os_is_terminal(&columns)) {
        struct text wrapped = text_over(room + STORY_MOST, STORY_MOST * 2);
        wrap_lines(&wrapped, room, columns);
        os_tell(stdout, wrapped.at);
    } else {
        os_tell(stdout, room);
    }
    if (of->has_judgement && !judgements_agree(&of->judgement, judgement, &why))
        os_say(stdout, "  This is the verdict of now; it disagrees with the one in the log: %s",
               differs);
}

static enum kit_status explain_log(const char *path, const struct options *options,
                                   enum kit_exit *code, struct kit_error *err)
{
    struct told_log log;
    struct judge_result *result = NULL;
    char *room = malloc(STORY_MOST * 3); /* the story, and its lines broken for a terminal */
    enum kit_status status = told_log_read(path, true, &log, err);
    (void)options;
    if (status == KIT_OK)
        result = told_log_judge(&log);
    if (status == KIT_OK && (!result || !room))
        status = kit_fail(err, KIT_FULL, "no memory to explain '%.200s'", path);
    if (status == KIT_OK) {
        print_story(path, &log, &result->judgement, room);
        *code = log_damage_complained(path, &log.log) ? EXIT_USAGE : EXIT_PASSED;
    }
    free(room);
    free(result);
    told_log_free(&log);
    return status;
}

enum kit_exit command_explain(const struct options *options)
{
    return told_logs_each(options, explain_log);
}
