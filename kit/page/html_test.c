/*
 * Goal: the page has every run and every event, and nothing that stands in a log can become
 * part of the page's own HTML. Method: logs with hostile texts in every field that can have
 * one; the page must have the same elements as that of a harmless log, and its JSON is read
 * back.
 */
#include "kit/log/fields.h"
#include "kit/log/log_sample.h"
#include "kit/page/embedded.h"
#include "kit/page/output_test.h"

static char log_bytes[256 * 1024];

static const char plain_scenario[] = "parent host is ref_parent\nchild cs is ref_child\n"
                                     "at cs request.sent #1 kill cs\n";

static const char *const hostile_texts[] = {
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "--></script>",
    "\"}]</SCRIPT\t>",
    "'\"><img src=x>",
    "&lt;/script&gt;",
    "\xe2\x80\xa8 line \xe2\x80\xae turned",
    "\xff\xc0 stray \x1b[31m",
    "]]>\\u003c/script\\",
};
#define HOSTILE_COUNT (sizeof hostile_texts / sizeof *hostile_texts)

static void set_name(char to[KIT_NAME], const char *from)
{
    size_t size = strlen(from) < KIT_NAME - 1 ? strlen(from) : KIT_NAME - 1;
    memset(to, 0, KIT_NAME);
    memcpy(to, from, size);
}

static struct kit_event event_with(const char *text, int kind)
{
    struct kit_event event = {.at_ns = 1000 * (kind + 1), .kind = (enum kit_event_kind)kind};
    set_name(event.actor, text);
    set_name(event.name, text);
    set_name(event.peer, text);
    set_name(event.by, text);
    event.pid = 7;
    snprintf(event.text, sizeof event.text, "%s", text);
    return event;
}

/* A log in which each field of each event, and a comment of the scenario, is this text. */
static size_t hostile_log(const char *text)
{
    struct kit_event events[EVENT_KIND_COUNT];
    char scenario[512];
    for (int kind = 0; kind < EVENT_KIND_COUNT; kind++)
        events[kind] = event_with(text, kind);
    snprintf(scenario, sizeof scenario, "%s# %s\n", plain_scenario, text);
    return log_with(scenario, events, EVENT_KIND_COUNT, log_bytes, sizeof log_bytes);
}

static size_t opening_signs(void)
{
    size_t signs = 0;
    for (size_t i = 0; i < output.size; i++)
        signs += output.bytes[i] == '<';
    return signs;
}

static void write_page_of(const char *text)
{
    struct judged_run run = run_of_log(text, log_bytes, hostile_log(text));
    write_output(&html_target, &run, 1);
    judged_run_free(&run);
}

static void no_text_of_a_log_becomes_html(void **state)
{
    (void)state;
    write_page_of("harmless");
    size_t signs = opening_signs(), scripts = times_in_output("<script");
    for (size_t i = 0; i < HOSTILE_COUNT; i++) {
        write_page_of(hostile_texts[i]);
        assert_int_equal(opening_signs(), signs);
        assert_int_equal(times_in_output("<script"), scripts);
        assert_int_equal(times_in_output("</script>"), scripts);
        assert_int_equal(times_in_output("<!--"), 1);
    }
}

static void a_log_that_is_refused_cannot_speak_html_either(void **state)
{
    (void)state;
    struct judged_run run;
    judged_run_unread(&run, "</script>.jsonl", "line 1: </script><b>");
    write_output(&html_target, &run, 1);
    assert_int_equal(times_in_output("<b>"), 0);
    assert_int_equal(times_in_output("<script"), times_in_output("</script>"));
    assert_int_equal(times_in_output("\\u003c/script\\u003e.jsonl"), 3);
    judged_run_free(&run);
}

/* The line of the page with the event of this index, without the comma in front. */
static const char *event_line(size_t index, size_t *size)
{
    const char *at = strstr(output.bytes, "id=\"events-1\">[\n");
    assert_non_null(at);
    for (size_t i = 0; i <= index; i++)
        at = strchr(at, '\n') + 1;
    *size = strcspn(at, "\n]");
    const char *end = strchr(at, '\n');
    assert_non_null(end);
    *size = (size_t)(end - at) - (end[-1] == ',' ? 1 : 0);
    const char *last = strstr(at, "]</script>");
    if (last && last < end)
        *size = (size_t)(last - at);
    return at;
}

static void every_event_is_there_with_all_its_fields(void **state)
{
    (void)state;
    struct json *json = json_new();
    for (size_t i = 0; i < HOSTILE_COUNT; i++) {
        write_page_of(hostile_texts[i]);
        for (int kind = 0; kind < EVENT_KIND_COUNT; kind++) {
            struct kit_event event = {.at_ns = 0}, is = event_with(hostile_texts[i], kind);
            size_t size;
            struct kit_error err;
            const char *line = event_line((size_t)kind, &size);
            assert_int_equal(json_read(json, line, size, &err), KIT_OK);
            assert_int_equal(fields_read(json, 0, log_event_fields, &event, &err), KIT_OK);
            assert_memory_equal(&event, &is, sizeof is);
            assert_true(fields_find(json, 0, "what") > 0);
        }
    }
    json_free(json);
}

/* The head of the first run, read from the page. */
static void read_head(struct json *json)
{
    static const char begin[] = "class=\"head\">";
    struct kit_error err;
    const char *at = strstr(output.bytes, begin);
    assert_non_null(at);
    at += sizeof begin - 1;
    assert_int_equal(json_read(json, at, (size_t)(strstr(at, "</script>") - at), &err), KIT_OK);
}

static const char *head_text(const struct json *json, const char *name)
{
    static char text[4096];
    size_t length;
    assert_true(json_text(json, fields_find(json, 0, name), text, sizeof text, &length));
    return text;
}

static void the_head_says_what_the_judge_of_today_says(void **state)
{
    (void)state;
    struct kit_event end = {.kind = EVENT_END, .at_ns = 5};
    struct judged_run run =
        run_of_log("logs/a b.jsonl", log_bytes,
                   log_with(plain_scenario, &end, 1, log_bytes, sizeof log_bytes));
    struct json *json = json_new();
    text_add(&(struct text){run.differs, sizeof run.differs, 0, false},
             "pass then, vacuous now");
    write_output(&html_target, &run, 1);
    read_head(json);
    assert_string_equal(head_text(json, "verdict"), "vacuous");
    assert_string_equal(head_text(json, "logged"), "pass");
    assert_string_equal(head_text(json, "differs"), "pass then, vacuous now");
    assert_string_equal(head_text(json, "name"), "a.scenario");
    assert_string_equal(head_text(json, "replay"), "lifeline replay \"logs/a b.jsonl\"");
    assert_string_equal(head_text(json, "scenario"), plain_scenario);
    assert_int_equal(fields_find(json, 0, "is_replay"), 0);
    assert_int_equal(json_count(json, fields_find(json, 0, "findings")),
                     run.result->judgement.count);
    assert_int_equal(json_count(json, fields_find(json, 0, "actors")), 2);
    assert_non_null(strstr(output.bytes, "\"lines\":{\"3\":\"not begun\"}"));
    assert_non_null(strstr(output.bytes, "<title>Lifeline: 1 vacuous</title>"));
    run.is_replay = true;
    write_output(&html_target, &run, 1);
    read_head(json);
    assert_true(fields_find(json, 0, "is_replay") > 0);
    assert_non_null(strstr(output.bytes, "<title>Lifeline: replays: 1 vacuous</title>"));
    json_free(json);
    judged_run_free(&run);
}

/* Whatever it holds: what looks like a failed rule there is no more than a guess. */
static void a_field_log_has_no_verdict(void **state)
{
    static const char scenario[] = "parent host is ref_parent\n";
    struct log_header header = {.version = LOG_VERSION,
                                .platform = "wine 8.0",
                                .path = "logs",
                                .field_processes = 2,
                                .scenario = (char *)(uintptr_t)scenario,
                                .scenario_size = strlen(scenario)};
    const struct kit_event end = {.kind = EVENT_RECORD_END, .at_ns = 5, .actor = "host"};
    struct text text = text_over(log_bytes, sizeof log_bytes);
    (void)state;
    log_write_header(&text, &header);
    log_write_event(&text, &end);
    struct json *json = json_new();
    struct judged_run run = run_of_log("a.jsonl", log_bytes, text.length);
    write_output(&html_target, &run, 1);
    read_head(json);
    assert_string_equal(head_text(json, "verdict"), "error");
    assert_int_equal(run.result->judgement.count, 1);
    assert_non_null(strstr(output.bytes, "this is a field log"));
    assert_non_null(strstr(output.bytes, "\"field\":2"));
    json_free(json);
    judged_run_free(&run);
}

static void a_cut_log_is_never_shown_as_a_pass(void **state)
{
    (void)state;
    struct kit_event end = {.kind = EVENT_END, .at_ns = 5};
    size_t size = log_with("parent host is ref_parent\nrun for 1s\n", &end, 1, log_bytes,
                           sizeof log_bytes);
    struct json *json = json_new();
    struct judged_run run = run_of_log("a.jsonl", log_bytes, size - 2);
    write_output(&html_target, &run, 1);
    read_head(json);
    assert_string_equal(head_text(json, "verdict"), "error");
    assert_int_equal(fields_find(json, 0, "logged"), 0);
    assert_non_null(strstr(output.bytes, "the log is cut: it has no verdict"));
    json_free(json);
    judged_run_free(&run);
}

/* The sample has a stray byte in its scenario, which no reader of scenarios takes. */
static void events_are_shown_even_if_the_scenario_has_a_mistake(void **state)
{
    (void)state;
    struct text text = text_over(log_bytes, sizeof log_bytes);
    log_sample(&text);
    struct json *json = json_new();
    struct judged_run run = run_of_log("sample.jsonl", log_bytes, text.length);
    write_output(&html_target, &run, 1);
    read_head(json);
    assert_string_equal(head_text(json, "verdict"), "error");
    assert_non_null(strstr(head_text(json, "trouble"), "not UTF-8"));
    assert_int_equal(times_in_output("\n{\"at_ns\":"), EVENT_KIND_COUNT);
    json_free(json);
    judged_run_free(&run);
}

static void runs_are_numbered_as_they_come(void **state)
{
    (void)state;
    struct judged_run runs[3];
    for (size_t i = 0; i < 3; i++)
        judged_run_unread(&runs[i], "x.jsonl", "no log");
    write_output(&html_target, runs, 3);
    assert_int_equal(times_in_output("class=\"head\""), 3);
    assert_int_equal(times_in_output("id=\"events-1\">[]"), 1);
    assert_int_equal(times_in_output("id=\"events-3\">[]"), 1);
    assert_int_equal(times_in_output("id=\"events-4\""), 0);
    assert_non_null(strstr(output.bytes, "<title>Lifeline: 3 errors</title>"));
}

static const struct embedded *const parts[] = {
#define X(name) &embedded_##name,
    PAGE_SCRIPTS(X)
#undef X
        & embedded_style_css,
};

static void the_page_loads_nothing_and_allows_only_its_own_script(void **state)
{
    (void)state;
    write_output(&html_target, NULL, 0);
    assert_non_null(strstr(output.bytes, "content=\"default-src 'none'; style-src 'sha256-"));
    assert_int_equal(times_in_output("'sha256-"), sizeof parts / sizeof *parts);
    assert_int_equal(times_in_output("unsafe"), 0);
    assert_int_equal(times_in_output(" src="), 0);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        assert_true(parts[i]->size > 100 && strlen(parts[i]->bytes) == parts[i]->size);
        assert_null(strstr(parts[i]->bytes, "</"));        /* would end its element */
        assert_null(strstr(parts[i]->bytes, "innerHTML")); /* would read text as HTML */
        assert_null(strstr(parts[i]->bytes, "url("));
        assert_int_equal(times_in_output(parts[i]->bytes), 1);
    }
}

/* Known values: the hashes of nothing and of "abc". */
static void a_hash_is_written_as_a_policy_names_it(void **state)
{
    (void)state;
    static const struct {
        const char *sha256, *is;
    } table[] = {
        {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
         "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},
        {"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
         "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char room[64];
        struct text text = text_over(room, sizeof room);
        embedded_hash(&(struct embedded){"", 0, table[i].sha256}, &text);
        assert_string_equal(room, table[i].is);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_text_of_a_log_becomes_html),
        cmocka_unit_test(a_log_that_is_refused_cannot_speak_html_either),
        cmocka_unit_test(every_event_is_there_with_all_its_fields),
        cmocka_unit_test(the_head_says_what_the_judge_of_today_says),
        cmocka_unit_test(a_field_log_has_no_verdict),
        cmocka_unit_test(a_cut_log_is_never_shown_as_a_pass),
        cmocka_unit_test(events_are_shown_even_if_the_scenario_has_a_mistake),
        cmocka_unit_test(runs_are_numbered_as_they_come),
        cmocka_unit_test(the_page_loads_nothing_and_allows_only_its_own_script),
        cmocka_unit_test(a_hash_is_written_as_a_policy_names_it),
    };
    return cmocka_run_group_tests(tests, output_begin, output_end);
}
