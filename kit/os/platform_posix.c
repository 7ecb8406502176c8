#define _DEFAULT_SOURCE /* for TIOCGWINSZ */
#include "kit/os/platform.h"
#include "kit/base/text.h"

#include <sys/ioctl.h>
#include <sys/utsname.h>
#include <unistd.h>

#define COLUMNS_USUAL 80

void os_platform(char *to, size_t size)
{
    struct text out = text_over(to, size);
    struct utsname system;
    if (uname(&system) == 0)
        text_add(&out, "%s %s", system.sysname, system.release);
    for (char *at = to; *at && *at != ' '; at++) {
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
    }
}

uint32_t os_core_count(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (uint32_t)count : 1;
}

bool os_is_terminal(uint32_t *columns)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO))
        return false;
    bool is_known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    *columns = is_known ? size.ws_col : COLUMNS_USUAL;
    return true;
}
