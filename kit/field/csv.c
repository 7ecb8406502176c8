#include "kit/field/csv.h"

#include <string.h>

struct csv_reader csv_begin(const char *bytes, size_t size)
{
    static const char mark[] = {'\xef', '\xbb', '\xbf'};
    bool is_marked = size >= sizeof mark && memcmp(bytes, mark, sizeof mark) == 0;
    size_t skipped = is_marked ? sizeof mark : 0;
    return (struct csv_reader){bytes + skipped, bytes + size};
}

/* A text in a text ends with a zero, so a zero of the file is left out. */
static void add_byte(struct csv_row *row, char byte)
{
    if (byte && row->used < CSV_ROOM - 1)
        row->room[row->used++] = byte;
}

/* Up to the quote that closes the cell, or the end. */
static void take_quoted(struct csv_reader *reader, struct csv_row *row)
{
    for (reader->at++; reader->at < reader->end; reader->at++) {
        bool is_quote = *reader->at == '"';
        bool is_doubled = is_quote && reader->at + 1 < reader->end && reader->at[1] == '"';
        if (is_quote && !is_doubled) {
            reader->at++;
            return;
        }
        reader->at += is_doubled;
        add_byte(row, *reader->at);
    }
}

static bool ends_cell(char byte)
{
    return byte == ',' || byte == '\n';
}

static void take_cell(struct csv_reader *reader, struct csv_row *row)
{
    size_t from = row->used;
    if (reader->at < reader->end && *reader->at == '"')
        take_quoted(reader, row);
    for (; reader->at < reader->end && !ends_cell(*reader->at); reader->at++) {
        if (*reader->at != '\r')
            add_byte(row, *reader->at);
    }
    row->room[row->used] = 0;
    if (row->count < CSV_CELLS) {
        row->cells[row->count++] = row->room + from;
        row->used += row->used < CSV_ROOM - 1;
    } else {
        row->used = from;
    }
}

bool csv_next(struct csv_reader *reader, struct csv_row *row)
{
    row->count = 0;
    row->used = 0;
    while (reader->at < reader->end && strchr("\r\n", *reader->at) && *reader->at)
        reader->at++;
    if (reader->at >= reader->end)
        return false;
    for (;;) {
        take_cell(reader, row);
        bool is_last = reader->at >= reader->end || *reader->at == '\n';
        reader->at += reader->at < reader->end;
        if (is_last)
            return true;
    }
}
