#include "kit/doctor/habits.h"
#include "kit/base/text.h"
#include "kit/base/utf8.h"

#include <string.h>

/* A habit is believed after so many lines whose numbers changed so often. */
#define LINES_LEAST   5
#define CHANGES_LEAST 4

/* The numbers of one line that are compared. */
#define NUMBERS_MOST  8

/* Copies the line with # in place of each number. Returns how many of them there are. */
static uint32_t split_line(const char *line, char form[KIT_EVENT_TEXT],
                           uint64_t numbers[NUMBERS_MOST])
{
    uint32_t count = 0;
    size_t length = 0;
    while (*line && length + 1 < KIT_EVENT_TEXT) {
        uint64_t number = 0;
        form[length++] = utf8_is_digit(*line) ? '#' : *line;
        if (!utf8_is_digit(*line)) {
            line++;
            continue;
        }
        for (; utf8_is_digit(*line); line++)
            number = number * 10 + (uint64_t)(*line - '0');
        if (count < NUMBERS_MOST)
            numbers[count++] = number;
    }
    form[length] = 0;
    return count;
}

/* A bit for each pair of numbers that are the same. */
static uint64_t equal_pairs(const uint64_t numbers[NUMBERS_MOST], uint32_t count)
{
    uint64_t pairs = 0;
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t j = i + 1; j < count; j++) {
            if (numbers[i] == numbers[j])
                pairs |= UINT64_C(1) << (i * NUMBERS_MOST + j);
        }
    }
    return pairs;
}

static struct habit *habit_of(struct habits *habits, const char *form)
{
    for (uint32_t i = 0; i < habits->count; i++) {
        if (strcmp(habits->all[i].form, form) == 0)
            return &habits->all[i];
    }
    return NULL;
}

static void learn_line(struct habits *habits, const char *line)
{
    char form[KIT_EVENT_TEXT];
    uint64_t numbers[NUMBERS_MOST];
    uint32_t count = split_line(line, form, numbers);
    if (count < 2)
        return;
    uint64_t pairs = equal_pairs(numbers, count);
    struct habit *habit = habit_of(habits, form);
    if (!habit && habits->count < HABITS_MOST) {
        habit = &habits->all[habits->count++];
        *habit = (struct habit){.equal = pairs, .first = numbers[0]};
        memcpy(habit->form, form, sizeof form);
    }
    if (!habit)
        return;
    habit->seen++;
    habit->changes += numbers[0] != habit->first;
    habit->first = numbers[0];
    habit->equal &= pairs;
}

void habits_learn(struct habits *habits, const struct kit_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (events[i].kind == EVENT_PRINTED)
            learn_line(habits, events[i].text);
    }
}

static bool is_broken(const struct habits *habits, const char *line)
{
    char form[KIT_EVENT_TEXT];
    uint64_t numbers[NUMBERS_MOST];
    uint32_t count = split_line(line, form, numbers);
    for (uint32_t i = 0; i < habits->count && count >= 2; i++) {
        const struct habit *habit = &habits->all[i];
        if (habit->seen >= LINES_LEAST && habit->changes >= CHANGES_LEAST &&
            strcmp(habit->form, form) == 0 &&
            (habit->equal & ~equal_pairs(numbers, count)) != 0)
            return true;
    }
    return false;
}

const struct kit_event *habits_broken(const struct habits *habits,
                                      const struct kit_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (events[i].kind == EVENT_PRINTED && is_broken(habits, events[i].text))
            return &events[i];
    }
    return NULL;
}

bool habits_stay_broken(const struct habits *habits, const struct kit_event *broken,
                        const struct kit_event *events, size_t count)
{
    char form[KIT_EVENT_TEXT], other[KIT_EVENT_TEXT];
    uint64_t numbers[NUMBERS_MOST];
    split_line(broken->text, form, numbers);
    for (size_t i = count; i > 0; i--) {
        const struct kit_event *event = &events[i - 1];
        if (event->kind != EVENT_PRINTED)
            continue;
        split_line(event->text, other, numbers);
        if (strcmp(form, other) == 0)
            return is_broken(habits, event->text);
    }
    return false;
}
