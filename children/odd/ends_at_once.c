/*
 * Ends as soon as it has started, as a command that lacks an argument does.
 *
 *     ends_at_once.exe [CODE]
 *
 * It exits with CODE, or 0. With another code than 0 it says on its error output what is wrong.
 */
#include "children/odd/odd.h"

int main(int count, char **words)
{
    odd_live(count, words);
    int code = count > 1 ? atoi(words[1]) : 0;
    if (code != 0)
        fprintf(stderr, "ends_at_once: a file name is missing\n");
    return code;
}
