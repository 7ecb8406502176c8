#include "kit/derive/courses.h"

#include <stdlib.h>
#include <string.h>

/* An event of a course, with its place in the log. */
struct told_event {
    const struct kit_event *event;
    size_t order;
};

struct courses {
    struct told_event *all; /* sorted by course, then by place */
    size_t count;
};

static bool is_own_word(const struct kit_event *event)
{
    return event->kind == EVENT_STEP || event->kind == EVENT_REPORT ||
           event->kind == EVENT_STRUCK || event->kind == EVENT_HELD;
}

/*
 * What happens to an actor. Left out is what measures (stalls, handles), what follows from a
 * strike at a time of the runner's (confirmed), and what has no fixed text (printed lines).
 */
static bool is_of_a_course(enum kit_event_kind kind)
{
    return kind == EVENT_STARTED || kind == EVENT_STEP || kind == EVENT_REPORT ||
           kind == EVENT_STRUCK || kind == EVENT_HELD || kind == EVENT_RELEASED ||
           kind == EVENT_RESUMED || kind == EVENT_NOT_RESUMED || kind == EVENT_LINE ||
           kind == EVENT_STOP || kind == EVENT_EXITED || kind == EVENT_ENDED ||
           kind == EVENT_LEFT || kind == EVENT_ESCAPED || kind == EVENT_MISSED ||
           kind == EVENT_LIMIT || kind == EVENT_TROUBLE;
}

/* ---- which course an event belongs to, and what it says ---- */

static int compare_courses(const struct kit_event *a, const struct kit_event *b)
{
    int by_actor = strcmp(a->actor, b->actor);
    if (by_actor != 0)
        return by_actor;
    if (is_own_word(a) != is_own_word(b))
        return is_own_word(a) ? 1 : -1;
    return is_own_word(a) ? strcmp(a->peer, b->peer) : 0;
}

static int by_course(const void *a, const void *b)
{
    const struct told_event *left = a, *right = b;
    int course = compare_courses(left->event, right->event);
    return course != 0 ? course : (left->order > right->order) - (left->order < right->order);
}

static bool says_the_same(const struct kit_event *a, const struct kit_event *b)
{
    return a->kind == b->kind && a->occurrence == b->occurrence && a->code == b->code &&
           a->incarnation == b->incarnation && words_equal(a->name, b->name) &&
           words_equal(a->peer, b->peer) && words_equal(a->by, b->by);
}

/* How often an actor goes round a loop depends on the time, and says nothing of what it does.
 */
static bool is_further_round(const struct kit_event *event)
{
    return event->kind == EVENT_STEP && event->occurrence > 1;
}

/*
 * From `closing` on the runner ends what still runs: how far an actor's words come then is
 * chance. How it ends is not.
 */
static enum kit_status courses_of(const struct log *log, struct courses *out,
                                  struct kit_error *err)
{
    bool closes = false;
    *out = (struct courses){.all = calloc(log->event_count + 1, sizeof *out->all)};
    if (!out->all)
        return kit_fail(err, KIT_FULL, "no memory to compare two logs");
    for (size_t i = 0; i < log->event_count; i++) {
        const struct kit_event *event = &log->events[i];
        closes |= event->kind == EVENT_CLOSING;
        if (is_of_a_course(event->kind) && !(closes && is_own_word(event)))
            out->all[out->count++] = (struct told_event){event, i};
    }
    qsort(out->all, out->count, sizeof *out->all, by_course);
    return KIT_OK;
}

/* ---- two courses ---- */

/* A course: the part of the list that belongs together. */
struct course {
    const struct told_event *at;
    size_t count;
};

static struct course course_from(const struct courses *courses, size_t from)
{
    struct course course = {courses->all + from, 0};
    while (from + course.count < courses->count &&
           compare_courses(course.at->event, course.at[course.count].event) == 0)
        course.count++;
    return course;
}

/* The next event from *index on; without further rounds, if they are not wanted. */
static const struct kit_event *event_from(const struct course *course, size_t *index,
                                          bool wants_rounds)
{
    while (*index < course->count && !wants_rounds &&
           is_further_round(course->at[*index].event))
        ++*index;
    return *index < course->count ? course->at[(*index)++].event : NULL;
}

static bool find_parting(const struct course *a, const struct course *b, bool wants_rounds,
                         struct course_parting *out)
{
    size_t left = 0, right = 0;
    do {
        out->a = event_from(a, &left, wants_rounds);
        out->b = event_from(b, &right, wants_rounds);
        if (!out->a && !out->b)
            return false;
    } while (out->a && out->b && says_the_same(out->a, out->b));
    out->parts = !wants_rounds;
    return true;
}

static int64_t parted_at(const struct course_parting *parting)
{
    int64_t a = parting->a ? parting->a->at_ns : INT64_MAX;
    int64_t b = parting->b ? parting->b->at_ns : INT64_MAX;
    return a < b ? a : b;
}

/* Of an actor's courses counts the one that parts first; one that parts before one that only
 * goes round more often. */
static void keep_first_parting(struct course_parting *kept, const struct course_parting *found)
{
    bool is_none = !kept->a && !kept->b;
    bool is_first = parted_at(found) < parted_at(kept);
    if (is_none || (found->parts && !kept->parts) ||
        (found->parts == kept->parts && is_first)) {
        kept->a = found->a;
        kept->b = found->b;
        kept->parts = found->parts;
    }
}

/* ---- all of them ---- */

static struct course_parting *parting_of(struct course_parting *to, size_t most, size_t *count,
                                         const char *actor)
{
    for (size_t i = 0; i < *count; i++) {
        if (words_equal(to[i].actor, actor))
            return &to[i];
    }
    if (*count == most) /* no run has so many; its difference must not be lost */
        return &to[most - 1];
    name_copy(to[*count].actor, actor, strlen(actor));
    return &to[(*count)++];
}

/* Both lists are sorted in the same way: a course that only one run has, has no twin. */
static void compare_lists(const struct courses *a, const struct courses *b,
                          struct course_parting *to, size_t most, size_t *count)
{
    size_t i = 0, k = 0;
    while (i < a->count || k < b->count) {
        int order = i == a->count   ? 1
                    : k == b->count ? -1
                                    : compare_courses(a->all[i].event, b->all[k].event);
        struct course left = {0}, right = {0};
        struct course_parting found = {0};
        if (order <= 0)
            left = course_from(a, i);
        if (order >= 0)
            right = course_from(b, k);
        const struct course *named = order <= 0 ? &left : &right;
        struct course_parting *kept = parting_of(to, most, count, named->at->event->actor);
        if (find_parting(&left, &right, false, &found) ||
            find_parting(&left, &right, true, &found))
            keep_first_parting(kept, &found);
        i += left.count;
        k += right.count;
    }
}

enum kit_status courses_compare(const struct log *a, const struct log *b,
                                struct course_parting *to, size_t most, size_t *count,
                                struct kit_error *err)
{
    struct courses left = {0}, right = {0};
    *count = 0;
    enum kit_status status = courses_of(a, &left, err);
    if (status == KIT_OK)
        status = courses_of(b, &right, err);
    if (status == KIT_OK)
        compare_lists(&left, &right, to, most, count);
    free(left.all);
    free(right.all);
    return status;
}
