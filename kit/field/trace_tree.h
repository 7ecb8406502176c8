#pragma once
/*
 * The processes of a trace: which there are, who started whom, and which of them are taken: a
 * program and all processes below it. Pure; one thread.
 */
#include "kit/base/text.h"
#include "kit/field/trace_row.h"

/* A process that has no other. */
#define TRACE_NOBODY     SIZE_MAX

/* Bytes of an image that are kept. */
#define TRACE_IMAGE_MOST 96

struct trace_process {
    uint32_t pid;
    char image[TRACE_IMAGE_MOST];
    bool began; /* in the trace; else it ran before */
    int64_t began_ns;
    bool ended; /* in the trace */
    int64_t ended_ns;
    size_t parent; /* TRACE_NOBODY: it is not in the trace */
    uint32_t children;
    bool is_taken;
};

struct trace_tree {
    struct trace_process *all; /* in the order in which they appear */
    size_t count, room;
    int64_t last_ns; /* of the trace */
};

/* Reads the trace once. KIT_FULL without memory. trace_tree_free. */
enum kit_status trace_tree_read(struct trace_reader *reader, struct trace_tree *out,
                                struct kit_error *err);
void trace_tree_free(struct trace_tree *tree);

/* The process that has this PID at this time, or had it last; TRACE_NOBODY if none had. */
size_t trace_process_of(const struct trace_tree *tree, uint32_t pid, int64_t at_ns);

/*
 * Takes the program of this image with all processes below it. If `program` is NULL, it is the
 * only process of the trace that starts others. KIT_BAD_INPUT if no process has the image, or
 * if `program` is NULL and several processes start others, or none does.
 */
enum kit_status trace_tree_take(struct trace_tree *tree, const char *program,
                                struct kit_error *err);

/* The topmost taken process above this one, or itself; and how many stand between. */
size_t trace_top(const struct trace_tree *tree, size_t process, uint32_t *depth);
