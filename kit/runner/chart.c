#include "kit/runner/chart.h"

#include <stdio.h>
#include <stdlib.h>

#define CHART_MOST ((size_t)4 << 20)

enum kit_status chart_show(struct coverage *coverage, struct sweep_result *results,
                           size_t count, struct kit_error *err)
{
    char *room = malloc(CHART_MOST);
    if (!room)
        return kit_fail(err, KIT_FULL, "no memory for the map of the sweep");
    struct text text = text_over(room, CHART_MOST);
    coverage_take(coverage, results, count);
    sweep_map(coverage->scenario, results, count, &text);
    size_t before = text.length;
    coverage_text(coverage, &text);
    text_add(&text, "%s", text.length > before ? "\n" : "");
    fputs(room, stdout);
    /* A map that is too long for its place is cut; how it all came out is not. */
    text = text_over(room, CHART_MOST);
    sweep_closing(results, count, &text);
    fputs(room, stdout);
    free(room);
    return KIT_OK;
}
