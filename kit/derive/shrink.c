#include "kit/derive/shrink.h"
#include "kit/base/duration.h"
#include "kit/scenario/scenario.h"
#include "kit/scenario/tokens.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* What shrinking may do to a line. */
enum line_role {
    ROLE_ACTS,     /* may go: it strikes, acts or expects */
    ROLE_DECLARES, /* goes with its actor, as does every line that names the actor */
    ROLE_SETS,     /* may go: without it something usual holds */
    ROLE_REPEATS,  /* goes with its `end`; what is between them stays */
    ROLE_ENDS,     /* the `end` of a `repeat` */
    ROLE_STAYS     /* goes at most with its actor */
};

struct shrink_line {
    char *text; /* without its line end */
    enum line_role role;
    enum statement_kind kind; /* of a line that acts; else SAY_COUNT */
    int actor;                /* that it declares; else -1 */
    int held;                 /* that it holds, hangs, releases or resumes; else -1 */
    bool gone;
    bool is_goal;    /* it is the line that failed */
    bool is_leaving; /* in the candidate it is gone */
};

/* The ways to make a scenario smaller, in their order; then all again, until none helps. */
enum shrink_stage {
    STAGE_SHRINK_ACTS,     /* lines that act, in blocks that get smaller */
    STAGE_SHRINK_ROUNDS,   /* a `repeat` with its `end` */
    STAGE_SHRINK_HOLDS,    /* a hold with its release, a hang with its resume */
    STAGE_SHRINK_ACTORS,   /* an actor with all lines that name it */
    STAGE_SHRINK_SETTINGS, /* lines that set something, in blocks */
    STAGE_SHRINK_NUMBERS,  /* occurrences, rounds and times */
    STAGE_SHRINK_DONE
};

struct shrink {
    const char *path;
    struct scenario *scenario; /* as it was read first */
    struct scenario *read;     /* room to read candidates */
    struct shrink_line *lines;
    size_t count;
    enum shrink_stage stage;
    bool progressed; /* in this round a candidate was taken */
    size_t block;    /* of lines; 0: the stage has not begun */
    size_t at;       /* line, actor or token that is tried next */
    uint32_t number_try;
    size_t edited;     /* the line that has another text in the candidate; count: none */
    char *edit;        /* that text, with room for LINE_BYTES */
    uint64_t *refused; /* hashes of the candidates that showed something else */
    size_t refused_count, refused_room;
    uint64_t offered; /* the hash of the last candidate */
};

/* ---- reading the lines ---- */

static bool word_is(const struct line *line, uint32_t index, const char *word)
{
    return index < line->count && token_is(&line->tokens[index], word, strlen(word));
}

static bool is_any_of(const struct line *line, const char *const *words)
{
    for (; *words; words++) {
        if (word_is(line, 0, *words))
            return true;
    }
    return false;
}

static int declared_actor(const struct scenario *scenario, uint32_t number)
{
    for (uint32_t i = 0; i < scenario->actor_count; i++) {
        if (scenario->actors[i].line_number == number)
            return (int)i;
    }
    return -1;
}

static bool is_goal_window(const struct line *line, const struct shrink_goal *goal)
{
    return word_is(line, 0, "window") && goal->rule >= 0 &&
           word_is(line, 1, rule_words[goal->rule]);
}

static enum line_role shrink_role_of(const struct line *line, const struct shrink_goal *goal)
{
    static const char *const settings[] = {"limit", "settle", "requests",
                                           "run",   "window", NULL};
    if (word_is(line, 0, "repeat"))
        return ROLE_REPEATS;
    if (word_is(line, 0, "end"))
        return ROLE_ENDS;
    return is_any_of(line, settings) && !is_goal_window(line, goal) ? ROLE_SETS : ROLE_STAYS;
}

/* The actor that the line makes stand still, or lets go. */
static int actor_held_by(const struct scenario_line *line)
{
    switch (line->kind) {
    case SAY_HOLD:
    case SAY_RELEASE:
    case SAY_RESUME:
    case SAY_AFTER_RESUME:
        return line->actor >= 0 ? line->actor : line->target;
    default:
        return line->target >= 0 && faults[line->fault].resumable ? line->target : -1;
    }
}

static bool lets_go(enum statement_kind kind)
{
    return kind == SAY_RELEASE || kind == SAY_RESUME || kind == SAY_AFTER_RESUME;
}

static enum kit_status keep_line_text(struct shrink_line *to, const struct line *line,
                                      struct kit_error *err)
{
    const struct token *last = &line->tokens[line->count - 1];
    size_t size = (size_t)(last->at + last->size - line->at); /* without a comment behind it */
    to->text = malloc(LINE_BYTES + 1);
    if (!to->text || size > LINE_BYTES)
        return kit_fail(err, KIT_FULL, "no memory for a scenario");
    memcpy(to->text, line->at, size);
    to->text[size] = 0;
    return KIT_OK;
}

static enum kit_status take_scenario_line(struct shrink *shrink, const struct line *line,
                                          const struct shrink_goal *goal, struct kit_error *err)
{
    struct shrink_line *to = &shrink->lines[shrink->count];
    int index = scenario_line_index(shrink->scenario, line->number);
    *to = (struct shrink_line){
        .kind = SAY_COUNT, .actor = declared_actor(shrink->scenario, line->number), .held = -1};
    if (line->count == 0 || (word_is(line, 0, "must") && word_is(line, 1, "fail")) ||
        word_is(line, 0, "sweep"))
        return KIT_OK;
    to->role = to->actor >= 0 ? ROLE_DECLARES : shrink_role_of(line, goal);
    if (index >= 0) {
        to->role = ROLE_ACTS;
        to->kind = shrink->scenario->lines[index].kind;
        to->held = actor_held_by(&shrink->scenario->lines[index]);
    }
    to->is_goal = goal->line_number > 0 && goal->line_number == line->number;
    bool is_fixed =
        to->is_goal ||
        (to->actor >= 0 && words_equal(shrink->scenario->actors[to->actor].name, goal->actor));
    to->role = is_fixed ? ROLE_STAYS : to->role;
    shrink->count++;
    return keep_line_text(to, line, err);
}

static enum kit_status take_all_lines(struct shrink *shrink, const char *text, size_t size,
                                      const struct shrink_goal *goal, struct kit_error *err)
{
    struct line line = {0};
    struct flaw flaw;
    size_t room = 1;
    enum kit_status status = KIT_OK;
    for (size_t i = 0; i < size; i++)
        room += text[i] == '\n';
    shrink->lines = calloc(room, sizeof *shrink->lines);
    if (!shrink->lines)
        return kit_fail(err, KIT_FULL, "no memory for a scenario");
    while (status == KIT_OK && line_next(&line, text, size)) {
        bool is_split = line_split(&line, &flaw);
        assert(is_split); /* the reader has accepted the text */
        (void)is_split;
        status = take_scenario_line(shrink, &line, goal, err);
    }
    return status;
}

static enum kit_status read_whole(struct shrink *shrink, const char *text, size_t size,
                                  const struct shrink_goal *goal, struct kit_error *err)
{
    shrink->scenario = malloc(sizeof *shrink->scenario);
    shrink->read = malloc(sizeof *shrink->read);
    shrink->edit = malloc(LINE_BYTES + 1);
    if (!shrink->scenario || !shrink->read || !shrink->edit)
        return kit_fail(err, KIT_FULL, "no memory for a scenario");
    enum kit_status status = scenario_read(shrink->path, text, size, shrink->scenario, err);
    if (status == KIT_OK)
        status = take_all_lines(shrink, text, size, goal, err);
    shrink->edited = shrink->count;
    return status;
}

struct shrink *shrink_new(const char *path, const char *text, size_t size,
                          const struct shrink_goal *goal, struct kit_error *err)
{
    struct shrink *shrink = calloc(1, sizeof *shrink);
    if (!shrink) {
        kit_fail(err, KIT_FULL, "no memory to shrink a scenario");
        return NULL;
    }
    shrink->path = path;
    if (read_whole(shrink, text, size, goal, err) == KIT_OK)
        return shrink;
    shrink_free(shrink);
    return NULL;
}

void shrink_free(struct shrink *shrink)
{
    if (!shrink)
        return;
    for (size_t i = 0; shrink->lines && i < shrink->count; i++)
        free(shrink->lines[i].text);
    free(shrink->lines);
    free(shrink->scenario);
    free(shrink->read);
    free(shrink->edit);
    free(shrink->refused);
    free(shrink);
}

/* ---- what a candidate leaves out ---- */

static void reset_candidate(struct shrink *shrink)
{
    for (size_t i = 0; i < shrink->count; i++)
        shrink->lines[i].is_leaving = false;
    shrink->edited = shrink->count;
}

/* The lines of this role that are left. */
static size_t count_role(const struct shrink *shrink, enum line_role role)
{
    size_t count = 0;
    for (size_t i = 0; i < shrink->count; i++)
        count += !shrink->lines[i].gone && shrink->lines[i].role == role;
    return count;
}

/* The lines from the `from`-th of this role on, `size` of them. */
static bool leave_block(struct shrink *shrink, enum line_role role, size_t from, size_t size)
{
    size_t place = 0;
    bool any = false;
    for (size_t i = 0; i < shrink->count; i++) {
        struct shrink_line *line = &shrink->lines[i];
        if (line->gone || line->role != role)
            continue;
        line->is_leaving = place >= from && place - from < size;
        any |= line->is_leaving;
        place++;
    }
    return any;
}

/* Blocks of half of the lines, then of a quarter, down to single lines. Shrinking a list whose
 * block was taken leaves the next block at the same place. */
static bool propose_block(struct shrink *shrink, enum line_role role)
{
    size_t count = count_role(shrink, role);
    if (shrink->block == 0)
        shrink->block = count > 1 ? (count + 1) / 2 : 1;
    while (shrink->at >= count) {
        if (shrink->block == 1 || count == 0)
            return false;
        shrink->block = (shrink->block + 1) / 2;
        shrink->at = 0;
    }
    return leave_block(shrink, role, shrink->at, shrink->block);
}

/* The first line of this role that was not left out, from line `from` on, or NULL. */
static struct shrink_line *next_of_role(struct shrink *shrink, enum line_role role, size_t from)
{
    for (size_t i = from; i < shrink->count; i++) {
        if (!shrink->lines[i].gone && shrink->lines[i].role == role)
            return &shrink->lines[i];
    }
    return NULL;
}

/* A `repeat` with its `end`, which is the next one: no `repeat` stands in another. */
static bool propose_rounds(struct shrink *shrink)
{
    struct shrink_line *repeat = next_of_role(shrink, ROLE_REPEATS, shrink->at);
    if (!repeat)
        return false;
    shrink->at = (size_t)(repeat - shrink->lines);
    struct shrink_line *end = next_of_role(shrink, ROLE_ENDS, shrink->at);
    assert(end); /* the reader has accepted the text */
    repeat->is_leaving = end->is_leaving = true;
    return true;
}

/* A line that makes an actor stand still, with all that let this actor go. */
static bool propose_hold(struct shrink *shrink)
{
    for (; shrink->at < shrink->count; shrink->at++) {
        struct shrink_line *line = &shrink->lines[shrink->at];
        if (line->gone || line->role != ROLE_ACTS || line->held < 0 || lets_go(line->kind))
            continue;
        line->is_leaving = true;
        for (size_t i = 0; i < shrink->count; i++) {
            struct shrink_line *other = &shrink->lines[i];
            if (!other->gone && other->role == ROLE_ACTS && other->held == line->held &&
                lets_go(other->kind))
                other->is_leaving = true;
        }
        return true;
    }
    return false;
}

/* A line names an actor by a word of its own, or in a text as `%pid:app%`. */
static bool line_names_actor(const char *text, const char *name)
{
    size_t size = strlen(name);
    struct line line = {.at = text, .size = strlen(text)};
    struct flaw flaw;
    if (!line_split(&line, &flaw))
        return false;
    for (uint32_t i = 0; i < line.count; i++) {
        if (token_is(&line.tokens[i], name, size))
            return true;
    }
    const char *in_text = strstr(text, "%pid:");
    return in_text && strncmp(in_text + strlen("%pid:"), name, size) == 0;
}

static bool goes_with(const struct shrink *shrink, const struct shrink_line *line, int actor)
{
    const struct scenario *scenario = shrink->scenario;
    for (uint32_t i = 0; i < scenario->actor_count; i++) {
        bool is_of = (int)i == actor || scenario->actors[i].parent == actor;
        if (is_of && line_names_actor(line->text, scenario->actors[i].name))
            return true;
    }
    return false;
}

/* An actor, with its children, and every line that names one of them. From the last to the
 * first, so that children come before their parent. */
static bool propose_actor(struct shrink *shrink)
{
    for (; shrink->at < shrink->count; shrink->at++) {
        struct shrink_line *line = &shrink->lines[shrink->count - 1 - shrink->at];
        if (line->gone || line->role != ROLE_DECLARES)
            continue;
        bool takes_goal = false;
        for (size_t i = 0; i < shrink->count; i++) {
            struct shrink_line *other = &shrink->lines[i];
            other->is_leaving = !other->gone && goes_with(shrink, other, line->actor);
            takes_goal |= other->is_leaving &&
                          (other->is_goal || (other->actor >= 0 && other->role == ROLE_STAYS));
        }
        if (!takes_goal)
            return true;
    }
    return false;
}

/* ---- smaller numbers ---- */

/* How many ways there are to make a number smaller. */
#define NUMBER_TRIES 3u

/* 1, half of it, one less; 0: no further way. */
static uint32_t smaller_count(uint32_t count, uint32_t number_try)
{
    const uint32_t ways[NUMBER_TRIES] = {1, count / 2, count - 1};
    uint32_t smaller = ways[number_try];
    bool is_new = smaller > 0 && smaller < count && (number_try == 0 || smaller > 1);
    return is_new && !(number_try == 2 && smaller == count / 2) ? smaller : 0;
}

/* A time that only says by when something must come does not make the run longer. */
static bool is_deadline(const struct line *line, uint32_t index)
{
    return word_is(line, index - 1, "within") || word_is(line, index - 1, "before");
}

static bool smaller_word(const struct line *line, uint32_t index, uint32_t number_try,
                         struct text *to)
{
    const struct token *token = &line->tokens[index];
    uint64_t count;
    uint32_t ms;
    if (token->quoted || index == 0)
        return false;
    bool is_occurrence = token->at[0] == '#';
    if ((is_occurrence || (index == 1 && word_is(line, 0, "repeat"))) &&
        number_read(token->at + is_occurrence, token->size - is_occurrence, SCENARIO_TIMES,
                    &count, NULL) == KIT_OK) {
        uint32_t smaller = smaller_count((uint32_t)count, number_try);
        text_add(to, "%s%u", is_occurrence ? "#" : "", (unsigned)smaller);
        return smaller > 0;
    }
    if (number_try > 0 || is_deadline(line, index) ||
        duration_read(token->at, token->size, &ms, NULL) != KIT_OK || ms < 2 * SHRINK_LEAST_MS)
        return false;
    text_add(to, "%ums", (unsigned)(ms / 2));
    return true;
}

/* The line with one of its words replaced. */
static bool edit_line(struct shrink *shrink, size_t at, uint32_t index, uint32_t number_try)
{
    const char *text = shrink->lines[at].text;
    struct line line = {.at = text, .size = strlen(text)};
    struct flaw flaw;
    char word[32];
    struct text smaller = text_over(word, sizeof word);
    if (!line_split(&line, &flaw) || index >= line.count ||
        !smaller_word(&line, index, number_try, &smaller))
        return false;
    const struct token *token = &line.tokens[index];
    struct text to = text_over(shrink->edit, LINE_BYTES + 1);
    text_add_bytes(&to, text, (size_t)(token->at - text));
    text_add(&to, "%s%s", word, token->at + token->size);
    shrink->edited = at;
    return !to.cut;
}

static bool has_numbers(const struct shrink_line *line)
{
    bool is_limit = strncmp(line->text + strspn(line->text, " \t"), "limit", 5) == 0;
    bool is_window = strncmp(line->text + strspn(line->text, " \t"), "window", 6) == 0;
    return !line->gone && !line->is_goal && !is_limit && !is_window &&
           (line->role == ROLE_ACTS || line->role == ROLE_SETS || line->role == ROLE_REPEATS);
}

/* `at` counts words: those of the first line, then those of the second, and so on. */
static bool propose_number(struct shrink *shrink)
{
    for (; shrink->at < shrink->count * SCENARIO_WORDS; shrink->at++, shrink->number_try = 0) {
        size_t line = shrink->at / SCENARIO_WORDS;
        if (!has_numbers(&shrink->lines[line]))
            continue;
        for (; shrink->number_try < NUMBER_TRIES; shrink->number_try++) {
            if (edit_line(shrink, line, (uint32_t)(shrink->at % SCENARIO_WORDS),
                          shrink->number_try))
                return true;
        }
        shrink->edited = shrink->count;
    }
    return false;
}

/* ---- one candidate after the other ---- */

static bool propose(struct shrink *shrink)
{
    reset_candidate(shrink);
    switch (shrink->stage) {
    case STAGE_SHRINK_ACTS:
        return propose_block(shrink, ROLE_ACTS);
    case STAGE_SHRINK_ROUNDS:
        return propose_rounds(shrink);
    case STAGE_SHRINK_HOLDS:
        return propose_hold(shrink);
    case STAGE_SHRINK_ACTORS:
        return propose_actor(shrink);
    case STAGE_SHRINK_SETTINGS:
        return propose_block(shrink, ROLE_SETS);
    case STAGE_SHRINK_NUMBERS:
        return propose_number(shrink);
    case STAGE_SHRINK_DONE:
        break;
    }
    return false;
}

/* After the last stage all begin again, unless no stage found anything. */
static void begin_next_stage(struct shrink *shrink)
{
    reset_candidate(shrink);
    shrink->stage++;
    shrink->at = shrink->block = 0;
    shrink->number_try = 0;
    if (shrink->stage == STAGE_SHRINK_DONE && shrink->progressed) {
        shrink->stage = STAGE_SHRINK_ACTS;
        shrink->progressed = false;
    }
}

/* What is tried after a candidate that was refused. */
static void go_past(struct shrink *shrink)
{
    if (shrink->stage == STAGE_SHRINK_NUMBERS)
        shrink->number_try++;
    else if (shrink->stage == STAGE_SHRINK_ACTS || shrink->stage == STAGE_SHRINK_SETTINGS)
        shrink->at += shrink->block;
    else
        shrink->at++;
}

static void write_kept_lines(const struct shrink *shrink, bool is_candidate, struct text *to)
{
    for (size_t i = 0; i < shrink->count; i++) {
        const struct shrink_line *line = &shrink->lines[i];
        if (line->gone || (is_candidate && line->is_leaving))
            continue;
        bool is_edited = is_candidate && i == shrink->edited;
        text_add(to, "%s\n", is_edited ? shrink->edit : line->text);
    }
}

static bool was_refused(const struct shrink *shrink, uint64_t hash)
{
    for (size_t i = 0; i < shrink->refused_count; i++) {
        if (shrink->refused[i] == hash)
            return true;
    }
    return false;
}

/* Without memory the candidate may be tried a second time. */
static void note_refused(struct shrink *shrink, uint64_t hash)
{
    if (shrink->refused_count == shrink->refused_room) {
        size_t room = shrink->refused_room ? shrink->refused_room * 2 : 64;
        uint64_t *all = realloc(shrink->refused, room * sizeof *all);
        if (!all)
            return;
        shrink->refused = all;
        shrink->refused_room = room;
    }
    shrink->refused[shrink->refused_count++] = hash;
}

/* Most candidates are no scenarios: an actor is missing that a line names. They cost no run. */
static bool is_worth_a_run(struct shrink *shrink, const struct text *candidate)
{
    struct kit_error ignored;
    shrink->offered = XXH64(candidate->at, candidate->length, 0);
    return !candidate->cut && !was_refused(shrink, shrink->offered) &&
           scenario_read(shrink->path, candidate->at, candidate->length, shrink->read,
                         &ignored) == KIT_OK;
}

bool shrink_next(struct shrink *shrink, struct text *candidate)
{
    while (shrink->stage != STAGE_SHRINK_DONE) {
        if (!propose(shrink)) {
            begin_next_stage(shrink);
            continue;
        }
        candidate->length = 0;
        candidate->cut = false;
        write_kept_lines(shrink, true, candidate);
        if (is_worth_a_run(shrink, candidate))
            return true;
        go_past(shrink);
    }
    return false;
}

void shrink_take(struct shrink *shrink, bool shows_same)
{
    if (!shows_same) {
        note_refused(shrink, shrink->offered);
        go_past(shrink);
        return;
    }
    shrink->progressed = true;
    for (size_t i = 0; i < shrink->count; i++)
        shrink->lines[i].gone |= shrink->lines[i].is_leaving;
    if (shrink->edited < shrink->count) {
        strcpy(shrink->lines[shrink->edited].text, shrink->edit);
        shrink->number_try = 0;
    }
}

/* ---- the result ---- */

void shrink_write(const struct shrink *shrink, struct text *to)
{
    write_kept_lines(shrink, false, to);
}

struct shrink_size shrink_size_of(const struct shrink *shrink)
{
    struct shrink_size size = {0};
    for (size_t i = 0; i < shrink->count; i++) {
        const struct shrink_line *line = &shrink->lines[i];
        if (line->gone)
            continue;
        size.lines++;
        size.actors += line->actor >= 0;
        size.faults += line->kind == SAY_AT || line->kind == SAY_FAIL ||
                       line->kind == SAY_INSIDE || line->kind == SAY_HOLD ||
                       line->kind == SAY_AT_PRINTS || line->kind == SAY_STRIKE ||
                       line->kind == SAY_AFTER;
    }
    return size;
}

uint32_t shrink_goal_line(const struct shrink *shrink)
{
    uint32_t number = 0;
    for (size_t i = 0; i < shrink->count; i++) {
        number += !shrink->lines[i].gone && !shrink->lines[i].is_leaving;
        if (shrink->lines[i].is_goal)
            return number;
    }
    return 0;
}
