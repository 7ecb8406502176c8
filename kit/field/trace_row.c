#include "kit/field/trace_row.h"
#include "kit/base/event.h"
#include "kit/base/utf8.h"

#include <string.h>

#define HOUR_S      3600
#define HALF_DAY_S  (12 * HOUR_S)
#define DAY_NS      (INT64_C(86400) * 1000 * NS_PER_MS)

/* The time goes back by a little where rows of two processors cross. */
#define MIDNIGHT_NS (DAY_NS / 2)

static const char *const titles[TRACE_COLUMN_COUNT] = {
#define X(column, title, needed) title,
    TRACE_COLUMNS(X)
#undef X
};

static const bool is_needed[TRACE_COLUMN_COUNT] = {
#define X(column, title, needed) needed,
    TRACE_COLUMNS(X)
#undef X
};

static int place_of_title(const struct csv_row *row, const char *title)
{
    for (size_t i = 0; i < row->count; i++) {
        if (strcmp(row->cells[i], title) == 0)
            return (int)i;
    }
    return -1;
}

bool trace_rows_begin(struct trace_reader *reader, const char *bytes, size_t size)
{
    reader->csv = csv_begin(bytes, size);
    reader->day_ns = 0;
    reader->last_ns = 0;
    reader->began_ns = -1;
    reader->unread = 0;
    if (!csv_next(&reader->csv, &reader->csv_row))
        return false;
    for (int i = 0; i < TRACE_COLUMN_COUNT; i++) {
        reader->places[i] = place_of_title(&reader->csv_row, titles[i]);
        if (is_needed[i] && reader->places[i] < 0)
            return false;
    }
    return true;
}

/* Reads a number of up to `most` digits. False if no digit stands there. */
static bool take_digits(const char **at, int most, int64_t *out)
{
    const char *from = *at;
    for (*out = 0; utf8_is_digit(**at) && *at - from < most; ++*at)
        *out = *out * 10 + (**at - '0');
    return *at > from;
}

/* The digits behind the point, or the comma of other languages, as nanoseconds. */
static int64_t take_fraction(const char **at)
{
    int64_t ns = 0, unit = 100 * NS_PER_MS;
    if (**at != '.' && **at != ',')
        return 0;
    for (++*at; utf8_is_digit(**at); ++*at, unit /= 10)
        ns += (**at - '0') * unit;
    return ns;
}

/* "7:37:26.6320951 AM" or "19:37:26,6320951", as the user's settings have it. */
static bool read_time_of_day(const char *at, int64_t *ns)
{
    int64_t hour, minute, second;
    if (!take_digits(&at, 2, &hour) || *at++ != ':' || !take_digits(&at, 2, &minute) ||
        *at++ != ':' || !take_digits(&at, 2, &second))
        return false;
    int64_t fraction = take_fraction(&at);
    bool is_after_noon = strstr(at, "PM") || strstr(at, "pm");
    bool is_before_noon = strstr(at, "AM") || strstr(at, "am");
    int64_t seconds = hour * HOUR_S + minute * 60 + second;
    if (hour == 12 && is_before_noon)
        seconds -= HALF_DAY_S;
    else if (hour < 12 && is_after_noon)
        seconds += HALF_DAY_S;
    *ns = seconds * 1000 * NS_PER_MS + fraction;
    return hour < 24 && minute < 60 && second < 60;
}

/* "0.0020936": seconds. */
static int64_t read_duration(const char *at)
{
    int64_t seconds = 0;
    if (!take_digits(&at, 6, &seconds))
        return 0;
    return seconds * 1000 * NS_PER_MS + take_fraction(&at);
}

static bool read_pid(const char *at, uint32_t *out)
{
    int64_t number;
    if (!take_digits(&at, 10, &number) || *at || number > UINT32_MAX)
        return false;
    *out = (uint32_t)number;
    return true;
}

static const char *cell_of(const struct trace_reader *reader, enum trace_column column)
{
    int place = reader->places[column];
    bool is_there = place >= 0 && (size_t)place < reader->csv_row.count;
    return is_there ? reader->csv_row.cells[place] : "";
}

/* Since the first row: the clock of the day begins again at midnight. */
static int64_t ns_since_first(struct trace_reader *reader, int64_t of_day_ns)
{
    int64_t at_ns = reader->day_ns + of_day_ns;
    if (reader->began_ns < 0)
        reader->began_ns = at_ns;
    else if (at_ns + MIDNIGHT_NS < reader->last_ns) {
        reader->day_ns += DAY_NS;
        at_ns += DAY_NS;
    }
    reader->last_ns = at_ns;
    return at_ns > reader->began_ns ? at_ns - reader->began_ns : 0;
}

bool trace_rows_next(struct trace_reader *reader, struct trace_row *row)
{
    while (csv_next(&reader->csv, &reader->csv_row)) {
        int64_t of_day_ns;
        if (!read_time_of_day(cell_of(reader, TRACE_TIME), &of_day_ns) ||
            !read_pid(cell_of(reader, TRACE_PID), &row->pid)) {
            reader->unread++;
            continue;
        }
        row->at_ns = ns_since_first(reader, of_day_ns);
        row->duration_ns = read_duration(cell_of(reader, TRACE_DURATION));
        if (!read_pid(cell_of(reader, TRACE_TID), &row->tid))
            row->tid = 0;
        row->image = cell_of(reader, TRACE_IMAGE);
        row->operation = cell_of(reader, TRACE_OPERATION);
        row->path = cell_of(reader, TRACE_PATH);
        row->result = cell_of(reader, TRACE_RESULT);
        row->detail = cell_of(reader, TRACE_DETAIL);
        row->parent_pid = cell_of(reader, TRACE_PARENT_PID);
        return true;
    }
    return false;
}

bool trace_detail_number(const struct trace_row *row, const char *words, int64_t *out)
{
    const char *at = strstr(row->detail, words);
    bool is_negative;
    if (!at)
        return false;
    at += strlen(words);
    at += *at == ' ';
    is_negative = *at == '-';
    at += is_negative;
    if (!utf8_is_digit(*at))
        return false;
    /* Numbers are grouped: "Length: 16,384"; the comma behind a detail has a blank behind it.
     */
    for (*out = 0; utf8_is_digit(*at) || (*at == ',' && utf8_is_digit(at[1])); at++) {
        if (*at != ',' && *out <= INT64_MAX / 10 - 10)
            *out = *out * 10 + (*at - '0');
    }
    *out = is_negative ? -*out : *out;
    return true;
}
