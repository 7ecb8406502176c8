/*
 * The helper of kill_by_image_parent: it answers each question by its own words.
 */
#include "children/boxes/box.h"

int main(int count, char **words)
{
    box_live();
    return count > 1 ? box_answer(words[1]) : 1;
}
