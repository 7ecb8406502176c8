// The parent: sends its worker a line every 20 ms, over the worker's standard input.
//
//     boss worker           right
//     boss worker --deaf    wrong: the worker stays when its input ends
using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Lifeline;

static class Boss
{
    static int Main(string[] words)
    {
        if (words.Length == 0)
            return 2;
        var how = new ProcessStartInfo(words[0], string.Join(" ", words, 1, words.Length - 1))
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        using (var worker = Process.Start(how))
        {
            Probe.Step("child.started", peer: "worker");
            try
            {
                for (; ; Thread.Sleep(20))
                {
                    worker.StandardInput.WriteLine("work");
                    worker.StandardInput.Flush();
                    Probe.Step("reply.sent", peer: "worker");
                }
            }
            catch (IOException)
            {
                Probe.Report("child.lost", peer: "worker", by: "pipe");
            }
            Thread.Sleep(Timeout.Infinite); // where a real program goes on without its worker
        }
        return 0;
    }
}
