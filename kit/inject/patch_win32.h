#pragma once
/*
 * Patches the stubs of ntdll in this process, all that have the known form: a call of the list
 * leads to its handler, and every call is counted. Once, while no other thread runs.
 *
 * The self-test. Under Wine all calls of the system go through one pointer, its dispatcher.
 * That pointer is turned to a second counter. Whatever reaches the system without passing a
 * patched stub is counted there alone. Windows has no such pointer: there nothing proves that
 * the patch sees every call. In Wine's processes of 32 bits a thread's block has the address of
 * the dispatcher, too (fs:[c0]). A stub that calls it is patched, and in neither count.
 */
#include "kit/inject/calls_win32.h"
#include "kit/probe/run_block.h"

/* A function of a module that is no call of ntdll. */
struct function_patch {
    const char *module, *name;
    void *handler;
    void *original;    /* goes on behind the patch; NULL: it could not be patched */
    const uint8_t *at; /* what is patched, or NULL */
    bool is_there;     /* the module has a function of its own of this name */
};

/* Patches functions that begin with padding, as those of Wine do. Once, while no other thread
 * runs. */
void patch_functions(struct function_patch *patches, size_t count);

/* `counts` must stay where it is as long as the process lives. False if nothing is patched. */
bool patch_stubs(const struct call_hooks *lists, size_t list_count,
                 struct run_call_counts *counts);
