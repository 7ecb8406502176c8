#include "kit/field/trace_tree.h"
#include "kit/base/image.h"

#include <stdlib.h>
#include <string.h>

/* Programs that a message names. */
#define NAMED 6u

void trace_tree_free(struct trace_tree *tree)
{
    free(tree->all);
    *tree = (struct trace_tree){0};
}

/* From the newest: a PID is used again. */
size_t trace_process_of(const struct trace_tree *tree, uint32_t pid, int64_t at_ns)
{
    for (size_t i = tree->count; i > 0; i--) {
        const struct trace_process *process = &tree->all[i - 1];
        if (process->pid == pid && process->began_ns <= at_ns)
            return i - 1;
    }
    return TRACE_NOBODY;
}

static struct trace_process *add_traced_process(struct trace_tree *tree,
                                                const struct trace_row *row)
{
    if (tree->count == tree->room) {
        size_t room = tree->room * 2 + 64;
        struct trace_process *all = realloc(tree->all, room * sizeof *all);
        if (!all)
            return NULL;
        tree->all = all;
        tree->room = room;
    }
    struct trace_process *process = &tree->all[tree->count++];
    *process = (struct trace_process){.pid = row->pid, .parent = TRACE_NOBODY};
    struct text image = text_over(process->image, sizeof process->image);
    text_add(&image, "%s", row->image);
    return process;
}

/* `Process Start` names its parent; of the others a column may. */
static void find_traced_parent(struct trace_tree *tree, const struct trace_row *row)
{
    struct trace_process *process = &tree->all[tree->count - 1];
    int64_t pid;
    struct trace_row column = {.detail = row->parent_pid};
    if (!trace_detail_number(row, "Parent PID:", &pid) &&
        !trace_detail_number(&column, "", &pid))
        return;
    size_t parent =
        pid == process->pid ? TRACE_NOBODY : trace_process_of(tree, (uint32_t)pid, row->at_ns);
    if (parent == TRACE_NOBODY || parent == tree->count - 1)
        return;
    process->parent = parent;
    tree->all[parent].children++;
}

/* False without memory. */
static bool take_traced_row(struct trace_tree *tree, const struct trace_row *row)
{
    size_t known = trace_process_of(tree, row->pid, row->at_ns);
    bool starts = words_equal(row->operation, "Process Start");
    bool is_new = known == TRACE_NOBODY || starts;
    if (is_new) {
        struct trace_process *process = add_traced_process(tree, row);
        if (!process)
            return false;
        process->began = starts;
        process->began_ns = starts ? row->at_ns : 0;
        find_traced_parent(tree, row);
        known = tree->count - 1;
    }
    struct trace_process *process = &tree->all[known];
    if (words_equal(row->operation, "Process Exit") && !process->ended) {
        process->ended = true;
        process->ended_ns = row->at_ns;
    }
    int64_t over_ns = row->at_ns + row->duration_ns;
    tree->last_ns = over_ns > tree->last_ns ? over_ns : tree->last_ns;
    return true;
}

enum kit_status trace_tree_read(struct trace_reader *reader, struct trace_tree *out,
                                struct kit_error *err)
{
    struct trace_row row;
    *out = (struct trace_tree){0};
    while (trace_rows_next(reader, &row)) {
        if (!take_traced_row(out, &row)) {
            trace_tree_free(out);
            return kit_fail(err, KIT_FULL, "no memory for the processes of a trace");
        }
    }
    return KIT_OK;
}

size_t trace_top(const struct trace_tree *tree, size_t process, uint32_t *depth)
{
    size_t parent = tree->all[process].parent;
    for (*depth = 0; parent != TRACE_NOBODY && tree->all[parent].is_taken; ++*depth) {
        process = parent;
        parent = tree->all[process].parent;
    }
    return process;
}

/* A parent always stands before its children, so one pass reaches all below. */
static void take_below(struct trace_tree *tree)
{
    for (size_t i = 0; i < tree->count; i++) {
        size_t parent = tree->all[i].parent;
        tree->all[i].is_taken |= parent != TRACE_NOBODY && tree->all[parent].is_taken;
    }
}

/* The processes that start others, and were started by none in the trace. */
static bool is_root(const struct trace_process *process)
{
    return process->parent == TRACE_NOBODY && process->children > 0;
}

static void name_roots(const struct trace_tree *tree, struct text *to)
{
    uint32_t count = 0;
    for (size_t i = 0; i < tree->count; i++) {
        if (is_root(&tree->all[i]) && count++ < NAMED)
            text_add(to, "%s%.60s", count > 1 ? ", " : "", tree->all[i].image);
    }
    if (count > NAMED)
        text_add(to, " and %u more", (unsigned)(count - NAMED));
}

enum kit_status trace_tree_take(struct trace_tree *tree, const char *program,
                                struct kit_error *err)
{
    size_t count = 0;
    for (size_t i = 0; i < tree->count; i++) {
        struct trace_process *process = &tree->all[i];
        process->is_taken = program ? image_is(process->image, program) : is_root(process);
        count += process->is_taken;
    }
    char names[400] = "";
    struct text text = text_over(names, sizeof names);
    name_roots(tree, &text);
    if (count == 0 && program)
        return kit_fail(err, KIT_BAD_INPUT,
                        "no process of the trace has the image '%.100s'; these start others: "
                        "%.300s",
                        program, names[0] ? names : "none");
    if (count == 0)
        return kit_fail(err, KIT_BAD_INPUT,
                        "no process of the trace starts another one; begin to capture before "
                        "the program starts, or name the program with --program");
    if (count > 1 && !program)
        return kit_fail(err, KIT_BAD_INPUT,
                        "several programs of the trace start others: %.300s; say which with "
                        "--program",
                        names);
    take_below(tree);
    return KIT_OK;
}
