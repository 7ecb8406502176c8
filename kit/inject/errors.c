#include "kit/inject/errors.h"

uint32_t status_of_error(uint32_t error)
{
    switch (error) {
#define X(win32, status)                                                                       \
    case win32:                                                                                \
        return status;
        INJECT_ERRORS(X)
        INJECT_SOCKET_ERRORS(X)
#undef X
    default:
        return 0;
    }
}
