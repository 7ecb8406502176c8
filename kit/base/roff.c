#include "kit/base/roff.h"

static void roff_add_letter(struct text *to, char letter, bool *bold)
{
    switch (letter) {
    case '\\':
        text_add(to, "\\e");
        break;
    case '-': /* else it may be shown as a hyphen, which nobody can paste into a shell */
        text_add(to, "\\-");
        break;
    case '\'':
        text_add(to, "\\(aq");
        break;
    case '`':
        *bold = !*bold;
        text_add(to, *bold ? "\\fB" : "\\fR");
        break;
    default:
        text_add_bytes(to, &letter, 1);
    }
}

void roff_add(struct text *to, const char *prose)
{
    bool bold = false;
    if (*prose == '.') /* at the start of a line it would be a request */
        text_add(to, "\\&");
    for (; *prose; prose++)
        roff_add_letter(to, *prose, &bold);
}

void roff_add_sentence(struct text *to, const char *prose)
{
    bool begins_small = *prose >= 'a' && *prose <= 'z';
    if (begins_small) {
        text_add(to, "%c", *prose - 'a' + 'A');
        prose++;
    }
    roff_add(to, prose);
    text_add(to, ".\n");
}
