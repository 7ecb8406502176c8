#pragma once
/*
 * For tests of files: a folder of the test's own, beside its program.
 */
#include "kit/base/text.h"
#include "kit/os/file.h"
#include "kit/os/text.h"

#include <direct.h>
#include <stdbool.h>
#include <stdio.h>

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

/* Writes a file into the folder; its path is good until the next call. */
static inline const char *write_test_file(const char *folder, const char *name,
                                          const char *text)
{
    static char path[OS_PATH];
    struct text to = text_over(path, sizeof path);
    text_add(&to, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    bool well = file && fputs(text, file) >= 0;
    if (file)
        well = fclose(file) == 0 && well;
    return well ? path : NULL;
}

/* Removes the files, by a list that ends with NULL, and the folder. */
static inline bool remove_test_folder(const char *folder, const char *const *names)
{
    for (; *names; names++) {
        char path[OS_PATH];
        struct text text = text_over(path, sizeof path);
        text_add(&text, "%s/%s", folder, *names);
        os_file_remove(path, NULL);
    }
    return _rmdir(folder) == 0;
}

/* Removes a file or an empty folder, by a path in UTF-8. */
static inline void remove_test_path(const char *path)
{
    wchar_t wide[OS_PATH];
    if (os_widen(path, wide, OS_PATH) && _wremove(wide) != 0)
        _wrmdir(wide);
}
