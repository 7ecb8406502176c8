#include "kit/scenario/shapes.h"

#include <string.h>

const char *const option_shapes[OPTION_COUNT + 1] = {
#define X(option, phrase, option_switch, kind, usual, sides, meaning) phrase " " FORM_##kind,
    SCENARIO_OPTIONS(X)
#undef X
};

const char *const slot_expectations[SLOT_COUNT + 1] = {
#define X(slot, role, shape, expected, meaning) expected,
    SHAPE_SLOTS(X)
#undef X
};

static const char *const slot_shapes[SLOT_COUNT + 1] = {
#define X(slot, role, shape, expected, meaning) shape,
    SHAPE_SLOTS(X)
#undef X
};

static const enum shape_role slot_roles[SLOT_COUNT] = {
#define X(slot, role, shape, expected, meaning) ROLE_##role,
    SHAPE_SLOTS(X)
#undef X
};

static enum shape_role element_role(const struct shape *shape, const struct element *element)
{
    const struct element *before = shape->count > 0 ? element - 1 : NULL;
    if (element->slot == SLOT_ACTOR && before && !before->literal && before->slot == SLOT_FAULT)
        return ROLE_TARGET;
    bool is_sender = before && before->literal && before->size == strlen("as") &&
                     memcmp(before->literal, "as", before->size) == 0;
    if (element->slot == SLOT_ACTOR && (element->group > 0 || is_sender))
        return ROLE_PEER;
    bool is_floor = before && before->literal && before->size == strlen("before") &&
                    memcmp(before->literal, "before", before->size) == 0;
    if (element->slot == SLOT_DURATION && is_floor)
        return ROLE_FLOOR;
    return slot_roles[element->slot];
}

/* The slot at the beginning of a shape's text, or -1. */
static int slot_at(const char *text)
{
    for (int i = 0; i < SLOT_COUNT; i++) {
        if (strncmp(text, slot_shapes[i], strlen(slot_shapes[i])) == 0)
            return i;
    }
    return -1;
}

/* Reads one element from *text and moves *text behind it. */
static bool element_read(const char **text, struct shape *shape, uint32_t group)
{
    if (shape->count == SHAPE_ELEMENTS)
        return false;
    struct element *element = &shape->elements[shape->count];
    int slot = slot_at(*text);
    *element = (struct element){.slot = SLOT_COUNT, .role = ROLES, .group = group};
    if (slot >= 0) {
        element->slot = (enum shape_slot)slot;
        element->size = strlen(slot_shapes[slot]);
        element->role = element_role(shape, element);
    } else {
        element->literal = *text;
        element->size = strcspn(*text, " []<>#");
    }
    *text += element->size;
    shape->count++;
    return element->size > 0;
}

bool shape_read(const char *text, struct shape *out)
{
    uint32_t group = 0, groups = 0;
    out->count = 0;
    while (*text) {
        if (*text == '[') {
            if (group > 0)
                return false;
            group = ++groups;
            text++;
        }
        if (!element_read(&text, out, group))
            return false;
        if (*text == ']') {
            if (group == 0)
                return false;
            group = 0;
            text++;
        }
        if (*text == ' ' && text[1] && text[1] != ' ')
            text++;
        else if (*text)
            return false;
    }
    return out->count > 0 && group == 0;
}
