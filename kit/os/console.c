#include "kit/os/console.h"
#include "kit/base/shown_text.h"
#include "kit/base/utf8.h"
#include "kit/os/win32.h"

#include <assert.h>
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

static void write_shown(FILE *to, const char *from, size_t size)
{
    char room[1024];
    struct text out = text_over(room, sizeof room);
    for (const char *end = from + size; from < end;) {
        char piece[SHOWN_MOST];
        from += shown_piece(from, (size_t)(end - from), true, piece);
        text_add(&out, "%s", piece);
        if (from < end && out.size - out.length > SHOWN_MOST)
            continue;
        fputs(room, to);
        out = text_over(room, sizeof room);
    }
}

void os_say(FILE *to, const char *format, ...)
{
    char room[8192];
    va_list arguments;
    va_start(arguments, format);
    size_t size = utf8_print(room, sizeof room, format, arguments);
    va_end(arguments);
    struct text line = {room, sizeof room, size, false};
    shown_rest(&line, 0, false);
    fputs(room, to);
    fputs("\n", to);
}

void os_tell(FILE *to, const char *text)
{
    write_shown(to, text, strlen(text));
}

void os_tell_coloured(FILE *to, uint32_t colour, size_t count, const char *text)
{
    assert(count <= strlen(text));
    if (colour != 0)
        fprintf(to, "\033[%um", (unsigned)colour);
    write_shown(to, text, count);
    if (colour != 0)
        fputs("\033[0m", to);
    os_tell(to, text + count);
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

void os_progress(FILE *to, uint32_t columns, const char *line)
{
    if (!line[0])
        fprintf(to, "\r%*s", (int)columns - 1, "");
    fputs("\r", to);
    os_tell(to, line);
}

/* Uses _write: even fputs does not write to an unbuffered stream in one piece. */
void os_complain(const char *format, ...)
{
    char room[KIT_ERROR_TEXT + 512];
    va_list arguments;
    va_start(arguments, format);
    size_t size = utf8_print(room, sizeof room - 1, format, arguments);
    va_end(arguments);
    struct text line = {room, sizeof room - 1, size, false};
    shown_rest(&line, 0, true);
    line.at[line.length] = '\n';
    fflush(stderr);
    _write(_fileno(stderr), room, (unsigned)line.length + 1);
}
