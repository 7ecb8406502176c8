// The child's side of the conversation. Everything that can block has a step before it and one
// after, so that a scenario can strike on either side of it. Each function returns what came of
// it; from News.Stop on the link is over, and nothing more is said.
using Lifeline;

sealed class Child
{
    readonly Options _options;
    readonly Link _link;
    readonly SharedMemory _memory;
    uint _ticks;

    public Child(Options options, Link link, SharedMemory memory)
    {
        _options = options;
        _link = link;
        _memory = memory;
    }

    // Until the parent is gone, or said Quit, or the run stops this child, or all was asked that
    // it has to ask.
    public News Run()
    {
        News news = Connect();
        while (!news.EndsLink())
        {
            if (!_link.IsMute)
                news = Exchange();
            if (!news.EndsLink() && HasAskedAll())
            {
                SayQuit();
                return News.Quit;
            }
            if (!news.EndsLink())
                news = AwaitTick();
        }
        if (news == News.Stop)
            SayQuit();
        return news;
    }

    uint DeadlineMs => (uint)_options.DeadlineMs;

    bool HasAskedAll()
    {
        return _options.Requests > 0 && _ticks >= _options.Requests;
    }

    News Connect()
    {
        Probe.Step(Steps.ConnectBefore);
        News news = _link.Connect();
        if (news == News.Done)
            Probe.Step(Steps.Connected);
        return news;
    }

    News AwaitTick()
    {
        Probe.Step(Steps.IdleWait, deadlineMs: (uint)_options.TickMs);
        return _link.AwaitTick();
    }

    // The order is the protocol: the request is in the pipe before the event says so, and shared
    // memory is read after the reply says that it is written.
    News Exchange()
    {
        News news = Ask();
        if (news != News.Done)
            return news;
        uint asked = _link.Sent;

        Probe.Step(Steps.ReplyWait, deadlineMs: DeadlineMs);
        news = _link.Await(Steps.ReplyWait, out Message reply);
        if (news != News.Done)
            return news;
        reply.Step(Steps.ReplyReceived);
        news = ReadMemory(asked);
        if (news != News.Done || !reply.BlockFollows)
            return news;
        return MakeBlock();
    }

    News Ask()
    {
        uint tick = _ticks++;
        Message request = Message.Request(tick, $"msg {tick} from {_options.Actor}");
        Probe.Step(Steps.RequestBefore, deadlineMs: DeadlineMs);
        News news = _link.Send(request, Steps.RequestBefore);
        if (news != News.Done)
            return news;
        request.Step(Steps.RequestSent);
        _link.Signal();
        request.Step(Steps.RequestSignalled);
        return News.Done;
    }

    // By the number of the request: text of another one is a reply that came too early.
    News ReadMemory(uint asked)
    {
        if (_memory.Read(asked, out uint checksum) == null)
            return _link.Violated(Wrong.Memory);
        Probe.Step(Steps.MemoryRead, sequence: asked, size: _options.Bytes, checksum: checksum);
        return News.Done;
    }

    News MakeBlock()
    {
        Probe.Step(Steps.BlockAskWait, deadlineMs: DeadlineMs);
        News news = _link.Await(Steps.BlockAskWait, out Message ask);
        if (news != News.Done)
            return news;
        Probe.Step(Steps.BlockBegun, size: ask.BlockSize);
        // Kept until the parent has it: a handle that is closed before it is duplicated is gone.
        using (var block = Block.Make(ask.BlockSize, ask.BlockSeed))
            news = HandOver(block, ask.Sequence);
        if (news == News.Done)
            Probe.Step(Steps.BlockDone);
        return news;
    }

    // The published child hands out the mapping and copies afterwards, so that its parent can
    // read half a block. Here the child says when the copy is whole.
    News HandOver(Block block, uint asked)
    {
        Message offer = Message.BlockOffer(block.Handle, block.Size);
        News news = _link.Send(offer, Steps.BlockBegun);
        if (news != News.Done)
            return news;
        offer.Step(Steps.BlockOffered);

        Probe.Step(Steps.BlockAckWait, deadlineMs: DeadlineMs);
        news = _link.Await(Steps.BlockAckWait, out Message answer);
        if (news != News.Done || answer.Type == MessageType.BlockTaken)
            return news; // an empty offer needs no acknowledgement
        if (!block.IsThere)
            return _link.Violated(Wrong.Phase);

        news = Copy(block, asked);
        if (news != News.Done)
            return news;
        Probe.Step(Steps.BlockTakenWait, deadlineMs: DeadlineMs);
        return _link.Await(Steps.BlockTakenWait, out _);
    }

    // In halves, so that a fault can strike between them.
    News Copy(Block block, uint asked)
    {
        ulong half = block.Size / 2;
        block.Fill(0, half);
        Probe.Step(Steps.BlockHalf, size: half);
        block.Fill(half, block.Size - half);
        ulong checksum = block.Checksum();
        News news = _link.Send(Message.BlockWhole(checksum), Steps.BlockHalf);
        if (news == News.Done)
            Probe.Step(Steps.BlockWhole, sequence: asked, size: block.Size, checksum: checksum);
        return news;
    }

    void SayQuit()
    {
        Message quit = Message.Quit();
        if (_link.Send(quit, Steps.IdleWait) != News.Done)
            return;
        quit.Step(Steps.QuitSent);
        _link.Signal();
    }
}
