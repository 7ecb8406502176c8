// The messages of the reference protocol, byte for byte those of kit/protocol/message.h: one
// length for each type, a head of 16 bytes, little-endian. Types, lengths and places are in
// Protocol.cs, which the build writes from that header. A message is sealed by its sender and
// checked by its receiver before a word of it is believed. Pure.
using System;
using System.Text;
using At = Lifeline.MessageLayout;

namespace Lifeline
{
    // A row of the list of messages.
    public struct MessageRow
    {
        public readonly MessageType Type;
        public readonly int Length;

        public MessageRow(MessageType type, int length)
        {
            Type = type;
            Length = length;
        }
    }

    public sealed class Message
    {
        readonly byte[] _bytes;

        Message(byte[] bytes)
        {
            _bytes = bytes;
        }

        static Message Empty(MessageType type)
        {
            var made = new Message(new byte[LengthOf(type)]);
            made.Put16(At.AtMagic, At.Magic);
            made.Put16(At.AtVersion, At.Version);
            made.Put16(At.AtType, (int)type);
            made.Put16(At.AtSize, made._bytes.Length);
            return made;
        }

        // What a child sends. It is sealed when it is sent, with the number that is next.

        public static Message Request(uint tick, string text)
        {
            var made = Empty(MessageType.Request);
            made.Put32(At.AtRequestTick, tick);
            byte[] said = Encoding.UTF8.GetBytes(text);
            Array.Copy(said, 0, made._bytes, At.AtRequestText,
                       Math.Min(said.Length, At.TextSize - 1));
            return made;
        }

        // The handle is a number of the child's. No handle and no size: it could not be made.
        public static Message BlockOffer(uint handle, ulong size)
        {
            var made = Empty(MessageType.BlockOffer);
            made.Put64(At.AtOfferSize, size);
            made.Put32(At.AtOfferHandle, handle);
            return made;
        }

        public static Message BlockWhole(ulong checksum)
        {
            var made = Empty(MessageType.BlockWhole);
            made.Put64(At.AtWholeChecksum, checksum);
            return made;
        }

        public static Message Quit()
        {
            return Empty(MessageType.Quit);
        }

        public MessageType Type => (MessageType)Get16(At.AtType);
        public int Length => _bytes.Length;
        public uint Sequence => Get32(At.AtSequence);
        public uint Checksum => Get32(At.AtChecksum);

        // Of a reply; others have none.
        public uint Flags => Type == MessageType.Reply ? Get32(At.AtReplyFlags) : 0;

        // The parent asks for a block before it is idle again.
        public bool BlockFollows => Flags == At.BlockFollows;

        // Of a request for a block.
        public ulong BlockSize => Get64(At.AtAskSize);
        public uint BlockSeed => Get32(At.AtAskSeed);

        public byte[] ToBytes()
        {
            return (byte[])_bytes.Clone();
        }

        public void Seal(uint sequence)
        {
            Put32(At.AtSequence, sequence);
            Put32(At.AtChecksum, Sum(_bytes));
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
            if (count < At.Head || count > At.Most)
                return null;
            var copy = new byte[count];
            Array.Copy(bytes, copy, count);
            var message = new Message(copy);
            wrong = message.WhatIsWrong(sequence);
            return wrong == null ? message : null;
        }

        string WhatIsWrong(uint sequence)
        {
            if (Get16(At.AtMagic) != At.Magic)
                return Wrong.Magic;
            if (Get16(At.AtVersion) != At.Version)
                return Wrong.Version;
            if (LengthOf(Type) == 0)
                return Wrong.Type;
            if (Get16(At.AtSize) != Length || LengthOf(Type) != Length)
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
                    return TextEnds(At.AtRequestText);
                case MessageType.Reply:
                    return TextEnds(At.AtReplyText) && Flags <= At.BlockFollows;
                case MessageType.BlockAsk:
                    return Get32(At.AtAskZero) == 0 && BlockSize > 0;
                case MessageType.BlockOffer:
                    return Get32(At.AtOfferZero) == 0;
                case MessageType.BlockTaken:
                    return Get32(At.AtTakenZero) == 0 && Get32(At.AtTakenOk) <= 1;
                case MessageType.BlockAck:
                case MessageType.BlockWhole:
                case MessageType.Quit:
                    return true;
            }
            return false;
        }

        bool TextEnds(int at)
        {
            return Array.IndexOf(_bytes, (byte)0, at, At.TextSize) >= 0;
        }

        // 0: there is no such message.
        static int LengthOf(MessageType type)
        {
            foreach (var row in Lists.Messages)
                if (row.Type == type)
                    return row.Length;
            return 0;
        }

        // Over all bytes but the checksum's own: the body's sum goes on from that of the head.
        static uint Sum(byte[] bytes)
        {
            uint head = XxHash32.Of(bytes, 0, At.AtChecksum);
            return XxHash32.Of(bytes, At.Head, bytes.Length - At.Head, head);
        }

        ushort Get16(int at) => BitConverter.ToUInt16(_bytes, at);
        uint Get32(int at) => BitConverter.ToUInt32(_bytes, at);
        ulong Get64(int at) => BitConverter.ToUInt64(_bytes, at);
        void Put16(int at, int value) => BitConverter.GetBytes((ushort)value).CopyTo(_bytes, at);
        void Put32(int at, uint value) => BitConverter.GetBytes(value).CopyTo(_bytes, at);
        void Put64(int at, ulong value) => BitConverter.GetBytes(value).CopyTo(_bytes, at);
    }
}
