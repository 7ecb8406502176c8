#include "kit/look/page.h"
#include "kit/base/shown_text.h"
#include "kit/judge/system_processes.h"
#include "kit/look/exchange_page.h"

#include <assert.h>
#include <string.h>

/* Lines of output that are shown. */
#define LINES_SHOWN 20u

static double seconds(int64_t ns)
{
    return (double)ns / 1e9;
}

static void add_fate(struct text *to, const struct look_process *process)
{
    if (!process->ended)
        text_add(to, "still ran");
    else
        text_add(to,
                 process->code > 0xffff ? "exited with 0x%08X at %.2f s"
                                        : "exited with %u at %.2f s",
                 (unsigned)process->code, seconds(process->ended_ns));
}

static void show_process(struct text *to, const struct look *look, uint32_t index)
{
    const struct look_process *process = &look->processes[index];
    text_add(to, "  %u  %*s", (unsigned)index + 1, (int)look_depth(look, index) * 2, "");
    shown_add(to, process->image[0] ? process->image : "(unknown)", false);
    text_add(to, ", pid %u, from %.2f s, ", (unsigned)process->pid, seconds(process->began_ns));
    add_fate(to, process);
    if (is_systems_own(process->image))
        text_add(to, " (the system's own)");
    text_add(to, "\n       %*s", (int)look_depth(look, index) * 2, "");
    shown_add(to, process->command, false);
    text_add(to, "\n");
}

static void add_holder(struct text *to, const struct look *look, const struct look_held *held,
                       const char *before)
{
    text_add(to, "%s%u (", before, (unsigned)held->process + 1);
    shown_add(to, look->processes[held->process].image, false);
    text_add(to, "%s%s)", held->is_server ? ", server" : "",
             held->is_listening ? ", waits for a client" : "");
}

static bool is_same_object(const struct look_held *a, const struct look_held *b)
{
    return words_equal(a->type, b->type) && words_equal(a->name, b->name);
}

/* Whether an earlier entry is of the same object. */
static bool was_told(const struct look *look, uint32_t index)
{
    for (uint32_t i = 0; i < index; i++) {
        if (is_same_object(&look->held[i], &look->held[index]))
            return true;
    }
    return false;
}

/* A process that holds both ends of its pipe never sees the other side go. */
static void add_kept_ends(struct text *to, const struct look *look, uint32_t index)
{
    const struct look_held *server = &look->held[index];
    for (uint32_t i = 0; server->is_server && i < look->held_count; i++) {
        const struct look_held *client = &look->held[i];
        if (is_same_object(server, client) && !client->is_server &&
            client->process == server->process)
            text_add(to,
                     "     %u holds both ends of it, so it does not see when the other side is "
                     "gone\n",
                     (unsigned)server->process + 1);
    }
}

/* One line for each object: its name, and all who hold it. */
static void show_held_object(struct text *to, const struct look *look, uint32_t index)
{
    const struct look_held *held = &look->held[index];
    const char *before = ": ";
    text_add(to, "  ");
    if (held->is_output)
        text_add(to, "the output of the program, which Lifeline reads");
    else
        shown_add(to, held->name, false);
    if (!words_equal(held->type, LOOK_PIPE))
        text_add(to, " (%s)", held->type);
    for (uint32_t i = index; i < look->held_count; i++) {
        if (!is_same_object(held, &look->held[i]))
            continue;
        add_holder(to, look, &look->held[i], before);
        before = ", ";
    }
    text_add(to, "\n");
    for (uint32_t i = index; i < look->held_count; i++) {
        if (is_same_object(held, &look->held[i]))
            add_kept_ends(to, look, i);
    }
}

static void add_objects(struct text *to, const struct look *look, bool pipes, const char *title,
                        const char *none)
{
    bool any = false;
    text_add(to, "\n%s\n", title);
    for (uint32_t i = 0; i < look->held_count; i++) {
        if (words_equal(look->held[i].type, LOOK_PIPE) != pipes || was_told(look, i))
            continue;
        show_held_object(to, look, i);
        any = true;
    }
    if (!any)
        text_add(to, "  %s\n", none);
}

static void add_printed(struct text *to, const struct kit_event *events, size_t count)
{
    uint32_t lines = 0;
    text_add(to, "\nPrinted\n");
    for (size_t i = 0; i < count; i++) {
        if (events[i].kind != EVENT_PRINTED || (!events[i].text[0] && !events[i].by[0]))
            continue;
        if (lines++ >= LINES_SHOWN)
            continue;
        text_add(to, "  %.2f s  ", seconds(events[i].at_ns));
        shown_add(to, events[i].text, false);
        text_add(to, "\n");
    }
    if (lines > LINES_SHOWN)
        text_add(to, "  and %u lines more, which are in the log\n",
                 (unsigned)(lines - LINES_SHOWN));
    if (lines == 0)
        text_add(to, "  nothing\n");
}

/* How long it ran. */
static void add_course_of_look(struct text *to, const struct look *look, int64_t took_ns)
{
    if (look->processes[0].ended) {
        text_add(to, " ran for %.2f s and ",
                 seconds(look->processes[0].ended_ns - look->processes[0].began_ns));
        text_add(to,
                 look->processes[0].code > 0xffff ? "ended with code 0x%08X.\n"
                                                  : "ended with code %u.\n",
                 (unsigned)look->processes[0].code);
    } else {
        text_add(to, " was looked at for %.2f s and still ran; Lifeline ended it then.\n",
                 seconds(took_ns));
    }
}

void look_page(struct text *to, const struct look_program *program, const struct look *look,
               const struct look_events *events, const struct look_events *calls,
               int64_t took_ns)
{
    assert(look->process_count > 0);
    shown_add(to, program->path, false);
    add_course_of_look(to, look, took_ns);
    text_add(to, "\nProcesses\n");
    for (uint32_t i = 0; i < look->process_count; i++)
        show_process(to, look, i);
    add_objects(to, look, true,
                "Pipes with a name, and the processes that hold an end at the end of the look",
                "none");
    add_objects(to, look, false, "Named objects", "none");
    if (look->is_full)
        text_add(to, "  (there were more processes or objects than Lifeline keeps)\n");
    add_printed(to, events->all, events->count);
    if (calls) {
        text_add(to, "\nCalls by pipe and object, as the injected probe saw them in another "
                     "run\n");
        exchange_show(to, calls->all, calls->count);
    }
    text_add(to, "\nDraft of a scenario\n");
    size_t from = to->length;
    draft_write(to, program, look, events->all, events->count);
    shown_rest(to, from, true);
}
