#include "kit/os/there.h"
#include "kit/base/text.h"
#include "kit/os/file.h"
#include "kit/os/handle.h"
#include "kit/os/text.h"

#include "kit/os/win32.h"

#include <stdlib.h>

/* After a call that found nothing: the system says that there is none, or something else
 * prevents an answer. */
static enum os_there there_by_error(DWORD code)
{
    return code == ERROR_FILE_NOT_FOUND || code == ERROR_PATH_NOT_FOUND ? OS_GONE
                                                                        : OS_THERE_UNKNOWN;
}

enum os_there os_pipe_there(const char *name)
{
    char path[OS_NAME_WIDE];
    wchar_t wide[OS_NAME_WIDE];
    struct text text = text_over(path, sizeof path);
    text_add(&text, "\\\\.\\pipe\\%s", name);
    if (text.cut || !os_widen(path, wide, OS_NAME_WIDE))
        return OS_THERE_UNKNOWN;
    /* A pipe whose instances are all in use makes this time out. */
    if (WaitNamedPipeW(wide, 1) || GetLastError() == ERROR_SEM_TIMEOUT)
        return OS_THERE;
    return there_by_error(GetLastError());
}

typedef HANDLE(WINAPI *open_object)(DWORD access, BOOL inherit, const wchar_t *name);

/* An object of another kind has the name (ERROR_INVALID_HANDLE): there is none of this kind. */
static enum os_there object_there(const char *name, open_object open, DWORD access)
{
    wchar_t wide[OS_NAME_WIDE];
    if (!os_widen(name, wide, OS_NAME_WIDE))
        return OS_THERE_UNKNOWN;
    HANDLE object = open(access, FALSE, wide);
    DWORD code = object ? ERROR_SUCCESS : GetLastError();
    os_close(&object);
    if (code == ERROR_SUCCESS || code == ERROR_ACCESS_DENIED)
        return OS_THERE;
    return code == ERROR_INVALID_HANDLE ? OS_GONE : there_by_error(code);
}

enum os_there os_event_there(const char *name)
{
    return object_there(name, OpenEventW, SYNCHRONIZE);
}

enum os_there os_mutex_there(const char *name)
{
    return object_there(name, OpenMutexW, SYNCHRONIZE);
}

enum os_there os_semaphore_there(const char *name)
{
    return object_there(name, OpenSemaphoreW, SYNCHRONIZE);
}

enum os_there os_section_there(const char *name)
{
    return object_there(name, OpenFileMappingW, SECTION_QUERY);
}

enum os_there os_path_there(const char *path)
{
    wchar_t wide[OS_PATH];
    if (!os_widen(path, wide, OS_PATH))
        return OS_THERE_UNKNOWN;
    return GetFileAttributesW(wide) != INVALID_FILE_ATTRIBUTES ? OS_THERE
                                                               : there_by_error(GetLastError());
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

static enum os_there listens(table_function ask, ULONG family, uint16_t port)
{
    DWORD size = 4096, status = ERROR_INSUFFICIENT_BUFFER;
    void *table = NULL;
    for (int i = 0; i < TABLE_TRIES && status == ERROR_INSUFFICIENT_BUFFER; i++) {
        free(table);
        table = malloc(size);
        status = table ? ask(table, &size, FALSE, family, TABLE_LISTENERS, 0)
                       : ERROR_NOT_ENOUGH_MEMORY;
    }
    enum os_there there = status != NO_ERROR              ? OS_THERE_UNKNOWN
                          : has_port(table, family, port) ? OS_THERE
                                                          : OS_GONE;
    free(table);
    return there;
}

enum os_there os_port_there(uint16_t port)
{
    HMODULE library = LoadLibraryW(L"iphlpapi.dll");
    table_function ask =
        library ? (table_function)(any_function)GetProcAddress(library, "GetExtendedTcpTable")
                : NULL;
    enum os_there on_4 = ask ? listens(ask, FAMILY_4, port) : OS_THERE_UNKNOWN;
    enum os_there on_6 = ask ? listens(ask, FAMILY_6, port) : OS_THERE_UNKNOWN;
    if (on_4 == OS_THERE || on_6 == OS_THERE)
        return OS_THERE;
    /* A system without one of the two families has no table of it. */
    return on_4 == OS_GONE || on_6 == OS_GONE ? OS_GONE : OS_THERE_UNKNOWN;
}
