// Who may send what when, as one table of moves: that of kit/protocol/phase.h, as far as a child
// gets in it. The link moves its phase by each message that it sends or receives; what is not in
// the table is a violation by its sender. Pure.
namespace Lifeline
{
    public enum Phase
    {
        Idle,         // nothing is owed
        Requested,    // the parent owes a reply
        Promised,     // the reply said that a request for a block follows
        Asked,        // the child owes handle and size
        Offered,      // the parent owes the acknowledgement
        Acknowledged, // the child copies, and owes the word that it is whole
        Whole,        // the parent owes the word that the child can let go
        Left,         // one of the two said Quit, and the child sends and reads no more
    }

    public enum Side
    {
        Parent,
        Child,
    }

    public static class Phases
    {
        struct Move
        {
            public Phase From, To;
            public MessageType Type;
            public bool BlockFollows;
            public Side Sender;

            public Move(Phase from, Side sender, MessageType type, Phase to, bool follows = false)
            {
                From = from;
                Sender = sender;
                Type = type;
                To = to;
                BlockFollows = follows;
            }
        }

        static readonly Move[] Moves =
        {
            new Move(Phase.Idle, Side.Child, MessageType.Request, Phase.Requested),
            new Move(Phase.Requested, Side.Parent, MessageType.Reply, Phase.Idle),
            new Move(Phase.Requested, Side.Parent, MessageType.Reply, Phase.Promised, true),
            new Move(Phase.Promised, Side.Parent, MessageType.BlockAsk, Phase.Asked),
            new Move(Phase.Asked, Side.Child, MessageType.BlockOffer, Phase.Offered),
            new Move(Phase.Offered, Side.Parent, MessageType.BlockAck, Phase.Acknowledged),
            new Move(Phase.Offered, Side.Parent, MessageType.BlockTaken, Phase.Idle), // of none
            new Move(Phase.Acknowledged, Side.Child, MessageType.BlockWhole, Phase.Whole),
            new Move(Phase.Whole, Side.Parent, MessageType.BlockTaken, Phase.Idle),
        };

        // Null: this sender may not send this message now.
        public static Phase? After(Phase phase, Side sender, Message message)
        {
            if (message.Type == MessageType.Quit && phase != Phase.Left)
                return Phase.Left; // the one message that either may send at any time
            foreach (var move in Moves)
                if (move.From == phase && move.Sender == sender && move.Type == message.Type &&
                    move.BlockFollows == message.BlockFollows)
                    return move.To;
            return null;
        }
    }
}
