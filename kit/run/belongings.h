#pragma once
/*
 * What the processes of a run have by a name that those of another run can have, too: named
 * objects, and images. Data, and what is pure about it.
 */
#include "kit/base/text.h"
#include "kit/os/named.h"

/* What is beyond it is not told. */
#define BELONGINGS_MOST 64u

/* The type of an image; all others are types of the system. */
#define BELONGING_IMAGE "image"

struct belongings {
    uint32_t count;
    struct belonging {
        char type[KIT_NAME];
        char name[OS_OBJECT_NAME];
    } all[BELONGINGS_MOST];
};

/* Once, however often it is added. */
void belongings_add(struct belongings *to, const char *type, const char *name);

bool belongings_have(const struct belongings *of, const char *type, const char *name);
