#include "kit/os/named.h"
#include "kit/os/handles.h"
#include "kit/os/text.h"

#include <winternl.h>

#include <assert.h>
#include <string.h>

#define NAME_INFORMATION 1 /* of NtQueryObject */
#define NAMES            "\\BaseNamedObjects\\"

struct looking {
    void (*see)(void *context, const char *type, const char *name);
    void *context;
};

/* True for the types whose name can be asked for without blocking. */
static bool can_be_asked(const char *type)
{
    static const char *const types[] = {"Event", "Mutant", "Section", "Semaphore", NULL};
    return word_index(types, type) >= 0;
}

static void look_at_object(void *context, HANDLE duplicate)
{
    const struct looking *looking = context;
    char type[KIT_NAME], name[OS_OBJECT_NAME * 3] = "";
    struct {
        UNICODE_STRING name;
        wchar_t characters[512];
    } told = {.name = {0}};
    ULONG size = 0;
    if (!duplicate)
        return;
    handle_type(duplicate, type);
    if (!can_be_asked(type) ||
        NtQueryObject(duplicate, (OBJECT_INFORMATION_CLASS)NAME_INFORMATION, &told, sizeof told,
                      &size) < 0 ||
        !told.name.Buffer)
        return;
    size_t length = told.name.Length / sizeof(wchar_t);
    wchar_t wide[OS_OBJECT_NAME] = L"";
    memcpy(wide, told.name.Buffer,
           (length < OS_OBJECT_NAME ? length : OS_OBJECT_NAME - 1) * sizeof *wide);
    if (!os_narrow(wide, name, sizeof name))
        return;
    const char *behind = strstr(name, NAMES);
    if (behind && behind[sizeof NAMES - 1])
        looking->see(looking->context, type, behind + sizeof NAMES - 1);
}

enum kit_status os_named_objects(void *process,
                                 void (*see)(void *context, const char *type, const char *name),
                                 void *context, struct kit_error *err)
{
    struct looking looking = {see, context};
    assert(process && see);
    return handles_each(process, look_at_object, &looking, err);
}
