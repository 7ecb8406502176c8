#include "kit/base/ratio.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ratio_add(struct ratio_rounds *rounds, double ours, double bare)
{
    if (rounds->count == RATIO_ROUNDS_MOST || !(ours > 0) || !(bare > 0))
        return;
    rounds->ours[rounds->count] = ours;
    rounds->bare[rounds->count] = bare;
    rounds->count++;
}

static int compare_doubles(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Interpolates between two values, since a quartile of few rounds rarely falls on a value. */
static double quantile(const double *sorted, size_t count, double part)
{
    double place = part * (double)(count - 1);
    size_t below = (size_t)place;
    size_t above = below + 1 < count ? below + 1 : below;
    return sorted[below] + (sorted[above] - sorted[below]) * (place - (double)below);
}

/* The lower decile: the values are times, so the lowest are the least disturbed. */
static double low_value(const double *values, size_t count)
{
    double sorted[RATIO_ROUNDS_MOST];
    memcpy(sorted, values, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_doubles);
    return quantile(sorted, count, 0.1);
}

struct ratio_spread ratio_spread(const struct ratio_rounds *rounds)
{
    double sorted[RATIO_ROUNDS_MOST];
    size_t count = rounds->count;
    if (count == 0)
        return (struct ratio_spread){0};
    for (size_t i = 0; i < count; i++)
        sorted[i] = rounds->ours[i] / rounds->bare[i];
    qsort(sorted, count, sizeof *sorted, compare_doubles);
    return (struct ratio_spread){.lower = quantile(sorted, count, 0.25),
                                 .median = quantile(sorted, count, 0.5),
                                 .upper = quantile(sorted, count, 0.75),
                                 .quiet = low_value(rounds->ours, count) /
                                          low_value(rounds->bare, count)};
}

void ratio_line(struct text *to, const struct ratio *ratio, const struct ratio_rounds *rounds)
{
    struct ratio_spread spread = ratio_spread(rounds);
    const char *bound = ratio->at_least ? "at least" : "at most";
    text_add(to, "ratio\t%s\t%.3f\t%.3f\t%.3f\t%.3f\t%zu\t%s\t%.2f\t%s\t%s\n", ratio->name,
             spread.lower, spread.median, spread.upper, spread.quiet, rounds->count,
             ratio->target > 0 ? bound : "-", ratio->target, ratio->ours, ratio->bare);
}

void ratio_tell(const struct ratio *ratio, const struct ratio_rounds *rounds)
{
    char line[512];
    struct text text = text_over(line, sizeof line);
    ratio_line(&text, ratio, rounds);
    fputs(line, stdout);
    fflush(stdout);
}
