#include "kit/run/pid_text.h"
#include "kit/os/file.h"
#include "kit/scenario/pid_words.h"

#define NAME_TOO_LONG 206u /* Win32's error */

static bool add_temp(struct text *to)
{
    char folder[OS_PATH];
    bool is_told = os_temp_folder(folder, NULL) == KIT_OK;
    text_add(to, "%s", is_told ? folder : "");
    return is_told;
}

static bool add_pid(const struct session *session, int own, const struct pid_word *word,
                    struct text *to)
{
    int actor = word->name[0] ? scenario_actor(session->scenario, word->name) : own;
    uint32_t pid = actor >= 0 ? session->actors[actor].pid : 0;
    if (pid > 0)
        text_add(to, "%lu", (unsigned long)pid);
    else
        text_add_bytes(to, word->at, word->size);
    return pid > 0;
}

bool pid_text_fill(const struct session *session, int own, const char *from, char to[PID_TEXT])
{
    struct text text = text_over(to, PID_TEXT);
    struct pid_word word;
    bool is_whole = true;
    for (; pid_word_find(from, &word); from = word.at + word.size) {
        text_add_bytes(&text, from, (size_t)(word.at - from));
        is_whole &= word.is_temp ? add_temp(&text) : add_pid(session, own, &word, &text);
    }
    text_add(&text, "%s", from);
    return is_whole && !text.cut;
}

uint32_t named_object_code(const struct kit_error *why)
{
    return why->os_code > 0 ? why->os_code : NAME_TOO_LONG;
}
