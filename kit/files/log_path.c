#include "kit/files/log_path.h"
#include "kit/base/strings.h"
#include "kit/files/log_files.h"

#include <string.h>

enum kit_status log_path_for(const char *folder, const struct script *script,
                             uint32_t repetition, char to[OS_PATH], struct kit_error *err)
{
    bool is_replay = script->log_of != NULL;
    const char *name =
        is_replay ? path_file_name(script->log_of) : path_without_start(script->path);
    const char *ending = is_replay ? LOG_ENDING : SCENARIO_ENDING;
    size_t length = strlen(name);
    bool is_of_cut = is_replay && has_ending(name, CUT_ENDING);
    struct text path = text_over(to, OS_PATH);
    if (is_of_cut)
        length -= strlen(CUT_ENDING);
    else if (has_ending(name, ending))
        length -= strlen(ending);
    text_add(&path, "%s/", folder);
    for (size_t i = 0; i < length; i++)
        text_add(&path, "%c", strchr("/\\:", name[i]) ? '.' : name[i]);
    text_add(&path, "%s%s", is_of_cut ? OS_PART_ENDING : "", is_replay ? ".replay" : "");
    if (repetition > 1)
        text_add(&path, ".%u", (unsigned)repetition);
    text_add(&path, LOG_ENDING);
    if (path.cut)
        return kit_fail(err, KIT_BAD_INPUT, "the log's path for '%.200s' is too long",
                        script->path);
    return KIT_OK;
}
