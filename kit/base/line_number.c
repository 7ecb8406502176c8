#include "kit/base/line_number.h"
#include "kit/base/text.h"

struct line_words line_words(uint32_t number)
{
    struct line_words words;
    struct text to = text_over(words.text, sizeof words.text);
    text_add(&to, "line %u", (unsigned)line_in_file(number));
    if (line_time(number) > 1)
        text_add(&to, ", time %u", (unsigned)line_time(number));
    return words;
}
