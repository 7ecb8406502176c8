#include "kit/os/there.h"
#include "kit/base/text.h"
#include "kit/os/file.h"
#include "kit/os/handle.h"
#include "kit/os/text.h"

#include "kit/os/win32.h"

#include <stdlib.h>

bool os_pipe_is_there(const char *name)
{
    char path[OS_NAME_WIDE];
    wchar_t wide[OS_NAME_WIDE];
    struct text text = text_over(path, sizeof path);
    text_add(&text, "\\\\.\\pipe\\%s", name);
    if (text.cut || !os_widen(path, wide, OS_NAME_WIDE))
        return false;
    /* A pipe whose instances are all in use makes this time out. */
    return WaitNamedPipeW(wide, 1) || GetLastError() == ERROR_SEM_TIMEOUT;
}

bool os_event_is_there(const char *name)
{
    wchar_t wide[OS_NAME_WIDE];
    if (!os_widen(name, wide, OS_NAME_WIDE))
        return false;
    HANDLE event = OpenEventW(SYNCHRONIZE, FALSE, wide);
    bool is_there = event || GetLastError() == ERROR_ACCESS_DENIED;
    os_close(&event);
    return is_there;
}

bool os_path_is_there(const char *path)
{
    wchar_t wide[OS_PATH];
    return os_widen(path, wide, OS_PATH) && GetFileAttributesW(wide) != INVALID_FILE_ATTRIBUTES;
}

/* Of iphlpapi.dll, which is loaded only for this question: it makes the start of a program
 * slower. */
#define TABLE_LISTENERS 0 /* TCP_TABLE_BASIC_LISTENER */
#define TABLE_TRIES     8
#define FAMILY_4        2
#define FAMILY_6        23

typedef DWORD(WINAPI *table_function)(void *table, DWORD *size, BOOL sorted, ULONG family,
                                      int table_class, ULONG reserved);
typedef void (*any_function)(void);

/* MIB_TCPROW and MIB_TCP6ROW; ports are in the network's order. */
struct row_4 {
    DWORD state, address, port, peer_address, peer_port;
};
struct row_6 {
    DWORD state;
    BYTE address[16];
    DWORD scope, port;
    BYTE peer_address[16];
    DWORD peer_scope, peer_port;
};

static uint16_t port_of(DWORD in_network_order)
{
    return (uint16_t)((in_network_order & 0xff) << 8 | (in_network_order >> 8 & 0xff));
}

static bool has_port(const void *table, ULONG family, uint16_t port)
{
    DWORD count = *(const DWORD *)table;
    const char *rows = (const char *)table + sizeof count;
    for (DWORD i = 0; i < count; i++) {
        DWORD of = family == FAMILY_4 ? ((const struct row_4 *)(const void *)rows)[i].port
                                      : ((const struct row_6 *)(const void *)rows)[i].port;
        if (port_of(of) == port)
            return true;
    }
    return false;
}

static bool listens(table_function ask, ULONG family, uint16_t port)
{
    DWORD size = 4096, status = ERROR_INSUFFICIENT_BUFFER;
    void *table = NULL;
    for (int i = 0; i < TABLE_TRIES && status == ERROR_INSUFFICIENT_BUFFER; i++) {
        free(table);
        table = malloc(size);
        status = table ? ask(table, &size, FALSE, family, TABLE_LISTENERS, 0)
                       : ERROR_NOT_ENOUGH_MEMORY;
    }
    bool is_there = status == NO_ERROR && has_port(table, family, port);
    free(table);
    return is_there;
}

bool os_port_is_there(uint16_t port)
{
    HMODULE library = LoadLibraryW(L"iphlpapi.dll");
    table_function ask =
        library ? (table_function)(any_function)GetProcAddress(library, "GetExtendedTcpTable")
                : NULL;
    return ask && (listens(ask, FAMILY_4, port) || listens(ask, FAMILY_6, port));
}
