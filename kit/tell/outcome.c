#include "kit/tell/outcome.h"
#include "kit/os/console.h"
#include "kit/os/platform.h"
#include "kit/report/report.h"

#include <stdlib.h>
#include <string.h>

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
    static const int weight[] = {[EXIT_PASSED] = 0,   [EXIT_FLAKY] = 1,   [EXIT_FAILED] = 2,
                                 [EXIT_TROUBLED] = 3, [EXIT_DIFFERS] = 4, [EXIT_USAGE] = 5};
    return weight[a] >= weight[b] ? a : b;
}

enum kit_exit exit_with_message(const struct kit_error *err)
{
    os_complain("lifeline: %s", err->text);
    return err->status == KIT_BAD_INPUT ? EXIT_USAGE : EXIT_TROUBLED;
}

void outcome_describe(struct described_run *out, const struct scenario *scenario,
                      const struct kit_event *events, size_t count,
                      const struct judgement *judgement, const char *log_path, int64_t took_ns)
{
    struct text excerpt = text_over(out->excerpt, sizeof out->excerpt);
    out->as = (struct report_run){.path = scenario->path,
                                  .verdict = judgement->verdict,
                                  .took_ns = took_ns,
                                  .message = report_message(judgement),
                                  .excerpt = out->excerpt,
                                  .log = log_path,
                                  .point = ""};
    if (judgement->verdict != VERDICT_PASS && judgement->verdict != VERDICT_SKIP)
        report_failure(&excerpt, scenario, events, count, judgement, log_path);
}

void outcome_describe_trouble(struct described_run *out, const char *path,
                              const struct kit_error *err)
{
    struct text excerpt = text_over(out->excerpt, sizeof out->excerpt);
    out->as = (struct report_run){.path = path,
                                  .verdict = VERDICT_ERROR,
                                  .took_ns = -1,
                                  .message = err->text,
                                  .excerpt = out->excerpt,
                                  .log = "",
                                  .point = ""};
    report_trouble(&excerpt, path, err->text);
}

bool outcome_colours(enum terminal_colours when)
{
    uint32_t columns = 0;
    return terminal_wants_colour(when, os_is_terminal(&columns), getenv("NO_COLOR"),
                                 getenv("TERM"));
}

void outcome_print(FILE *to, const struct report_run *run, bool colours)
{
    char piece[REPORT_EXCERPT_MOST + 16];
    struct text text = text_over(piece, sizeof piece);
    struct report_whole whole = {.count = 1};
    enum terminal_colour colour = colours ? terminal_colour(run) : COLOUR_NONE;
    terminal_target.run(&text, &whole, run, 1);
    os_tell_coloured(to, colour, colour ? strlen(terminal_word(run)) : 0, piece);
    fflush(to);
}
