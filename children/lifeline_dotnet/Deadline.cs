// A point in time until which something may last. By the run's clock; Environment.TickCount
// moves in steps of up to 16 ms, so that one by it can pass early.
namespace Lifeline
{
    public struct Deadline
    {
        readonly long _atMs;

        Deadline(long atMs)
        {
            _atMs = atMs;
        }

        static long NowMs => (long)(Probe.NowNs / 1000000);

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
