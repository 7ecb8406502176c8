#include "kit/os/error.h"
#include "kit/os/text.h"
#include "kit/os/win32.h"

#include <wchar.h>

enum kit_status os_status(uint32_t os_code)
{
    switch (os_code) {
    case ERROR_SUCCESS:
        return KIT_OK;
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
        return KIT_NOT_FOUND;
    case ERROR_ACCESS_DENIED:
    case ERROR_ALREADY_EXISTS:
    case ERROR_PIPE_BUSY:
        return KIT_DENIED;
    case ERROR_BROKEN_PIPE:        /* 109: the other end is closed */
    case ERROR_NO_DATA:            /* 232: the same, of a write */
    case ERROR_PIPE_NOT_CONNECTED: /* 233: the server disconnected */
    case ERROR_BAD_PIPE:           /* 230: the same, of a transaction */
        return KIT_GONE;
    case ERROR_MORE_DATA: /* 234: a message longer than any message may be */
        return KIT_VIOLATION;
    case WAIT_TIMEOUT:
    case ERROR_SEM_TIMEOUT:
    case ERROR_OPERATION_ABORTED: /* 995: we cancelled it ourselves */
        return KIT_TIMEOUT;
    case ERROR_BAD_EXE_FORMAT:
    case ERROR_FILENAME_EXCED_RANGE:
        return KIT_BAD_INPUT;
    default:
        return KIT_OS;
    }
}

bool os_message(uint32_t os_code, uint32_t language, char to[OS_MESSAGE])
{
    wchar_t told[OS_MESSAGE / 3];
    DWORD length = FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS,
                                  NULL, os_code, language, told, OS_MESSAGE / 3, NULL);
    while (length > 0 && wcschr(L"\r\n. ", told[length - 1]))
        told[--length] = 0;
    to[0] = 0;
    return length > 0 && os_narrow(told, to, OS_MESSAGE);
}

enum kit_status os_fail(struct kit_error *err, const char *call, uint32_t os_code)
{
    char told[OS_MESSAGE];
    if (!os_message(os_code, OS_ENGLISH, told))
        os_message(os_code, OS_ANY_LANGUAGE, told);
    enum kit_status status = os_status(os_code);
    kit_fail(err, status == KIT_OK ? KIT_OS : status, "%s failed with %lu%s%s", call,
             (unsigned long)os_code, told[0] ? ": " : "", told);
    if (err)
        err->os_code = os_code;
    return status == KIT_OK ? KIT_OS : status;
}
