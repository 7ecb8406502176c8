#include "kit/derive/extract.h"
#include "kit/base/shown_text.h"
#include "kit/derive/extract_comment.h"
#include "kit/derive/moment.h"
#include "kit/scenario/scenario.h"
#include "kit/scenario/tokens.h"
#include "kit/sweep/point.h"

#include <stdlib.h>
#include <string.h>

/* How long a run without faults is made if its scenario leaves it to the sweep. */
#define USUAL_RUN        "run for 2s\n"

/* A strike without a step comes no later, whatever a forged log says. */
#define LATEST_STRIKE_MS 600000u

/* Comments wait for the line below them: they are kept or left out with it. */
struct extraction {
    const struct extract_of *of;
    const struct kept *kept;
    struct text *to;
    struct line line;
    size_t comments_from, comments_size; /* in the scenario's text */
    bool is_generated;                   /* the comments are those of an earlier extract */
    bool is_repeated;                    /* the line is between `repeat` and `end` */
    const char *declared;                /* the last step that got a line of its own */
};

/* ---- which lines are kept ---- */

static const struct token *word_of_line(const struct line *line, uint32_t index)
{
    static const struct token none = {"", 0, false};
    return index < line->count ? &line->tokens[index] : &none;
}

static bool line_begins(const struct line *line, const char *first, const char *second)
{
    return token_is(word_of_line(line, 0), first, strlen(first)) &&
           (!second || token_is(word_of_line(line, 1), second, strlen(second)));
}

/* The actor that the word names, or -1. */
static int actor_of_word(const struct scenario *scenario, const struct token *word)
{
    for (uint32_t i = 0; i < scenario->actor_count; i++) {
        const char *name = scenario->actors[i].name;
        if (token_is(word, name, strlen(name)))
            return (int)i;
    }
    return -1;
}

/* The actor that a line declares, or is a policy of, or that it is only about; or -1. */
static int actor_of_line(const struct extraction *x)
{
    const struct line *line = &x->line;
    const struct scenario *scenario = x->of->scenario;
    int actor = actor_of_word(scenario, word_of_line(line, 0));
    if (line_begins(line, "parent", NULL) || line_begins(line, "child", NULL) ||
        line_begins(line, "bystander", NULL))
        actor = actor_of_word(scenario, word_of_line(line, 1));
    if (line_begins(line, "waive", NULL) || line_begins(line, "may", "stay"))
        actor = actor_of_word(scenario, word_of_line(line, 2));
    return actor;
}

static bool is_idle_window(const struct extraction *x)
{
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        if (line_begins(&x->line, "window", rule_words[rule]))
            return x->kept->is_pruned && !kept_has_judged(x->of, (enum kit_rule)rule);
    }
    return false;
}

static bool any_struck(const struct extraction *x)
{
    for (uint32_t i = 0; i < x->of->scenario->line_count; i++) {
        if (x->kept->struck[i])
            return true;
    }
    return x->kept->end != NULL;
}

static bool line_is_kept(const struct extraction *x)
{
    const struct line *line = &x->line;
    int index = scenario_line_index(x->of->scenario, line->number), actor = actor_of_line(x);
    if (index >= 0)
        return x->kept->lines[index];
    if (line_begins(line, "sweep", "every"))
        return false;
    if (line_begins(line, "run", "for") || line_begins(line, "run", "until"))
        return !any_struck(x);
    if (line_begins(line, "must", "fail"))
        return !x->kept->demands;
    return (actor < 0 || x->kept->actors[actor]) && !is_idle_window(x);
}

/* ---- lines that say what the run decided ---- */

static bool declares_step(const struct extract_of *of, const char *step)
{
    struct line line = {0};
    struct flaw flaw;
    while (line_next(&line, of->text, of->size)) {
        if (line_split(&line, &flaw) && line_begins(&line, "step", step))
            return true;
    }
    return false;
}

/* A program of the user's own can log steps that the scenario had no need to declare. */
static void add_step_line(struct extraction *x, const char *step)
{
    if (word_index(step_words, step) < 0 && !declares_step(x->of, step) &&
        !words_equal(x->declared, step)) {
        text_add(x->to, "step %s\n", step);
        x->declared = step;
    }
}

static void add_strike_at(struct extraction *x, const struct scenario_line *line,
                          const struct strike_place *place)
{
    struct sweep_point point = {.kind = line->kind == SAY_INSIDE ? SAY_INSIDE : SAY_AT,
                                .actor = place->actor,
                                .target = line->target,
                                .peer = place->peer,
                                .occurrence = place->occurrence,
                                .fault = line->fault,
                                .drop = line->drop,
                                .code = line->code,
                                .delay_ms = line->window_ms};
    name_copy(point.step, place->step, strlen(place->step));
    add_step_line(x, place->step);
    sweep_line(x->of->scenario, &point, x->to);
    text_add(x->to, "\n");
}

/* "# `kill cs` struck at 0.512 s, 3 ms after this step." */
static void add_timed_strike(struct extraction *x, uint32_t index,
                             const struct strike_place *place)
{
    const struct scenario_line *line = &x->of->scenario->lines[index];
    int64_t at_ns = x->kept->struck[index]->at_ns;
    const char *written = x->line.tokens[0].at;
    const struct token *last = word_of_line(&x->line, x->line.count - 1);
    text_add(x->to, "# `%.*s` struck at ", (int)(last->at + last->size - written), written);
    moment_add(x->to, at_ns);
    text_add(x->to, ", %llu ms after this step.\n",
             (unsigned long long)moment_ms_between(place->at_ns, at_ns));
    add_strike_at(x, line, place);
}

static uint32_t count_children_of(const struct scenario *scenario, int parent)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < scenario->actor_count; i++)
        count += scenario->actors[i].parent == parent;
    return count;
}

/* A line at a step of a parent, for whichever child came first: the child that it was. -1 if
 * the line says it, or there is only one. */
static int peer_left_open(const struct extraction *x, uint32_t index,
                          const struct kit_event *deed)
{
    const struct scenario *scenario = x->of->scenario;
    const struct scenario_line *line = &scenario->lines[index];
    int peer = deed ? scenario_actor(scenario, deed->peer) : -1;
    bool is_at_a_step =
        line->kind == SAY_AT || line->kind == SAY_INSIDE || line->kind == SAY_HOLD;
    return is_at_a_step && line->peer < 0 && deed && deed->occurrence > 0 && peer >= 0 &&
                   scenario->actors[peer].parent == line->actor &&
                   count_children_of(scenario, line->actor) > 1
               ? peer
               : -1;
}

static bool add_for_peer(struct extraction *x, uint32_t index)
{
    const struct scenario *scenario = x->of->scenario;
    const struct scenario_line *line = &scenario->lines[index];
    bool is_hold = line->kind == SAY_HOLD;
    const struct kit_event *deed = kept_deed(x->of, x->kept, index);
    int peer = peer_left_open(x, index, deed);
    if (peer < 0)
        return false;
    if (is_hold)
        text_add(x->to, "hold %s at %s for %s #%u\n", scenario->actors[line->actor].name,
                 line->step, scenario->actors[peer].name, (unsigned)deed->occurrence);
    else
        add_strike_at(x, line,
                      &(struct strike_place){.actor = line->actor,
                                             .peer = peer,
                                             .step = line->step,
                                             .occurrence = deed->occurrence});
    return true;
}

/* ---- writing ---- */

/* Whether the word is a path that begins at the scenario's folder, which is not the folder that
 * the new scenario will be in. */
static bool is_beside_scenario(const struct line *line, uint32_t index)
{
    static const char *const before[] = {"is", "folder", "file", "without"};
    const struct token *word = &line->tokens[index], *left = &line->tokens[index - 1];
    if (!word->quoted || word->size < 4 || word->at[1] != '.' || !strchr("/\\", word->at[2]))
        return false;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        if (token_is(left, before[i], strlen(before[i])))
            return true;
    }
    return false;
}

static void copy_line(struct extraction *x)
{
    const struct line *line = &x->line;
    const char *path = x->of->scenario->path, *at = line->at;
    size_t folder = (size_t)(path_file_name(path) - path);
    for (uint32_t i = 1; i < line->count && folder > 0; i++) {
        const struct token *word = &line->tokens[i];
        if (!is_beside_scenario(line, i))
            continue;
        text_add_bytes(x->to, at, (size_t)(word->at + 1 - at));
        text_add_bytes(x->to, path, folder);
        at = word->at + 3;
    }
    text_add_bytes(x->to, at, (size_t)(line->at + line->size - at));
    text_add(x->to, "\n");
}

static void add_kept_line(struct extraction *x)
{
    struct strike_place place;
    int index = scenario_line_index(x->of->scenario, x->line.number);
    /* What is repeated has no one step, and no line that arms can be there. */
    if (index >= 0 && !x->is_repeated && strike_is_by_chance(x->of, x->kept, (uint32_t)index) &&
        strike_place_find(x->of, x->of->scenario->lines[index].target,
                          x->kept->struck[index]->at_ns, &place))
        add_timed_strike(x, (uint32_t)index, &place);
    else if (index < 0 || !add_for_peer(x, (uint32_t)index))
        copy_line(x);
}

static void see_repeat(struct extraction *x)
{
    const struct token *last = word_of_line(&x->line, 2);
    if (line_begins(&x->line, "repeat", NULL) && token_is(last, "times", strlen("times")))
        x->is_repeated = true;
    else if (line_begins(&x->line, "end", NULL) && x->line.count == 1)
        x->is_repeated = false;
}

static void flush_comments(struct extraction *x)
{
    if (!x->is_generated)
        text_add_bytes(x->to, x->of->text + x->comments_from, x->comments_size);
    x->comments_size = 0;
    x->is_generated = false;
}

/* A sweep writes the lines that its points have no use for as comments. */
static bool is_of_a_sweep(const struct line *line)
{
    static const char *const starts[] = {"# sweep every ", "# run for ", "# run until "};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t size = strlen(starts[i]);
        if (line->size > size && memcmp(line->at, starts[i], size) == 0)
            return true;
    }
    return false;
}

static void take_comment(struct extraction *x)
{
    const struct line *line = &x->line;
    size_t from = (size_t)(line->at - x->of->text);
    size_t first = strlen(EXTRACT_FIRST);
    if (is_of_a_sweep(line))
        return;
    if (x->comments_size == 0) {
        x->comments_from = from;
        x->is_generated = line->size >= first && memcmp(line->at, EXTRACT_FIRST, first) == 0;
    }
    size_t end = from + line->size;
    end += end < x->of->size && x->of->text[end] == '\r';
    end += end < x->of->size && x->of->text[end] == '\n';
    x->comments_size = end - x->comments_from;
}

static void end_block(struct extraction *x)
{
    size_t length = x->to->length;
    flush_comments(x);
    bool is_double = length >= 2 && x->to->length == length &&
                     memcmp(x->to->at + length - 2, "\n\n", 2) == 0;
    if (!is_double)
        text_add(x->to, "\n");
}

static void add_lines_of(struct extraction *x)
{
    struct flaw flaw;
    while (line_next(&x->line, x->of->text, x->of->size)) {
        bool is_split = line_split(&x->line, &flaw);
        bool is_blank = x->line.size == strspn(x->line.at, " \t");
        if (!is_split)
            continue;
        if (x->line.count == 0 && !is_blank) {
            take_comment(x);
        } else if (x->line.count == 0) {
            end_block(x);
        } else if (line_is_kept(x)) {
            see_repeat(x);
            flush_comments(x);
            add_kept_line(x);
        } else {
            x->comments_size = 0;
        }
    }
    flush_comments(x);
}

/* ---- what a run decided that no line says ---- */

/* An access violation ends a process with a code of its own; everything else is a kill. */
static enum kit_fault fault_of_end(const struct kit_event *end)
{
    return fault_ends_with(FAULT_CRASH, 0, end->code) ? FAULT_CRASH : FAULT_KILL;
}

/* How long after the start of the family, for `after`. */
static uint32_t ms_from_start(const struct extract_of *of, int actor, int64_t until_ns)
{
    const struct scenario *scenario = of->scenario;
    int family = scenario_parent_or_self(scenario, actor);
    int64_t started_ns = 0;
    for (size_t i = 0; i < of->count && of->events[i].at_ns <= until_ns; i++) {
        int other = scenario_actor(scenario, of->events[i].actor);
        if (of->events[i].kind == EVENT_STARTED && other >= 0 &&
            scenario_parent_or_self(scenario, other) == family)
            started_ns = of->events[i].at_ns;
    }
    uint64_t ms = moment_ms_between(started_ns, until_ns);
    return ms < 1 ? 1 : ms < LATEST_STRIKE_MS ? (uint32_t)ms : LATEST_STRIKE_MS;
}

static void add_sudden_end(struct extraction *x)
{
    const struct kit_event *end = x->kept->end;
    int actor = scenario_actor(x->of->scenario, end->actor);
    struct scenario_line line = {.kind = SAY_AT, .target = actor, .fault = fault_of_end(end)};
    struct strike_place place;
    text_add(x->to, "# %s %s at ", end->actor,
             x->of->is_field_log ? "was probably the first to end," : "ended");
    moment_add(x->to, end->at_ns);
    if (x->of->is_field_log)
        text_add(x->to, ".\n");
    else
        text_add(x->to, " with code %u, and no line had ordered it.\n", (unsigned)end->code);
    if (strike_place_find(x->of, actor, end->at_ns, &place))
        add_strike_at(x, &line, &place);
    else
        text_add(x->to, "after %ums %s %s\n", (unsigned)ms_from_start(x->of, actor, end->at_ns),
                 fault_words[line.fault], end->actor);
}

static void add_new_lines(struct extraction *x)
{
    const struct scenario *scenario = x->of->scenario;
    const struct finding *failure = x->kept->failure;
    if (x->kept->end)
        add_sudden_end(x);
    if (scenario->sweep_count > 0 && scenario->ending.line_number == 0 && !x->kept->end)
        text_add(x->to, USUAL_RUN);
    if (x->kept->demands)
        text_add(x->to, "must fail %s %s\n", rule_words[failure->rule], failure->actor);
}

static enum kit_status check_extracted(const struct text *to, size_t from,
                                       struct kit_error *err)
{
    struct scenario *scenario = malloc(sizeof *scenario);
    enum kit_status status =
        scenario ? KIT_OK : kit_fail(err, KIT_FULL, "no memory for a scenario");
    if (status == KIT_OK && (to->cut || to->length - from > SCENARIO_TEXT))
        status = kit_fail(err, KIT_FULL, "the scenario would have more than %u bytes",
                          SCENARIO_TEXT);
    if (status == KIT_OK)
        status = scenario_read("extracted", to->at + from, to->length - from, scenario, err);
    free(scenario);
    return status;
}

static enum kit_status write_extracted(struct text *to, const struct extract_of *of,
                                       const struct kept *kept, struct kit_error *err)
{
    size_t from = to->length;
    struct extraction x = {.of = of, .kept = kept, .to = to, .declared = ""};
    extract_comment(to, of, kept);
    add_lines_of(&x);
    add_new_lines(&x);
    return check_extracted(to, from, err);
}

enum kit_status extract_write(struct text *to, const struct extract_of *of,
                              struct kit_error *err)
{
    struct kept kept;
    const size_t from = to->length;
    kept_find(of, &kept);
    enum kit_status status = write_extracted(to, of, &kept, err);
    if (status != KIT_BAD_INPUT)
        return status;
    to->length = from;
    to->at[from] = 0;
    kept_find_plain(of, &kept);
    return write_extracted(to, of, &kept, err);
}
