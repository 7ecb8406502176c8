// XXH32, and XXH3 with 64 bits and its own secret, as the specification of xxHash has them:
// https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md. They are the checksums of the
// reference protocol, and the runtime has neither. Pure.
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

    // With 64 bits, of as many bytes as were said to come, in parts as a block is read. Each part
    // but the last has to be a multiple of 64 bytes long, and the first has all bytes that there
    // are or at least 240.
    public sealed class XxHash3
    {
        const uint Q1 = 0x9E3779B1, Q2 = 0x85EBCA77, Q3 = 0xC2B2AE3D;
        const ulong P1 = 0x9E3779B185EBCA87, P2 = 0xC2B2AE3D27D4EB4F, P3 = 0x165667B19E3779F9,
                    P4 = 0x85EBCA77C2B2AE63, P5 = 0x27D4EB2F165667C5;

        const int Stripe = 64, StripesOfBlock = 16, ShortMost = 240;

        // The specification's secret, in words and in bytes.
        static readonly ulong[] Words =
        {
            0xBE4BA423396CFEB8, 0x1CAD21F72C81017C, 0xDB979083E96DD4DE,
            0x1F67B3B7A4A44072, 0x78E5C0CC4EE679CB, 0x2172FFCC7DD05A82,
            0x8E2443F7744608B8, 0x4C263A81E69035E0, 0xCB00C391BB52283C,
            0xA32E531B8B65D088, 0x4EF90DA297486471, 0xD8ACDEA946EF1938,
            0x3F349CE33F76FAA8, 0x1D4F0BC7C7BBDCF9, 0x3159B4CD4BE0518A,
            0x647378D9C97E9FC8, 0xC3EBD33483ACC5EA, 0xEB6313FAFFA081C5,
            0x49DAF0B751DD0D17, 0x9E68D429265516D3, 0xFCA1477D58BE162B,
            0xCE31D07AD1B8F88F, 0x280416958F3ACB45, 0x7E404BBBCAFBD7AF,
        };
        static readonly byte[] Secret = InBytes(Words);

        readonly ulong _total;
        readonly ulong[] _lanes = { Q3, P1, P2, P3, P4, Q2, P5, Q1 };
        readonly byte[] _last = new byte[Stripe]; // the last bytes of all so far
        ulong _stripes; // done so far
        byte[] _short;

        public XxHash3(ulong total)
        {
            _total = total;
        }

        static byte[] InBytes(ulong[] words)
        {
            var bytes = new byte[words.Length * 8];
            Buffer.BlockCopy(words, 0, bytes, 0, bytes.Length);
            return bytes;
        }

        public void Add(byte[] bytes, int count)
        {
            if (_total <= ShortMost)
            {
                _short = bytes;
                return;
            }
            // The last stripe ends with the last byte, wherever it begins, and is done in Sum.
            for (int at = 0; at + Stripe <= count && _stripes < (_total - 1) / Stripe; at += Stripe)
            {
                int inBlock = (int)(_stripes % StripesOfBlock);
                for (int i = 0; i < 8; i++)
                    Mix(i, BitConverter.ToUInt64(bytes, at + 8 * i), Words[inBlock + i]);
                if (inBlock == StripesOfBlock - 1)
                    Scramble();
                _stripes++;
            }
            int kept = Math.Max(0, Stripe - count);
            Array.Copy(_last, Stripe - kept, _last, 0, kept);
            Array.Copy(bytes, count - (Stripe - kept), _last, kept, Stripe - kept);
        }

        void Mix(int lane, ulong word, ulong secret)
        {
            unchecked
            {
                ulong key = word ^ secret;
                _lanes[lane ^ 1] += word;
                _lanes[lane] += (key & 0xFFFFFFFF) * (key >> 32);
            }
        }

        void Scramble()
        {
            for (int i = 0; i < 8; i++)
                _lanes[i] = unchecked((_lanes[i] ^ _lanes[i] >> 47 ^ Words[16 + i]) * Q1);
        }

        public ulong Sum()
        {
            if (_total <= ShortMost)
                return Short(_short, (int)_total);
            for (int i = 0; i < 8; i++)
                Mix(i, BitConverter.ToUInt64(_last, 8 * i), SecretAt(121 + 8 * i));
            ulong sum = unchecked(_total * P1);
            for (int i = 0; i < 8; i += 2)
                sum = unchecked(sum + Fold(_lanes[i] ^ SecretAt(11 + 8 * i),
                                           _lanes[i + 1] ^ SecretAt(19 + 8 * i)));
            return Finish(sum);
        }

        static ulong Short(byte[] bytes, int count)
        {
            if (count > 16)
                return UpTo240(bytes, count);
            if (count > 8)
                return UpTo16(bytes, count);
            return count > 3 ? UpTo8(bytes, count) : UpTo3(bytes, count);
        }

        static ulong UpTo3(byte[] bytes, int count)
        {
            if (count == 0)
                return FinishAsXxh64(Words[7] ^ Words[8]);
            uint all = (uint)bytes[0] << 16 | (uint)bytes[count / 2] << 24 | bytes[count - 1] |
                       (uint)count << 8;
            uint secret = BitConverter.ToUInt32(Secret, 0) ^ BitConverter.ToUInt32(Secret, 4);
            return FinishAsXxh64(all ^ secret);
        }

        static ulong UpTo8(byte[] bytes, int count)
        {
            unchecked
            {
                ulong sum = BitConverter.ToUInt32(bytes, count - 4) +
                            ((ulong)BitConverter.ToUInt32(bytes, 0) << 32);
                sum ^= Words[1] ^ Words[2];
                sum = (sum ^ Rotate(sum, 49) ^ Rotate(sum, 24)) * 0x9FB21C651E98DF25;
                sum = (sum ^ (sum >> 35) + (ulong)count) * 0x9FB21C651E98DF25;
                return sum ^ sum >> 28;
            }
        }

        static ulong UpTo16(byte[] bytes, int count)
        {
            ulong low = BitConverter.ToUInt64(bytes, 0) ^ Words[3] ^ Words[4];
            ulong high = BitConverter.ToUInt64(bytes, count - 8) ^ Words[5] ^ Words[6];
            return Finish(unchecked((ulong)count + Swap(low) + high + Fold(low, high)));
        }

        static ulong UpTo240(byte[] bytes, int count)
        {
            unchecked
            {
                ulong sum = (ulong)count * P1;
                if (count <= 128)
                {
                    // From both ends towards the middle.
                    for (int i = (count - 1) / 32; i >= 0; i--)
                        sum += Mix16(bytes, 16 * i, 32 * i) +
                               Mix16(bytes, count - 16 * (i + 1), 32 * i + 16);
                    return Finish(sum);
                }
                for (int i = 0; i < 8; i++)
                    sum += Mix16(bytes, 16 * i, 16 * i);
                sum = Finish(sum);
                for (int i = 8; i < count / 16; i++)
                    sum += Mix16(bytes, 16 * i, 16 * (i - 8) + 3);
                return Finish(sum + Mix16(bytes, count - 16, 119));
            }
        }

        static ulong Mix16(byte[] bytes, int at, int secret)
        {
            return Fold(BitConverter.ToUInt64(bytes, at) ^ SecretAt(secret),
                        BitConverter.ToUInt64(bytes, at + 8) ^ SecretAt(secret + 8));
        }

        static ulong SecretAt(int at)
        {
            return BitConverter.ToUInt64(Secret, at);
        }

        // The two halves of the product of 128 bits, one over the other.
        static ulong Fold(ulong a, ulong b)
        {
            unchecked
            {
                ulong lowLow = (a & 0xFFFFFFFF) * (b & 0xFFFFFFFF);
                ulong highLow = (a >> 32) * (b & 0xFFFFFFFF);
                ulong lowHigh = (a & 0xFFFFFFFF) * (b >> 32);
                ulong cross = (lowLow >> 32) + (highLow & 0xFFFFFFFF) + lowHigh;
                ulong high = (a >> 32) * (b >> 32) + (highLow >> 32) + (cross >> 32);
                return a * b ^ high;
            }
        }

        static ulong Finish(ulong sum)
        {
            sum = unchecked((sum ^ sum >> 37) * 0x165667919E3779F9);
            return sum ^ sum >> 32;
        }

        static ulong FinishAsXxh64(ulong sum)
        {
            sum = unchecked((sum ^ sum >> 33) * P2);
            sum = unchecked((sum ^ sum >> 29) * P3);
            return sum ^ sum >> 32;
        }

        static ulong Swap(ulong value)
        {
            ulong swapped = 0;
            for (int i = 0; i < 8; i++)
                swapped = swapped << 8 | (value >> 8 * i & 0xFF);
            return swapped;
        }

        static ulong Rotate(ulong value, int by)
        {
            return value << by | value >> 64 - by;
        }
    }
}
