/*
 * Goal: the page says of every point what the map says, in words and not by colours alone; what
 * is no pass leads to its log; nothing in a path, a name or a scenario can break it. Method: a
 * few results and the markup that comes of them; all elements are closed in their order, also
 * where every text is hostile.
 */
#include "kit/sweep/page.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct scenario scenario;
static struct coverage coverage;
static char room[65536];

static const char pair[] = "parent host is ref_parent\nchild cs is ref_child\nchild vb is "
                           "ref_child\n";

static void begin(const char *path, const char *text)
{
    struct kit_error err;
    if (scenario_read(path, text, strlen(text), &scenario, &err) != KIT_OK)
        fail_msg("%s", err.text);
    coverage = (struct coverage){.scenario = &scenario};
}

static int begin_pair(void **state)
{
    (void)state;
    begin("scenarios/a.scenario", pair);
    return 0;
}

static struct sweep_result result(const char *step, uint32_t n, enum kit_fault fault,
                                  enum sweep_state state)
{
    struct sweep_result result = {
        .point = {.kind = SAY_AT, .actor = 1, .target = 1, .peer = -1, .occurrence = n},
        .state = state,
        .detection_ns = -1};
    result.point.fault = fault;
    name_copy(result.point.step, step, strlen(step));
    return result;
}

static const char *show(struct sweep_result *results, size_t count, const char *remarks)
{
    struct text text = text_over(room, sizeof room);
    sweep_sort(results, count);
    struct sweep_page page = {.coverage = &coverage,
                              .text = pair,
                              .made_by = "lifeline 1 on wine 8.0",
                              .remarks = remarks,
                              .results = results,
                              .count = count};
    sweep_page(&page, &text);
    assert_false(text.cut);
    return room;
}

static bool has(const char *wanted)
{
    if (!strstr(room, wanted))
        print_error("not there: %s\n", wanted);
    return strstr(room, wanted) != NULL;
}

/* Behind the '>' that ends this tag: one in a value does not. */
static const char *end_of_tag(const char *at)
{
    bool quoted = false;
    for (; *at && (*at != '>' || quoted); at++)
        quoted ^= *at == '"';
    assert_int_equal(*at, '>');
    return at + 1;
}

/* Each element is closed, in its order, and what is no tag has neither < nor a bare &. */
static void is_well_formed(const char *at)
{
    const char *open[32];
    size_t depth = 0;
    assert_memory_equal(at, SWEEP_PAGE_FIRST, strlen(SWEEP_PAGE_FIRST));
    at += strlen(SWEEP_PAGE_FIRST); /* the doctype, and a comment */
    while (*at) {
        if (*at == '&')
            assert_true(strncmp(at, "&lt;", 4) == 0 || strncmp(at, "&gt;", 4) == 0 ||
                        strncmp(at, "&amp;", 5) == 0 || strncmp(at, "&quot;", 6) == 0);
        if (*at != '<') {
            at++;
            continue;
        }
        const char *end = end_of_tag(at);
        bool closes = at[1] == '/';
        const char *name = at + 1 + closes;
        if (closes) {
            assert_true(depth > 0);
            depth--;
            assert_memory_equal(open[depth], name, strcspn(name, ">"));
            assert_false(isalnum((unsigned char)open[depth][strcspn(name, ">")]));
        } else if (end[-2] != '/') {
            assert_true(depth < sizeof open / sizeof *open);
            open[depth++] = name;
        }
        at = end;
    }
    assert_int_equal(depth, 0);
}

static void a_cell_says_in_words_what_is_no_pass(void **state)
{
    (void)state;
    struct sweep_result results[] = {
        result("child.begun", 1, FAULT_KILL, SWEEP_PASSED),
        result("request.sent", 1, FAULT_KILL, SWEEP_PASSED),
        result("request.sent", 2, FAULT_KILL, SWEEP_FAILED),
        result("request.sent", 1, FAULT_HANG, SWEEP_UNREACHED),
        result("request.sent", 2, FAULT_HANG, SWEEP_OPEN),
        result("reply.wait", 1, FAULT_HANG, SWEEP_TROUBLED),
        result("memory.read", 1, FAULT_HANG, SWEEP_OPEN),
    };
    results[5].point.peer = 2;
    results[1].detection_ns = 10 * NS_PER_MS;
    results[2].detection_ns = 2500 * NS_PER_MS;
    is_well_formed(show(results, 7, ""));
    assert_true(has("<th scope=\"col\">struck at</th><th scope=\"col\">kill</th>"
                    "<th scope=\"col\">hang</th><th scope=\"col\">told after ms</th>"));
    assert_true(
        has("<th scope=\"row\">child.begun</th><td class=\"passed\">1 passed</td><td></td>"
            "<td></td><td></td></tr>"));
    assert_true(has("<td class=\"failed\">1 of 2 failed<br/><a "));
    assert_true(has("<td class=\"not-reached\">1 of 2 not run, 1 not reached<br/><a "));
    assert_true(has("<td class=\"not-judged\">1 of 1 not judged<br/><a "));
    assert_true(has("<td class=\"not-run\">1 of 1 not run</td>"));
    assert_true(has("title=\"at cs reply.wait for vb #1 hang cs\">#1 for vb</a></td>"));
    assert_true(has("<td>10</td><td>2500</td></tr>"));
    assert_true(has(
        "<strong>5 runs: 2 passed, 1 failed, 1 not reached, 1 not judged, 2 not run</strong>"));
    assert_null(strstr(room, "<h2>host</h2>"));
}

static void what_is_no_pass_leads_to_its_log_and_to_the_same_again(void **state)
{
    (void)state;
    struct sweep_result results[] = {result("request.sent", 2, FAULT_KILL, SWEEP_FAILED),
                                     result("reply.wait", 1, FAULT_KILL, SWEEP_UNREACHED),
                                     result("child.begun", 1, FAULT_KILL, SWEEP_PASSED)};
    results[1].log = "out/b.jsonl";
    results[0].log = "out/a b.jsonl";
    results[0].link = "../out/a%20b.jsonl";
    show(results, 3, "");
    assert_true(has("<a href=\"../out/a%20b.jsonl\" title=\"at cs request.sent #2 kill cs\">#2"
                    "</a></td>"));
    assert_true(
        has("<code>at cs request.sent #2 kill cs</code> <a href=\"../out/a%20b.jsonl\">"
            "log</a><br/>\n<code>lifeline replay &quot;out/a b.jsonl&quot;</code></li>"));
    /* Its log was not brought along: then to what is said of it on the page. */
    assert_true(has("<a href=\"#point-3\" title=\"at cs reply.wait #1 kill cs\">#1</a>"));
    assert_true(has("<li id=\"point-3\"><code>at cs reply.wait #1 kill cs</code><br/>\n"
                    "<code>lifeline replay out/b.jsonl</code></li>"));
    assert_true(has("<h2>1 failed</h2>"));
    assert_true(has("<h2>1 not reached</h2>"));
    assert_null(strstr(room, "not judged</h2>"));
}

static void a_cell_names_a_few_and_says_how_many_more(void **state)
{
    struct sweep_result results[9];
    (void)state;
    for (uint32_t i = 0; i < 9; i++)
        results[i] = result("request.sent", i + 1, FAULT_KILL, SWEEP_FAILED);
    show(results, 9, "");
    assert_true(has("<td class=\"failed\">9 of 9 failed<br/><a href=\"#point-1\""));
    assert_true(has("\">#3</a><br/><a href=\"#point-4\">and 6 more</a></td>"));
    assert_null(strstr(room, "title=\"at cs request.sent #5 kill cs\""));
    assert_true(has("<code>at cs request.sent #9 kill cs</code>"));
}

static void what_was_never_done_is_on_it(void **state)
{
    (void)state;
    struct sweep_result results[] = {result("request.sent", 1, FAULT_KILL, SWEEP_PASSED)};
    coverage_take(&coverage, results, 1);
    show(results, 1, "");
    assert_true(has("<tr><th scope=\"row\">never struck with</th><td class=\"words\">hang, "));
    assert_true(has("<tr><th scope=\"row\">never struck at</th><td class=\"words\">nothing is "
                    "missing</td>"));
}

static void hostile_text_breaks_nothing(void **state)
{
    char text[512], path[] = "</title><script>\"&\x01.scenario";
    struct sweep_result results[] = {result("<b>&\"", 1, FAULT_KILL, SWEEP_FAILED)};
    (void)state;
    snprintf(text, sizeof text, "parent host is ref_parent\nchild cs is ref_child\n");
    begin(path, text);
    results[0].log = "</code>&<.jsonl";
    results[0].link = "\"onclick=&";
    struct text to = text_over(room, sizeof room);
    struct sweep_page page = {.coverage = &coverage,
                              .text = "# </pre> & <!-- \r\n\tparent\n",
                              .made_by = "<1>",
                              .remarks = "a <b> is missing\nand & too",
                              .results = results,
                              .count = 1};
    sweep_page(&page, &to);
    is_well_formed(room);
    assert_null(strstr(room, "<script"));
    assert_true(has("<li>a &lt;b&gt; is missing</li>\n<li>and &amp; too</li>\n</ul>"));
    assert_true(has("# &lt;/pre&gt; &amp; &lt;!-- \n\tparent\n</code></pre>"));
    assert_true(
        has("<title>Sweep of &lt;/title&gt;&lt;script&gt;&quot;&amp;\\x01.scenario</title>"));
}

static void the_longest_names_fit(void **state)
{
    char text[512], name[KIT_NAME];
    struct sweep_result results[2];
    (void)state;
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = 0;
    snprintf(text, sizeof text, "parent host is ref_parent\nchild %s is ref_child\n", name);
    begin("a.scenario", text);
    for (size_t i = 0; i < 2; i++) {
        results[i] = result(name, UINT32_MAX, FAULT_TRUNCATE, SWEEP_FAILED);
        results[i].point.kind = i == 0 ? SAY_AT : SAY_INSIDE;
        results[i].point.target = (int)i;
    }
    is_well_formed(show(results, 2, ""));
    assert_true(has(" #4294967295 truncate "));
}

static void a_pair_stands_in_a_table_of_its_own(void **state)
{
    (void)state;
    struct sweep_result first = result("reply.wait", 1, FAULT_HANG, SWEEP_PASSED);
    struct sweep_result results[] = {first, result("child.lost", 2, FAULT_KILL, SWEEP_FAILED)};
    results[1].point.first = &first.point;
    results[1].point.actor = results[1].point.target = 0;
    is_well_formed(show(results, 2, ""));
    assert_true(has("<h2>cs, and then</h2>"));
    assert_true(
        has("<th scope=\"row\">host child.lost</th><td class=\"failed\">1 of 1 failed"));
    assert_true(has(">#2 after hang at reply.wait</a></td>"));
    assert_null(strstr(room, "<h2>host</h2>"));
}

static void a_drop_says_in_which_way(void **state)
{
    (void)state;
    struct sweep_result results[] = {result("request.peek", 1, FAULT_DROP, SWEEP_FAILED),
                                     result("request.peek", 2, FAULT_DROP, SWEEP_FAILED)};
    results[1].point.drop = DROP_CLOSE;
    is_well_formed(show(results, 2, ""));
    assert_true(has(">#1</a>"));
    assert_true(has(">#2 by close</a>"));
}

static void a_page_without_a_point_is_one(void **state)
{
    (void)state;
    is_well_formed(show(NULL, 0, ""));
    assert_true(has("0 runs: 0 passed"));
    assert_null(strstr(room, "<ul>"));
}

static void a_log_is_found_from_the_page(void **state)
{
    static const struct {
        const char *folder, *file, *link;
    } rows[] = {
        {"C:\\x", "C:\\x\\a.jsonl", "a.jsonl"},
        {"C:\\x", "C:\\x\\logs\\a.jsonl", "logs/a.jsonl"},
        {"C:\\x\\out", "C:\\x\\logs\\a.jsonl", "../logs/a.jsonl"},
        {"C:\\x\\out\\deep\\", "C:\\x\\logs\\a.jsonl", "../../logs/a.jsonl"},
        {"C:\\", "C:\\logs\\a.jsonl", "logs/a.jsonl"},
        {"C:\\out", "c:\\logs\\a.jsonl", "../logs/a.jsonl"},
        {"C:\\out", "C:\\outer\\a.jsonl", "../outer/a.jsonl"},
        {"/x/out", "/x/a #1%.jsonl", "../a%20%231%25.jsonl"},
        {"/x", "/y/\xc3\xa4.jsonl", "../y/%C3%A4.jsonl"},
        {"C:\\x", "D:\\x\\a.jsonl", ""},
        {"\\\\one\\share", "\\\\two\\share\\a.jsonl", ""},
        {"\\\\one\\share", "\\\\one\\share\\a.jsonl", "a.jsonl"},
        {"x", "x/a.jsonl", ""},
        {"C:\\x", "x\\a.jsonl", ""},
        {"/x", "C:\\x\\a.jsonl", ""},
        {"C:\\x", "CD\\x\\a.jsonl", ""},
        {"C:/x/out", "C:\\x\\a.jsonl", "../a.jsonl"},
        {"/x/out", "/xy/a.jsonl", "../../xy/a.jsonl"},
        {"/x/out", "/x", "../"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text text = text_over(room, sizeof room);
        sweep_page_link(rows[i].folder, rows[i].file, &text);
        assert_string_equal(room, rows[i].link);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_cell_says_in_words_what_is_no_pass, begin_pair),
        cmocka_unit_test_setup(what_is_no_pass_leads_to_its_log_and_to_the_same_again,
                               begin_pair),
        cmocka_unit_test_setup(a_cell_names_a_few_and_says_how_many_more, begin_pair),
        cmocka_unit_test_setup(what_was_never_done_is_on_it, begin_pair),
        cmocka_unit_test_setup(hostile_text_breaks_nothing, begin_pair),
        cmocka_unit_test_setup(the_longest_names_fit, begin_pair),
        cmocka_unit_test_setup(a_pair_stands_in_a_table_of_its_own, begin_pair),
        cmocka_unit_test_setup(a_drop_says_in_which_way, begin_pair),
        cmocka_unit_test_setup(a_page_without_a_point_is_one, begin_pair),
        cmocka_unit_test_setup(a_log_is_found_from_the_page, begin_pair),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
