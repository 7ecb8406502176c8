#include "kit/os/console.h"
#include "kit/base/utf8.h"
#include "kit/os/win32.h"

#include <fcntl.h>
#include <io.h>
#include <stdio.h>

/* The code page to give back; 0: none. The console is the process's, and so is this. */
static UINT before;

/* Ctrl+C ends the process without a way back to main. */
static BOOL WINAPI give_back(DWORD event)
{
    (void)event;
    if (before != 0)
        SetConsoleOutputCP(before);
    return FALSE; /* and it ends as it would have */
}

/* Text mode converts what goes to a console by the locale, under Wine at least. A console makes
 * a new line of LF alone; a file or a pipe stays as it was. */
static void write_as_it_is(FILE *file)
{
    DWORD mode;
    int number = _fileno(file);
    if (GetConsoleMode((HANDLE)_get_osfhandle(number), &mode))
        _setmode(number, _O_BINARY);
}

void os_console_begin(void)
{
    before = GetConsoleOutputCP();
    if (before == 0)
        return;
    SetConsoleCtrlHandler(give_back, TRUE);
    SetConsoleOutputCP(CP_UTF8);
    write_as_it_is(stdout);
    write_as_it_is(stderr);
}

void os_console_end(void)
{
    if (before == 0)
        return;
    fflush(stdout);
    SetConsoleOutputCP(before);
    SetConsoleCtrlHandler(give_back, FALSE);
    before = 0;
}

/* By _write, since not even fputs writes to an unbuffered stream in one piece. */
void os_complain(const char *format, ...)
{
    char room[KIT_ERROR_TEXT + 64];
    va_list arguments;
    va_start(arguments, format);
    size_t size = utf8_print(room, sizeof room - 1, format, arguments);
    va_end(arguments);
    room[size] = '\n';
    fflush(stderr);
    _write(_fileno(stderr), room, (unsigned)size + 1);
}
