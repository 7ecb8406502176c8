/*
 * One page of HTML for all runs. The runs stand in it as JSON; its own script draws them. It
 * loads nothing and runs nothing else: its Content-Security-Policy names the hashes of the
 * script's files and of the style, which are embedded at build time (ci/cmake/embed.cmake).
 */
#include "kit/page/embedded.h"
#include "kit/page/run_data.h"
#include "kit/page/target.h"

#define FIRST "<!DOCTYPE html>\n<!-- lifeline: a report of runs -->\n"

static const struct embedded *const scripts[] = {
#define X(name) &embedded_##name,
    PAGE_SCRIPTS(X)
#undef X
};

static void add_policy(struct text *to)
{
    text_add(to, "<meta http-equiv=\"Content-Security-Policy\" content=\""
                 "default-src 'none'; style-src '");
    embedded_hash(&embedded_style_css, to);
    text_add(to, "'; script-src");
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        text_add(to, " '");
        embedded_hash(scripts[i], to);
        text_add(to, "'");
    }
    text_add(to, "\">\n");
}

static void html_begin(struct page_out *out, const struct page_totals *totals)
{
    char counts[256];
    struct text text = text_over(counts, sizeof counts);
    page_totals_text(totals, &text);
    text_add(&out->piece, FIRST "<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    add_policy(&out->piece);
    text_add(&out->piece,
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<title>Lifeline: %s</title>\n<style>",
             counts);
    page_out_flush(out);
    page_out_bytes(out, embedded_style_css.bytes, embedded_style_css.size);
    text_add(
        &out->piece,
        "</style>\n</head>\n<body>\n<noscript><p>%s. This page needs its own script to show "
        "the runs; it loads nothing from elsewhere.</p></noscript>\n<div id=\"app\"></div>\n"
        "<script type=\"application/json\" id=\"words\">",
        counts);
    page_out_flush(out);
    run_data_words(&out->piece);
    page_out_flush_json(out);
    text_add(&out->piece, "</script>\n");
    page_out_flush(out);
}

static void html_run(struct page_out *out, const struct judged_run *run, size_t number)
{
    text_add(&out->piece, "<script type=\"application/json\" class=\"head\">");
    page_out_flush(out);
    run_data_head(run, &out->piece);
    page_out_flush_json(out);
    text_add(&out->piece, "</script>\n<script type=\"application/json\" id=\"events-%lu\">[",
             (unsigned long)number);
    page_out_flush(out);
    for (size_t i = 0; i < run->log.event_count; i++) {
        text_add(&out->piece, "%s\n", i > 0 ? "," : "");
        run_data_event(run, i, &out->piece);
        page_out_flush_json(out);
    }
    text_add(&out->piece, "]</script>\n");
    page_out_flush(out);
}

static void html_end(struct page_out *out, const struct page_totals *totals)
{
    (void)totals;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        text_add(&out->piece, "<script>");
        page_out_flush(out);
        page_out_bytes(out, scripts[i]->bytes, scripts[i]->size);
        text_add(&out->piece, "</script>\n");
        page_out_flush(out);
    }
    text_add(&out->piece, "</body>\n</html>\n");
    page_out_flush(out);
}

const struct page_target html_target = {FIRST, html_begin, html_run, html_end};
