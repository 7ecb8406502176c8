// The child: reads lines from its standard input, and ends when its parent is gone.
using System;
using System.Threading;
using Lifeline;

static class Worker
{
    static void Main(string[] words)
    {
        for (;;)
        {
            Probe.Step("reply.wait");
            if (Console.ReadLine() == null)
                break;
            Probe.Step("reply.received");
        }
        if (words.Length > 0 && words[0] == "--deaf")
            Thread.Sleep(Timeout.Infinite); // the bug
        Probe.Report("child.ending", by: "pipe");
    }
}
