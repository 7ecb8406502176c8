#pragma once
/*
 * The pipes and named objects of this process, by the values of their handles. A step names its
 * object; a call about anything else is no step. Any thread; never waits; no allocation.
 *
 * An object is a peer by its kind and name, such as `pipe:job`; no actor has a colon in its
 * name. What differs from run to run is left out: a number of three digits or more, or a word
 * of hexadecimal digits, becomes `#`. So objects whose names differ only in a PID are one peer,
 * in this run and in the next. Of a name that is too long the end counts. A pipe without a name
 * is `pipe:anonymous`; of the other kinds only objects with a name are kept.
 */
#include "kit/base/text.h"

#include <stdatomic.h>
#include <stdint.h>

#define OBJECTS_HANDLES 16384u /* with values below 65536 */
#define OBJECTS_NAMES   96u    /* objects beyond have the name `more` */

/* X(kind, word) */
#define OBJECT_KINDS(X)                                                                        \
    X(PIPE, "pipe")                                                                            \
    X(EVENT, "event")                                                                          \
    X(SEMAPHORE, "semaphore")                                                                  \
    X(MUTEX, "mutex")                                                                          \
    X(SECTION, "section")

enum object_kind {
#define X(kind, word) OBJECT_##kind,
    OBJECT_KINDS(X)
#undef X
        OBJECT_KIND_COUNT
};

struct object_name {
    _Atomic uint32_t state; /* 0 free, 1 taken, 2 ready */
    enum object_kind kind;
    char peer[KIT_NAME];
};

/* All zero is the initial state; the caller sets `beyond`. */
struct objects {
    _Atomic uint8_t places[OBJECTS_HANDLES]; /* OBJECT_UNKNOWN and so on, by handle */
    struct object_name names[OBJECTS_NAMES];
    _Atomic uint32_t *beyond; /* counts objects whose handle has no place, so that they make no
                                 steps; NULL: nobody asks */
    uint32_t pids[2]; /* of the process and of its creator: no name keeps these numbers */
};

/* What a handle is: an index behind these is that of a name. */
enum {
    OBJECT_UNKNOWN,
    OBJECT_NO_PROCESS, /* unknown, too, but that is known */
    OBJECT_PROCESS,
    OBJECT_OTHER, /* none of the kinds */
    OBJECT_MORE,
    OBJECT_PLACES = 9
};

/* The handle is this object, whose name is as the program wrote it; or it is something else. */
void objects_learn(struct objects *objects, uint64_t handle, enum object_kind kind,
                   const char *name);
void objects_learn_other(struct objects *objects, uint64_t handle);

/* The handle, which is unknown otherwise, is no process; or it is one. */
void objects_learn_no_process(struct objects *objects, uint64_t handle);
void objects_learn_process(struct objects *objects, uint64_t handle);

/* The handle is closed. */
void objects_forget(struct objects *objects, uint64_t handle);

/* The second handle is a duplicate of the first. */
void objects_copy(struct objects *objects, uint64_t from, uint64_t to);

/* True if it is not known yet whether the handle is one of the kinds; or is a process. */
bool objects_unknown(struct objects *objects, uint64_t handle);
bool objects_may_be_process(struct objects *objects, uint64_t handle);

/* True if nothing at all is known of the handle, and it has a place. */
bool objects_unasked(struct objects *objects, uint64_t handle);

/* The peer of the object with this handle; it stays where it is. NULL if the handle is none of
 * this kind, or unknown. */
const char *objects_peer(struct objects *objects, uint64_t handle, enum object_kind kind);

/* The same for an object of any kind. */
const char *objects_any_peer(struct objects *objects, uint64_t handle);

/* The peer of an object of this kind and name. */
void object_peer_name(const struct objects *objects, char to[KIT_NAME], enum object_kind kind,
                      const char *name);
