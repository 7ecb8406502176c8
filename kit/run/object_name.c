#include "kit/run/object_name.h"
#include "kit/inject/own_names.h"

#include <string.h>

/* The longest scope that is looked for, with the number of a session. */
#define SCOPE_MOST 24u

/* As the injected probe has it. A scope is in ASCII. */
static size_t scope_of(const char *name)
{
    uint16_t units[SCOPE_MOST];
    size_t count = 0;
    while (count < SCOPE_MOST && name[count]) {
        units[count] = (unsigned char)name[count];
        count++;
    }
    return own_name_scope(units, count);
}

static void prefix_of(const struct session *session, char to[RUN_PREFIX])
{
    to[0] = '\0';
    if (session->scenario->private_line > 0)
        run_name_prefix(to, session->shared.name);
}

void object_name_in_system(const struct session *session, bool is_pipe, const char *name,
                           char to[OBJECT_NAME])
{
    struct text text = text_over(to, OBJECT_NAME);
    size_t scope = is_pipe ? 0 : scope_of(name);
    char prefix[RUN_PREFIX];
    prefix_of(session, prefix);
    text_add_bytes(&text, name, scope);
    text_add(&text, "%s%s", prefix, name + scope);
}

const char *object_name_in_scenario(const struct session *session, const char *name)
{
    char prefix[RUN_PREFIX];
    prefix_of(session, prefix);
    size_t length = strlen(prefix);
    return strncmp(name, prefix, length) == 0 ? name + length : name;
}
