#pragma once
/*
 * Names that the processes of a run use and that another run can use, too: named objects, and
 * images. This is the list only; it touches no process.
 */
#include "kit/base/text.h"
#include "kit/os/named.h"

/* Names beyond this number are not reported. */
#define BELONGINGS_MOST 64u

/* The type for an image; all other types are the system's. */
#define BELONGING_IMAGE "image"

struct belongings {
    uint32_t count;
    struct belonging {
        char type[KIT_NAME];
        char name[OS_OBJECT_NAME];
    } all[BELONGINGS_MOST];
};

/* Adds a name, unless the list has it already. */
void belongings_add(struct belongings *to, const char *type, const char *name);

bool belongings_have(const struct belongings *of, const char *type, const char *name);
