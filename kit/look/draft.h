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
};

/* A child as a scenario names it. */
struct draft_child {
    char name[KIT_NAME];
    uint32_t process;        /* the first that it stands for */
    bool by_image;           /* else by its command line */
    char look[LOOK_COMMAND]; /* the image, or the text of the command line */
};

/* As many as a look has processes. Returns the number of children. */
uint32_t draft_children(const struct look *look, struct draft_child out[LOOK_PROCESSES]);

/* Appends a word of a scenario in quotes, with its quotes escaped. */
void draft_add_quoted(struct text *to, const char *word);

/* Appends the lines that declare the program, as `app`, and its children. */
void draft_add_actors(struct text *to, const struct look_program *program,
                      const struct look *look);

/* The first line that the program printed, shortened to what stays the same from run to run: up
 * to the first digit. Empty if there is none that can be waited for. */
void draft_ready_text(const struct kit_event *events, size_t count, char to[LOOK_NAME]);

/* Appends the whole draft. */
void draft_write(struct text *to, const struct look_program *program, const struct look *look,
                 const struct kit_event *events, size_t count);
