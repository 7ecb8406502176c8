#include "kit/os/loss.h"
#include "kit/os/error.h"

#define ROW(operation, loss, seen_by, wine, windows, source)                                   \
    {                                                                                          \
        OS_LOSS_##operation, OS_LOSS_BY_##loss, OS_SEEN_BY_##seen_by, wine, windows,           \
            OS_LOSS_SAID_BY_##source                                                           \
    }
#define UNKNOWN OS_LOSS_UNKNOWN

/*
 * 109 ERROR_BROKEN_PIPE, 230 ERROR_BAD_PIPE, 232 ERROR_NO_DATA, 233 ERROR_PIPE_NOT_CONNECTED;
 * 2 ERROR_FILE_NOT_FOUND, 121 ERROR_SEM_TIMEOUT, 231 ERROR_PIPE_BUSY. The seen_by of a
 * disconnect: the client has lost its server; the server did it, and looks at its own end.
 */
const struct os_loss_row os_loss_rows[] = {
    ROW(PENDING_READ, PEER_CLOSED, BOTH, 109, 109, PENDING),
    ROW(READ, PEER_CLOSED, BOTH, 109, 109, STATE),
    ROW(QUEUED_READ, PEER_CLOSED, BOTH, 0, 0, DATA),
    ROW(PENDING_WRITE, PEER_CLOSED, BOTH, 109, 109, TRANSPORT),
    ROW(WRITE, PEER_CLOSED, BOTH, 232, 232, DATA),
    ROW(PEEK, PEER_CLOSED, BOTH, 109, 109, STATE),
    ROW(TRANSACT, PEER_CLOSED, BOTH, 230, 230, STATE),
    ROW(CONNECT, PEER_CLOSED, SERVER, 232, 232, CONNECT),
    ROW(WAIT, PEER_CLOSED, CLIENT, 2, 2, ABSENT),
    ROW(REOPEN, PEER_CLOSED, CLIENT, 2, 2, ABSENT),

    ROW(PENDING_READ, DISCONNECTED, CLIENT, 233, 233, RUNTIME),
    ROW(PENDING_READ, DISCONNECTED, SERVER, 233, UNKNOWN, NONE),
    ROW(READ, DISCONNECTED, BOTH, 233, 233, STATE),
    ROW(QUEUED_READ, DISCONNECTED, BOTH, 233, 233, DATA),
    ROW(PENDING_WRITE, DISCONNECTED, BOTH, 233, 233, TRANSPORT),
    ROW(WRITE, DISCONNECTED, BOTH, 233, 233, DATA),
    ROW(PEEK, DISCONNECTED, CLIENT, 233, 233, STATE),
    ROW(PEEK, DISCONNECTED, SERVER, 230, 230, STATE),
    ROW(TRANSACT, DISCONNECTED, CLIENT, 233, 233, STATE),
    ROW(TRANSACT, DISCONNECTED, SERVER, 230, 230, STATE),
    ROW(MODE, DISCONNECTED, CLIENT, 233, 233, LOCAL),
    ROW(WAIT, DISCONNECTED, CLIENT, 121, 121, LISTEN),
    ROW(REOPEN, DISCONNECTED, CLIENT, 231, 231, ABSENT),

    ROW(PENDING_READ, OWN_CLOSED, BOTH, 109, UNKNOWN, NONE),
    ROW(PENDING_WRITE, OWN_CLOSED, BOTH, 109, UNKNOWN, NONE),
};
const size_t os_loss_row_count = sizeof os_loss_rows / sizeof *os_loss_rows;

enum kit_status os_loss_status(enum os_loss_operation operation, uint32_t os_code)
{
    for (size_t i = 0; i < os_loss_row_count && os_code != 0; i++) {
        const struct os_loss_row *row = &os_loss_rows[i];
        if (row->operation == operation && (row->wine == os_code || row->windows == os_code))
            return KIT_GONE;
    }
    return os_status(os_code);
}
