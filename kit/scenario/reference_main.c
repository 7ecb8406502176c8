/* Writes docs/language.md to stdout. */
#include "kit/scenario/reference.h"

#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char *page = malloc(REFERENCE_BYTES);
    bool written = false;
    if (page) {
        struct text text = text_over(page, REFERENCE_BYTES);
        scenario_reference(&text);
        written = !text.cut && fputs(page, stdout) >= 0 && fflush(stdout) == 0;
    }
    free(page);
    return written ? EXIT_SUCCESS : EXIT_FAILURE;
}
