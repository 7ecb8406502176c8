#include "kit/files/log_stream.h"

#include "kit/os/input.h"
#include "kit/os/output.h"

#include <stdlib.h>
#include <string.h>

struct log_stream {
    const char *path;
    struct os_input *input;
    struct log_reader *reader;
    size_t at, size;      /* of the bytes: the next line, and all that were read */
    bool is_over;         /* the file has no more */
    bool is_in_long_line; /* its beginning was handed out; the rest is passed over */
    char bytes[2 * LOG_LINE_MOST];
};

/* The file that a killed run left beside the place of its log. */
static void tell_of_cut(const char *path, struct kit_error *err)
{
    char cut[OS_PATH + sizeof OS_PART_ENDING];
    struct text text = text_over(cut, sizeof cut);
    text_add(&text, "%s" OS_PART_ENDING, path);
    if (!text.cut && os_is_file(cut))
        kit_fail(err, KIT_NOT_FOUND,
                 "there is no '%.250s'; its run was cut off and left '%.250s': name that file",
                 path, cut);
}

static void pass_over_long_line(struct log_stream *s)
{
    const char *end = memchr(s->bytes + s->at, '\n', s->size - s->at);
    s->at = end ? (size_t)(end + 1 - s->bytes) : s->size;
    s->is_in_long_line = !end;
}

/*
 * The next line, which stays until the next call. *more is false at the file's end. A line that
 * is too long comes as its beginning, which is too long as well: the reader refuses it.
 */
static enum kit_status next_line(struct log_stream *s, struct log_line *line, bool *more,
                                 struct kit_error *err)
{
    for (;;) {
        if (s->is_in_long_line)
            pass_over_long_line(s);
        const char *from = s->bytes + s->at;
        size_t left = s->size - s->at, got = 0;
        const char *end = memchr(from, '\n', left);
        if (end || s->is_over || left > LOG_LINE_MOST) {
            *line = (struct log_line){from, end ? (size_t)(end - from) : left, end != NULL};
            *more = left > 0;
            s->is_in_long_line = !end && !s->is_over;
            s->at += line->size + line->is_whole;
            return KIT_OK;
        }
        memmove(s->bytes, from, left);
        s->at = 0;
        s->size = left;
        enum kit_status status =
            os_input_read(s->input, s->bytes + left, sizeof s->bytes - left, &got, err);
        if (status != KIT_OK)
            return status;
        s->size += got;
        s->is_over = got == 0;
    }
}

static enum kit_status fail_in_log(const struct log_stream *s, enum kit_status status,
                                   const struct kit_error *why, struct kit_error *err)
{
    return kit_fail(err, status, "%.250s: %.500s", s->path, why->text);
}

/* Reads one line. *more is false at the end of the file. */
static enum kit_status take_line(struct log_stream *s, struct kit_event *event,
                                 enum log_line_kind *kind, bool *more, struct kit_error *err)
{
    struct log_line line;
    struct kit_error why;
    enum kit_status status = next_line(s, &line, more, err);
    if (status != KIT_OK || !*more)
        return status;
    status = log_reader_take(s->reader, &line, event, kind, &why);
    return status == KIT_OK ? KIT_OK : fail_in_log(s, status, &why, err);
}

static enum kit_status take_header(struct log_stream *s, const struct log *log,
                                   struct kit_error *err)
{
    struct kit_event event;
    enum log_line_kind kind;
    bool more;
    enum kit_status status = take_line(s, &event, &kind, &more, err);
    if (status == KIT_OK && log->header.version == 0)
        return kit_fail(err, KIT_BAD_INPUT,
                        "%.250s: the log is empty or was cut inside its first line, so it "
                        "cannot be judged or replayed",
                        s->path);
    return status;
}

enum kit_status log_stream_open(const char *path, bool leaves_out, struct log *log,
                                struct log_stream **out, struct kit_error *err)
{
    struct log_stream *s = malloc(sizeof *s);
    struct kit_error why;
    memset(log, 0, sizeof *log);
    *out = NULL;
    if (!s)
        return kit_fail(err, KIT_FULL, "no memory to read '%.200s'", path);
    s->path = path;
    s->input = NULL;
    s->reader = NULL;
    s->at = s->size = 0;
    s->is_over = s->is_in_long_line = false;
    enum kit_status status = os_input_open(path, &s->input, err);
    if (status == KIT_NOT_FOUND)
        tell_of_cut(path, err);
    if (status == KIT_OK && log_reader_new(log, leaves_out, &s->reader, &why) != KIT_OK)
        status = fail_in_log(s, why.status, &why, err);
    if (status == KIT_OK)
        status = take_header(s, log, err);
    if (status == KIT_OK) {
        *out = s;
        return KIT_OK;
    }
    log_stream_close(s);
    log_free(log);
    return status;
}

enum kit_status log_stream_next(struct log_stream *s, struct kit_event *event, bool *more,
                                struct kit_error *err)
{
    enum log_line_kind kind = LOG_LINE_VERDICT;
    enum kit_status status;
    do
        status = take_line(s, event, &kind, more, err);
    while (status == KIT_OK && *more && kind != LOG_LINE_EVENT);
    if (status == KIT_OK && !*more)
        log_reader_end(s->reader);
    return status;
}

void log_stream_close(struct log_stream *s)
{
    if (!s)
        return;
    os_input_close(s->input);
    log_reader_free(s->reader);
    free(s);
}
