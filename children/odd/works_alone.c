/* Has no child and works on, until its standard input ends. */
#include "children/odd/odd.h"

int main(int count, char **words)
{
    odd_live(count, words);
    plain_say("ready");
    return odd_work("worked");
}
