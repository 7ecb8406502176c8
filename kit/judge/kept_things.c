#include "kit/judge/kept_things.h"
#include "kit/base/wildcard.h"
#include "kit/judge/kept_ends.h"
#include "kit/scenario/pid_words.h"

#include <string.h>

/* More are counted, and not named. */
#define HOLDERS_SAID 3u

/* What the census calls the things that processes can have; NULL: no process has one. */
static const char *const kept_types[THING_COUNT] = {[THING_PIPE] = KEPT_PIPE,
                                                    [THING_EVENT] = "Event",
                                                    [THING_MUTEX] = "Mutant",
                                                    [THING_SEMAPHORE] = "Semaphore",
                                                    [THING_MEMORY] = "Section"};

/* The line that the finding is about, if it expects such a thing to be gone; or NULL. */
static const struct scenario_line *line_of_gone(const struct verdict_builder *builder,
                                                const struct finding *finding)
{
    int index = finding->source == SOURCE_LINE && finding->verdict == VERDICT_FAIL
                    ? scenario_line_index(builder->scenario, finding->line_number)
                    : -1;
    const struct scenario_line *line = index >= 0 ? &builder->scenario->lines[index] : NULL;
    return line && line->kind == SAY_EXPECT_GONE && kept_types[line->thing] ? line : NULL;
}

/* The census has the name without the session's prefix, and the log does not say which PID was
 * filled in. */
static void write_pattern(struct text *to, const char *name)
{
    const char *behind = strrchr(name, '\\');
    struct pid_word word;
    for (name = behind ? behind + 1 : name; pid_word_find(name, &word);
         name = word.at + word.size) {
        text_add_bytes(to, name, (size_t)(word.at - name));
        text_add(to, "*");
    }
    text_add(to, "%s", name);
}

static void add_holders(const struct verdict_builder *builder, struct finding *finding,
                        const struct scenario_line *line)
{
    const struct fact_list *rows = facts_of_kind(builder->facts->store, EVENT_KEEPS);
    char pattern[SCENARIO_ARGUMENT], told[KIT_FINDING_TEXT] = "";
    struct text wanted = text_over(pattern, sizeof pattern);
    struct text text = text_over(told, sizeof told);
    uint32_t count = 0, last_pid = 0;
    write_pattern(&wanted, line_text(builder->scenario, line));
    for (size_t i = 0; i < rows->count; i++) {
        const struct fact *row = rows->at[i];
        if (!words_equal(row->name, kept_types[line->thing]) || row->pid == last_pid ||
            !wildcard_matches(pattern, row->text))
            continue;
        last_pid = row->pid;
        if (count < HOLDERS_SAID) {
            text_add(&text, "%s", count > 0 ? " and " : "");
            kept_add_holder(&text, builder, row);
        }
        count++;
    }
    if (count > HOLDERS_SAID)
        text_add(&text, " and %u more", (unsigned)(count - HOLDERS_SAID));
    if (count > 0)
        add_cause(finding, "%s still %s it open", told, count == 1 ? "has" : "have");
}

void kept_things_add(struct verdict_builder *builder)
{
    struct judgement *judgement = &builder->out->judgement;
    for (uint32_t i = 0; i < judgement->count; i++) {
        struct finding *finding = &judgement->findings[i];
        const struct scenario_line *line = line_of_gone(builder, finding);
        if (line && !finding->likely[0])
            add_holders(builder, finding, line);
    }
}
