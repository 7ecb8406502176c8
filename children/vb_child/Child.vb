' The child's side of the conversation. Everything that can block has a step before it and one
' after, so that a scenario can strike on either side of it. Each function returns what came of
' it; from News.Stop on the link is over, and nothing more is said.
Option Strict On

Imports Lifeline

Class Child
    Private ReadOnly _settings As Options
    Private ReadOnly _parent As Link
    Private ReadOnly _memory As SharedMemory
    Private _ticks As UInteger

    Public Sub New(settings As Options, parent As Link, memory As SharedMemory)
        _settings = settings
        _parent = parent
        _memory = memory
    End Sub

    ' Until the parent is gone, or said Quit, or the run stops this child, or all was asked that
    ' it has to ask.
    Public Function Run() As News
        Dim came = Connect()
        Do Until came.EndsLink()
            If Not _parent.IsMute Then came = Exchange()
            If Not came.EndsLink() AndAlso HasAskedAll() Then
                SayQuit()
                Return News.Quit
            End If
            If Not came.EndsLink() Then came = AwaitTick()
        Loop
        If came = News.Stop Then SayQuit()
        Return came
    End Function

    Private ReadOnly Property DeadlineMs As UInteger
        Get
            Return CUInt(_settings.DeadlineMs)
        End Get
    End Property

    Private Function HasAskedAll() As Boolean
        Return _settings.Requests > 0 AndAlso _ticks >= _settings.Requests
    End Function

    Private Function Connect() As News
        Probe.Step(Steps.ConnectBefore)
        Dim came = _parent.Connect()
        If came = News.Done Then Probe.Step(Steps.Connected)
        Return came
    End Function

    Private Function AwaitTick() As News
        Probe.Step(Steps.IdleWait, deadlineMs:=CUInt(_settings.TickMs))
        Return _parent.AwaitTick()
    End Function

    ' The order is the protocol: the request is in the pipe before the event says so, and shared
    ' memory is read after the reply says that it is written.
    Private Function Exchange() As News
        Dim reply As Message = Nothing
        Dim came = Ask()
        If came <> News.Done Then Return came
        Dim asked = _parent.Sent

        Probe.Step(Steps.ReplyWait, deadlineMs:=DeadlineMs)
        came = _parent.Await(Steps.ReplyWait, reply)
        If came <> News.Done Then Return came
        reply.Step(Steps.ReplyReceived)
        came = ReadMemory(asked)
        If came <> News.Done OrElse Not reply.BlockFollows Then Return came
        Return MakeBlock()
    End Function

    Private Function Ask() As News
        Dim request = Message.Request(_ticks, $"msg {_ticks} from {_settings.Actor}")
        _ticks += 1UI
        Probe.Step(Steps.RequestBefore, deadlineMs:=DeadlineMs)
        Dim came = _parent.Send(request, Steps.RequestBefore)
        If came <> News.Done Then Return came
        request.Step(Steps.RequestSent)
        _parent.Signal()
        request.Step(Steps.RequestSignalled)
        Return News.Done
    End Function

    ' By the number of the request: text of another one is a reply that came too early.
    Private Function ReadMemory(asked As UInteger) As News
        Dim checksum As UInteger
        If _memory.Read(asked, checksum) Is Nothing Then Return _parent.Violated(Wrong.Memory)
        Probe.Step(Steps.MemoryRead, sequence:=asked, size:=_settings.Bytes, checksum:=checksum)
        Return News.Done
    End Function

    Private Function MakeBlock() As News
        Dim request As Message = Nothing
        Probe.Step(Steps.BlockAskWait, deadlineMs:=DeadlineMs)
        Dim came = _parent.Await(Steps.BlockAskWait, request)
        If came <> News.Done Then Return came
        Probe.Step(Steps.BlockBegun, size:=request.BlockSize)
        ' Kept until the parent has it: a handle that is closed before it is duplicated is gone.
        Using made = Block.Make(request.BlockSize, request.BlockSeed)
            came = HandOver(made, request.Sequence)
        End Using
        If came = News.Done Then Probe.Step(Steps.BlockDone)
        Return came
    End Function

    ' The published child hands out the mapping and copies afterwards, so that its parent can
    ' read half a block. Here the child says when the copy is whole.
    Private Function HandOver(made As Block, asked As UInteger) As News
        Dim answer As Message = Nothing
        Dim offer = Message.BlockOffer(made.Handle, made.Size)
        Dim came = _parent.Send(offer, Steps.BlockBegun)
        If came <> News.Done Then Return came
        offer.Step(Steps.BlockOffered)

        Probe.Step(Steps.BlockAckWait, deadlineMs:=DeadlineMs)
        came = _parent.Await(Steps.BlockAckWait, answer)
        If came <> News.Done Then Return came
        If answer.Type = MessageType.BlockTaken Then Return came ' the offer was an empty one
        If Not made.IsThere Then Return _parent.Violated(Wrong.Phase)

        came = Copy(made, asked)
        If came <> News.Done Then Return came
        Probe.Step(Steps.BlockTakenWait, deadlineMs:=DeadlineMs)
        Return _parent.Await(Steps.BlockTakenWait, answer)
    End Function

    ' In halves, so that a fault can strike between them.
    Private Function Copy(made As Block, asked As UInteger) As News
        Dim half = made.Size \ 2UL
        made.Fill(0, half)
        Probe.Step(Steps.BlockHalf, size:=half)
        made.Fill(half, made.Size - half)
        Dim checksum = made.Checksum()
        Dim came = _parent.Send(Message.BlockWhole(checksum), Steps.BlockHalf)
        If came = News.Done Then
            Probe.Step(Steps.BlockWhole, sequence:=asked, size:=made.Size, checksum:=checksum)
        End If
        Return came
    End Function

    Private Sub SayQuit()
        Dim quit = Message.Quit()
        If _parent.Send(quit, Steps.IdleWait) <> News.Done Then Return
        quit.Step(Steps.QuitSent)
        _parent.Signal()
    End Sub
End Class
