#pragma once
/*
 * Rows of comma-separated text with quotes, as Process Monitor and spreadsheets write them: a
 * cell in quotes may have commas, line ends and doubled quotes in it. Pure; one thread.
 */
#include "kit/base/status.h"

#include <stdbool.h>
#include <stddef.h>

#define CSV_CELLS 64
#define CSV_ROOM  (64u * 1024) /* bytes that the cells of one row take; more is cut */

struct csv_row {
    size_t count;
    const char *cells[CSV_CELLS]; /* without their quotes; of the row's own room */
    size_t used;
    char room[CSV_ROOM];
};

struct csv_reader {
    const char *at, *end; /* what is left, borrowed */
};

/* Begins behind a mark of UTF-8, if there is one. */
struct csv_reader csv_begin(const char *bytes, size_t size);

/* Reads the next row that is not empty; false behind the last. Cells beyond CSV_CELLS are left
 * out, and what does not fit into the room is cut. */
bool csv_next(struct csv_reader *reader, struct csv_row *row);
