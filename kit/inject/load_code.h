#pragma once
/*
 * The code that loads a DLL, for an APC of a process of 32 bits that a process of 64 bits
 * prepares. It calls LdrLoadDll of ntdll, which is there before any other DLL. Pure.
 */
#include <stddef.h>
#include <stdint.h>

#define LOAD_PATH 1024u                  /* characters of the path, with the terminator */
#define LOAD_ROOM (64u + 2u * LOAD_PATH) /* bytes of the code and what it reads */

/*
 * Makes the code and what it reads, to stand at `at` in that process: `load` is where its
 * LdrLoadDll is, and the path has `length` characters, fewer than LOAD_PATH. The code begins
 * the room. Returns the length of all.
 */
size_t load_code_make(uint8_t room[LOAD_ROOM], uint32_t at, uint32_t load, const uint16_t *path,
                      size_t length);
