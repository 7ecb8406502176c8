// The C# child of "Use Named Pipes and Shared Memory for inter process communication with a child
// process or two" (2010), as it was published, faults included. Do not mend it: what is wrong
// with it is in docs/published-samples.md, and lifeline_dotnet shows how it is done right.
//
// The text has lost every line that is one word without a blank, and each left an empty line: so it
// is known how many stood where, and of what kind they were. Each that was filled in, by the most
// natural reading, ends in "(lost)". Lines with "Probe." were added, and nothing else.
using System;
using System.Linq;
using System.Text;
using System.Windows;
using System.Windows.Controls;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using Lifeline;

namespace NamedPipesCS
{ // (lost)
    /// <summary>
    /// Interaction logic for MainWindow.xaml
    /// </summary>
    public partial class MainWindow : Window
    { // (lost)
        [DllImport("kernel32.dll", SetLastError = true)]
        static extern IntPtr MapViewOfFile(
            IntPtr hFileMappingObject,
            FileMapAccess dwDesiredAccess,
            uint dwFileOffsetHigh,
            uint dwFileOffsetLow,
            uint dwNumberOfBytesToMap);

        public enum FileMapAccess : uint
        { // (lost)
            FileMapCopy = 0x0001,
            FileMapWrite = 0x0002,
            FileMapRead = 0x0004,
            FileMapAllAccess = 0x001f,
            fileMapExecute = 0x0020,
        } // (lost)

        private TextBox _txtStatus;
        private IntPtr _sharedMemAddr;
        private NamedPipeClientStream _pipestream;
        private System.Threading.EventWaitHandle _event;
        private int _sharedMemSize;
        private System.Windows.Threading.DispatcherTimer _timer;
        static int _numticks;
        private UTF8Encoding _byteEncoding = new UTF8Encoding();
        private bool _IsClosed;
        private Decoder _decoder;

        public MainWindow()
        { // (lost)
            //MessageBox.Show("attach a debugger","C#");
            InitializeComponent(); // (lost)
            _decoder = _byteEncoding.GetDecoder();
        } // (lost)

        private void Window_Loaded(object sender, RoutedEventArgs e)
        { // (lost)
            Probe.Step("child.begun");
            _txtStatus = new TextBox();
            _txtStatus.AcceptsReturn = true;
            _txtStatus.AcceptsTab = true;
            _txtStatus.VerticalScrollBarVisibility = ScrollBarVisibility.Auto;
            this.Title = "C# Child Process";
            this.Content = _txtStatus;
            var args = Environment.GetCommandLineArgs();
            if (args.Count() < 4)
            { // (lost)
                MessageBox.Show("No args");
                this.Close(); // (lost)
                return; // (lost)
            } // (lost)
            var hFileMapping = int.Parse(args[1]);
            _sharedMemAddr = MapViewOfFile(new IntPtr(hFileMapping), FileMapAccess.FileMapRead | FileMapAccess.FileMapWrite, 0, 0, 0);
            var pipeName = args[2];
            _pipestream = new System.IO.Pipes.NamedPipeClientStream(".", pipeName, System.IO.Pipes.PipeDirection.InOut, System.IO.Pipes.PipeOptions.Asynchronous);
            var Eventname = args[3];
            _event = System.Threading.ManualResetEvent.OpenExisting(Eventname);
            _sharedMemSize = int.Parse(args[4]);
            Probe.Step("connect.before");
            _pipestream.Connect(); // (lost)
            Probe.DropWith(() => _pipestream.Dispose());
            Probe.Step("connected");
            UpdateStatus(string.Format("start: shared mem {0}" , ReadSharedMem()));
            _timer = new System.Windows.Threading.DispatcherTimer();
            _timer.Interval = TimeSpan.FromSeconds(2);
            _timer.Tick += new EventHandler(OnTimerTick);
            _timer.Start(); // (lost)
            this.Closed += new EventHandler(on_Closed);
            Probe.Step("idle.wait", deadlineMs: 2000);
        } // (lost)

        void OnTimerTick(Object o, EventArgs e)
        { // (lost)
            try // (lost)
            { // (lost)
                if (_pipestream == null || !_pipestream.IsConnected)
                { // (lost)
                    DoForceClose(); // (lost)
                    return; // (lost)
                } // (lost)
                SendMsg(String.Format("WPFClient msg {0} {1}" , _numticks, DateTime.Now.ToLongTimeString()));
                _numticks += 1;
                var str = GetMsg();
                UpdateStatus(String.Format("Client got data: {0}" , str));
                var ss = ReadSharedMem();
                UpdateStatus(String.Format("shared mem: {0}" , ss));
                Probe.Step("memory.read", sequence: (ulong)_numticks, size: (ulong)ss.Length, checksum: Probe.Sum(ss));
            } // (lost)
            catch (Exception)
            { // (lost)
                DoForceClose(); // (lost)
            } // (lost)
            if (!_IsClosed) Probe.Step("idle.wait", deadlineMs: 2000);
        } // (lost)

        void DoForceClose()
        { // (lost)
            if (!_IsClosed)
            { // (lost)
                Probe.Report("child.ending", by: "pipe");
                _IsClosed = true;
                _timer = null;
                _pipestream = null;
                _event.Close(); // (lost)
                this.Close(); // (lost)
            } // (lost)
        } // (lost)

        void SendMsg(string szMsg)
        { // (lost)
            var barray = _byteEncoding.GetBytes(szMsg);
            Probe.Step("request.before", deadlineMs: Probe.Infinite);
            _pipestream.Write(barray, 0, barray.Length);
            Probe.Step("request.sent", sequence: (ulong)_numticks + 1, size: (ulong)barray.Length, checksum: Probe.Sum(barray, barray.Length));
            _event.Set(); // (lost)
            Probe.Step("request.signalled", sequence: (ulong)_numticks + 1);
        } // (lost)

        string GetMsg()
        { // (lost)
            var str = "";
            var barrRead =new Byte[90];
            var charsRead = new char[90];
            Probe.Step("reply.wait", sequence: (ulong)_numticks, deadlineMs: Probe.Infinite);
            var nByteRead = _pipestream.Read(barrRead, 0, barrRead.Length);
            if (nByteRead > 0) Probe.Step("reply.received", sequence: (ulong)_numticks, size: (ulong)nByteRead, checksum: Probe.Sum(barrRead, nByteRead));
            var nChars = _decoder.GetChars(barrRead, 0, nByteRead, charsRead, 0);
            str = new string(charsRead, 0, nChars);
            return str;
        } // (lost)

        String ReadSharedMem()
        { // (lost)
            var sResult = "";
            for (int i = 0; i < _sharedMemSize; i += 2)
            { // (lost)
                var aaddr = _sharedMemAddr + i;
                var aByte = Marshal.ReadByte(aaddr);
                if (aByte == 0)
                { // (lost)
                    break; // (lost)
                } // (lost)
                sResult += Convert.ToChar(aByte);
                Marshal.WriteByte(aaddr,(byte)(aByte+(byte)1));// ' demo: change the mem we just read: under a debugger you can see that shared mem was written
            } // (lost)
            return sResult;
        } // (lost)

        private void UpdateStatus(String newStat)
        { // (lost)
            newStat =string.Format("{0} {1}\n", DateTime.Now.ToString(),newStat);
            _txtStatus.AppendText(newStat); // (lost)
            _txtStatus.ScrollToEnd(); // (lost); a third line is lost for good
        } // (lost)

        void on_Closed(Object o, EventArgs e)
        { // (lost)
            _timer = null;
            if (!_IsClosed)
            { // (lost)
                SendMsg("Quit"); // (lost)
                Probe.Step("quit.sent");
                Probe.Report("child.ending", by: "quit");
            } // (lost)
            if (_pipestream != null)
            { // (lost)
                _pipestream.Close(); // (lost)
                _pipestream = null;
            } // (lost)
        } // (lost)
    } // (lost)
} // (lost)
