/*
 * Prints 4 MB of random bytes: NULs, control characters, no text and no line ends. Then it
 * prints a little more of it at each turn. It ends when its standard input does.
 */
#include "children/odd/odd.h"

#define PIECE_BYTES 4096u
#define PIECES      1024u

static void print_rubbish(unsigned pieces, HANDLE ended)
{
    static unsigned long long state = 88172645463325252u; /* the same bytes in each run */
    unsigned char piece[PIECE_BYTES];
    DWORD size;
    for (unsigned i = 0; i < pieces && WaitForSingleObject(ended, 0) == WAIT_TIMEOUT; i++) {
        for (unsigned k = 0; k < PIECE_BYTES; k++) {
            state ^= state << 13, state ^= state >> 7, state ^= state << 17; /* xorshift */
            piece[k] = (unsigned char)(state >> 24);
            if (piece[k] == '\n' || piece[k] == '\r')
                piece[k] = '\0';
        }
        WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), piece, sizeof piece, &size, NULL);
    }
}

int main(int count, char **words)
{
    odd_live(count, words);
    HANDLE ended = odd_input_ended();
    print_rubbish(PIECES, ended);
    while (WaitForSingleObject(ended, ODD_TURN_MS) == WAIT_TIMEOUT)
        print_rubbish(1, ended);
    return 0;
}
