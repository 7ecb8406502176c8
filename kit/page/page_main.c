/*
 * Prints an output of `lifeline report` from logs, for checks that need no Windows:
 *
 *     page_main output|markdown|trace LOG...
 *
 * The logs stand in the output in their order. A log that cannot be read is a run without a
 * verdict, as in the command.
 */
#include "kit/page/target.h"

#include <stdio.h>
#include <stdlib.h>

static char *read_log_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    long length = file && fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    char *bytes = length >= 0 ? malloc((size_t)length + 1) : NULL;
    if (bytes)
        rewind(file);
    *size = bytes ? fread(bytes, 1, (size_t)length, file) : 0;
    if (file)
        fclose(file);
    return bytes;
}

static void print_bytes(void *context, const char *bytes, size_t size)
{
    fwrite(bytes, 1, size, context);
}

static bool read_judged_run(const char *path, struct judged_run *run)
{
    size_t size = 0;
    struct log log;
    struct kit_error err;
    char *bytes = read_log_file(path, &size);
    bool ok = bytes != NULL;
    if (ok && log_read(bytes, size, &log, &err) == KIT_OK)
        ok = judged_run_make(run, path, &log, &err) == KIT_OK;
    else
        judged_run_unread(run, path, ok ? err.text : "the file cannot be read");
    run->is_replay = strstr(path, ".replay.") != NULL; /* log_is_replay is in a higher layer */
    free(bytes);
    return ok;
}

/* As the command tells it, by the verdicts alone. */
static void tell_difference(struct judged_run *run)
{
    enum kit_verdict logged = run->log.judgement.verdict, now = judged_run_verdict(run);
    struct text differs = text_over(run->differs, sizeof run->differs);
    if (run->log.has_judgement && logged != now)
        text_add(&differs, "%s then, %s now", verdict_words[logged], verdict_words[now]);
}

static const struct page_target *target_named(const char *word)
{
    for (int i = 0; i < PAGE_TARGET_COUNT; i++) {
        if (words_equal(page_target_options[i] + 2, word))
            return page_targets[i];
    }
    return NULL;
}

int main(int argc, char **argv)
{
    const struct page_target *target = argc > 2 ? target_named(argv[1]) : NULL;
    struct page_out out;
    struct page_totals totals = {.count = 0};
    bool ok = target && page_out_new(&out, print_bytes, stdout);
    for (int i = 2; ok && i < argc; i++) {
        struct judged_run run;
        ok = read_judged_run(argv[i], &run);
        page_totals_add(&totals, judged_run_verdict(&run), run.is_replay);
        judged_run_free(&run);
    }
    if (!ok)
        return 2;
    target->begin(&out, &totals);
    for (int i = 2; i < argc; i++) {
        struct judged_run run;
        read_judged_run(argv[i], &run);
        tell_difference(&run);
        target->run(&out, &run, (size_t)i - 1);
        judged_run_free(&run);
    }
    target->end(&out, &totals);
    page_out_free(&out);
    return 0;
}
