// XXH32, and XXH64 with seed 0, as https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
// describes them: the checksums of the reference protocol. The runtime has neither. Pure.
using System;

namespace Lifeline
{
    public static class XxHash32
    {
        const uint P1 = 2654435761, P2 = 2246822519, P3 = 3266489917, P4 = 668265263,
                   P5 = 374761393;

        // One call for all of it: what is sealed with XXH32 has a few hundred bytes.
        public static uint Of(byte[] bytes, int from, int count, uint seed = 0)
        {
            int at = from, end = from + count;
            unchecked
            {
                uint sum = count >= 16 ? Stripes(bytes, ref at, end, seed) : seed + P5;
                sum += (uint)count;
                for (; end - at >= 4; at += 4)
                    sum = Rotate(sum + BitConverter.ToUInt32(bytes, at) * P3, 17) * P4;
                for (; at < end; at++)
                    sum = Rotate(sum + bytes[at] * P5, 11) * P1;
                sum = (sum ^ sum >> 15) * P2;
                sum = (sum ^ sum >> 13) * P3;
                return sum ^ sum >> 16;
            }
        }

        static uint Stripes(byte[] bytes, ref int at, int end, uint seed)
        {
            unchecked
            {
                uint a = seed + P1 + P2, b = seed + P2, c = seed, d = seed - P1;
                for (; end - at >= 16; at += 16)
                {
                    a = Round(a, BitConverter.ToUInt32(bytes, at));
                    b = Round(b, BitConverter.ToUInt32(bytes, at + 4));
                    c = Round(c, BitConverter.ToUInt32(bytes, at + 8));
                    d = Round(d, BitConverter.ToUInt32(bytes, at + 12));
                }
                return Rotate(a, 1) + Rotate(b, 7) + Rotate(c, 12) + Rotate(d, 18);
            }
        }

        static uint Round(uint lane, uint word)
        {
            return unchecked(Rotate(lane + word * P2, 13) * P1);
        }

        static uint Rotate(uint value, int by)
        {
            return value << by | value >> 32 - by;
        }
    }

    // In parts, as a block is read in parts. Each part but the last has to be a multiple of 32
    // bytes long.
    public sealed class XxHash64
    {
        const ulong P1 = 11400714785074694791, P2 = 14029467366897019727,
                    P3 = 1609587929392839161, P4 = 9650029242287828579,
                    P5 = 2870177450012600261;

        ulong _a = unchecked(P1 + P2), _b = P2, _c, _d = unchecked(0ul - P1);
        ulong _total;
        readonly byte[] _rest = new byte[32];
        int _restCount;

        public void Add(byte[] bytes, int count)
        {
            if (_restCount > 0)
                throw new InvalidOperationException("only the last part may have any length");
            int at = 0;
            for (; count - at >= 32; at += 32)
            {
                _a = Round(_a, BitConverter.ToUInt64(bytes, at));
                _b = Round(_b, BitConverter.ToUInt64(bytes, at + 8));
                _c = Round(_c, BitConverter.ToUInt64(bytes, at + 16));
                _d = Round(_d, BitConverter.ToUInt64(bytes, at + 24));
            }
            _restCount = count - at;
            Array.Copy(bytes, at, _rest, 0, _restCount);
            _total += (ulong)count;
        }

        public ulong Sum()
        {
            unchecked
            {
                ulong sum = (_total >= 32 ? Lanes() : P5) + _total;
                int at = 0;
                for (; _restCount - at >= 8; at += 8)
                    sum = Rotate(sum ^ Round(0, BitConverter.ToUInt64(_rest, at)), 27) * P1 + P4;
                if (_restCount - at >= 4)
                {
                    sum = Rotate(sum ^ BitConverter.ToUInt32(_rest, at) * P1, 23) * P2 + P3;
                    at += 4;
                }
                for (; at < _restCount; at++)
                    sum = Rotate(sum ^ _rest[at] * P5, 11) * P1;
                sum = (sum ^ sum >> 33) * P2;
                sum = (sum ^ sum >> 29) * P3;
                return sum ^ sum >> 32;
            }
        }

        ulong Lanes()
        {
            unchecked
            {
                ulong sum = Rotate(_a, 1) + Rotate(_b, 7) + Rotate(_c, 12) + Rotate(_d, 18);
                foreach (ulong lane in new[] { _a, _b, _c, _d })
                    sum = (sum ^ Round(0, lane)) * P1 + P4;
                return sum;
            }
        }

        static ulong Round(ulong lane, ulong word)
        {
            return unchecked(Rotate(lane + word * P2, 31) * P1);
        }

        static ulong Rotate(ulong value, int by)
        {
            return value << by | value >> 64 - by;
        }
    }
}
