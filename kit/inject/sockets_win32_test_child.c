/*
 * A program that knows nothing of lifeline, for inject_win32_test. It connects to itself over
 * TCP, sends and receives three times, receives once without waiting for it, sees the end of
 * the connection, and ends with code 7. If a call fails it ends with the error.
 */
#include <stdint.h>
#include <string.h>
#define INCL_WINSOCK_API_TYPEDEFS 1
#include <winsock2.h>

#define CODE 7

/* X(function, its type): the project's programs are linked with no DLL but kernel32 and ntdll.
 */
#define FUNCTIONS(X)                                                                           \
    X(WSAStartup, LPFN_WSASTARTUP)                                                             \
    X(socket, LPFN_SOCKET)                                                                     \
    X(bind, LPFN_BIND)                                                                         \
    X(listen, LPFN_LISTEN)                                                                     \
    X(getsockname, LPFN_GETSOCKNAME)                                                           \
    X(connect, LPFN_CONNECT)                                                                   \
    X(accept, LPFN_ACCEPT)                                                                     \
    X(send, LPFN_SEND)                                                                         \
    X(recv, LPFN_RECV)                                                                         \
    X(WSARecv, LPFN_WSARECV)                                                                   \
    X(closesocket, LPFN_CLOSESOCKET)

static struct {
#define X(function, type) type function;
    FUNCTIONS(X)
#undef X
} net;

static BOOL load(void)
{
    WSADATA data;
    HMODULE module = LoadLibraryA("ws2_32.dll");
    BOOL has_all = module != NULL;
#define X(function, type)                                                                      \
    net.function = (type)(uintptr_t)GetProcAddress(module, #function);                         \
    has_all = has_all && net.function;
    FUNCTIONS(X)
#undef X
    return has_all && net.WSAStartup(MAKEWORD(2, 2), &data) == 0;
}

static BOOL join(SOCKET *server, SOCKET *client)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    int size = sizeof address;
    SOCKET door = net.socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    *client = net.socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    address.sin_addr.S_un.S_addr = 0x0100007f; /* 127.0.0.1; the system chooses the port */
    if (net.bind(door, (struct sockaddr *)&address, size) != 0 || net.listen(door, 1) != 0 ||
        net.getsockname(door, (struct sockaddr *)&address, &size) != 0 ||
        net.connect(*client, (struct sockaddr *)&address, size) != 0)
        return FALSE;
    *server = net.accept(door, NULL, NULL);
    return *server != INVALID_SOCKET && net.closesocket(door) == 0;
}

/* The bytes come after the call has returned, and the event says so. */
static BOOL receive_later(SOCKET server, SOCKET client)
{
    char bytes[8];
    WSABUF buffer = {.len = sizeof bytes, .buf = bytes};
    OVERLAPPED io = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
    DWORD flags = 0, size;
    BOOL waits = net.WSARecv(server, &buffer, 1, &size, &flags, &io, NULL) != 0 &&
                 GetLastError() == WSA_IO_PENDING;
    return waits && net.send(client, "later", 5, 0) == 5 &&
           WaitForSingleObject(io.hEvent, INFINITE) == WAIT_OBJECT_0 && io.InternalHigh == 5;
}

static int error_of_call(void)
{
    return (int)GetLastError();
}

int main(void)
{
    char bytes[8];
    SOCKET server, client;
    if (!load())
        return 1;
    if (!join(&server, &client))
        return error_of_call();
    for (int i = 0; i < 3; i++) {
        if (net.send(client, "word", 4, 0) != 4 ||
            net.recv(server, bytes, sizeof bytes, 0) != 4)
            return error_of_call();
    }
    if (!receive_later(server, client))
        return 3;
    net.closesocket(client);
    if (net.recv(server, bytes, sizeof bytes, 0) != 0)
        return 4;
    net.closesocket(server);
    return CODE;
}
