#ifndef STRANGER_H
#define STRANGER_H
/*
 * What the pairs of this folder share. They stand for the programs of other people: plain
 * Win32, nothing of kit/link. Each is built twice. strangers/NAME.exe knows nothing of
 * lifeline; strangers/probed/NAME.exe has the lines of probe that a user would place who has
 * read docs/tutorial.md. `--bug` behind the parent's name switches on the one bug of the pair.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#ifdef STRANGER_PROBED
#include "kit/probe/lifeline.h"
#else
#define LIFELINE_STEP(...)    ((void)0)
#define LIFELINE_REPORT(...)  ((void)0)
#define lifeline_attach(name) ((void)(name))
#endif

static inline BOOL has(int count, char **words, const char *word)
{
    for (int i = 1; i < count; i++) {
        if (strcmp(words[i], word) == 0)
            return TRUE;
    }
    return FALSE;
}

/* An anonymous pipe of which the child inherits one end: the read end for its standard input,
 * the write end for its standard output. Ours is for us alone. */
static inline BOOL make_pipe(HANDLE *ours, HANDLE *childs, BOOL child_reads)
{
    SECURITY_ATTRIBUTES inheritable = {sizeof inheritable, NULL, TRUE};
    HANDLE read_end, write_end;
    if (!CreatePipe(&read_end, &write_end, &inheritable, 0))
        return FALSE;
    *ours = child_reads ? write_end : read_end;
    *childs = child_reads ? read_end : write_end;
    return SetHandleInformation(*ours, HANDLE_FLAG_INHERIT, 0);
}

/* Starts the program NAME.exe that stands beside this one. Its words are the arguments. */
static inline BOOL start_beside(const char *name, const char *words, DWORD flags, HANDLE input,
                                HANDLE output, PROCESS_INFORMATION *made)
{
    STARTUPINFOA how = {.cb = sizeof how};
    char place[MAX_PATH], command[2 * MAX_PATH + 64];
    if (input || output) {
        how.dwFlags = STARTF_USESTDHANDLES;
        how.hStdInput = input;
        how.hStdOutput = output;
    }
    GetModuleFileNameA(NULL, place, sizeof place);
    *strrchr(place, '\\') = '\0';
    snprintf(command, sizeof command, "\"%s\\%s.exe\" %s", place, name, words);
    return CreateProcessA(NULL, command, NULL, NULL, input || output, flags, NULL, NULL, &how,
                          made);
}

/* What a parent does whose helper is gone, or that has nothing to do: it lives. */
static inline void go_on(void)
{
    for (;;)
        Sleep(100);
}

#endif
