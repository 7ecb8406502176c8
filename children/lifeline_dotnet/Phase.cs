// Who may send what when, by the table of moves of kit/protocol/phase.h, which the build writes
// into Protocol.cs. The link moves its phase by each message that it sends or receives; what is
// not in the table is a violation by its sender. Pure.
namespace Lifeline
{
    // A row of the list of moves.
    public struct Move
    {
        public readonly Phase From, To;
        public readonly Side Sender;
        public readonly MessageType Type;
        public readonly uint Flags;

        public Move(Phase from, Side sender, MessageType type, uint flags, Phase to)
        {
            From = from;
            Sender = sender;
            Type = type;
            Flags = flags;
            To = to;
        }
    }

    public static class Phases
    {
        // Null: this sender may not send this message now.
        public static Phase? After(Phase phase, Side sender, Message message)
        {
            foreach (var move in Lists.Moves)
                if (move.From == phase && move.Sender == sender && move.Type == message.Type &&
                    move.Flags == message.Flags)
                    return move.To;
            return null;
        }
    }
}
