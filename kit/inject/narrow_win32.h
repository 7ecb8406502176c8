#pragma once
/*
 * Loads a DLL into a process of 32 bits that has not run yet, from a process of 64 bits. A
 * function has another address there than here. So the address is read from the export table of
 * the ntdll in that process: the only DLL that is mapped before the process runs.
 */
#include <stdbool.h>
#include <stddef.h>

/*
 * The suspended first thread will load the DLL at `path`, of 32 bits, before the program
 * begins. False if the system refuses, or if this is a Wine that runs such a process inside one
 * of 64 bits: it cannot queue there.
 */
bool narrow_load(void *process, void *thread, const wchar_t *path);
