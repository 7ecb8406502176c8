// What a child is started with: the words of a parent of kit/link, and those that a scenario
// hands on. A wrong one is a sentence, and the child ends with the code Usage.
//
//     child.exe <mapping handle> <pipe> <event> <bytes> [--actor cs] [--tick 20ms] ...
using System;

namespace Lifeline
{
    // How a child notices that its parent is gone; whichever comes first, unless it is told.
    [Flags]
    public enum Ways
    {
        Pipe = 1,
        Process = 2,
        Watchdog = 4,
        All = Pipe | Process | Watchdog,
    }

    public sealed class Options
    {
        public const int Usage = 2;

        public uint Mapping { get; private set; }
        public string Pipe { get; private set; }
        public string Event { get; private set; }
        public uint Bytes { get; private set; }

        public string Actor { get; private set; } = "";
        public int WatchdogMs { get; private set; } = 2000;
        public int TickMs { get; private set; } = 2000;
        public uint Requests { get; private set; } // 0: until it is stopped
        public int DeadlineMs { get; private set; } = 1000;
        public Ways Ways { get; private set; } = Ways.All;
        public string EventTo { get; private set; } // null where not given
        public uint ParentProcess { get; private set; } // 0 where not given

        // Of the arguments as Main has them. FormatException: its message is the sentence.
        public static Options Read(string[] words)
        {
            if (words.Length < 4)
                throw new FormatException("a child is started by its parent, with <mapping " +
                                          "handle> <pipe> <event> <bytes> and options");
            var read = new Options
            {
                Mapping = Number(words[0], uint.MaxValue),
                Pipe = words[1],
                Event = words[2],
                Bytes = Number(words[3], SharedMemory.Most),
            };
            if (read.Bytes < SharedMemory.Least)
                throw new FormatException(
                    $"{read.Bytes} bytes are too few to share; at least {SharedMemory.Least}");
            for (int at = 4; at < words.Length; at += 2)
                read.Take(words[at], at + 1 < words.Length ? words[at + 1] : null);
            if (read.ParentProcess == 0 && !read.Ways.HasFlag(Ways.Pipe))
                throw new FormatException("to notice by the parent's process, " +
                                          "--parent-process <handle> is needed");
            return read;
        }

        void Take(string option, string value)
        {
            switch (option)
            {
                case "--actor":
                    Actor = Name(Given(option, "<name>", value));
                    break;
                case "--watchdog":
                    WatchdogMs = Duration(Given(option, "<duration>", value));
                    break;
                case "--tick":
                    TickMs = Duration(Given(option, "<duration>", value));
                    break;
                case "--deadline":
                    DeadlineMs = Duration(Given(option, "<duration>", value));
                    break;
                case "--requests":
                    Requests = Number(Given(option, "<number>", value), uint.MaxValue);
                    if (Requests == 0)
                        throw new FormatException(
                            $"'{value}' is no number of requests; write at least 1");
                    break;
                case "--notice":
                    Ways = Way(Given(option, "<pipe|process|watchdog|all>", value));
                    break;
                case "--event-to":
                    EventTo = Given(option, "<name>", value);
                    break;
                case "--parent-process":
                    ParentProcess = Number(Given(option, "<handle>", value), uint.MaxValue);
                    break;
                default:
                    throw new FormatException($"'{option}' is no option of a child");
            }
        }

        static string Given(string option, string what, string value)
        {
            return value ?? throw new FormatException($"'{option}' wants {what} behind it");
        }

        static string Name(string word)
        {
            if (word.Length == 0 || System.Text.Encoding.UTF8.GetByteCount(word) >= 32)
                throw new FormatException($"'{word}' is no name; it has 1 to 31 bytes");
            return word;
        }

        static Ways Way(string word)
        {
            switch (word)
            {
                case "pipe":
                    return Ways.Pipe;
                case "process":
                    return Ways.Process;
                case "watchdog":
                    return Ways.Watchdog;
                case "all":
                    return Ways.All;
            }
            throw new FormatException(
                $"'{word}' is no way to notice; write pipe, process, watchdog or all");
        }

        static uint Number(string word, uint most)
        {
            if (!uint.TryParse(word, System.Globalization.NumberStyles.None,
                               System.Globalization.CultureInfo.InvariantCulture, out uint value) ||
                value > most)
                throw new FormatException($"'{word}' is no whole number from 0 to {most}");
            return value;
        }

        // With a unit, and never 0: a wait of no time would spin.
        static int Duration(string word)
        {
            const uint most = 24 * 60 * 60 * 1000;
            string digits = word.TrimEnd("abcdefghijklmnopqrstuvwxyz".ToCharArray());
            uint factor = UnitOf(word.Substring(digits.Length));
            if (factor == 0 || digits.Length == 0 || Number(digits, uint.MaxValue) > most / factor)
                throw new FormatException($"'{word}' is no duration; write a whole number with " +
                                          "ms, s or min, such as 250ms, at most 24 hours");
            if (Number(digits, most) == 0)
                throw new FormatException($"'{word}' is no time to wait; write at least 1ms");
            return (int)(Number(digits, most) * factor);
        }

        static uint UnitOf(string word)
        {
            switch (word)
            {
                case "ms":
                    return 1;
                case "s":
                    return 1000;
                case "min":
                    return 60 * 1000;
            }
            return 0;
        }
    }
}
