// The parent: sends its clerk a line every 20 ms, over the clerk's standard input.
#include <lifeline.hpp>

#include <string>
#include <windows.h>

class clerk
{
    HANDLE input_;

  public:
    explicit clerk(std::string command) : input_(nullptr)
    {
        SECURITY_ATTRIBUTES inheritable = {sizeof inheritable, nullptr, TRUE};
        STARTUPINFOA how = STARTUPINFOA();
        PROCESS_INFORMATION process;
        how.cb = sizeof how;
        how.dwFlags = STARTF_USESTDHANDLES;
        if (!CreatePipe(&how.hStdInput, &input_, &inheritable, 0))
            return;
        SetHandleInformation(input_, HANDLE_FLAG_INHERIT, 0);
        if (CreateProcessA(nullptr, &command[0], nullptr, nullptr, TRUE, DETACHED_PROCESS,
                           nullptr, nullptr, &how, &process)) {
            CloseHandle(process.hThread);
            CloseHandle(process.hProcess);
        }
        CloseHandle(how.hStdInput);
        LIFELINE_CPP_STEP("child.started", .peer("clerk"));
    }

    clerk(const clerk &) = delete;
    clerk &operator=(const clerk &) = delete;

    ~clerk()
    {
        CloseHandle(input_);
    }

    bool send(const std::string &line)
    {
        DWORD size;
        return WriteFile(input_, line.data(), static_cast<DWORD>(line.size()), &size, nullptr);
    }
};

int main(int count, char **words)
{
    std::string command;
    for (int i = 1; i < count; i++)
        command += std::string(i > 1 ? " " : "") + words[i];
    clerk clerk(command);
    for (uint64_t number = 1; clerk.send("work\n"); number++) {
        LIFELINE_CPP_STEP("reply.sent", .peer("clerk").sequence(number));
        Sleep(20);
    }
    LIFELINE_CPP_REPORT("child.lost", .peer("clerk").by("pipe"));
    Sleep(INFINITE); // where a real program goes on without its clerk
    return 0;
}
