// The messages of the reference protocol, byte for byte those of kit/protocol/message.h: one
// length for each type, a head of 16 bytes, little-endian. A message is sealed by its sender and
// checked by its receiver before a word of it is believed. Pure.
//
//     0  magic "LL"     4  type               8  sequence, from 1 for each sender
//     2  version        6  size of the whole  12 XXH32 of all other bytes
using System;
using System.Text;

namespace Lifeline
{
    public enum MessageType : ushort
    {
        Request = 1,
        Reply = 2,
        BlockAsk = 3,
        BlockOffer = 4,
        BlockAck = 5,
        BlockWhole = 6,
        BlockTaken = 7,
        Quit = 8,
    }

    // What can be held against a message or its sender; the words of the report `violation`.
    public static class Wrong
    {
        public const string Length = "length", Magic = "magic", Version = "version",
                            Type = "type", Checksum = "checksum", Sequence = "sequence",
                            Content = "content", Phase = "phase", Memory = "memory";
    }

    public sealed class Message
    {
        public const int Most = 128; // bytes of the longest one, with room to grow
        public const int TextSize = 92; // with its terminator

        const int Magic = 0x4C4C, Version = 1;
        const int AtType = 4, AtSize = 6, AtSequence = 8, AtChecksum = 12, Body = 16;
        const int AtText = 20;

        readonly byte[] _bytes;

        Message(byte[] bytes)
        {
            _bytes = bytes;
        }

        static Message Empty(MessageType type)
        {
            var made = new Message(new byte[LengthOf((ushort)type)]);
            made.Put16(0, Magic);
            made.Put16(2, Version);
            made.Put16(AtType, (int)type);
            made.Put16(AtSize, made._bytes.Length);
            return made;
        }

        // What a child sends. It is sealed when it is sent, with the number that is next.

        public static Message Request(uint tick, string text)
        {
            var made = Empty(MessageType.Request);
            made.Put32(Body, tick);
            byte[] said = Encoding.UTF8.GetBytes(text);
            Array.Copy(said, 0, made._bytes, AtText, Math.Min(said.Length, TextSize - 1));
            return made;
        }

        // The handle is a number of the child's. No handle and no size: it could not be made.
        public static Message BlockOffer(uint handle, ulong size)
        {
            var made = Empty(MessageType.BlockOffer);
            made.Put64(Body, size);
            made.Put32(24, handle);
            return made;
        }

        public static Message BlockWhole(ulong checksum)
        {
            var made = Empty(MessageType.BlockWhole);
            made.Put64(Body, checksum);
            return made;
        }

        public static Message Quit()
        {
            return Empty(MessageType.Quit);
        }

        public MessageType Type => (MessageType)Get16(AtType);
        public int Length => _bytes.Length;
        public uint Sequence => Get32(AtSequence);
        public uint Checksum => Get32(AtChecksum);

        // Of a reply: the parent asks for a block before it is idle again.
        public bool BlockFollows => Type == MessageType.Reply && Get32(Body) == 1;

        // Of a request for a block.
        public ulong BlockSize => Get64(Body);
        public uint BlockSeed => Get32(24);

        public byte[] ToBytes()
        {
            return (byte[])_bytes.Clone();
        }

        public void Seal(uint sequence)
        {
            Put32(AtSequence, sequence);
            Put32(AtChecksum, Sum(_bytes));
        }

        // A step with this message's facts.
        public void Step(string name)
        {
            Probe.Step(name, sequence: Sequence, size: (ulong)Length, checksum: Checksum);
        }

        // Believes nothing. Null and a word of Wrong, or a whole message of this sequence number.
        // The head is judged before the body, and the checksum before what the bytes mean.
        public static Message Check(byte[] bytes, int count, uint sequence, out string wrong)
        {
            wrong = Wrong.Length;
            if (count < Body || count > Most)
                return null;
            var copy = new byte[count];
            Array.Copy(bytes, copy, count);
            var message = new Message(copy);
            wrong = message.WhatIsWrong(sequence);
            return wrong == null ? message : null;
        }

        string WhatIsWrong(uint sequence)
        {
            if (Get16(0) != Magic)
                return Wrong.Magic;
            if (Get16(2) != Version)
                return Wrong.Version;
            if (LengthOf(Get16(AtType)) == 0)
                return Wrong.Type;
            if (Get16(AtSize) != Length || LengthOf(Get16(AtType)) != Length)
                return Wrong.Length;
            if (Checksum != Sum(_bytes))
                return Wrong.Checksum;
            if (Sequence != sequence)
                return Wrong.Sequence;
            return IsSane() ? null : Wrong.Content;
        }

        // The checksum shows that a sender meant these bytes; this, that it was a sane one.
        bool IsSane()
        {
            switch (Type)
            {
                case MessageType.Request:
                    return TextEnds();
                case MessageType.Reply:
                    return TextEnds() && Get32(Body) <= 1;
                case MessageType.BlockAsk:
                    return Get32(28) == 0 && BlockSize > 0;
                case MessageType.BlockOffer:
                    return Get32(28) == 0;
                case MessageType.BlockTaken:
                    return Get32(20) == 0 && Get32(Body) <= 1;
                case MessageType.BlockAck:
                case MessageType.BlockWhole:
                case MessageType.Quit:
                    return true;
            }
            return false;
        }

        bool TextEnds()
        {
            return Array.IndexOf(_bytes, (byte)0, AtText, TextSize) >= 0;
        }

        static int LengthOf(int type)
        {
            switch ((MessageType)type)
            {
                case MessageType.Request:
                case MessageType.Reply:
                    return 112;
                case MessageType.BlockAsk:
                case MessageType.BlockOffer:
                    return 32;
                case MessageType.BlockWhole:
                case MessageType.BlockTaken:
                    return 24;
                case MessageType.BlockAck:
                case MessageType.Quit:
                    return 16;
            }
            return 0;
        }

        // Over all bytes but the checksum's own: the body's sum goes on from that of the head.
        static uint Sum(byte[] bytes)
        {
            uint head = XxHash32.Of(bytes, 0, AtChecksum);
            return XxHash32.Of(bytes, Body, bytes.Length - Body, head);
        }

        ushort Get16(int at) => BitConverter.ToUInt16(_bytes, at);
        uint Get32(int at) => BitConverter.ToUInt32(_bytes, at);
        ulong Get64(int at) => BitConverter.ToUInt64(_bytes, at);
        void Put16(int at, int value) => BitConverter.GetBytes((ushort)value).CopyTo(_bytes, at);
        void Put32(int at, uint value) => BitConverter.GetBytes(value).CopyTo(_bytes, at);
        void Put64(int at, ulong value) => BitConverter.GetBytes(value).CopyTo(_bytes, at);
    }
}
