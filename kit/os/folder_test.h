#pragma once
/*
 * For tests of files: a folder of the test's own, beside its program.
 */
#include "kit/base/text.h"
#include "kit/os/file.h"
#include "kit/os/text.h"

#include <stdbool.h>

/* Makes FOLDER: `name` of the test, a random part, and `below`, which is "" or "/tree". */
static bool make_test_folder(char folder[OS_PATH], const char *name, const char *below)
{
    char own[OS_PATH];
    struct text text = text_over(folder, OS_PATH);
    if (os_program_folder(own, NULL) != KIT_OK)
        return false;
    text_add(&text, "%s/%s-%llx%s", own, name, os_random(), below);
    return os_folder_make(folder, NULL) == KIT_OK;
}
