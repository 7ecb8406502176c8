#include "kit/run/pid_text.h"
#include "kit/scenario/pid_words.h"

#include <assert.h>

#define NAME_TOO_LONG 206u /* Win32's error */

bool pid_text_fill(const struct session *session, int own, const char *from, char to[PID_TEXT])
{
    struct text text = text_over(to, PID_TEXT);
    struct pid_word word;
    bool is_whole = true;
    for (; pid_word_find(from, &word); from = word.at + word.size) {
        int actor = word.name[0] ? scenario_actor(session->scenario, word.name) : own;
        uint32_t pid = actor >= 0 ? session->actors[actor].pid : 0;
        text_add_bytes(&text, from, (size_t)(word.at - from));
        if (pid > 0)
            text_add(&text, "%lu", (unsigned long)pid);
        else
            text_add_bytes(&text, word.at, word.size);
        is_whole &= pid > 0;
    }
    text_add(&text, "%s", from);
    assert(!text.cut);
    return is_whole;
}

uint32_t named_object_code(const struct kit_error *why)
{
    return why->os_code > 0 ? why->os_code : NAME_TOO_LONG;
}
