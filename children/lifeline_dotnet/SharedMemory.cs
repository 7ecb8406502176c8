// The memory that a parent shares with one child, laid out as kit/protocol/memory.h says: a head,
// then text. The places are in Protocol.cs, which the build writes from that header. The parent
// writes it before its reply, the child reads it after that reply came, so never both at once.
// Nothing that stands there is trusted: it is copied out once, and the copy is judged.
using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using At = Lifeline.MemoryLayout;

namespace Lifeline
{
    public sealed class SharedMemory : IDisposable
    {
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
            var head = new byte[At.Head];
            checksum = 0;
            Marshal.Copy(_at, head, 0, At.Head);
            int size = SizeOfText(head, sequence);
            if (size < 0)
                return null;
            var text = new byte[size];
            Marshal.Copy(_at + At.Head, text, 0, size);
            if (XxHash32.Of(text, 0, size) != BitConverter.ToUInt32(head, At.AtChecksum))
                return null;
            checksum = BitConverter.ToUInt32(head, At.AtChecksum);
            // The published child adds one to each byte that it reads; this, to a word of its own.
            int reads = BitConverter.ToInt32(head, At.AtReads);
            Marshal.WriteInt32(_at, At.AtReads, unchecked(reads + 1));
            Marshal.WriteInt32(_at, At.AtReadSequence, unchecked((int)sequence));
            return text;
        }

        // By a copy of the head; -1 if it is not one, or of another request. A text of another
        // one is a reply that came too early.
        int SizeOfText(byte[] head, uint sequence)
        {
            bool isOurs = BitConverter.ToInt32(head, At.AtMagic) == At.Magic &&
                          BitConverter.ToUInt16(head, At.AtVersion) == At.Version &&
                          BitConverter.ToUInt16(head, At.AtHeadSize) == At.Head &&
                          BitConverter.ToUInt32(head, At.AtBytes) == _bytes &&
                          BitConverter.ToUInt32(head, At.AtSequence) == sequence;
            uint size = BitConverter.ToUInt32(head, At.AtTextSize);
            return isOurs && size < At.Text ? (int)size : -1;
        }

        public void Dispose()
        {
            if (_isMapped)
                UnmapViewOfFile(_at);
        }
    }
}
