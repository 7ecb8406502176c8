#include "kit/run/belongings_census.h"
#include "kit/judge/system_processes.h"
#include "kit/run/session.h"

static void add_belonging(void *context, const char *type, const char *name)
{
    belongings_add(context, type, name);
}

/* A process that ends during the census adds nothing. Those of the system are left out: what
 * the host of a console has tells nothing of the run, and under Wine looking costs 60 ms. */
void belongings_census(const struct session *session)
{
    struct belongings *to = session->settings->belongings;
    struct kit_error ignored;
    for (uint32_t i = 0; to && i < session->processes.count; i++) {
        const struct run_process *process = &session->processes.all[i];
        char image[KIT_NAME]; /* the form that an event has */
        process_image_name(process, image);
        if (image[0])
            belongings_add(to, BELONGING_IMAGE, image);
        if (!process->ended && !is_systems_own(image))
            os_named_objects(process->handle, add_belonging, to, &ignored);
    }
}
