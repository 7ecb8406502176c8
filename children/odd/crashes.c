/* Crashes as soon as it has started, as a program with a bad configuration does. */
#include "children/odd/odd.h"

int main(int count, char **words)
{
    volatile int *volatile nowhere = NULL;
    odd_live(count, words);
    *nowhere = 1;
    return 0;
}
