#include "kit/probe/field_log.h"
#include "kit/base/utf8.h"

#include <string.h>

static bool fits_file_name(char c)
{
    return utf8_is_letter(c) || utf8_is_digit(c) || c == '_' || c == '-' || c == '.';
}

void field_log_name(char to[FIELD_NAME], const struct field_time *began, uint32_t pid,
                    const char *who)
{
    struct text name = text_over(to, FIELD_NAME);
    text_add(&name, "%04u%02u%02uT%02u%02u%02u.%03uZ-%u-", (unsigned)began->year,
             (unsigned)began->month, (unsigned)began->day, (unsigned)began->hour,
             (unsigned)began->minute, (unsigned)began->second, (unsigned)began->ms,
             (unsigned)pid);
    for (size_t i = 0; who[i] && i < KIT_NAME - 1; i++)
        text_add(&name, "%c", fits_file_name(who[i]) ? who[i] : '_');
    text_add(&name, FIELD_ENDING);
}

/* A digit in the name stands for each `0` here; any other character stands for itself. */
static const char name_begins[] = "00000000T000000.000Z-0";

bool field_log_is_name(const char *name)
{
    size_t length = strlen(name), begin = sizeof name_begins - 1,
           ending = sizeof FIELD_ENDING - 1;
    if (length < begin + ending || strcmp(name + length - ending, FIELD_ENDING) != 0)
        return false;
    for (size_t i = 0; i < begin; i++) {
        bool is_digit = name[i] >= '0' && name[i] <= '9';
        if (name_begins[i] == '0' ? !is_digit : name[i] != name_begins[i])
            return false;
    }
    return true;
}

void field_log_who(char to[KIT_NAME], const char *image)
{
    static const char exe[] = ".exe";
    size_t length = strlen(image), ending = sizeof exe - 1;
    const char *tail = length > ending ? image + length - ending : image + length;
    bool has_ending = tail[0] == exe[0];
    for (size_t i = 1; i < ending && has_ending; i++)
        has_ending = (tail[i] | ' ') == exe[i];
    struct text who = text_over(to, KIT_NAME);
    text_add_bytes(&who, image, has_ending ? length - ending : length);
}

bool field_log_valid(const struct field_log *log, uint64_t bytes)
{
    return bytes >= sizeof *log &&
           memcmp(log->facts.magic, FIELD_MAGIC, sizeof FIELD_MAGIC) == 0 &&
           log->facts.version == FIELD_VERSION &&
           log->facts.actor_size == sizeof(struct actor_block) && log->facts.ticks_per_s > 0;
}
