#include "kit/suite/outcome.h"
#include "kit/os/platform.h"
#include "kit/report/report.h"

#include <stdio.h>

enum kit_exit outcome_exit(enum kit_verdict verdict)
{
    switch (verdict) {
    case VERDICT_PASS:
    case VERDICT_SKIP:
        return EXIT_PASSED;
    case VERDICT_UNSEEN:
    case VERDICT_VACUOUS:
    case VERDICT_FAIL:
        return EXIT_FAILED;
    case VERDICT_ERROR:
    case VERDICT_COUNT:
        break;
    }
    return EXIT_TROUBLED;
}

enum kit_exit exit_worse(enum kit_exit a, enum kit_exit b)
{
    static const int weight[] = {
        [EXIT_PASSED] = 0, [EXIT_FAILED] = 1, [EXIT_USAGE] = 3, [EXIT_TROUBLED] = 2};
    return weight[a] >= weight[b] ? a : b;
}

enum kit_exit exit_told(const struct kit_error *err)
{
    fprintf(stderr, "lifeline: %s\n", err->text);
    return err->status == KIT_BAD_INPUT ? EXIT_USAGE : EXIT_TROUBLED;
}

const char *outcome_sentence(const struct judgement *judgement)
{
    const struct finding *worst = NULL;
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        if (!worst || finding->verdict > worst->verdict)
            worst = finding;
    }
    return worst ? worst->text : "";
}

void outcome_print(const struct scenario *scenario, const struct kit_event *events,
                   size_t count, const struct judgement *judgement, const char *log_path,
                   int64_t took_ns)
{
    char story[OUTCOME_MOST];
    uint32_t columns = 0;
    struct text text = text_over(story, sizeof story);
    if (judgement->verdict == VERDICT_PASS || judgement->verdict == VERDICT_SKIP)
        report_line(&text, scenario->path, judgement, took_ns < 0 ? 0 : took_ns,
                    os_is_terminal(&columns));
    else
        report_failure(&text, scenario, events, count, judgement, log_path);
    fputs(story, stdout);
    if (text.length > 0 && story[text.length - 1] != '\n')
        fputc('\n', stdout);
    fflush(stdout);
}
