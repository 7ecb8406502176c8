// The reference child in C#: sends a request at each tick, reads the reply and shared memory,
// makes the blocks that it is asked for, and ends by itself when its parent is gone. An example
// to copy; children/vb_child is the same in Visual Basic, kit/link/actor.c in C. Its parent
// starts it: cs_child.exe <mapping handle> <pipe> <event> <bytes> [options]
using System;
using System.IO;
using Lifeline;

static class Program
{
    static int Main(string[] words)
    {
        try
        {
            var options = Options.Read(words);
            // Outside a run this does nothing, and neither does any step.
            Probe.Attach(options.Actor);
            News why = Play(options);
            Probe.Report(Steps.ChildEnding, by: why.Word());
            // A parent that is gone is no failure of the child's: it did what it has to.
            return why == News.Failed ? 1 : 0;
        }
        catch (FormatException e)
        {
            Console.Error.WriteLine("cs_child: " + e.Message);
            return Options.Usage;
        }
    }

    // All is given back when this returns, so that child.ending is the child's last step.
    static News Play(Options options)
    {
        Probe.Step(Steps.ChildBegun);
        try
        {
            using (var memory = SharedMemory.Map(options.Mapping, options.Bytes))
            using (var link = new Link(options))
                return new Child(options, link, memory).Run();
        }
        catch (IOException e)
        {
            Console.Error.WriteLine("cs_child: " + e.Message);
            return News.Failed;
        }
    }
}
