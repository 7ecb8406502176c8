// A block that the parent asked for: memory of the child's own, without a name, which the parent
// takes out of the child by its handle. Every byte follows from a seed and its place, as
// kit/protocol/block.h says, so that a block that is torn, stale or another's is seen.
using System;
using System.IO;
using System.IO.MemoryMappedFiles;

namespace Lifeline
{
    public sealed class Block : IDisposable
    {
        const int Part = 64 * 1024; // as XxHash3 wants it

        readonly MemoryMappedFile _memory;
        readonly Stream _view;
        readonly ulong _size;
        readonly uint _seed;
        readonly byte[] _part = new byte[Part];

        Block(MemoryMappedFile memory, Stream view, ulong size, uint seed)
        {
            _memory = memory;
            _view = view;
            _size = size;
            _seed = seed;
        }

        // One for which there is no room is not an error: it is offered as none.
        public static Block Make(ulong size, uint seed)
        {
            MemoryMappedFile memory = null;
            try
            {
                memory = MemoryMappedFile.CreateNew(null, checked((long)size));
                return new Block(memory, memory.CreateViewStream(0, (long)size), size, seed);
            }
            catch (Exception e) when (IsNoRoom(e))
            {
                memory?.Dispose();
                return new Block(null, null, 0, seed);
            }
        }

        static bool IsNoRoom(Exception e)
        {
            return e is IOException || e is ArgumentException || e is OverflowException ||
                   e is OutOfMemoryException || e is UnauthorizedAccessException;
        }

        // False: there was no room for it, and all below is empty.
        public bool IsThere => _memory != null;

        public ulong Size => _size;

        // Handles fit into 32 bits. The number means something in this process alone.
        public uint Handle =>
            IsThere ? (uint)_memory.SafeMemoryMappedFileHandle.DangerousGetHandle().ToInt64() : 0;

        public void Fill(ulong from, ulong count)
        {
            _view.Position = (long)from;
            for (ulong done = 0; done < count;)
            {
                int part = (int)Math.Min(Part, count - done);
                Content(_part, part, from + done, _seed);
                _view.Write(_part, 0, part);
                done += (ulong)part;
            }
        }

        // XXH3 of what stands there, and not of what should: what its maker vouches for.
        public ulong Checksum()
        {
            var sum = new XxHash3(_size);
            _view.Position = 0;
            for (ulong done = 0; done < _size;)
            {
                int part = _view.Read(_part, 0, (int)Math.Min(Part, _size - done));
                sum.Add(_part, part);
                done += (ulong)part;
            }
            return sum.Sum();
        }

        // The bytes from..from+count of a block of this seed.
        public static void Content(byte[] to, int count, ulong from, uint seed)
        {
            ulong word = WordAt(from / 8, seed);
            for (int i = 0; i < count; i++)
            {
                ulong place = from + (ulong)i;
                if (place % 8 == 0)
                    word = WordAt(place / 8, seed);
                to[i] = (byte)(word >> (int)(place % 8) * 8);
            }
        }

        // A counter, mixed, so that no two places of all seeds have the same word.
        static ulong WordAt(ulong place, uint seed)
        {
            ulong mixed = unchecked((((ulong)seed << 32) + place + 1) * 0x9E3779B97F4A7C15);
            return mixed ^ mixed >> 31;
        }

        public void Dispose()
        {
            _view?.Dispose();
            _memory?.Dispose();
        }
    }
}
