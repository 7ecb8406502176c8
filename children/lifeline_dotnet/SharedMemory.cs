// The memory that a parent shares with one child, laid out as kit/protocol/memory.h says: a head
// of 32 bytes, then text. The parent writes it before its reply, the child reads it after that
// reply came, so never both at once. Nothing that stands there is trusted: it is copied out once,
// and the copy is judged.
//
//     0  magic "LLMM"    8  bytes of the whole         16 text's size    24 reads, by the child
//     4  version, head   12 sequence of the request    20 text's XXH32   28 sequence of the last
using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lifeline
{
    public sealed class SharedMemory : IDisposable
    {
        public const uint Least = 256, Most = 1024 * 1024; // bytes of the whole

        const int Magic = 0x4D4D4C4C, Version = 1, Head = 32, TextMost = (int)Least - Head;
        const int AtReads = 24, AtReadSequence = 28;
        const uint ReadAndWrite = 0x0002 | 0x0004; // FILE_MAP_WRITE | FILE_MAP_READ

        // MEMORY_BASIC_INFORMATION; sequential, so that it is right in 32 bits, too.
        [StructLayout(LayoutKind.Sequential)]
        struct Region
        {
            public IntPtr BaseAddress, AllocationBase;
            public uint AllocationProtect;
            public UIntPtr Size;
            public uint State, Protect, Type;
        }

        [DllImport("kernel32.dll", SetLastError = true)]
        static extern IntPtr MapViewOfFile(SafeHandle mapping, uint access, uint offsetHigh,
                                           uint offsetLow, UIntPtr bytes);

        [DllImport("kernel32.dll")]
        static extern bool UnmapViewOfFile(IntPtr view);

        [DllImport("kernel32.dll")]
        static extern UIntPtr VirtualQuery(IntPtr address, out Region region, UIntPtr size);

        readonly IntPtr _at;
        readonly uint _bytes;
        readonly bool _isMapped;

        // Somebody else's memory of at least `bytes` bytes, which outlives this.
        public SharedMemory(IntPtr at, uint bytes)
        {
            _at = at;
            _bytes = bytes;
        }

        SharedMemory(IntPtr at, uint bytes, bool isMapped) : this(at, bytes)
        {
            _isMapped = isMapped;
        }

        // Maps what was inherited, and closes the handle: the view keeps the memory. IOException:
        // it cannot be mapped, is smaller than was said, or is not what a parent makes.
        public static SharedMemory Map(uint handle, uint bytes)
        {
            using (var mapping = new SafeFileHandle(new IntPtr(handle), ownsHandle: true))
            {
                IntPtr at = MapViewOfFile(mapping, ReadAndWrite, 0, 0, UIntPtr.Zero);
                if (at == IntPtr.Zero)
                    throw new IOException("MapViewOfFile failed: " + new Win32Exception().Message);
                var memory = new SharedMemory(at, bytes, true);
                string wrong = RoomAt(at) < bytes ? "it is smaller than was said"
                               : memory.Read(0, out _) == null ? "no parent made what it holds"
                               : null;
                if (wrong == null)
                    return memory;
                memory.Dispose();
                throw new IOException("the shared memory is not usable: " + wrong);
            }
        }

        static ulong RoomAt(IntPtr at)
        {
            var size = new UIntPtr((uint)Marshal.SizeOf<Region>());
            return VirtualQuery(at, out Region region, size) == UIntPtr.Zero
                       ? 0
                       : region.Size.ToUInt64();
        }

        // The text that answers this request (0: what stands there before the first), and the
        // word that it was read. Null: it is not what the parent writes.
        public byte[] Read(uint sequence, out uint checksum)
        {
            var head = new byte[Head];
            checksum = 0;
            Marshal.Copy(_at, head, 0, Head);
            int size = SizeOfText(head, sequence);
            if (size < 0)
                return null;
            var text = new byte[size];
            Marshal.Copy(_at + Head, text, 0, size);
            if (XxHash32.Of(text, 0, size) != BitConverter.ToUInt32(head, 20))
                return null;
            checksum = BitConverter.ToUInt32(head, 20);
            // The published child adds one to each byte that it reads; this, to a word of its own.
            Marshal.WriteInt32(_at, AtReads, unchecked(BitConverter.ToInt32(head, AtReads) + 1));
            Marshal.WriteInt32(_at, AtReadSequence, unchecked((int)sequence));
            return text;
        }

        // By a copy of the head; -1 if it is not one, or of another request. A text of another
        // one is a reply that came too early.
        int SizeOfText(byte[] head, uint sequence)
        {
            bool isOurs = BitConverter.ToInt32(head, 0) == Magic &&
                          BitConverter.ToUInt16(head, 4) == Version &&
                          BitConverter.ToUInt16(head, 6) == Head &&
                          BitConverter.ToUInt32(head, 8) == _bytes &&
                          BitConverter.ToUInt32(head, 12) == sequence;
            uint size = BitConverter.ToUInt32(head, 16);
            return isOurs && size < TextMost ? (int)size : -1;
        }

        public void Dispose()
        {
            if (_isMapped)
                UnmapViewOfFile(_at);
        }
    }
}
