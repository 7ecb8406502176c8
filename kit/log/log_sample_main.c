/*
 * Prints the input with which ci/check-log-schema.py checks docs/log.schema.json: a log with
 * every kind of event, or with `--words` the names of all fields, how long their texts can be,
 * and the lists of all words. With `--field` it is a field log, for the fuzzers.
 */
#include "kit/log/fields.h"
#include "kit/log/log_sample.h"

static void print_word_list(const char *name, const char *const *words)
{
    printf("  \"%s\": [", name);
    for (int i = 0; words[i]; i++)
        printf("%s\"%s\"", i == 0 ? "" : ", ", words[i]);
    printf("],\n");
}

static void print_fields(const char *name, struct fields fields, const char *and)
{
    printf("  \"%s\": [", name);
    for (uint32_t i = 0; i < fields.count; i++)
        printf("%s\"%s\"", i == 0 ? "" : ", ", fields.rows[i].name);
    printf("%s],\n", and);
}

/* In bytes, without the terminator. */
static void print_lengths(const char *name, struct fields fields)
{
    const char *before = "";
    printf("  \"%s\": {", name);
    for (uint32_t i = 0; i < fields.count; i++) {
        if (fields.rows[i].type != FIELD_TEXT)
            continue;
        printf("%s\"%s\": %u", before, fields.rows[i].name, (unsigned)fields.rows[i].size - 1);
        before = ", ";
    }
    printf("},\n");
}

static void print_lists(void)
{
    printf("{\n");
    print_word_list("event_words", event_words);
    print_word_list("verdict_words", verdict_words);
    print_word_list("rule_words", rule_words);
    print_word_list("source_words", source_words);
    print_word_list("fault_words", fault_words);
    print_fields("header_fields", log_header_fields, ", \"programs\", \"scenario\"");
    print_fields("program_fields", log_program_fields, "");
    print_fields("event_fields", log_event_fields, ", \"time\"");
    print_fields("finding_fields", log_finding_fields, ", \"time\"");
    print_lengths("header_lengths", log_header_fields);
    print_lengths("event_lengths", log_event_fields);
    print_lengths("finding_lengths", log_finding_fields);
    printf("  \"version\": %u\n}\n", LOG_VERSION);
}

int main(int argc, char **argv)
{
    static char bytes[64 * 1024];
    if (argc > 1 && words_equal(argv[1], "--words")) {
        print_lists();
        return 0;
    }
    struct text text = text_over(bytes, sizeof bytes);
    if (argc > 1 && words_equal(argv[1], "--field"))
        log_sample_field(&text);
    else
        log_sample(&text);
    fwrite(bytes, 1, text.length, stdout);
    return text.cut ? 1 : 0;
}
