/*
 * A program with a bug that shows in one start of many: `fails_once FILE` crashes at the third
 * start that FILE counts, right after it was ready. Each start adds a byte.
 */
#include "children/odd/odd.h"

#define BAD_START 3

/* The number of this start, from 1. Each start appends in one call, so two that come at once
 * have two numbers. */
static long count_start(const char *path)
{
    LARGE_INTEGER size = {.QuadPart = 0};
    DWORD written = 0;
    HANDLE file = CreateFileA(path, FILE_APPEND_DATA | FILE_READ_ATTRIBUTES, 0, NULL,
                              OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    while (file == INVALID_HANDLE_VALUE && GetLastError() == ERROR_SHARING_VIOLATION) {
        SwitchToThread(); /* another start counts at this moment */
        file = CreateFileA(path, FILE_APPEND_DATA | FILE_READ_ATTRIBUTES, 0, NULL, OPEN_ALWAYS,
                           FILE_ATTRIBUTE_NORMAL, NULL);
    }
    WriteFile(file, ".", 1, &written, NULL);
    GetFileSizeEx(file, &size);
    CloseHandle(file);
    return (long)size.QuadPart;
}

int main(int count, char **words)
{
    volatile int *volatile nowhere = NULL;
    odd_live(count, words);
    plain_say("ready");
    if (count > 1 && count_start(words[1]) == BAD_START)
        *nowhere = 1; /* the bug */
    return odd_work("turn");
}
