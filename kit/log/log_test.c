/*
 * Goal: what was written to a log comes back to the bit, and whatever else a file holds is
 * either read as a log that was cut or refused with a sentence that says where and what.
 * Method: round trips over every kind, field and byte; one log cut at each of its bytes; tables
 * of lines and what the reader must say of them.
 */
#include "kit/log/fields.h"
#include "kit/log/log.h"
#include "kit/log/log_sample.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

#define HEADER                                                                                 \
    "{\"lifeline\":1,\"kit\":\"0.1\",\"platform\":\"wine 8.0\",\"path\":\"a.scenario\","       \
    "\"started\":\"2024-01-31T12:00:00Z\",\"seed\":\"0x7\",\"options\":\"\",\"scenario\":"     \
    "\"\"}\n"
#define END     "{\"at_ns\":9,\"event\":\"end\"}\n"
#define VERDICT "{\"verdict\":\"pass\",\"findings\":[]}\n"

static char room[2 * LOG_LINE_MOST];
static struct log found;
static struct kit_error err;

static enum kit_status read_text(const char *text)
{
    return log_read(text, strlen(text), &found, &err);
}

static void assert_says(const char *part)
{
    if (!strstr(err.text, part))
        fail_msg("expected '%s' in '%s'", part, err.text);
}

/* Header, the one event or none, the judgement or none. */
static void write_and_read(const struct kit_event *event, const struct judgement *judgement)
{
    struct text text = text_over(room, sizeof room);
    char scenario[] = "";
    struct log_header header = log_sample_header(scenario);
    log_write_header(&text, &header);
    if (event)
        log_write_event(&text, event);
    if (judgement)
        log_write_judgement(&text, judgement);
    assert_false(text.cut);
    if (log_read(room, text.length, &found, &err) != KIT_OK)
        fail_msg("%s", err.text);
}

static void assert_event_returns(const struct kit_event *event)
{
    write_and_read(event, NULL);
    assert_int_equal(found.event_count, 1);
    assert_memory_equal(&found.events[0], event, sizeof *event);
    log_free(&found);
}

static void every_kind_of_event_comes_back_whole(void **state)
{
    (void)state;
    for (int kind = 0; kind < EVENT_KIND_COUNT; kind++) {
        struct kit_event full = log_sample_event((enum kit_event_kind)kind);
        struct kit_event bare;
        memset(&bare, 0, sizeof bare);
        bare.kind = (enum kit_event_kind)kind;
        assert_event_returns(&full);
        assert_event_returns(&bare);
    }
}

static void the_extremes_of_every_number_come_back(void **state)
{
    (void)state;
    const uint64_t values[] = {0, 1, INT64_MAX, (uint64_t)INT64_MIN, UINT64_MAX, 1ull << 53};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct kit_event event = log_sample_event(EVENT_STEP);
        event.at_ns = (int64_t)values[i];
        event.until_ns = (int64_t)values[i];
        event.sequence = event.size = event.checksum = values[i];
        event.code = event.pid = event.tid = event.line_number = (uint32_t)values[i];
        event.occurrence = event.deadline_ms = (uint32_t)values[i];
        assert_event_returns(&event);
    }
}

static void the_longest_texts_come_back(void **state)
{
    (void)state;
    struct kit_event event = log_sample_event(EVENT_TROUBLE);
    memset(event.actor, 'a', sizeof event.actor - 1);
    memset(event.name, '"', sizeof event.name - 1);
    memset(event.peer, 1, sizeof event.peer - 1);
    memset(event.by, 0xff, sizeof event.by - 1);
    memset(event.text, '\\', sizeof event.text - 1);
    assert_event_returns(&event);
}

static void a_text_without_its_terminator_loses_its_last_byte_only(void **state)
{
    (void)state;
    struct kit_event event = log_sample_event(EVENT_STEP);
    memset(event.actor, 'a', sizeof event.actor);
    write_and_read(&event, NULL);
    assert_int_equal(strlen(found.events[0].actor), KIT_NAME - 1);
    log_free(&found);
}

static void fields_are_known_in_any_order_and_with_escapes_in_their_names(void **state)
{
    static const char *const lines[] = {
        "{\"text\":\"t\",\"n\":3,\"actor\":\"cs\",\"event\":\"step\",\"at_ns\":9}\n",
        "{\"at_ns\":9,\"\\u0065vent\":\"step\",\"\\u006e\":3,\"text\":\"\\u0074\",\"actor\":"
        "\"cs\"}\n",
        "{\"n\":3,\"nn\":4,\"even\":0,\"events\":0,\"\\\"n\":5,\"at_ns\":9,\"actor\":\"cs\","
        "\"event\":\"s\\u0074ep\",\"text\":\"t\"}\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char log[1024];
        snprintf(log, sizeof log, "%s%s" VERDICT, HEADER, lines[i]);
        assert_int_equal(read_text(log), KIT_OK);
        const struct kit_event *event = &found.events[0];
        assert_int_equal(event->kind, EVENT_STEP);
        assert_int_equal(event->at_ns, 9);
        assert_int_equal(event->occurrence, 3);
        assert_string_equal(event->actor, "cs");
        assert_string_equal(event->text, "t");
        log_free(&found);
    }
}

static void empty_fields_are_left_out(void **state)
{
    (void)state;
    struct kit_event event;
    memset(&event, 0, sizeof event);
    event.kind = EVENT_CLOSING;
    struct text text = text_over(room, sizeof room);
    log_write_event(&text, &event);
    assert_string_equal(room, "{\"at_ns\":0,\"event\":\"closing\"}\n");
}

static void a_log_looks_like_this(void **state)
{
    (void)state;
    char scenario[] = "limit 1s\n";
    struct log_header header = log_sample_header(scenario);
    struct kit_event event = log_sample_event(EVENT_STRUCK);
    struct judgement judgement;
    memset(&judgement, 0, sizeof judgement);
    judgement.verdict = VERDICT_FAIL;
    judgement.count = 1;
    judgement.findings[0] = (struct finding){.verdict = VERDICT_FAIL,
                                             .actor = "cs",
                                             .at_ns = 3201000000,
                                             .line_number = 10,
                                             .text = "cs still runs"};
    struct text text = text_over(room, sizeof room);
    log_write_header(&text, &header);
    log_write_event(&text, &event);
    log_write_judgement(&text, &judgement);
    assert_string_equal(
        room,
        "{\"lifeline\":2,\"kit\":\"0.1.0\",\"commit\":\"0123456789ab with changes\","
        "\"platform\":\"wine 8.0\","
        "\"path\":\"scenarios/a.scenario\",\"started\":\"2024-01-31T12:00:00Z\","
        "\"seed\":\"0x1f2e3d4c5b6a7988\",\"options\":\"--repeat 3\","
        "\"tries\":2,\"programs\":[{\"actor\":\"host\",\"file\":\"ref_parent.exe\","
        "\"version\":\"1.2.3.4\",\"size\":115200,"
        "\"hash\":\"00112233445566778899aabbccddeeff\"},{\"actor\":\"cs\","
        "\"file\":\"ref_child.exe\",\"size\":0,"
        "\"hash\":\"ffeeddccbbaa99887766554433221100\"}],"
        "\"scenario\":\"limit 1s\\n\"}\n"
        "{\"at_ns\":5000000,\"event\":\"struck\",\"actor\":\"cs\",\"name\":\"kill\","
        "\"peer\":\"host\",\"by\":\"request.sent\",\"n\":3,\"line\":4,\"time\":2,"
        "\"incarnation\":2,"
        "\"pid\":1188,"
        "\"tid\":1192,\"code\":3221225477,\"deadline_ms\":500,\"sequence\":17,\"size\":4096,"
        "\"checksum\":\"0xffffffffffffffff\",\"until_ns\":5000001,"
        "\"text\":\"a fault was carried out: name is the fault, by the step, line\"}\n"
        "{\"verdict\":\"fail\",\"findings\":[{\"source\":\"rule\",\"verdict\":\"fail\","
        "\"rule\":\"parent-continues\",\"line\":10,\"actor\":\"cs\",\"at_ns\":3201000000,"
        "\"text\":\"cs still runs\"}]}\n");
}

static void the_header_comes_back_whole(void **state)
{
    (void)state;
    char scenario[] = LOG_SAMPLE_SCENARIO;
    struct log_header header = log_sample_header(scenario);
    header.seed = UINT64_MAX;
    header.field_processes = 3;
    struct text text = text_over(room, sizeof room);
    log_write_header(&text, &header);
    assert_int_equal(log_read(room, text.length, &found, &err), KIT_OK);
    assert_int_equal(found.header.version, LOG_VERSION);
    assert_string_equal(found.header.kit_version, header.kit_version);
    assert_string_equal(found.header.commit, header.commit);
    assert_string_equal(found.header.platform, header.platform);
    assert_string_equal(found.header.path, header.path);
    assert_string_equal(found.header.started, header.started);
    assert_string_equal(found.header.options, header.options);
    assert_true(found.header.seed == header.seed);
    assert_int_equal(found.header.tries, header.tries);
    assert_int_equal(found.header.field_processes, header.field_processes);
    assert_int_equal(found.header.program_count, 2);
    assert_memory_equal(found.header.programs, log_sample_programs(),
                        2 * sizeof(struct log_program));
    assert_int_equal(found.header.scenario_size, header.scenario_size);
    assert_memory_equal(found.header.scenario, scenario, sizeof scenario);
    log_free(&found);
}

static void a_header_without_a_scenario_has_an_empty_one(void **state)
{
    (void)state;
    struct log_header header = log_sample_header(room);
    header.scenario = NULL;
    header.scenario_size = 0;
    struct text text = text_over(room, sizeof room);
    log_write_header(&text, &header);
    assert_int_equal(log_read(room, text.length, &found, &err), KIT_OK);
    assert_string_equal(found.header.scenario, "");
    log_free(&found);
}

static void assert_scenario_returns(char *scenario, size_t size)
{
    struct log_header header = log_sample_header("");
    header.scenario = scenario;
    header.scenario_size = size;
    struct text text = text_over(room, sizeof room);
    log_write_header(&text, &header);
    assert_false(text.cut);
    assert_int_equal(log_read(room, text.length, &found, &err), KIT_OK);
    assert_int_equal(found.header.scenario_size, size);
    assert_memory_equal(found.header.scenario, scenario, size);
    log_free(&found);
}

static void a_scenario_of_any_bytes_comes_back(void **state)
{
    (void)state;
    static char bytes[64 * 1024];
    for (unsigned first = 0; first < 256; first++) {
        for (unsigned second = 0; second < 256; second++) {
            bytes[2 * second] = (char)first;
            bytes[2 * second + 1] = (char)second;
        }
        assert_scenario_returns(bytes, 512);
    }
    uint32_t random = 1;
    for (size_t i = 0; i < sizeof bytes; i++) {
        random = random * 1664525 + 1013904223;
        /* Mostly bytes that lead or follow in UTF-8, so that whole and broken ones abound. */
        bytes[i] = (char)(random >> 24 | (random >> 20 & 1 ? 0x80 : 0));
    }
    assert_scenario_returns(bytes, sizeof bytes);
}

static void invalid_utf8_is_escaped_and_valid_is_not(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *written;
    } rows[] = {
        {"caf\xc3\xa9", "\"caf\xc3\xa9\""},
        {"\xf0\x9f\x90\xb7", "\"\xf0\x9f\x90\xb7\""},
        {"\xff", "\"\\udcff\""},
        {"\x80", "\"\\udc80\""},
        {"\xc3", "\"\\udcc3\""},
        {"\xc0\xaf", "\"\\udcc0\\udcaf\""},                       /* overlong */
        {"\xe0\x9f\xbf", "\"\\udce0\\udc9f\\udcbf\""},            /* overlong */
        {"\xed\xa0\x80", "\"\\udced\\udca0\\udc80\""},            /* a surrogate */
        {"\xf4\x90\x80\x80", "\"\\udcf4\\udc90\\udc80\\udc80\""}, /* above U+10FFFF */
        {"\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\""},
        {"\"\\/\b\f\n\r\t", "\"\\\"\\\\/\\b\\f\\n\\r\\t\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text text = text_over(room, sizeof room);
        json_write_text(&text, rows[i].bytes, strlen(rows[i].bytes));
        assert_string_equal(room, rows[i].written);
    }
}

/* An actor's name as it stands in the file, and what it must be read as; NULL: refused. */
static void escapes_are_read_as_json_says(void **state)
{
    (void)state;
    static const struct {
        const char *written, *bytes;
    } rows[] = {
        {"\\u0041\\u00e9\\u20AC", "A\xc3\xa9\xe2\x82\xac"},
        {"\\ud83d\\udc37", "\xf0\x9f\x90\xb7"},
        {"\\uDBFF\\uDFFF", "\xf4\x8f\xbf\xbf"},
        {"\\udcff\\udc80", "\xff\x80"},
        {"\\ue000", "\xee\x80\x80"},
        {"\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t"},
        {"\\ud83d", NULL},
        {"\\ud83dx", NULL},
        {"\\ud83d\\n12345", NULL},
        {"\\ud83d\\u0041", NULL},
        {"\\ud83d\\ue000", NULL},
        {"\\ud83duudc37", NULL},
        {"\\ud83dabcdef", NULL},
        {"\\udc00", NULL},
        {"\\udc7f", NULL},
        {"\\udd00", NULL},
        {"\\u12g4", NULL},
        {"\\u12", NULL},
        {"\\x41", NULL},
        {"\\u0000", NULL},
        {"a\tb", NULL},
        {"\xff", NULL},
        {"\xc3", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text text = text_over(room, sizeof room);
        text_add(&text, HEADER "{\"at_ns\":1,\"event\":\"step\",\"actor\":\"%s\"}\n" VERDICT,
                 rows[i].written);
        enum kit_status status = read_text(room);
        if (!rows[i].bytes) {
            assert_int_equal(status, KIT_BAD_INPUT);
            assert_says("line 2: ");
            continue;
        }
        assert_int_equal(status, KIT_OK);
        assert_string_equal(found.events[0].actor, rows[i].bytes);
        log_free(&found);
    }
}

static void every_finding_comes_back_whole(void **state)
{
    (void)state;
    static struct judgement judgement;
    log_sample_judgement(&judgement);
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
        judgement.verdict = (enum kit_verdict)verdict;
        write_and_read(NULL, &judgement);
        assert_true(found.has_judgement && !found.is_cut);
        assert_memory_equal(&found.judgement, &judgement, sizeof judgement);
        log_free(&found);
    }
    memset(&judgement, 0, sizeof judgement);
    judgement.count = 2;
    judgement.findings[0].source = SOURCE_RUN;
    judgement.findings[0].rule = RULE_NOTHING_LEFT;
    judgement.findings[1].source = SOURCE_RULE; /* and the first of the rules */
    write_and_read(NULL, &judgement);
    assert_memory_equal(&found.judgement, &judgement, sizeof judgement);
    log_free(&found);
}

static void the_largest_lines_are_lines_that_the_reader_takes(void **state)
{
    (void)state;
    static struct judgement judgement;
    static char scenario[64 * 1024];
    log_sample_judgement(&judgement);
    judgement.count = KIT_FINDINGS;
    for (uint32_t i = 0; i < KIT_FINDINGS; i++) {
        judgement.findings[i] = judgement.findings[0];
        memset(judgement.findings[i].text, 1, KIT_FINDING_TEXT - 1);
        memset(judgement.findings[i].likely, 2, KIT_FINDING_TEXT - 1);
    }
    write_and_read(NULL, &judgement);
    assert_memory_equal(&found.judgement, &judgement, sizeof judgement);
    log_free(&found);
    assert_scenario_returns(scenario, sizeof scenario);
}

static void a_log_that_is_cut_anywhere_is_read_up_to_there(void **state)
{
    (void)state;
    struct text text = text_over(room, sizeof room);
    log_sample(&text);
    size_t header = strcspn(room, "\n"), whole = text.length;
    for (size_t size = 0; size <= whole; size++) {
        /* A copy of exactly this size, so that the sanitizer sees a byte too many. */
        char *copy = malloc(size + 1);
        memcpy(copy, room, size);
        copy[size] = 'x';
        if (log_read(copy, size, &found, &err) != KIT_OK)
            fail_msg("cut at %zu: %s", size, err.text);
        assert_int_equal(found.is_cut, size < whole - 1);
        assert_int_equal(found.has_judgement, size >= whole - 1);
        assert_int_equal(found.header.version, size < header ? 0 : LOG_VERSION);
        assert_non_null(found.header.scenario);
        log_free(&found);
        free(copy);
    }
}

static void each_whole_line_before_the_cut_is_there(void **state)
{
    (void)state;
    assert_int_equal(read_text(HEADER END "{\"at_ns\":10,\"event\":\"st"), KIT_OK);
    assert_true(found.is_cut);
    assert_int_equal(found.event_count, 1);
    log_free(&found);
    assert_int_equal(read_text(HEADER END), KIT_OK);
    assert_true(found.is_cut);
    log_free(&found);
    /* What a file system leaves behind when the power fails. */
    assert_int_equal(log_read(HEADER END "\0\0\0", sizeof HEADER END + 2, &found, &err),
                     KIT_OK);
    assert_true(found.is_cut);
    assert_int_equal(found.event_count, 1);
    log_free(&found);
}

static void events_come_out_sorted_by_time(void **state)
{
    (void)state;
    assert_int_equal(read_text(HEADER "{\"at_ns\":7,\"event\":\"step\"}\n"
                                      "{\"at_ns\":3,\"event\":\"report\"}\n"
                                      "{\"at_ns\":7,\"event\":\"exited\"}\n" VERDICT),
                     KIT_OK);
    assert_int_equal(found.events[0].kind, EVENT_REPORT);
    assert_int_equal(found.events[1].kind, EVENT_STEP);
    assert_int_equal(found.events[2].kind, EVENT_EXITED);
    log_free(&found);
}

/* More than the reader has room for at first, and the last of them first. */
static void as_many_events_are_read_as_there_are(void **state)
{
    (void)state;
    struct text text = text_over(room, sizeof room);
    text_add(&text, HEADER);
    for (int i = 200; i > 0; i--)
        text_add(&text, "{\"at_ns\":%d,\"event\":\"step\",\"n\":%d}\n", i, i);
    text_add(&text, VERDICT);
    assert_int_equal(read_text(room), KIT_OK);
    assert_int_equal(found.event_count, 200);
    for (int i = 0; i < 200; i++)
        assert_int_equal(found.events[i].at_ns, i + 1);
    log_free(&found);
}

static void unknown_fields_are_passed_over(void **state)
{
    (void)state;
    assert_int_equal(
        read_text(
            "{\"lifeline\":1,\"new\":[1,{\"event\":2.5e+3}],\"kit\":\"\",\"platform\":\"\","
            "\"path\":\"p\",\"started\":\"\",\"seed\":\"0x0\",\"options\":\"\","
            "\"scenario\":\"s\"} \r\n"
            "{\"more\":{\"at_ns\":\"no\"},\"at_ns\":5,\"event\":\"step\",\"x\":-0.5,"
            "\"y\":1E5,\"z\":1e-5,\"at_ns\\u0000\":7,\"a_key_that_is_longer_than_any_of_ours_"
            "is\":8}\r\n"
            "{\"findings\":[{\"source\":\"run\",\"new\":null,\"verdict\":\"fail\","
            "\"at_ns\":1}],\"y\":true,\"verdict\":\"fail\"}\n"),
        KIT_OK);
    assert_string_equal(found.header.path, "p");
    assert_true(found.events[0].at_ns == 5);
    assert_int_equal(found.judgement.findings[0].source, SOURCE_RUN);
    assert_false(found.is_cut);
    log_free(&found);
}

/* Each is the second line of a log. */
static void a_broken_line_is_refused_with_its_number(void **state)
{
    (void)state;
    static const struct {
        const char *line, *says;
    } rows[] = {
        {"", "column 1: the line is empty"},
        {"{\"at_ns\":1,\"event\":\"st", "ends in the middle"},
        {"{\"at_ns\":1 \"event\":\"step\"}", "column 2: this is not valid JSON"},
        {"{\"at_ns\" 1,\"event\":\"step\"}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",}", "this is not valid JSON"},
        {"{,\"at_ns\":1,\"event\":\"step\"}", "this is not valid JSON"},
        {"{\"at_ns\":1,,\"event\":\"step\"}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\"", "ends in the middle"},
        {"{\"at_ns\":1,\"event\":\"step\"}}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\"}{}",
         "a line must be one JSON object with nothing after it"},
        {"{\"at_ns\":1,\"event\":\"step\"} 1 ",
         "a line must be one JSON object with nothing after it"},
        {"{\"at_ns\":01,\"event\":\"step\"}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\":tru}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\":nan}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\":1:2}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\":[1 2]}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\":[1}]", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\":+1}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\":1.}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\":1e}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\":1E+}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\":1e-.5}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\":-}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\" \"y\":1}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\" {}}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\":,1}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\":\"y\":1}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\":[1:2]}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\":[,1]}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\":[\"y\":1]}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\":,[1]}", "this is not valid JSON"},
        {"{\"at_ns\",:1,\"event\":\"step\"}", "this is not valid JSON"},
        {"{\"at_ns\"}:{\"event\":\"step\"}", "this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\"}:1}", "this is not valid JSON"},
        {",{\"at_ns\":1,\"event\":\"step\"}", "column 1: this is not valid JSON"},
        {"{\"at_ns\":1,\"event\":\"step\",\"x\":[[[[[[[[1]]]]]]]]}", "nest too deep"},
        {"[1]", "must be a JSON object"},
        {"\"step\"", "must be a JSON object"},
        {"{}", "neither an event nor a verdict"},
        {"{\"at_ns\":1}", "neither an event nor a verdict"},
        {HEADER, "a second header"},
        {"{\"event\":\"step\"}", "'at_ns' is missing"},
        {"{\"at_ns\":1,\"at_ns\":1,\"event\":\"step\"}", "'at_ns' is there twice"},
        {"{\"at_ns\":1,\"event\":\"teleported\"}",
         "'event' is 'teleported', which this version of lifeline does not know; read this log "
         "with the newer version that wrote it"},
        {"{\"at_ns\":1,\"event\":\"\\u001b[31m\"}",
         "'event' is not a word that a log can have"},
        {"{\"at_ns\":1,\"event\":\"step\\u0000\"}",
         "'event' is not a word that a log can have"},
        {"{\"at_ns\":1,\"event\":\"stepstepstepstepstepstepstepstep\"}",
         "'event' is not a word that a log can have"},
        {"{\"at_ns\":1,\"event\":7}", "'event' must be a string"},
        {"{\"at_ns\":\"1\",\"event\":\"step\"}", "'at_ns' must be a whole number of 64 bits"},
        {"{\"at_ns\":1.5,\"event\":\"step\"}", "'at_ns' must be a whole number of 64 bits"},
        {"{\"at_ns\":1e3,\"event\":\"step\"}", "'at_ns' must be a whole number of 64 bits"},
        {"{\"at_ns\":9223372036854775808,\"event\":\"step\"}", "'at_ns' must be a whole"},
        {"{\"at_ns\":-9223372036854775809,\"event\":\"step\"}", "'at_ns' must be a whole"},
        {"{\"at_ns\":1,\"event\":\"step\",\"pid\":4294967296}",
         "'pid' must be a whole number from 0 to 4294967295"},
        {"{\"at_ns\":1,\"event\":\"step\",\"pid\":-1}", "'pid' must be a whole number from 0"},
        {"{\"at_ns\":1,\"event\":\"step\",\"pid\":true}",
         "'pid' must be a whole number from 0"},
        {"{\"at_ns\":1,\"event\":\"step\",\"size\":18446744073709551616}", "'size' must be"},
        {"{\"at_ns\":1,\"event\":\"step\",\"checksum\":5}", "'checksum' must be a string with"},
        {"{\"at_ns\":1,\"event\":\"step\",\"checksum\":\"0x\"}", "'checksum' must be a string"},
        {"{\"at_ns\":1,\"event\":\"step\",\"checksum\":\"1xff\"}",
         "'checksum' must be a string"},
        {"{\"at_ns\":1,\"event\":\"step\",\"checksum\":\"00ff\"}",
         "'checksum' must be a string"},
        {"{\"at_ns\":1,\"event\":\"step\",\"checksum\":\"0x-1\"}",
         "'checksum' must be a string"},
        {"{\"at_ns\":1,\"event\":\"step\",\"checksum\":\"0xAB\"}",
         "'checksum' must be a string"},
        {"{\"at_ns\":1,\"event\":\"step\",\"checksum\":\"0xg\"}",
         "'checksum' must be a string"},
        {"{\"at_ns\":1,\"event\":\"step\",\"checksum\":\"0x10000000000000000\"}", "'checksum'"},
        {"{\"at_ns\":1,\"event\":\"step\",\"actor\":null}", "'actor' must be a string"},
        {"{\"at_ns\":1,\"event\":\"step\",\"actor\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}",
         "'actor' is longer than 31 bytes"},
        {"{\"at_ns\":1,\"event\":\"step\",\"actor\":\"a\\u0000b\"}", "'actor' holds a NUL"},
        {"{\"verdict\":\"fail\"}", "'findings' must be a list"},
        {"{\"verdict\":\"fail\",\"findings\":{}}", "'findings' must be a list"},
        {"{\"verdict\":\"splendid\",\"findings\":[]}", "'verdict' is 'splendid', which"},
        {"{\"verdict\":\"fail\",\"findings\":[5]}", "a finding must be an object"},
        {"{\"verdict\":\"fail\",\"findings\":[{}]}", "'source' is missing"},
        {"{\"verdict\":\"fail\",\"findings\":[{\"source\":\"rule\",\"verdict\":\"fail\","
         "\"at_ns\":1}]}",
         "'rule' is missing"},
        {VERDICT "{\"at_ns\":1,\"event\":\"step\"}", "line 3: nothing can follow the verdict"},
        {VERDICT VERDICT, "line 3: nothing can follow the verdict"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text text = text_over(room, sizeof room);
        text_add(&text, HEADER "%s\n" END VERDICT, rows[i].line);
        memset(&err, 0, sizeof err);
        if (read_text(room) != KIT_BAD_INPUT)
            fail_msg("taken: %s", rows[i].line);
        assert_says(rows[i].says);
        assert_int_equal(
            strncmp(err.text, strstr(rows[i].says, "line 3") ? "line 3" : "line 2", 6), 0);
        assert_true(!found.events && !found.header.scenario && found.event_count == 0);
    }
}

static void what_is_no_log_is_called_so(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "# A child is killed.\nparent host is ref_parent\n",
        "parent host is ref_parent",
        "\n" HEADER,
        " " HEADER,
        "{}\n",
        "{\"x\":1}\n",
        "[",
        "\xef\xbb\xbf" HEADER,
        "MZ\x90",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_int_equal(read_text(texts[i]), KIT_BAD_INPUT);
        assert_says("this is no log of a run");
    }
}

static void a_log_of_a_newer_version_is_refused(void **state)
{
    (void)state;
    /* Whatever else it holds: only its version can be understood. */
    assert_int_equal(read_text("{\"lifeline\":3,\"seed\":5}\nwhatever"), KIT_BAD_INPUT);
    assert_string_equal(err.text,
                        "line 1: the log has version 3, but this lifeline reads only up to 2; "
                        "read the log with the newer lifeline that wrote it");
    static const char *const versions[] = {"0", "-1", "\"1\"", "1.0", "99999999999999999999"};
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
        struct text text = text_over(room, sizeof room);
        text_add(&text, "{\"lifeline\":%s}\n", versions[i]);
        assert_int_equal(read_text(room), KIT_BAD_INPUT);
        assert_says("'lifeline' must be the version of the log, such as 2");
    }
}

static void a_header_without_a_field_is_refused(void **state)
{
    (void)state;
    assert_int_equal(read_text("{\"lifeline\":1}\n"), KIT_BAD_INPUT);
    assert_string_equal(err.text, "line 1: 'kit' is missing");
    char *scenario = strcpy(room, HEADER);
    memcpy(strstr(scenario, "scenario\":\"\""), "scenariX", 8);
    assert_int_equal(read_text(room), KIT_BAD_INPUT);
    assert_says("line 1: 'scenario' must be the text of the scenario");
    scenario = strcpy(room, HEADER);
    memcpy(strstr(scenario, "\"\"}"), " 5}", 3);
    assert_int_equal(read_text(room), KIT_BAD_INPUT);
    assert_says("line 1: 'scenario' must be the text of the scenario");
}

static void programs_that_are_none_are_refused(void **state)
{
    static const struct {
        const char *programs, *says;
    } rows[] = {
        {"5", "'programs' must be a list of at most 72 programs"},
        {"[5]", "a program must be an object"},
        {"[{}]", "'actor' is missing"},
        {"[{\"actor\":\"a\",\"file\":\"a.exe\",\"size\":1}]", "'hash' is missing"},
        {"[{\"actor\":\"a\",\"file\":\"a.exe\",\"size\":\"1\",\"hash\":\"00\"}]",
         "'size' must be a whole number"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text text = text_over(room, sizeof room);
        text_add(&text, "{\"lifeline\":1,\"programs\":%s,%s", rows[i].programs,
                 &HEADER[sizeof "{\"lifeline\":1"]);
        assert_int_equal(read_text(room), KIT_BAD_INPUT);
        assert_says(rows[i].says);
        assert_null(found.header.programs);
    }
    assert_int_equal(read_text("{\"lifeline\":1,\"programs\":[],"
                               "\"kit\":\"0.1\",\"platform\":\"wine 8.0\","
                               "\"path\":\"a.scenario\",\"started\":\"\",\"seed\":\"0x7\","
                               "\"options\":\"\",\"scenario\":\"\"}\n" END VERDICT),
                     KIT_OK);
    assert_int_equal(found.header.program_count, 0);
    log_free(&found);
}

static void a_nul_byte_in_a_line_is_refused(void **state)
{
    (void)state;
    static const char text[] = HEADER "{\"at_ns\":1,\"event\":\"step\"\0}\n" END;
    assert_int_equal(log_read(text, sizeof text - 1, &found, &err), KIT_BAD_INPUT);
    assert_string_equal(err.text, "line 2: column 26: a NUL byte is not allowed here");
}

/* A line of `count` times `piece` between `before` and `after`. */
static const char *long_line(const char *before, const char *piece, size_t count,
                             const char *after)
{
    static char line[4 * LOG_LINE_MOST];
    struct text text = text_over(line, sizeof line);
    text_add(&text, HEADER "%s", before);
    for (size_t i = 0; i < count; i++)
        text_add_bytes(&text, piece, strlen(piece));
    text_add(&text, "%s\n" END, after);
    assert_false(text.cut);
    return line;
}

static void lines_beyond_the_limits_are_refused(void **state)
{
    (void)state;
    const struct {
        const char *before, *piece;
        size_t count;
        const char *after, *says;
    } rows[] = {
        {"{\"x\":\"", "a", LOG_LINE_MOST, "\"}",
         "line 2: the line is longer than 524288 bytes"},
        {"{\"x\":", "[", 2000, "}", "line 2: column"},
        {"{\"x\":", "[", LOG_LINE_MOST / 2, "}", "too many values"},
        {"{\"x\":[", "1,", 5000, "1]}", "the line holds too many values"},
        {"{\"verdict\":\"fail\",\"findings\":[",
         "{\"source\":\"run\",\"verdict\":\"fail\",\"at_ns\":1},", KIT_FINDINGS,
         "{\"source\":\"run\",\"verdict\":\"fail\",\"at_ns\":1}]}", "more than 96 findings"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *text =
            long_line(rows[i].before, rows[i].piece, rows[i].count, rows[i].after);
        assert_int_equal(read_text(text), KIT_BAD_INPUT);
        assert_says(rows[i].says);
    }
}

static void a_line_that_does_not_fit_is_marked(void **state)
{
    (void)state;
    char small[64];
    struct text text = text_over(small, sizeof small);
    struct kit_event event = log_sample_event(EVENT_STEP);
    log_write_event(&text, &event);
    assert_true(text.cut);
}

static void a_caller_without_an_error_is_served(void **state)
{
    (void)state;
    assert_int_equal(log_read("nonsense", 8, &found, NULL), KIT_BAD_INPUT);
    assert_int_equal(log_read(HEADER "{}\n", strlen(HEADER "{}\n"), &found, NULL),
                     KIT_BAD_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_event_comes_back_whole),
        cmocka_unit_test(the_extremes_of_every_number_come_back),
        cmocka_unit_test(the_longest_texts_come_back),
        cmocka_unit_test(a_text_without_its_terminator_loses_its_last_byte_only),
        cmocka_unit_test(fields_are_known_in_any_order_and_with_escapes_in_their_names),
        cmocka_unit_test(empty_fields_are_left_out),
        cmocka_unit_test(a_log_looks_like_this),
        cmocka_unit_test(the_header_comes_back_whole),
        cmocka_unit_test(a_header_without_a_scenario_has_an_empty_one),
        cmocka_unit_test(a_scenario_of_any_bytes_comes_back),
        cmocka_unit_test(invalid_utf8_is_escaped_and_valid_is_not),
        cmocka_unit_test(escapes_are_read_as_json_says),
        cmocka_unit_test(every_finding_comes_back_whole),
        cmocka_unit_test(the_largest_lines_are_lines_that_the_reader_takes),
        cmocka_unit_test(a_log_that_is_cut_anywhere_is_read_up_to_there),
        cmocka_unit_test(each_whole_line_before_the_cut_is_there),
        cmocka_unit_test(events_come_out_sorted_by_time),
        cmocka_unit_test(as_many_events_are_read_as_there_are),
        cmocka_unit_test(unknown_fields_are_passed_over),
        cmocka_unit_test(a_broken_line_is_refused_with_its_number),
        cmocka_unit_test(programs_that_are_none_are_refused),
        cmocka_unit_test(what_is_no_log_is_called_so),
        cmocka_unit_test(a_log_of_a_newer_version_is_refused),
        cmocka_unit_test(a_header_without_a_field_is_refused),
        cmocka_unit_test(a_nul_byte_in_a_line_is_refused),
        cmocka_unit_test(lines_beyond_the_limits_are_refused),
        cmocka_unit_test(a_line_that_does_not_fit_is_marked),
        cmocka_unit_test(a_caller_without_an_error_is_served),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
