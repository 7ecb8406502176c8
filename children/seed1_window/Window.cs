// As much of WPF as the published samples use, so that their code stands here unchanged: a
// window's life, its one thread, its timer and its text. WPF itself exists on Windows alone.
//
// What is left out is the picture. What stays is what matters to a lifetime: everything runs on
// one thread, a tick never overlaps another, and a call that blocks blocks the window.
// A lifeline run's request to stop stands for the user who closes the window.
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using Lifeline;

namespace System.Windows
{
    public class RoutedEventArgs : EventArgs
    {
    }

    public delegate void RoutedEventHandler(object sender, RoutedEventArgs e);

    public class Window
    {
        public event RoutedEventHandler Loaded;
        public event EventHandler Closed;

        public string Title { get; set; }
        public object Content { get; set; }

        internal bool IsClosed { get; private set; }

        internal void Load()
        {
            Loaded?.Invoke(this, new RoutedEventArgs());
        }

        public void Close()
        {
            if (IsClosed)
                return;
            IsClosed = true;
            Closed?.Invoke(this, EventArgs.Empty);
        }
    }

    public static class MessageBox
    {
        // A box that nobody sees cannot be closed: it says its text and returns.
        public static void Show(string text)
        {
            Console.Error.WriteLine(text);
        }
    }

    public class Application
    {
        // Loads the window and runs its thread until it is closed.
        public int Run(Window window)
        {
            window.Load();
            while (!window.IsClosed)
                Threading.Dispatcher.TakeTurn(window);
            return 0;
        }
    }
}

namespace System.Windows.Threading
{
    public class DispatcherTimer
    {
        readonly Stopwatch _sinceTick = new Stopwatch();

        public TimeSpan Interval { get; set; }
        public event EventHandler Tick;

        public void Start()
        {
            _sinceTick.Restart();
            Dispatcher.Timers.Add(this);
        }

        public void Stop()
        {
            Dispatcher.Timers.Remove(this);
        }

        internal TimeSpan Left
        {
            get
            {
                var left = Interval - _sinceTick.Elapsed;
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }

        internal void Fire()
        {
            _sinceTick.Restart();
            Tick?.Invoke(this, EventArgs.Empty);
        }
    }

    static class Dispatcher
    {
        internal static readonly List<DispatcherTimer> Timers = new List<DispatcherTimer>();
        static readonly WaitHandle Stopped = Probe.Stopped ?? new ManualResetEvent(false);

        // One turn of the window's thread: the timer that is due next, or the user's close.
        internal static void TakeTurn(Window window)
        {
            DispatcherTimer next = null;
            foreach (var timer in Timers)
            {
                if (next == null || timer.Left < next.Left)
                    next = timer;
            }
            var wait = next == null ? Timeout.InfiniteTimeSpan : next.Left;
            if (Stopped.WaitOne(wait))
                window.Close();
            else
                next.Fire();
        }
    }
}

namespace System.Windows.Controls
{
    public enum ScrollBarVisibility
    {
        Disabled, Auto, Hidden, Visible
    }

    public class TextBox
    {
        public bool AcceptsReturn { get; set; }
        public bool AcceptsTab { get; set; }
        public ScrollBarVisibility VerticalScrollBarVisibility { get; set; }

        public int CaretIndex { get; set; }
        public string Text { get; private set; } = "";

        // What a user reads in the window is written to the standard output.
        public void AppendText(string text)
        {
            Text += text;
            Console.Write(text);
        }

        public void ScrollToEnd()
        {
        }
    }
}
