// The worker of ../c in C#. Put lifeline_probe.dll beside it. Probe.cs of children/lifeline_dotnet has
// all of the probe.
using System;
using System.Runtime.InteropServices;

static class Worker
{
    [StructLayout(LayoutKind.Sequential)]
    struct Facts
    {
        [MarshalAs(UnmanagedType.LPStr)] public string Name, Peer, By;
        public ulong Sequence, Size, Checksum;
        public uint DeadlineMs, Code;
    }

    [DllImport("lifeline_probe.dll", CallingConvention = CallingConvention.Cdecl)]
    static extern void lifeline_step(IntPtr id, ref Facts facts);

    [DllImport("lifeline_probe.dll", CallingConvention = CallingConvention.Cdecl)]
    static extern void lifeline_report(IntPtr id, ref Facts facts);

    delegate void Call(IntPtr id, ref Facts facts);

    static readonly bool IsWanted = Environment.GetEnvironmentVariable("LIFELINE_RUN") != null ||
        Environment.GetEnvironmentVariable("LIFELINE_LOG") != null;

    static void Tell(Call call, string name, string by = null)
    {
        var facts = new Facts { Name = name, By = by };
        if (IsWanted) // otherwise the DLL is not needed
            call(IntPtr.Zero, ref facts);
    }

    static void Main()
    {
        var input = Console.OpenStandardInput();
        var line = new byte[64];
        for (;;)
        {
            Tell(lifeline_step, "reply.wait");
            if (input.Read(line, 0, line.Length) == 0)
                break;
            Tell(lifeline_step, "reply.received");
        }
        Tell(lifeline_report, "child.ending", "pipe");
    }
}
