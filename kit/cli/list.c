#include "kit/cli/list.h"
#include "kit/os/console.h"
#include "kit/files/programs.h"
#include "kit/suite/suite.h"

/* Why the scenario would be skipped here; NULL if it would be run. */
static const char *skip_reason(const struct scenario *scenario, const char *programs)
{
    const struct kit_platform platform = suite_platform();
    const struct scenario_note *skip = scenario_note_on(scenario->skip, &platform);
    const struct scenario_need *need = programs_absent(scenario, programs);
    if (skip)
        return skip->reason;
    return need ? need->note.reason : NULL;
}

/* "alone", or "uses a, b"; empty for most scenarios. */
static void add_isolation(struct text *to, const struct scenario *scenario)
{
    if (scenario->alone_line > 0)
        text_add(to, "  alone");
    for (uint32_t i = 0; i < scenario->use_count; i++)
        text_add(to, "%s%s", i == 0 ? "  uses " : ", ", scenario->uses[i]);
}

void list_print(const struct scripts *scripts, const char *programs)
{
    size_t skipped = 0;
    for (size_t i = 0; i < scripts->count; i++) {
        char isolation[SCENARIO_USES * (KIT_NAME + 2) + 16];
        struct text text = text_over(isolation, sizeof isolation);
        add_isolation(&text, scripts->all[i].scenario);
        const char *reason = skip_reason(scripts->all[i].scenario, programs);
        os_say(stdout, "%s%s%s%s", scripts->all[i].path, isolation, reason ? "  skipped: " : "",
               reason ? reason : "");
        skipped += reason != NULL;
    }
    os_say(stdout, "%lu to run, %lu to skip", (unsigned long)(scripts->count - skipped),
           (unsigned long)skipped);
}
