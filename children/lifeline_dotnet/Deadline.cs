// A point in time until which something may last. By the clock that nobody sets, which is the
// runner's own; Environment.TickCount moves in steps of up to 16 ms, so that one by it can pass
// early.
using System.Diagnostics;

namespace Lifeline
{
    public struct Deadline
    {
        readonly long _atMs;

        Deadline(long atMs)
        {
            _atMs = atMs;
        }

        static long NowMs => (long)(Stopwatch.GetTimestamp() * 1000.0 / Stopwatch.Frequency);

        public static Deadline In(int timeoutMs)
        {
            return new Deadline(NowMs + timeoutMs);
        }

        public int LeftMs
        {
            get
            {
                long left = _atMs - NowMs;
                return left > 0 ? (int)left : 0;
            }
        }
    }
}
