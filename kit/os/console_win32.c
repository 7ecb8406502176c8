#include "kit/os/console.h"
#include "kit/os/console_error.h"
#include "kit/os/win32.h"

#include <fcntl.h>
#include <io.h>
#include <string.h>

/* The code page to restore; 0: none. Static, since the process has one console. */
static UINT before;

/* Restores the code page on Ctrl+C, which ends the process without a return to main. */
static BOOL WINAPI give_back(DWORD event)
{
    (void)event;
    if (before != 0)
        SetConsoleOutputCP(before);
    return FALSE; /* the default handler ends the process */
}

static bool is_console(FILE *file)
{
    DWORD mode;
    return GetConsoleMode((HANDLE)_get_osfhandle(_fileno(file)), &mode);
}

/* Sets binary mode. Text mode would write CR LF for LF and, at least under Wine, convert
 * console output by the locale. A console starts a new line for LF alone. */
void os_streams_begin(void)
{
    _setmode(_fileno(stdout), _O_BINARY);
    _setmode(_fileno(stderr), _O_BINARY);
}

void os_console_begin(void)
{
    before = GetConsoleOutputCP();
    if (before == 0)
        return;
    SetConsoleCtrlHandler(give_back, TRUE);
    SetConsoleOutputCP(CP_UTF8);
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

bool os_can_ask(void)
{
    return is_console(stdin) && is_console(stdout);
}

bool os_ask(const char *question)
{
    char answer[16] = "";
    os_tell(stdout, question);
    os_tell(stdout, " [y/N] ");
    fflush(stdout);
    if (!fgets(answer, sizeof answer, stdin))
        return false;
    answer[strcspn(answer, "\r\n")] = 0;
    return _stricmp(answer, "y") == 0 || _stricmp(answer, "yes") == 0;
}

void console_write_error(const char *bytes, size_t size)
{
    _write(_fileno(stderr), bytes, (unsigned)size);
}
