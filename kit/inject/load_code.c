#include "kit/inject/load_code.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

/* As a process of 32 bits has it. */
struct string_32 {
    uint16_t bytes, room;
    uint32_t at;
};

#define STRING_PLACE 32u
#define HANDLE_PLACE (STRING_PLACE + (unsigned)sizeof(struct string_32))
#define PATH_PLACE   64u

struct made {
    uint8_t *room;
    size_t length;
};

static void add_number(struct made *made, uint8_t operation, uint32_t number)
{
    made->room[made->length++] = operation;
    memcpy(made->room + made->length, &number, sizeof number);
    made->length += sizeof number;
}

#define PUSH   0x68
#define TO_EAX 0xb8

/* LdrLoadDll(no search path, no flags, the string, the handle), as a function of 3 words. */
static void add_load_call(struct made *made, uint32_t at, uint32_t load)
{
    static const uint8_t call[] = {0xff, 0xd0, 0xc2, 0x0c, 0x00}; /* call eax; ret 12 */
    add_number(made, PUSH, at + HANDLE_PLACE);
    add_number(made, PUSH, at + STRING_PLACE);
    add_number(made, PUSH, 0);
    add_number(made, PUSH, 0);
    add_number(made, TO_EAX, load);
    memcpy(made->room + made->length, call, sizeof call);
    made->length += sizeof call;
    assert(made->length <= STRING_PLACE);
}

size_t load_code_make(uint8_t room[LOAD_ROOM], uint32_t at, uint32_t load, const uint16_t *path,
                      size_t length)
{
    struct made made = {.room = room};
    struct string_32 string = {.bytes = (uint16_t)(length * sizeof *path),
                               .room = (uint16_t)((length + 1) * sizeof *path),
                               .at = at + PATH_PLACE};
    static_assert(PATH_PLACE + 2 * LOAD_PATH == LOAD_ROOM, "there is room for each path");
    assert(length < LOAD_PATH);
    memset(room, 0, PATH_PLACE + string.room);
    add_load_call(&made, at, load);
    memcpy(room + STRING_PLACE, &string, sizeof string);
    memcpy(room + PATH_PLACE, path, string.bytes);
    return PATH_PLACE + string.room;
}
