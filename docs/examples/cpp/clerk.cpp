// The child: reads lines from its standard input, and ends when its parent is gone.
//
//     clerk          right
//     clerk --deaf   wrong: at the end of its input it waits for more work
#include <lifeline.hpp>

#include <string>
#include <windows.h>

static bool read_line()
{
    char line[64];
    DWORD size;
    LIFELINE_CPP_STEP("reply.wait");
    return ReadFile(GetStdHandle(STD_INPUT_HANDLE), line, sizeof line, &size, nullptr) &&
           size > 0;
}

int main(int count, char **words)
{
    const bool is_deaf = count > 1 && std::string(words[1]) == "--deaf";
    while (read_line())
        LIFELINE_CPP_STEP("reply.received");
    if (is_deaf)
        Sleep(INFINITE);
    LIFELINE_CPP_REPORT("child.ending", .by("pipe"));
    return 0;
}
