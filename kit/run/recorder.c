#include "kit/run/recorder.h"
#include "kit/os/clock.h"
#include "kit/os/file.h"

#include <stdlib.h>

#define FIRST_ROOM 1024
#define BUFFER     (64 * 1024)

static void write_line(struct recorder *recorder, const struct text *line)
{
    if (recorder->file && fwrite(line->at, 1, line->length, recorder->file) != line->length)
        recorder->write_failed = true;
}

enum kit_status recorder_begin(struct recorder *recorder, const char *path,
                               const struct log_header *header, struct kit_error *err)
{
    *recorder = (struct recorder){.path = path};
    run_clock_start(&recorder->clock, os_ns(os_ticks()));
    recorder->room = FIRST_ROOM;
    recorder->events = malloc(recorder->room * sizeof *recorder->events);
    recorder->line = malloc(LOG_LINE_MOST);
    if (!recorder->events || !recorder->line) {
        recorder_free(recorder);
        return kit_fail(err, KIT_FULL, "no memory for the log of a run");
    }
    struct kit_error why;
    enum kit_status status = os_file_create(path, &recorder->file, &why);
    if (status != KIT_OK) {
        recorder_free(recorder);
        return kit_fail(err, status,
                        "no log can be written: %.300s; give another folder with --log-dir",
                        why.text);
    }
    setvbuf(recorder->file, NULL, _IOFBF, BUFFER);
    struct text line = text_over(recorder->line, LOG_LINE_MOST);
    log_write_header(&line, header);
    write_line(recorder, &line);
    return KIT_OK;
}

int64_t recorder_now_ns(const struct recorder *recorder)
{
    return recorder_ns(recorder, os_ns(os_ticks()));
}

int64_t recorder_ns(const struct recorder *recorder, int64_t shared_ns)
{
    return run_clock_at(&recorder->clock, shared_ns);
}

static bool make_room(struct recorder *recorder)
{
    if (recorder->count < recorder->room)
        return true;
    if (recorder->room >= KIT_EVENTS_MOST)
        return false;
    size_t room = recorder->room * 2;
    struct kit_event *events = realloc(recorder->events, room * sizeof *events);
    if (!events)
        return false;
    recorder->events = events;
    recorder->room = room;
    return true;
}

void recorder_add(struct recorder *recorder, struct kit_event event)
{
    if (event.at_ns == 0)
        event.at_ns = recorder_now_ns(recorder);
    struct text line = text_over(recorder->line, LOG_LINE_MOST);
    log_write_event(&line, &event);
    write_line(recorder, &line);
    /* What the memory has no room for the judge has not seen either: the run cannot be judged.
     */
    if (!make_room(recorder)) {
        recorder->overfull = true;
        return;
    }
    recorder->events[recorder->count++] = event;
}

const struct kit_event *recorder_sorted(struct recorder *recorder)
{
    if (recorder->sorted != recorder->count)
        events_sort(recorder->events, recorder->count);
    recorder->sorted = recorder->count;
    return recorder->events;
}

enum kit_status recorder_end(struct recorder *recorder, const struct judgement *judgement,
                             struct kit_error *err)
{
    struct text line = text_over(recorder->line, LOG_LINE_MOST);
    log_write_judgement(&line, judgement);
    write_line(recorder, &line);
    if (recorder->file && (fflush(recorder->file) != 0 || ferror(recorder->file)))
        recorder->write_failed = true;
    if (recorder->file && fclose(recorder->file) != 0)
        recorder->write_failed = true;
    recorder->file = NULL;
    if (recorder->overfull)
        return kit_fail(err, KIT_FULL,
                        "the run had more than %u facts, or no memory for them, and cannot be "
                        "judged: give it a shorter limit, or its actors fewer steps",
                        KIT_EVENTS_MOST);
    if (recorder->write_failed)
        return kit_fail(err, KIT_OS,
                        "the log '%.200s' is not whole: is the disk full? Free some space, or "
                        "give another folder with --log-dir",
                        recorder->path);
    return KIT_OK;
}

void recorder_free(struct recorder *recorder)
{
    if (recorder->file)
        fclose(recorder->file);
    free(recorder->line);
    free(recorder->events);
    *recorder = (struct recorder){0};
}
