// A point in time until which something may last. By the run's clock; Environment.TickCount
// moves in steps of up to 16 ms, so that one by it can pass early. What is left is rounded up,
// for the same reason.
namespace Lifeline
{
    public struct Deadline
    {
        const ulong NsPerMs = 1000000;

        readonly ulong _atNs;

        Deadline(ulong atNs)
        {
            _atNs = atNs;
        }

        public static Deadline In(int timeoutMs)
        {
            return new Deadline(Probe.NowNs + (ulong)timeoutMs * NsPerMs);
        }

        public int LeftMs
        {
            get
            {
                ulong nowNs = Probe.NowNs;
                return nowNs < _atNs ? (int)((_atNs - nowNs + NsPerMs - 1) / NsPerMs) : 0;
            }
        }
    }
}
