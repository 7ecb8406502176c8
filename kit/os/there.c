#include "kit/os/there.h"
#include "kit/base/text.h"
#include "kit/os/file.h"
#include "kit/os/text.h"

#include <winsock2.h>

#include "kit/os/win32.h"

/* How long a connection on this machine may take: an answer comes at once, or never. */
#define CONNECT_MS 200

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

bool os_path_is_there(const char *path)
{
    wchar_t wide[OS_PATH];
    return os_widen(path, wide, OS_PATH) && GetFileAttributesW(wide) != INVALID_FILE_ATTRIBUTES;
}

/* The few functions of ws2_32.dll. It is loaded only for this question, since it makes the
 * start of a program slower. */
struct sockets {
    int(WSAAPI *start)(WORD, LPWSADATA);
    SOCKET(WSAAPI *create)(int, int, int);
    int(WSAAPI *control)(SOCKET, long, u_long *);
    int(WSAAPI *connect_to)(SOCKET, const struct sockaddr *, int);
    int(WSAAPI *wait)(int, fd_set *, fd_set *, fd_set *, const struct timeval *);
    int(WSAAPI *close)(SOCKET);
};

/* The one type through which a pointer to a function may become one of another type. */
typedef void (*any_function)(void);

static FARPROC find(HMODULE library, const char *name)
{
    return GetProcAddress(library, name);
}

static bool load_sockets(struct sockets *out)
{
    WSADATA data;
    HMODULE library = LoadLibraryW(L"ws2_32.dll");
    if (!library)
        return false;
    out->start = (int(WSAAPI *)(WORD, LPWSADATA))(any_function)find(library, "WSAStartup");
    out->create = (SOCKET(WSAAPI *)(int, int, int))(any_function)find(library, "socket");
    out->control =
        (int(WSAAPI *)(SOCKET, long, u_long *))(any_function)find(library, "ioctlsocket");
    out->connect_to = (int(WSAAPI *)(SOCKET, const struct sockaddr *, int))(any_function)find(
        library, "connect");
    out->wait = (int(WSAAPI *)(int, fd_set *, fd_set *, fd_set *, const struct timeval *))(
        any_function)find(library, "select");
    out->close = (int(WSAAPI *)(SOCKET))(any_function)find(library, "closesocket");
    return out->start && out->create && out->control && out->connect_to && out->wait &&
           out->close && out->start(MAKEWORD(2, 2), &data) == 0;
}

static bool connects(const struct sockets *sockets, SOCKET socket, uint16_t port)
{
    struct sockaddr_in to = {.sin_family = AF_INET};
    struct timeval most = {.tv_usec = CONNECT_MS * 1000};
    u_long at_once = 1;
    fd_set done = {.fd_count = 1, .fd_array = {socket}};
    to.sin_port = (u_short)(port >> 8 | port << 8); /* in the network's order */
    to.sin_addr.S_un.S_un_b.s_b1 = 127;
    to.sin_addr.S_un.S_un_b.s_b4 = 1;
    sockets->control(socket, (long)FIONBIO, &at_once);
    return sockets->connect_to(socket, (const struct sockaddr *)&to, sizeof to) == 0 ||
           sockets->wait(0, NULL, &done, NULL, &most) == 1;
}

bool os_port_is_there(uint16_t port)
{
    struct sockets sockets;
    if (!load_sockets(&sockets))
        return false;
    SOCKET socket = sockets.create(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    bool is_there = socket != INVALID_SOCKET && connects(&sockets, socket, port);
    if (socket != INVALID_SOCKET)
        sockets.close(socket);
    return is_there;
}
