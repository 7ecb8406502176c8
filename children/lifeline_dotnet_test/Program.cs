// Goal: what children/lifeline_dotnet computes is what kit/protocol does, byte for byte, and what
// it is handed is believed only if it is whole and right. Method: tables of values that the code
// in C gave, and then each of its messages spoiled in each way that the protocol has a word for.
// What needs a parent is tested by scenarios/dotnet.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using Lifeline;

static class Program
{
    static int _failures;

    static void Same(object expected, object seen, string what)
    {
        if (Equals(expected, seen))
            return;
        _failures++;
        Console.WriteLine($"  {what}: expected '{expected}', seen '{seen}'");
    }

    static byte[] Bytes(string hex)
    {
        return Enumerable.Range(0, hex.Length / 2)
            .Select(i => Convert.ToByte(hex.Substring(2 * i, 2), 16))
            .ToArray();
    }

    static byte[] Sample(int count)
    {
        return Enumerable.Range(0, count).Select(i => (byte)(i * 7 + 3)).ToArray();
    }

    struct Sums
    {
        public int Count;
        public uint Xxh32, Seeded;
        public ulong Xxh3;

        public Sums(int count, uint xxh32, uint seeded, ulong xxh3)
        {
            Count = count;
            Xxh32 = xxh32;
            Seeded = seeded;
            Xxh3 = xxh3;
        }
    }

    // Of Sample(count): by XXH32, by XXH32 with the seed 0x12345678, by XXH3. Around each length
    // at which the two go another way.
    static readonly Sums[] SumsInC =
    {
        new Sums(0, 0x02CC5D05, 0xBD209070, 0x2D06800538D394C2),
        new Sums(1, 0x21AE663A, 0xFE935803, 0x13E608BC156DEFED),
        new Sums(3, 0xCD3D2242, 0x0F037E5D, 0xA9088DDA485B481C),
        new Sums(4, 0x725479F2, 0x48D9327F, 0x6D9253B16C8B1ED3),
        new Sums(8, 0x29B5025A, 0x8DB1AB33, 0x60539DB630471163),
        new Sums(9, 0xD8286C54, 0x1B4FEE75, 0xFEFF668361D723A8),
        new Sums(15, 0x82D3C84D, 0x3843AEB1, 0x9EC169F4A98231C1),
        new Sums(16, 0x8845547D, 0xAFA7C98A, 0xB8C859B0F030B585),
        new Sums(17, 0x450E5F84, 0x0DA0568C, 0x714A04408E79B80F),
        new Sums(32, 0xE988CCB7, 0x68C8438C, 0x19FF4EE1D6BA1A55),
        new Sums(33, 0x94F536D5, 0x5B22A35C, 0x3E44983AD21679C8),
        new Sums(64, 0xECD2AC44, 0x747DA816, 0x287EB1FA9E4BE2C1),
        new Sums(65, 0xC0428C29, 0xD4A06AFA, 0x829218DE4D798646),
        new Sums(97, 0x87F6EE9E, 0x9D8C55E4, 0x1DAA83271A8E7B7C),
        new Sums(128, 0x4A61F5B0, 0xE732482B, 0x67425A03650261BF),
        new Sums(129, 0x8491EE68, 0xA87C2E8A, 0xC664BF3311C6ABC4),
        new Sums(239, 0x4C37D8F8, 0x58012F37, 0x1D861931C1F3CAFA),
        new Sums(240, 0x63424396, 0xCF4D632A, 0x64556DC6B462A6CF),
        new Sums(241, 0x607A9C5F, 0x92854F55, 0x8BEADD3A8874FE17),
        new Sums(256, 0x85BAA5F7, 0x1BB3D1AE, 0x3C38817F6D79C0DA),
        new Sums(1024, 0x7D0EAF57, 0x97D1433D, 0x9B81661C641C72B1),
        new Sums(1025, 0xECAFBF6D, 0x0B8282C9, 0x806C2072ED713576),
        new Sums(2000, 0x23AC2835, 0x3418FD4F, 0x71F8268C6D856C4A),
    };

    static void SumsAreThoseOfC()
    {
        foreach (var row in SumsInC)
        {
            var bytes = Sample(row.Count);
            var sum = new XxHash3((ulong)row.Count);
            sum.Add(bytes, row.Count);
            Same(row.Xxh32, XxHash32.Of(bytes, 0, row.Count), $"XXH32 of {row.Count}");
            Same(row.Seeded, XxHash32.Of(bytes, 0, row.Count, 0x12345678),
                 $"XXH32 with a seed of {row.Count}");
            Same(row.Xxh3, sum.Sum(), $"XXH3 of {row.Count}");
        }
    }

    // With a last part that is shorter than what is done last of all.
    static void ASumInPartsIsTheSumOfTheWhole()
    {
        var sum = new XxHash3(2000);
        byte[] whole = Sample(2000);
        sum.Add(whole, 1984);
        sum.Add(whole.Skip(1984).ToArray(), 16);
        Same(0x71F8268C6D856C4Aul, sum.Sum(), "1984 and 16 bytes");
    }

    // As kit/protocol seals them: number 3, tick 7; number 5, with a block to follow; number 1,
    // 65536 bytes from seed 9. What is not shown is zero.
    static readonly byte[] RequestInC =
        Bytes("4c4c0100010070000300000070d67e2d070000006d736720372066726f6d206373" + Zeros(79));
    static readonly byte[] ReplyInC =
        Bytes("4c4c01000200700005000000aab4d53701000000616e73776572" + Zeros(86));
    static readonly byte[] AskInC =
        Bytes("4c4c010003002000010000009801a22f00000100000000000900000000000000");

    static string Zeros(int count)
    {
        return string.Concat(Enumerable.Repeat("00", count));
    }

    static void ASealedRequestIsThatOfC()
    {
        Message request = Message.Request(7, "msg 7 from cs");
        request.Seal(3);
        Same(BitConverter.ToString(RequestInC), BitConverter.ToString(request.ToBytes()), "bytes");
    }

    static void ATextThatIsTooLongIsCutAndEnds()
    {
        Message request = Message.Request(0, new string('x', 200));
        request.Seal(1);
        byte[] bytes = request.ToBytes();
        Same(112, bytes.Length, "length");
        Same((byte)'x', bytes[110], "last byte of the text");
        Same((byte)0, bytes[111], "its end");
    }

    static void WhatCSealedIsRead()
    {
        Message reply = Message.Check(ReplyInC, ReplyInC.Length, 5, out string wrong);
        Same(null, wrong, "a reply");
        Same(true, reply?.BlockFollows, "its promise");
        Message ask = Message.Check(AskInC, AskInC.Length, 1, out wrong);
        Same(null, wrong, "a request for a block");
        Same(65536ul, ask?.BlockSize, "its size");
        Same(9u, ask?.BlockSeed, "its seed");
    }

    static string WrongWith(byte[] bytes, Action<byte[]> spoil, uint sequence = 5, int count = -1)
    {
        var copy = (byte[])bytes.Clone();
        spoil(copy);
        Message.Check(copy, count < 0 ? copy.Length : count, sequence, out string wrong);
        return wrong;
    }

    static void NoByteIsUnchecked()
    {
        for (int at = 0; at < ReplyInC.Length; at++)
        {
            string wrong = WrongWith(ReplyInC, b => b[at] ^= 0x55);
            Same(true, wrong != null, $"byte {at} is another, and that it is refused");
        }
    }

    static void WhatIsWrongIsSaid()
    {
        Same(Wrong.Length, WrongWith(ReplyInC, b => { }, 5, 56), "half a message");
        Same(Wrong.Length, WrongWith(ReplyInC, b => { }, 5, 0), "an empty one");
        Same(Wrong.Length, WrongWith(new byte[200], b => { }), "more than any has");
        Same(Wrong.Length, WrongWith(ReplyInC, b => b[6] = 32), "a size that lies");
        Same(Wrong.Magic, WrongWith(ReplyInC, b => b[0] = 0), "another beginning");
        Same(Wrong.Version, WrongWith(ReplyInC, b => b[2] = 2), "another version");
        Same(Wrong.Type, WrongWith(ReplyInC, b => b[4] = 99), "no such type");
        Same(Wrong.Checksum, WrongWith(ReplyInC, b => b[30] ^= 1), "another text");
        Same(Wrong.Sequence, WrongWith(ReplyInC, b => { }, 6), "one that came before");
    }

    // Sealed, so that only its meaning can tell.
    static void WhatNoSenderWritesIsRefused()
    {
        Same(Wrong.Content, WrongWith(ReplyInC, b => Reseal(b, () => b[16] = 2)), "a flag");
        Same(Wrong.Content, WrongWith(AskInC, b => Reseal(b, () => b[28] = 1), 1), "no zero");
        Same(Wrong.Content, WrongWith(AskInC, b => Reseal(b, () => b[18] = 0), 1), "no size");
        Same(Wrong.Content,
             WrongWith(ReplyInC, b => Reseal(b, () => Array.Fill(b, (byte)'x', 20, 92))),
             "a text without an end");
    }

    static void Reseal(byte[] bytes, Action change)
    {
        change();
        uint head = XxHash32.Of(bytes, 0, 12);
        BitConverter.GetBytes(XxHash32.Of(bytes, 16, bytes.Length - 16, head)).CopyTo(bytes, 12);
    }

    static void WhoMaySendWhatIsKept()
    {
        Message reply = Message.Check(ReplyInC, ReplyInC.Length, 5, out _);
        Message ask = Message.Check(AskInC, AskInC.Length, 1, out _);
        Message request = Message.Request(0, "");
        Same(Phase.Requested, Phases.After(Phase.Idle, Side.Child, request), "a request");
        Same(Phase.Promised, Phases.After(Phase.Requested, Side.Parent, reply), "a promise");
        Same(Phase.Asked, Phases.After(Phase.Promised, Side.Parent, ask), "it is kept");
        Same(null, Phases.After(Phase.Requested, Side.Parent, ask), "a block out of turn");
        Same(null, Phases.After(Phase.Idle, Side.Parent, reply), "a reply to nothing");
        Same(null, Phases.After(Phase.Requested, Side.Child, request), "two requests");
        Same(null, Phases.After(Phase.Idle, Side.Parent, request), "a parent's request");
        Same(Phase.LeftByParent, Phases.After(Phase.Offered, Side.Parent, Message.Quit()),
             "a Quit");
        Same(Phase.LeftByParent, Phases.After(Phase.LeftByParent, Side.Child, request),
             "a request that crossed it");
        Same(null, Phases.After(Phase.LeftByChild, Side.Child, request), "a word behind a Quit");
    }

    // As kit/protocol writes it: 256 bytes, request 4, "Written to shared mem msg 3 from cs".
    static readonly byte[] MemoryInC =
        Bytes("4c4c4d4d01002000000100000400000023000000dd8dd1d20000000000000000" +
              "5772697474656e20746f20736861726564206d656d206d736720332066726f6d206373" +
              Zeros(189));

    static string TextWith(Action<byte[]> spoil, uint sequence = 4, uint bytes = 256)
    {
        var copy = (byte[])MemoryInC.Clone();
        IntPtr at = Marshal.AllocHGlobal(copy.Length);
        spoil(copy);
        Marshal.Copy(copy, 0, at, copy.Length);
        byte[] text = new SharedMemory(at, bytes).Read(sequence, out _);
        var after = new byte[copy.Length];
        Marshal.Copy(at, after, 0, after.Length);
        Marshal.FreeHGlobal(at);
        if (text == null)
            return null;
        return $"{Encoding.UTF8.GetString(text)}, {after[24]} read, the last {after[28]}";
    }

    static void SharedMemoryIsReadAndSaysSo()
    {
        Same("Written to shared mem msg 3 from cs, 1 read, the last 4", TextWith(m => { }),
             "what C wrote");
    }

    static void SharedMemoryIsNotTrusted()
    {
        Same(null, TextWith(m => m[0] = 0), "another beginning");
        Same(null, TextWith(m => m[4] = 2), "another version");
        Same(null, TextWith(m => m[6] = 64), "another head");
        Same(null, TextWith(m => { }, 4, 255), "another size");
        Same(null, TextWith(m => { }, 5), "another request's text");
        Same(null, TextWith(m => m[16] = 224), "a text that is longer than any");
        Same(null, TextWith(m => m[19] = 255), "a text of 4 GiB");
        Same(null, TextWith(m => m[40] ^= 1), "another text");
    }

    // 100003 bytes of seed 9: an odd number, in two halves of which neither ends with a word.
    static void ABlockIsThatOfC()
    {
        using (var block = Block.Make(100003, 9))
        {
            var start = new byte[9];
            block.Fill(0, 50001);
            Same(true, block.Checksum() != 0x8CAD1E8CBE76BE90ul, "half of it is another");
            block.Fill(50001, 50002);
            Same(0x8CAD1E8CBE76BE90ul, block.Checksum(), "checksum");
            Same(true, block.Handle != 0, "a handle to give away");
            Block.Content(start, 9, 0, 9);
            Same("F9-D0-E1-50-76-D6-D5-17-75", BitConverter.ToString(start), "its first bytes");
        }
    }

    static void ABlockWithoutRoomIsNone()
    {
        foreach (ulong size in new[] { 1ul << 62, ulong.MaxValue })
            using (var block = Block.Make(size, 1))
                Same("False 0 0", $"{block.IsThere} {block.Size} {block.Handle}", $"{size} bytes");
    }

    static readonly string[] Start = { "44", "Pipe1", "Event1", "2048" };

    static string Refused(params string[] more)
    {
        try
        {
            Options.Read(Start.Concat(more).ToArray());
            return "taken";
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    static void OptionsAreThoseOfC()
    {
        Options read = Options.Read(
            Start.Concat(new[] { "--actor", "cs", "--tick", "20ms", "--watchdog", "2min",
                                 "--deadline", "3s", "--requests", "5", "--notice", "process",
                                 "--event-to", "Event2", "--parent-process", "48" })
                .ToArray());
        Same("44 Pipe1 Event1 2048 cs 20 120000 3000 5 Process Event2 48",
             $"{read.Mapping} {read.Pipe} {read.Event} {read.Bytes} {read.Actor} {read.TickMs} " +
             $"{read.WatchdogMs} {read.DeadlineMs} {read.Requests} {read.Ways} {read.EventTo} " +
             $"{read.ParentProcess}", "all of them");
        read = Options.Read(Start);
        Same(" 2000 2000 1000 0 All", $"{read.Actor} {read.TickMs} {read.WatchdogMs} " +
             $"{read.DeadlineMs} {read.Requests} {read.Ways}", "none of them");
    }

    static void WrongOptionsAreRefused()
    {
        var rows = new Dictionary<string[], string>
        {
            { new[] { "--tick" }, "'--tick' wants <duration> behind it" },
            { new[] { "--block", "1KiB" }, "'--block' is not an option of a child" },
            { new[] { "--tick", "0ms" }, "'0ms' is too short; write at least 1ms" },
            { new[] { "--requests", "0" }, "'0' is too few; write at least 1" },
            { new[] { "--requests", "-1" }, "'-1' is no whole number from 0 to 1000000" },
            { new[] { "--notice", "luck" },
              "'luck' is no way to notice; write pipe, process, watchdog or all" },
            { new[] { "--notice", "process" },
              "to notice by the parent's process, --parent-process <handle> is needed" },
            { new[] { "--actor", new string('x', 32) },
              $"'{new string('x', 32)}' is no name; write 1 to 31 bytes" },
        };
        foreach (var row in rows)
            Same(row.Value, Refused(row.Key), string.Join(" ", row.Key));
        foreach (string word in new[] { "20", "ms", "", "1.5s", "25min1", "1441min", "20 ms",
                                        "99999999999999999999s" })
            Same(true, Refused("--tick", word) != "taken", $"--tick '{word}' is refused");
    }

    // Probe.cs is the one file that programs copy, so its struct is written by hand.
    static void TheFactsOfAStepAreLaidOutAsInC()
    {
        Type facts = typeof(Probe).GetNestedType("Facts", BindingFlags.NonPublic);
        var fields = facts.GetFields();
        Same(Lists.Facts.Length - 1, fields.Length, "as many fields");
        foreach (var row in Lists.Facts.SkipLast(1))
        {
            string name = row.Field.Replace("_", "").ToLowerInvariant();
            var field = fields.FirstOrDefault(f => f.Name.ToLowerInvariant() == name);
            Same(row.At, field == null ? -1 : (int)Marshal.OffsetOf(facts, field.Name), row.Field);
        }
        Same(Lists.Facts.Last().At, Marshal.SizeOf(facts), "size");
    }

    // The event is there, which is what a parent leaves for a moment that is just going. To be told
    // apart is what takes no time from what takes the whole deadline.
    static void APipeThatIsNotThereIsNotWaitedFor()
    {
        string name = Guid.NewGuid().ToString();
        Options options = Options.Read(new[] { "44", name, name, "2048", "--deadline", "20s" });
        using (new EventWaitHandle(false, EventResetMode.AutoReset, name))
        using (var link = new Link(options))
        {
            var until = Deadline.In(10000);
            Same(News.Pipe, link.Connect(), "what came of it");
            Same(true, until.LeftMs > 0, "and that it came at once");
        }
    }

    static int Main()
    {
        Action[] tests = { SumsAreThoseOfC, ASumInPartsIsTheSumOfTheWhole, ASealedRequestIsThatOfC,
                           ATextThatIsTooLongIsCutAndEnds, WhatCSealedIsRead, NoByteIsUnchecked,
                           WhatIsWrongIsSaid, WhatNoSenderWritesIsRefused, WhoMaySendWhatIsKept,
                           SharedMemoryIsReadAndSaysSo, SharedMemoryIsNotTrusted, ABlockIsThatOfC,
                           ABlockWithoutRoomIsNone, OptionsAreThoseOfC, WrongOptionsAreRefused,
                           TheFactsOfAStepAreLaidOutAsInC, APipeThatIsNotThereIsNotWaitedFor };
        int failed = 0;
        foreach (var test in tests)
        {
            _failures = 0;
            test();
            failed += _failures > 0 ? 1 : 0;
            Console.WriteLine($"[{(_failures > 0 ? "  FAILED  " : "       OK ")}] {test.Method.Name}");
        }
        Console.WriteLine($"[  PASSED  ] {tests.Length - failed} test(s).");
        return failed > 0 ? 1 : 0;
    }
}
