#include "kit/run/object_name.h"

#include <string.h>

/* The length of what says who sees the object. */
static size_t scope_of(const char *name)
{
    static const char *const scopes[] = {"Global\\", "Local\\"};
    for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++) {
        size_t length = strlen(scopes[i]);
        if (strncmp(name, scopes[i], length) == 0)
            return length;
    }
    return 0;
}

void object_name_in_system(const struct session *session, bool is_pipe, const char *name,
                           char to[OBJECT_NAME])
{
    struct text text = text_over(to, OBJECT_NAME);
    size_t scope = is_pipe ? 0 : scope_of(name);
    char prefix[RUN_PREFIX] = "";
    if (session->scenario->private_line > 0)
        run_name_prefix(prefix, session->shared.name);
    text_add_bytes(&text, name, scope);
    text_add(&text, "%s%s", prefix, name + scope);
}
