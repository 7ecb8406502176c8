#include "kit/log/log.h"

#include "kit/base/command.h"
#include "kit/log/fields.h"
#include "kit/log/json.h"

#include <stdlib.h>
#include <string.h>

static void write_log_programs(struct text *to, const struct log_header *header)
{
    for (uint32_t i = 0; i < header->program_count; i++) {
        text_add(to, i == 0 ? ",\"programs\":[{" : ",{");
        fields_write(to, log_program_fields, &header->programs[i]);
        text_add(to, i + 1 == header->program_count ? "}]" : "}");
    }
}

void log_write_header(struct text *to, const struct log_header *header)
{
    text_add(to, "{");
    fields_write(to, log_header_fields, header);
    write_log_programs(to, header);
    text_add(to, ",\"scenario\":");
    json_write_text(to, header->scenario ? header->scenario : "", header->scenario_size);
    text_add(to, "}\n");
}

void log_write_event(struct text *to, const struct kit_event *event)
{
    text_add(to, "{");
    fields_write(to, log_event_fields, event);
    text_add(to, "}\n");
}

void log_write_judgement(struct text *to, const struct judgement *judgement)
{
    text_add(to, "{\"verdict\":\"%s\",\"findings\":[", verdict_words[judgement->verdict]);
    for (uint32_t i = 0; i < judgement->count; i++) {
        text_add(to, i == 0 ? "{" : ",{");
        fields_write(to, log_finding_fields, &judgement->findings[i]);
        text_add(to, "}");
    }
    text_add(to, "]}\n");
}

struct log_reader {
    struct json *json;
    struct log *log;      /* receives the header and the verdict */
    bool leaves_out;      /* what cannot be read behind the first line */
    uint32_t line_number; /* from 1 */
    uint32_t event_count;
};

static enum kit_status read_version(struct log_reader *r, struct kit_error *err)
{
    uint64_t version = 0;
    uint32_t at = fields_find(r->json, 0, "lifeline");
    if (!json_u64(r->json, at, &version) || version == 0)
        return kit_fail(err, KIT_BAD_INPUT,
                        "'lifeline' must be the version of the log, such as %u", LOG_VERSION);
    if (version > LOG_VERSION)
        return kit_fail(err, KIT_BAD_INPUT,
                        "the log has version %llu, but this lifeline reads only up to %u; read "
                        "the log with the newer lifeline that wrote it",
                        (unsigned long long)version, LOG_VERSION);
    return KIT_OK;
}

static enum kit_status read_log_scenario(struct log_reader *r, struct kit_error *err)
{
    struct log_header *header = &r->log->header;
    uint32_t at = fields_find(r->json, 0, "scenario");
    if (at == 0 || !json_is_text(r->json, at))
        return kit_fail(err, KIT_BAD_INPUT, "'scenario' must be the text of the scenario");
    size_t room = json_raw_size(r->json, at) + 1;
    char *scenario = realloc(header->scenario, room);
    if (!scenario)
        return kit_fail(err, KIT_FULL, "there is no memory for the scenario");
    header->scenario = scenario;
    json_text(r->json, at, scenario, room, &header->scenario_size);
    return KIT_OK;
}

/* A log of an older lifeline has none. */
static enum kit_status read_log_programs(struct log_reader *r, struct kit_error *err)
{
    struct log_header *header = &r->log->header;
    enum kit_status status = KIT_OK;
    uint32_t at = fields_find(r->json, 0, "programs");
    if (at == 0)
        return KIT_OK;
    uint32_t count = json_is_array(r->json, at) ? json_count(r->json, at) : LOG_PROGRAMS + 1;
    if (count > LOG_PROGRAMS)
        return kit_fail(err, KIT_BAD_INPUT, "'programs' must be a list of at most %u programs",
                        LOG_PROGRAMS);
    header->programs = calloc(count + 1, sizeof *header->programs);
    if (!header->programs)
        return kit_fail(err, KIT_FULL, "there is no memory for the programs");
    for (uint32_t i = 0, of = at + 1; i < count && status == KIT_OK;
         i++, of = json_after(r->json, of)) {
        if (!json_is_object(r->json, of))
            return kit_fail(err, KIT_BAD_INPUT, "a program must be an object");
        status = fields_read(r->json, of, log_program_fields, &header->programs[i], err);
        header->program_count = i + 1;
    }
    return status;
}

static enum kit_status read_header(struct log_reader *r, struct kit_error *err)
{
    enum kit_status status = read_version(r, err);
    if (status == KIT_OK)
        status = fields_read(r->json, 0, log_header_fields, &r->log->header, err);
    if (status == KIT_OK)
        status = read_log_programs(r, err);
    if (status == KIT_OK)
        status = read_log_scenario(r, err);
    return status;
}

static enum kit_status read_event(struct log_reader *r, struct kit_event *event,
                                  struct kit_error *err)
{
    if (r->event_count == KIT_EVENTS_MOST)
        return kit_fail(err, KIT_FULL, "the log holds more than %u events", KIT_EVENTS_MOST);
    r->event_count++;
    memset(event, 0, sizeof *event);
    return fields_read(r->json, 0, log_event_fields, event, err);
}

static enum kit_status read_finding(struct log_reader *r, uint32_t at, struct kit_error *err)
{
    struct judgement *judgement = &r->log->judgement;
    if (!json_is_object(r->json, at))
        return kit_fail(err, KIT_BAD_INPUT, "a finding must be an object");
    if (judgement->count == KIT_FINDINGS)
        return kit_fail(err, KIT_BAD_INPUT, "there are more than %d findings", KIT_FINDINGS);
    enum kit_status status = fields_read(r->json, at, log_finding_fields,
                                         &judgement->findings[judgement->count], err);
    if (status == KIT_OK)
        judgement->count++;
    return status;
}

static enum kit_status read_judgement(struct log_reader *r, struct kit_error *err)
{
    /* The verdict of the line is read by the same kind of row as that of a finding. */
    static const struct field verdict = {"verdict",
                                         sizeof "verdict" - 1,
                                         FIELD_WORD,
                                         FIELD_ALWAYS,
                                         offsetof(struct judgement, verdict),
                                         sizeof(enum kit_verdict),
                                         verdict_words};
    struct judgement *judgement = &r->log->judgement;
    enum kit_status status =
        fields_read(r->json, 0, (struct fields){&verdict, 1}, judgement, err);
    if (status != KIT_OK)
        return status;
    uint32_t findings = fields_find(r->json, 0, "findings");
    if (findings == 0 || !json_is_array(r->json, findings))
        return kit_fail(err, KIT_BAD_INPUT, "'findings' must be a list");
    uint32_t at = findings + 1;
    for (uint32_t i = 0; i < json_count(r->json, findings); i++, at = json_after(r->json, at)) {
        status = read_finding(r, at, err);
        if (status != KIT_OK)
            return status;
    }
    r->log->has_judgement = true;
    return KIT_OK;
}

static enum kit_status not_a_log(struct kit_error *err)
{
    return kit_fail(err, KIT_BAD_INPUT,
                    "this is no log of a run: its first line does not begin with %s; name a "
                    ".jsonl file that `%.250s run` wrote",
                    LOG_FIRST, command_name());
}

/* Reads one complete line of JSON by its kind. */
static enum kit_status read_log_line(struct log_reader *r, struct kit_event *event,
                                     enum log_line_kind *what, struct kit_error *err)
{
    bool is_header = fields_find(r->json, 0, "lifeline") > 0;
    *what = LOG_LINE_HEADER;
    if (r->line_number == 1)
        return read_header(r, err);
    if (is_header)
        return kit_fail(err, KIT_BAD_INPUT, "a second header; a file holds one log");
    if (r->log->has_judgement)
        return kit_fail(err, KIT_BAD_INPUT, "nothing can follow the verdict");
    *what = LOG_LINE_EVENT;
    if (fields_find(r->json, 0, "event") > 0)
        return read_event(r, event, err);
    *what = LOG_LINE_VERDICT;
    if (fields_find(r->json, 0, "verdict") > 0)
        return read_judgement(r, err);
    return kit_fail(err, KIT_BAD_INPUT, "neither an event nor a verdict");
}

/* A first line that was cut only needs to match as far as it goes. */
static bool begins_as_log(const struct log_line *line)
{
    size_t known = sizeof LOG_FIRST - 1;
    if (line->size < known && line->is_whole)
        return false;
    return memcmp(line->bytes, LOG_FIRST, line->size < known ? line->size : known) == 0;
}

enum kit_status log_reader_new(struct log *log, bool leaves_out, struct log_reader **out,
                               struct kit_error *err)
{
    struct log_reader *r = calloc(1, sizeof *r);
    memset(log, 0, sizeof *log);
    /* A log that was cut before its scenario gets an empty scenario. */
    log->header.scenario = calloc(1, 1);
    if (r)
        *r = (struct log_reader){.json = json_new(), .log = log, .leaves_out = leaves_out};
    *out = r;
    if (r && r->json && log->header.scenario)
        return KIT_OK;
    log_reader_free(r);
    log_free(log);
    *out = NULL;
    return kit_fail(err, KIT_FULL, "there is no memory for the log");
}

void log_reader_free(struct log_reader *r)
{
    if (!r)
        return;
    json_free(r->json);
    free(r);
}

/* A finding that was read before the damage in its line was found is forgotten with it. */
static void leave_line_out(struct log_reader *r, const struct kit_error *why)
{
    struct log *log = r->log;
    if (log->damaged++ == 0) {
        struct text text = text_over(log->damage, sizeof log->damage);
        text_add(&text, "%s", why->text);
    }
    if (!log->has_judgement)
        memset(&log->judgement, 0, sizeof log->judgement);
}

/* Prepends the line's number to the sentence. A line that is refused is left out where the
 * reader may. */
static enum kit_status refuse_line(struct log_reader *r, enum kit_status status,
                                   const char *sentence, enum log_line_kind *what,
                                   struct kit_error *err)
{
    kit_fail(err, status, "line %u: %s", (unsigned)r->line_number, sentence);
    if (!r->leaves_out || r->line_number == 1 || status != KIT_BAD_INPUT)
        return status;
    leave_line_out(r, err);
    *what = LOG_LINE_DAMAGED;
    return KIT_OK;
}

enum kit_status log_reader_take(struct log_reader *r, const struct log_line *line,
                                struct kit_event *event, enum log_line_kind *what,
                                struct kit_error *err)
{
    struct kit_error why = {.status = KIT_OK};
    r->line_number++;
    if (r->line_number == 1 && !begins_as_log(line))
        return not_a_log(err);
    if (line->size > LOG_LINE_MOST) {
        kit_fail(&why, KIT_BAD_INPUT, "the line is longer than %u bytes", LOG_LINE_MOST);
        return refuse_line(r, KIT_BAD_INPUT, why.text, what, err);
    }
    enum kit_status status = json_read(r->json, line->bytes, line->size, &why);
    if (status != KIT_OK && !line->is_whole) {
        *what = LOG_LINE_CUT;
        r->log->is_cut = true;
        return KIT_OK;
    }
    if (status == KIT_OK)
        status = read_log_line(r, event, what, &why);
    return status == KIT_OK ? KIT_OK : refuse_line(r, status, why.text, what, err);
}

void log_reader_end(struct log_reader *r)
{
    if (!r->log->has_judgement)
        r->log->is_cut = true;
}

enum kit_status log_add_event(struct log *log, const struct kit_event *event,
                              struct kit_error *err)
{
    if (log->event_count == log->event_room) {
        size_t room = log->event_room == 0 ? 64 : log->event_room * 2;
        room = room < KIT_EVENTS_MOST ? room : KIT_EVENTS_MOST;
        struct kit_event *events =
            room > log->event_room ? realloc(log->events, room * sizeof *events) : NULL;
        if (!events)
            return kit_fail(err, KIT_FULL, "there is no memory for the events");
        log->events = events;
        log->event_room = room;
    }
    log->events[log->event_count++] = *event;
    return KIT_OK;
}

static enum kit_status read_lines(struct log_reader *r, const char *bytes, size_t size,
                                  struct kit_error *err)
{
    for (size_t at = 0; at < size;) {
        const char *end = memchr(bytes + at, '\n', size - at);
        struct log_line line = {.bytes = bytes + at,
                                .size = end ? (size_t)(end - bytes) - at : size - at,
                                .is_whole = end != NULL};
        struct kit_event event;
        enum log_line_kind what;
        enum kit_status status = log_reader_take(r, &line, &event, &what, err);
        if (status == KIT_OK && what == LOG_LINE_EVENT)
            status = log_add_event(r->log, &event, err);
        if (status != KIT_OK)
            return status;
        at += line.size + line.is_whole;
    }
    log_reader_end(r);
    events_sort(r->log->events, r->log->event_count);
    return KIT_OK;
}

static enum kit_status read_from_memory(const char *bytes, size_t size, bool leaves_out,
                                        struct log *out, struct kit_error *err)
{
    struct log_reader *reader;
    enum kit_status status = log_reader_new(out, leaves_out, &reader, err);
    if (status != KIT_OK)
        return status;
    status = read_lines(reader, bytes, size, err);
    log_reader_free(reader);
    if (status != KIT_OK)
        log_free(out);
    return status;
}

enum kit_status log_read(const char *bytes, size_t size, struct log *out, struct kit_error *err)
{
    return read_from_memory(bytes, size, false, out, err);
}

enum kit_status log_read_readable(const char *bytes, size_t size, struct log *out,
                                  struct kit_error *err)
{
    return read_from_memory(bytes, size, true, out, err);
}

void log_defect_judged(const struct log *log, struct judgement *judgement)
{
    char sentence[KIT_FINDING_TEXT];
    struct text text = text_over(sentence, sizeof sentence);
    if (log->has_judgement && log->damaged == 0)
        return;
    if (log->damaged > 0)
        text_add(&text, "%u line%s of the log cannot be read, so the run cannot be judged",
                 (unsigned)log->damaged, log->damaged == 1 ? "" : "s");
    else
        text_add(&text, "the log is cut: it has no verdict");
    judgement_of_broken_log(judgement, sentence);
}

void log_free(struct log *log)
{
    free(log->events);
    free(log->header.programs);
    free(log->header.scenario);
    memset(log, 0, sizeof *log);
}
