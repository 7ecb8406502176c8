// The probe for .NET: how a managed program takes part in a lifeline run. The whole of it is
// P/Invoke into lifeline_probe.dll, which stands beside the program; kit/probe/lifeline.h says
// what each call does. Outside a run nothing happens, and the DLL is not needed; in a run it is.
// Any thread may call anything here.
//
//     Probe.Attach("cs");
//     Probe.Step("request.sent", sequence: 3);
//     Probe.Report("child.ending", by: "pipe");
using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using Microsoft.Win32.SafeHandles;

namespace Lifeline
{
    public static class Probe
    {
        const string Dll = "lifeline_probe.dll";

        [StructLayout(LayoutKind.Sequential)]
        struct Facts
        {
            [MarshalAs(UnmanagedType.LPStr)] public string Name;
            [MarshalAs(UnmanagedType.LPStr)] public string Peer;
            [MarshalAs(UnmanagedType.LPStr)] public string By;
            public ulong Sequence;
            public ulong Size;
            public ulong Checksum;
            public uint DeadlineMs;
            public uint Code;
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        delegate void DropCallback(IntPtr context, IntPtr peer, int how);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        delegate void SpoilCallback(IntPtr context, IntPtr peer, int how);

        [DllImport(Dll, CallingConvention = CallingConvention.Cdecl)]
        static extern int lifeline_attach([MarshalAs(UnmanagedType.LPStr)] string actor);

        [DllImport(Dll, CallingConvention = CallingConvention.Cdecl)]
        static extern void lifeline_step(IntPtr id, ref Facts facts);

        [DllImport(Dll, CallingConvention = CallingConvention.Cdecl)]
        static extern void lifeline_report(IntPtr id, ref Facts facts);

        [DllImport(Dll, CallingConvention = CallingConvention.Cdecl)]
        static extern IntPtr lifeline_stop_event();

        [DllImport(Dll, CallingConvention = CallingConvention.Cdecl)]
        static extern ulong lifeline_now_ns();

        [DllImport(Dll, CallingConvention = CallingConvention.Cdecl)]
        static extern void lifeline_drop_with(DropCallback drop, IntPtr context);

        [DllImport(Dll, CallingConvention = CallingConvention.Cdecl)]
        static extern void lifeline_spoil_with(SpoilCallback spoil, IntPtr context);

        // The native side keeps a pointer to these; nothing else would keep them alive.
        static DropCallback _drop;
        static SpoilCallback _spoil;

        // False where neither a run nor a field log is wanted: none of their variables is set.
        // Then the DLL is not needed. Define LIFELINE_OFF for false in any case, as a program
        // without a probe.
#if LIFELINE_OFF
        static readonly bool IsWanted = false;
#else
        static readonly bool IsWanted =
            !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("LIFELINE_RUN")) ||
            !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("LIFELINE_LOG"));
#endif

        // The deadline of what waits without one.
        public const uint Infinite = uint.MaxValue;

        // The run's request to end, which every wait should end on; null outside a run.
        public static WaitHandle Stopped { get; private set; }

        // Nanoseconds on a clock that only goes forward. In a run it is the run's, which stands
        // still while a person looks (`--break`): a deadline that is counted on it does not pass
        // then. When a timer of the system's is over, look here whether it is time.
        public static ulong NowNs =>
            IsWanted ? lifeline_now_ns()
                  : (ulong)(Stopwatch.GetTimestamp() * 1e9 / Stopwatch.Frequency);

        // Enters the run as this actor; null where the scenario knows the program by its image.
        public static bool Attach(string actor = null)
        {
            if (!IsWanted || lifeline_attach(actor) == 0)
                return false;
            var borrowed = new SafeWaitHandle(lifeline_stop_event(), ownsHandle: false);
            Stopped = new ManualResetEvent(false) { SafeWaitHandle = borrowed };
            return true;
        }

        // A point of the exchange, before or after a call: an order may be obeyed right here.
        public static void Step(string name, string peer = null, string by = null,
                                ulong sequence = 0, ulong size = 0, ulong checksum = 0,
                                uint deadlineMs = 0, uint code = 0)
        {
            if (!IsWanted)
                return;
            var facts = Told(name, peer, by, sequence, size, checksum, deadlineMs, code);
            lifeline_step(IntPtr.Zero, ref facts);
        }

        // A fact that the program tells of itself, such as child.ending.
        public static void Report(string name, string peer = null, string by = null,
                                  ulong sequence = 0, uint deadlineMs = 0, uint code = 0)
        {
            if (!IsWanted)
                return;
            var facts = Told(name, peer, by, sequence, 0, 0, deadlineMs, code);
            lifeline_report(IntPtr.Zero, ref facts);
        }

        // How this program loses its pipe, for the fault `drop`.
        public static void DropWith(Action drop)
        {
            if (!IsWanted)
                return;
            _drop = (context, peer, how) => drop();
            lifeline_drop_with(_drop, IntPtr.Zero);
        }

        // How it spoils its next message, for `truncate` (1) and `corrupt` (2).
        public static void SpoilWith(Action<int> spoil)
        {
            if (!IsWanted)
                return;
            _spoil = (context, peer, how) => spoil(how);
            lifeline_spoil_with(_spoil, IntPtr.Zero);
        }

        // A checksum to tell with a step, so that the judge can compare both sides: FNV-1a.
        public static ulong Sum(byte[] bytes, int count)
        {
            ulong sum = 14695981039346656037;
            for (int i = 0; i < count; i++)
                sum = unchecked((sum ^ bytes[i]) * 1099511628211);
            return sum;
        }

        // The same of a text that was read byte by byte.
        public static ulong Sum(string text)
        {
            var bytes = Encoding.GetEncoding(28591).GetBytes(text);
            return Sum(bytes, bytes.Length);
        }

        static Facts Told(string name, string peer, string by, ulong sequence, ulong size,
                          ulong checksum, uint deadlineMs, uint code)
        {
            return new Facts
            {
                Name = name,
                Peer = peer,
                By = by,
                Sequence = sequence,
                Size = size,
                Checksum = checksum,
                DeadlineMs = deadlineMs,
                Code = code,
            };
        }
    }
}
