#include "kit/base/status.h"
#include "kit/base/utf8.h"

enum kit_status kit_fail(struct kit_error *err, enum kit_status status, const char *format, ...)
{
    if (!err)
        return status;
    va_list args;
    va_start(args, format);
    utf8_print(err->text, sizeof err->text, format, args);
    va_end(args);
    err->status = status;
    err->os_code = 0;
    return status;
}
