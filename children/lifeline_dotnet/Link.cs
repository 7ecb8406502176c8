// The child's end of the link to its parent: the pipe with a read that is always pending, an
// event each way, the parent's process, and the ways by which the child notices that the parent
// is gone. What a child in any .NET language is written with; the conversation itself is the
// child's own, see children/cs_child and children/vb_child.
//
// One thread. Every wait has a deadline, and ends on the run's stop. No loss is an exception: a
// parent that goes is what a child has to expect, and what it gets is one of News.
using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Pipes;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Win32.SafeHandles;

namespace Lifeline
{
    public static class NewsWords
    {
        // True: the link is over with it, and its word is what `child.ending` tells.
        public static bool EndsLink(this News news)
        {
            return Lists.NewsEndsLink[(int)news];
        }

        public static string Word(this News news)
        {
            return Lists.NewsWords[(int)news];
        }
    }

    public sealed class Link : IDisposable
    {
        enum Woke
        {
            Stop,
            Wake,
            Pipe,
            Process,
            Time,
        }

        // What a wait listens to beside the stop and, where it is a way, the parent's process.
        [Flags]
        enum Hear
        {
            Wake = 1,
            Pipe = 2,
        }

        const int ReadRoom = 512; // more than any message has, so that a longer one is seen

        // How long the runtime may take to tell that a read is over, once the parent is gone and
        // it must be: a few ms. Never used up, unless somebody else holds the parent's end.
        const int PoolMs = 100;

        // For a wait that listens to nothing but time.
        static readonly WaitHandle Never = new ManualResetEvent(false);

        readonly Options _options;
        readonly WaitHandle _process; // the parent's; null where it is not known
        NamedPipeClientStream _pipe;  // null until it is open
        EventWaitHandle _wake;        // the parent sets it after it wrote
        EventWaitHandle _signal;      // we set it after we wrote
        readonly byte[] _room = new byte[ReadRoom];
        Task<int> _read; // the pending one; null: none
        CancellationTokenSource _readCancel;
        bool _isDropped;
        Phase _phase = Phase.Idle;
        uint _received;
        Spoil _spoil; // how an order wants the next message spoiled; 0: not at all

        // After Probe.Attach. Tells the probe how this program loses its pipe and spoils a message.
        public Link(Options options)
        {
            _options = options;
            if (options.ParentProcess != 0)
                _process = HandleOf(new SafeWaitHandle(new IntPtr(options.ParentProcess), true));
            Probe.DropWith(Drop);
            Probe.SpoilWith(how => _spoil = (Spoil)how);
        }

        // The pipe is of no more use; the parent's process is all there is to watch.
        public bool IsMute { get; private set; }

        // The number of the message that was sent last.
        public uint Sent { get; private set; }

        static WaitHandle HandleOf(SafeWaitHandle handle)
        {
            return new ManualResetEvent(false) { SafeWaitHandle = handle };
        }

        // A named object lives as long as somebody holds it, so one that is not found says that
        // the parent is gone: it died between our start and this line. So nothing is waited for:
        // Connect with a time would look for the pipe that is gone until the time is over.
        public News Connect()
        {
            try
            {
                _signal = EventWaitHandle.OpenExisting(_options.Event);
                if (_options.EventTo != null)
                    _wake = EventWaitHandle.OpenExisting(_options.EventTo);
                _pipe = new NamedPipeClientStream(".", _options.Pipe, PipeDirection.InOut,
                                                  PipeOptions.Asynchronous);
                _pipe.Connect(0);
                _pipe.ReadMode = PipeTransmissionMode.Message;
                return News.Done;
            }
            catch (Exception e) when (e is WaitHandleCannotBeOpenedException ||
                                      e is TimeoutException || IsLoss(e))
            {
                return Lost();
            }
        }

        // What .NET makes of the codes 109, 230, 232 and 233, and of an end that was dropped.
        static bool IsLoss(Exception e)
        {
            return e is IOException || e is ObjectDisposedException ||
                   e is InvalidOperationException || e is UnauthorizedAccessException;
        }

        // Sets the event by which the parent looks into the pipe.
        public void Signal()
        {
            _signal.Set();
        }

        // Seals and sends. A deadline that passes is reported as silence by `before`, each time,
        // and the write is tried again until it is done, stopped, or the parent is gone.
        public News Send(Message message, string before)
        {
            if (IsMute || _pipe == null)
                return News.Mute;
            // A number counts what was sent: one that was not must leave no gap.
            message.Seal(Sent + 1);
            Phase next = Phases.After(_phase, Side.Child, message) ??
                         throw new InvalidOperationException($"no {message.Type} when {_phase}");
            News news = SendSealed(message, before);
            if (news == News.Done)
            {
                Sent++;
                _phase = next;
            }
            return news;
        }

        News SendSealed(Message message, string before)
        {
            byte[] wire = OntoTheWire(message);
            // A Quit is sent because of the stop, which must not end it.
            WaitHandle stop = message.Type == MessageType.Quit ? null : Probe.Stopped;
            for (;;)
            {
                News written = Write(wire, stop);
                if (written == News.Pipe)
                    return LostInWriting();
                if (written != News.Nothing)
                    return written;
                TellSilence(before);
                News news = LookAfterSlowWrite();
                if (news.EndsLink())
                    return news;
                if (IsStopped())
                    return News.Stop;
            }
        }

        // What the parent gets. A fault by order spoils it here, below all that the child knows
        // and tells of the message.
        byte[] OntoTheWire(Message message)
        {
            byte[] wire = message.ToBytes();
            Spoil spoil = _spoil;
            _spoil = 0;
            if (spoil == Spoil.Truncate)
                Array.Resize(ref wire, wire.Length / 2);
            if (spoil == Spoil.Corrupt)
                wire[Math.Min(MessageLayout.Head, wire.Length - 1)] ^= 0x55; // the byte behind the head
            return wire;
        }

        // Done, Stop, Nothing (the time is over), or Pipe. Cancelling is a request: the write can
        // be done first. Never returns with it in flight.
        News Write(byte[] bytes, WaitHandle stop)
        {
            using (var cancel = new CancellationTokenSource())
            {
                Task write;
                try
                {
                    write = _pipe.WriteAsync(bytes, 0, bytes.Length, cancel.Token);
                }
                catch (Exception e) when (IsLoss(e))
                {
                    return News.Pipe;
                }
                var waited = new List<WaitHandle> { ((IAsyncResult)write).AsyncWaitHandle };
                if (stop != null)
                    waited.Add(stop);
                int which = WaitHandle.WaitAny(waited.ToArray(), _options.DeadlineMs);
                if (which != 0)
                    cancel.Cancel();
                WaitOver(write);
                if (write.Status == TaskStatus.RanToCompletion)
                    return News.Done;
                if (!write.IsCanceled)
                    return News.Pipe;
                return which == 1 ? News.Stop : News.Nothing;
            }
        }

        // Until the system has let go of it, however it ended.
        static void WaitOver(Task io)
        {
            ((IAsyncResult)io).AsyncWaitHandle.WaitOne();
        }

        // A parent that says Quit and closes makes our next write fail, though its Quit lies in
        // our end of the pipe: reads bring what is queued before they bring the end, so they are
        // asked. At most as many as can have crossed.
        News LostInWriting()
        {
            for (int crossed = 0; crossed < 4; crossed++)
            {
                WaitHandle read = PendingRead();
                if (read == null || !read.WaitOne(_options.DeadlineMs))
                    break;
                News news = Take(out _);
                if (news == News.Nothing)
                    break;
                if (news != News.Done)
                    return news;
            }
            return Lost();
        }

        // A write that timed out: is there still somebody who may read one day?
        News LookAfterSlowWrite()
        {
            if (_options.Ways.HasFlag(Ways.Process) && HasParentEnded())
                return News.Process;
            return Look();
        }

        // Waits for the message that is owed next; the child made the step `wait` before. A
        // deadline that passes is reported as silence, each time, and the wait goes on: a
        // debugger must not end a session. Not for the event: the message itself wakes.
        public News Await(string wait, out Message message)
        {
            var late = Deadline.In(_options.DeadlineMs);
            var look = Deadline.In(_options.WatchdogMs);
            for (;;)
            {
                int left = Math.Min(late.LeftMs, look.LeftMs);
                News news = Heard(Wait(Hear.Pipe, left), out message);
                if (news != News.Nothing)
                    return news;
                if (late.LeftMs == 0)
                {
                    TellSilence(wait);
                    late = Deadline.In(_options.DeadlineMs);
                }
                if (look.LeftMs > 0)
                    continue;
                news = Look();
                if (news.EndsLink())
                    return news;
                look = Deadline.In(_options.WatchdogMs);
            }
        }

        News Heard(Woke woke, out Message message)
        {
            message = null;
            switch (woke)
            {
                case Woke.Stop:
                    return News.Stop;
                case Woke.Process:
                    return News.Process;
                case Woke.Wake:
                case Woke.Pipe:
                case Woke.Time: // who was suspended finds the time over and the message there
                    return Take(out message);
            }
            return News.Stop;
        }

        // The wait in which nothing is owed; Nothing when the tick has come. It looks at the pipe
        // before it waits: one wake-up can stand for a reply and the Quit behind it.
        //
        // The event alone would do where the pipe is no way to notice. But the runtime tells the
        // end of a read on a thread of its pool, a moment after the event; a child that then
        // slept on would find its Quit a tick too late. So the read is heard, too, and a loss
        // that it brings is left where it is.
        public News AwaitTick()
        {
            var tick = Deadline.In(_options.TickMs);
            for (;;)
            {
                News news = Take(out _);
                if (news != News.Nothing && news != News.Mute)
                    return news;
                switch (WaitIdle(tick.LeftMs))
                {
                    case Woke.Stop:
                        return News.Stop;
                    case Woke.Process:
                        return News.Process;
                    case Woke.Wake:
                    case Woke.Pipe:
                        continue;
                    case Woke.Time:
                        if (tick.LeftMs > 0)
                            continue;
                        return Look();
                }
            }
        }

        Woke WaitIdle(int timeoutMs)
        {
            var until = Deadline.In(timeoutMs);
            Woke woke = Wait(Hear.Wake | Hear.Pipe, timeoutMs);
            if (woke != Woke.Pipe || _options.Ways.HasFlag(Ways.Pipe) || HasMessage())
                return woke;
            return Wait(Hear.Wake, until.LeftMs);
        }

        // The one wait. The order decides when two are signalled at once. Stop first, so that no
        // stream of messages starves it; the read before the process, because what a dying parent
        // has sent is still worth more than the news of its death. The order alone does not see
        // to that: the end of the read comes by way of the runtime's pool, after the process.
        Woke Wait(Hear hear, int timeoutMs)
        {
            WaitHandle read = PendingRead();
            bool hearsPipe = hear.HasFlag(Hear.Pipe) && !IsMute && _pipe != null;
            if (hearsPipe && read == null)
                return IsStopped() ? Woke.Stop : Woke.Pipe;
            var handles = new List<WaitHandle>(4);
            var meanings = new List<Woke>(4);
            void Listen(WaitHandle handle, Woke meaning)
            {
                if (handle == null)
                    return;
                handles.Add(handle);
                meanings.Add(meaning);
            }
            Listen(Probe.Stopped, Woke.Stop);
            Listen(hear.HasFlag(Hear.Wake) ? _wake : null, Woke.Wake);
            Listen(hearsPipe ? read : null, Woke.Pipe);
            Listen(_options.Ways.HasFlag(Ways.Process) ? _process : null, Woke.Process);
            Listen(Never, Woke.Time);
            int which = WaitHandle.WaitAny(handles.ToArray(), timeoutMs);
            if (which == WaitHandle.WaitTimeout)
                return Woke.Time;
            if (meanings[which] == Woke.Process && hearsPipe && read.WaitOne(PoolMs))
                return Woke.Pipe;
            return meanings[which];
        }

        // Sees to it that a read is pending, which is how loss is noticed at once. Null once the
        // pipe is lost, also by a drop at the step just made.
        WaitHandle PendingRead()
        {
            if (IsMute || _pipe == null || _isDropped)
                return null;
            if (_read == null)
                BeginRead();
            return ((IAsyncResult)_read).AsyncWaitHandle;
        }

        // What it fails with is told in one place, Take.
        void BeginRead()
        {
            _readCancel = new CancellationTokenSource();
            try
            {
                _read = _pipe.ReadAsync(_room, 0, _room.Length, _readCancel.Token);
            }
            catch (Exception e) when (IsLoss(e))
            {
                _read = Task.FromException<int>(e);
            }
        }

        // True if the read is over and brought bytes. The end of a pipe is a read of none; so is
        // an empty message, which no sender writes, and which is taken for the end.
        bool HasMessage()
        {
            return _read != null && _read.Status == TaskStatus.RanToCompletion && _read.Result > 0;
        }

        // Takes a message if one is there: Done with it, Quit, Nothing, or how the pipe was lost.
        News Take(out Message message)
        {
            message = null;
            if (IsMute)
                return News.Mute;
            if (PendingRead() == null)
                return Lost();
            if (!_read.IsCompleted)
                return News.Nothing;
            bool hasMessage = HasMessage();
            int count = hasMessage ? _read.Result : 0;
            _read = null;
            _readCancel.Dispose();
            if (!hasMessage)
                return Lost();
            return Judge(count, out message);
        }

        News Judge(int count, out Message message)
        {
            message = null;
            if (!_pipe.IsMessageComplete)
                return Violated(Wrong.Length);
            var checkedMessage = Message.Check(_room, count, _received + 1, out string wrong);
            if (checkedMessage == null)
                return Violated(wrong);
            Phase? next = Phases.After(_phase, Side.Parent, checkedMessage);
            if (next == null)
                return Violated(Wrong.Phase);
            _phase = next.Value;
            _received++;
            message = checkedMessage;
            return message.Type == MessageType.Quit ? News.Quit : News.Done;
        }

        // Reports what the parent did wrong, and drops the pipe.
        public News Violated(string wrong)
        {
            Probe.Report(Steps.Violation, by: wrong);
            Drop();
            return Lost();
        }

        News Lost()
        {
            IsMute = true;
            return _options.Ways.HasFlag(Ways.Pipe) ? News.Pipe : News.Mute;
        }

        // Loses the pipe in place: also the fault `drop`, which comes on this same thread.
        void Drop()
        {
            if (_pipe == null || _isDropped)
                return;
            _isDropped = true;
            EndRead();
            _pipe.Dispose();
        }

        // The buffer is the system's until the read is over.
        void EndRead()
        {
            if (_read == null)
                return;
            _readCancel.Cancel();
            WaitOver(_read);
            _readCancel.Dispose();
            _read = null;
        }

        // Looks at the parent's process, if it is known and the watchdog is a way.
        News Look()
        {
            if (!_options.Ways.HasFlag(Ways.Watchdog) || _process == null)
                return News.Nothing;
            Probe.Step(Steps.WatchdogLooks);
            return HasParentEnded() ? News.Watchdog : News.Nothing;
        }

        // The parent lives, but let a deadline pass. A dead one is not silent: some way will
        // notice it.
        void TellSilence(string step)
        {
            if (!HasParentEnded())
                Probe.Report(Steps.PeerSilent, by: step, deadlineMs: (uint)_options.DeadlineMs);
        }

        bool HasParentEnded()
        {
            return _process != null && _process.WaitOne(0);
        }

        static bool IsStopped()
        {
            return Probe.Stopped != null && Probe.Stopped.WaitOne(0);
        }

        public void Dispose()
        {
            Drop();
            _wake?.Dispose();
            _signal?.Dispose();
            _process?.Dispose();
        }
    }
}
