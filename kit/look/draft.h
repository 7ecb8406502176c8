#pragma once
/*
 * A scenario for a program that was looked at, to be edited by its user. Pure.
 */
#include "kit/base/event.h"
#include "kit/look/look.h"

#include <stddef.h>

/* A program with its arguments, as the user named it. */
struct look_program {
    const char *path;
    char **arguments; /* `count` of them */
    size_t count;
    bool injected; /* the scenario says `probe inject` behind it */
};

/* A child as a scenario names it. */
struct draft_child {
    char name[KIT_NAME];
    uint32_t process;        /* the first that it stands for */
    uint32_t at_once;        /* how many of its kind lived at once */
    bool by_image;           /* else by its command line */
    bool may_end;            /* another of its kind ended by itself while the program went on */
    char look[LOOK_COMMAND]; /* the image, or the text of the command line */
};

/*
 * The children that a scenario can name: of each kind as many as lived at once. Processes are
 * of one kind if they have the same image and their command lines differ only in numbers, which
 * change from run to run. Returns the number of children.
 */
uint32_t draft_children(const struct look *look, struct draft_child out[LOOK_PROCESSES]);

/* Whether two processes are of one kind. */
bool draft_is_same_kind(const struct look *look, uint32_t a, uint32_t b);

/* The text of a kind for `is any`, with a wildcard in place of each number. */
void draft_kind_text(const struct look *look, uint32_t process, char to[LOOK_COMMAND]);

/* Appends a word of a scenario in quotes, with its quotes escaped. */
void draft_add_quoted(struct text *to, const char *word);

/* Appends the words behind `parent <name> is`: the program, its arguments, its probe. */
void draft_add_program(struct text *to, const struct look_program *program);

/* Appends the lines that declare the program, as `app`, and its children. */
void draft_add_actors(struct text *to, const struct look_program *program,
                      const struct look *look);

/* The first line that the program printed, shortened to what stays the same from run to run: up
 * to the first digit. Empty if there is none that can be waited for. */
void draft_ready_text(const struct kit_event *events, size_t count, char to[LOOK_NAME]);

/* Whether two printed lines are the same up to what changes from one to the next. */
bool draft_is_same_form(const struct kit_event *a, const struct kit_event *b);

/*
 * The text that the program printed again and again, up to the end of the look, in the same
 * form: a sign that it goes on. Empty if there is none. *gap_ns is the longest time between
 * two.
 */
void draft_progress_text(const struct kit_event *events, size_t count, char to[LOOK_NAME],
                         int64_t *gap_ns);

/* Appends the whole draft. */
void draft_write(struct text *to, const struct look_program *program, const struct look *look,
                 const struct kit_event *events, size_t count);
