// What a child is started with: the words of a parent of kit/link, and those that a scenario
// hands on. The options, their kinds of value and the bounds are the lists of
// kit/protocol/options.h, which the build writes into Protocol.cs. A wrong one is a sentence, and
// the child ends with the code Usage.
//
//     child.exe <mapping handle> <pipe> <event> <bytes> [--actor cs] [--tick 20ms] ...
using System;
using System.Globalization;
using System.Text;

namespace Lifeline
{
    // A row of the list of options.
    public struct OptionRow
    {
        public readonly Option Option;
        public readonly string Switch;
        public readonly OptionKind Kind;
        public readonly ulong Usual; // the default value
        public readonly bool IsChilds;

        public OptionRow(Option option, string word, OptionKind kind, ulong usual, bool isChilds)
        {
            Option = option;
            Switch = word;
            Kind = kind;
            Usual = usual;
            IsChilds = isChilds;
        }
    }

    // A row of the list of kinds of value. The words are those that a value is one of, if it is.
    public struct KindRow
    {
        public readonly OptionKind Kind;
        public readonly string Form, Wrong, Bounds;
        public readonly ulong Least, Most;
        public readonly string[] Words;

        public KindRow(OptionKind kind, string form, ulong least, ulong most, string wrong,
                       string bounds, params string[] words)
        {
            Kind = kind;
            Form = form;
            Least = least;
            Most = most;
            Wrong = wrong;
            Bounds = bounds;
            Words = words;
        }
    }

    // A row of the units of time, or of size.
    public struct Unit
    {
        public readonly string Word;
        public readonly uint Factor;

        public Unit(string word, uint factor)
        {
            Word = word;
            Factor = factor;
        }
    }

    public sealed class Options
    {
        public const int Usage = ExitCode.Usage;

        public uint Mapping { get; private set; }
        public string Pipe { get; private set; }
        public string Event { get; private set; }
        public uint Bytes { get; private set; }

        public string Actor { get; private set; }
        public int WatchdogMs { get; private set; }
        public int TickMs { get; private set; }
        public uint Requests { get; private set; } // 0: until it is stopped
        public int DeadlineMs { get; private set; }
        public Ways Ways { get; private set; }
        public string EventTo { get; private set; }     // null where not given
        public uint ParentProcess { get; private set; } // 0 where not given

        Options()
        {
            foreach (var row in Lists.Options)
                if (row.IsChilds)
                    Keep(row.Option, null, row.Usual);
        }

        // Of the arguments as Main has them. FormatException: its message is the sentence.
        public static Options Read(string[] words)
        {
            if (words.Length < 4)
                throw new FormatException("a child is started by its parent, with <mapping " +
                                          "handle> <pipe> <event> <bytes> and options");
            var read = new Options
            {
                Mapping = (uint)Value(OptionKind.Handle, words[0]),
                Pipe = words[1],
                Event = words[2],
                Bytes = (uint)Value(OptionKind.Memory, words[3]),
            };
            for (int at = 4; at < words.Length; at += 2)
                read.Take(words[at], at + 1 < words.Length ? words[at + 1] : null);
            if (read.ParentProcess == 0 && !read.Ways.HasFlag(Ways.Pipe))
                throw new FormatException("to notice by the parent's process, " +
                                          "--parent-process <handle> is needed");
            return read;
        }

        void Take(string option, string word)
        {
            foreach (var row in Lists.Options)
            {
                if (row.Switch != option || !row.IsChilds)
                    continue;
                if (word == null)
                    throw new FormatException(
                        $"'{option}' wants {RowOf(row.Kind).Form} behind it");
                Keep(row.Option, word, Value(row.Kind, word));
                return;
            }
            throw new FormatException($"'{option}' is not an option of a child");
        }

        // The word is what the value was read from; null for the default value.
        void Keep(Option option, string word, ulong value)
        {
            switch (option)
            {
                case Option.Actor:
                    Actor = word ?? "";
                    break;
                case Option.Watchdog:
                    WatchdogMs = (int)value;
                    break;
                case Option.Tick:
                    TickMs = (int)value;
                    break;
                case Option.Deadline:
                    DeadlineMs = (int)value;
                    break;
                case Option.Requests:
                    Requests = (uint)value;
                    break;
                case Option.Notice:
                    Ways = Lists.Notices[value];
                    break;
                case Option.EventTo:
                    EventTo = word;
                    break;
                case Option.ParentProcess:
                    ParentProcess = (uint)value;
                    break;
                default: // a row that is new in C
                    throw new InvalidOperationException($"the option {option} is kept nowhere");
            }
        }

        static KindRow RowOf(OptionKind kind)
        {
            return Lists.Kinds[(int)kind];
        }

        // A number in the kind's unit; of a text its length, of a word its place in the list.
        static ulong Value(OptionKind kind, string word)
        {
            KindRow row = RowOf(kind);
            ulong value = Parse(row, word);
            if (value < row.Least || value > row.Most)
                throw new FormatException($"'{word}' {row.Wrong}; write {row.Bounds}");
            return value;
        }

        static ulong Parse(KindRow row, string word)
        {
            switch (row.Kind)
            {
                case OptionKind.Duration:
                    return WithUnit(Lists.TimeUnits, row.Most, word) ?? throw new FormatException(
                        $"'{word}' is no duration; write a whole number with ms, s or min, " +
                        "such as 250ms, at most 24 hours");
                case OptionKind.Size:
                    return WithUnit(Lists.SizeUnits, row.Most, word) ?? throw new FormatException(
                        $"'{word}' is no size; write a whole number with B, KiB, MiB or GiB, " +
                        "such as 64KiB, at most 4GiB");
                case OptionKind.Times:
                case OptionKind.Handle:
                case OptionKind.Memory:
                    return Number(word, row.Most) ?? throw new FormatException(
                        $"'{word}' is no whole number from 0 to {row.Most}");
                case OptionKind.Name:
                case OptionKind.Object:
                    return (ulong)Encoding.UTF8.GetByteCount(word);
            }
            return (ulong)Array.IndexOf(row.Words, word); // none: more than any bound
        }

        static ulong? Number(string word, ulong most)
        {
            bool isOne = ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture,
                                        out ulong value);
            return isOne && value <= most ? value : (ulong?)null;
        }

        static ulong? WithUnit(Unit[] units, ulong most, string word)
        {
            string digits = word.TrimEnd("abcdefghijklmnopqrstuvwxyzBGKM".ToCharArray());
            foreach (var unit in units)
                if (digits + unit.Word == word)
                    return Number(digits, most / unit.Factor) * unit.Factor;
            return null;
        }
    }
}
