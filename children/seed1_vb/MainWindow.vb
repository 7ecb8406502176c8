' The VB child of "Use Named Pipes and Shared Memory for inter process communication with a child
' process or two" (2010), as it was published, faults included. Do not mend it: what is wrong
' with it is in docs/published-samples.md, and lifeline_dotnet shows how it is done right.
'
' The text has lost every line that is one word without a blank, and each left an empty line: so it
' is known how many stood where, and of what kind they were. Each that was filled in, by the most
' natural reading, ends in "(lost)". Lines with "Probe." were added, and nothing else.
Imports System.IO.Pipes
Imports System.Runtime.InteropServices
Imports System.Windows.Threading
Imports System.Text
Imports Lifeline

Module NativeImports
    Public Const FILE_MAP_READ As Int32 = &H4
    Public Const FILE_MAP_WRITE As Int32 = &H2
    Declare Function MapViewOfFile Lib "kernel32" (ByVal hFileMappingObject As IntPtr, ByVal dwDesiredAccess As UInt32, ByVal dwFileOffsetHigh As UInt32, ByVal dwFileOffsetLow As UInt32, ByVal dwNumberOfBytesToMap As UInt32) As UInt32
End Module

Class MainWindow
    Private WithEvents _timer As New DispatcherTimer With {.Interval = TimeSpan.FromSeconds(2)}
    Private _pipestream As NamedPipeClientStream
    Private _event As System.Threading.EventWaitHandle
    Private _sharedMemAddr As UInteger
    Private _sharedMemSize As Integer
    Private _txtStatus As New TextBox With {
        .AcceptsReturn = True,
        .AcceptsTab = True,
        .VerticalScrollBarVisibility = ScrollBarVisibility.Auto
    } ' (lost)

    Private Sub Window_Loaded(ByVal sender As System.Object, ByVal e As System.Windows.RoutedEventArgs) Handles MyBase.Loaded
        Probe.Step("child.begun")
        ' MsgBox("attach a debugger", "VB")
        Me.Title = "VB Child Process"
        Me.Content = _txtStatus
        Dim args = System.Environment.GetCommandLineArgs
        If args.Count < 4 Then
            MessageBox.Show("No args")
            Me.Close() ' (lost)
            Return ' (lost)
        End If
        Dim hFileMapping = CInt(args(1))
        _sharedMemAddr = MapViewOfFile(hFileMapping, FILE_MAP_READ Or FILE_MAP_WRITE, 0, 0, 0)
        Dim pipename = args(2)
        _pipestream = New NamedPipeClientStream(".", pipename,
                                                PipeDirection.InOut,
                                                PipeOptions.Asynchronous) ' (lost)
        Dim eventname = args(3)
        _event = System.Threading.ManualResetEvent.OpenExisting(eventname)
        _sharedMemSize = CInt(args(4))
        Probe.Step("connect.before")
        _pipestream.Connect() ' (lost)
        Probe.DropWith(Sub() _pipestream.Dispose())
        Probe.Step("connected")
        UpdateStatus("start: shared mem " + ReadSharedMem())
        _timer.Start() ' (lost)
        Probe.Step("idle.wait", deadlineMs:=2000)
    End Sub

    Shared _numticks As Integer
    Private _byteEncoding As New UTF8Encoding
    Private _IsClosed = False
    Private _decoder = _byteEncoding.GetDecoder

    Sub OnTimerTick() Handles _timer.Tick
        Try ' (lost)
            If _pipestream Is Nothing Or Not _pipestream.IsConnected Then
                DoForceClose() ' (lost)
                Return ' (lost)
            End If
            SendMsg("WPFClient msg" + _numticks.ToString + " " + DateTime.Now.ToLongTimeString)
            _numticks += 1
            Dim str = GetMsg()
            UpdateStatus("Client got data: " + str)
            Dim ss = ReadSharedMem()
            UpdateStatus("shared mem: " + ss)
            Probe.Step("memory.read", sequence:=_numticks, size:=ss.Length, checksum:=Probe.Sum(ss))
        Catch ex As IO.IOException ' a named pipe IO op failed
            DoForceClose() ' (lost)
        Catch ex As Exception
            UpdateStatus(ex.ToString) ' (lost)
        End Try
        If Not _IsClosed Then Probe.Step("idle.wait", deadlineMs:=2000)
    End Sub

    Sub DoForceClose()
        If Not _IsClosed Then
            Probe.Report("child.ending", by:="pipe")
            _IsClosed = True
            _timer = Nothing
            _pipestream = Nothing
            _event.Close() ' (lost)
            Me.Close() ' (lost)
        End If
    End Sub

    Sub SendMsg(ByVal szMsg As String)
        Dim barray = _byteEncoding.GetBytes(szMsg)
        Probe.Step("request.before", deadlineMs:=Probe.Infinite)
        _pipestream.Write(barray, 0, barray.Length)
        Probe.Step("request.sent", sequence:=_numticks + 1, size:=barray.Length, checksum:=Probe.Sum(barray, barray.Length))
        _event.Set() ' (lost)
        Probe.Step("request.signalled", sequence:=_numticks + 1)
    End Sub

    Function GetMsg() As String
        Dim str = ""
        Dim barrRead(90) As Byte
        Dim charsRead(90) As Char
        Probe.Step("reply.wait", sequence:=_numticks, deadlineMs:=Probe.Infinite)
        Dim nBytesRead = _pipestream.Read(barrRead, 0, barrRead.Length)
        If nBytesRead > 0 Then Probe.Step("reply.received", sequence:=_numticks, size:=nBytesRead, checksum:=Probe.Sum(barrRead, nBytesRead))
        Dim nChars = _decoder.GetChars(barrRead, 0, nBytesRead, charsRead, 0)
        str = New String(charsRead, 0, nChars)
        Return str
    End Function

    Function ReadSharedMem() As String
        Dim sResult = ""
        For i = 0 To _sharedMemSize Step 2 ' unicode
            Dim aaddr = New IntPtr(_sharedMemAddr + i)
            Dim aByte = Marshal.ReadByte(aaddr)
            If aByte = 0 Then
                Exit For
            End If
            sResult += Chr(aByte)
            Marshal.WriteByte(aaddr, aByte + 1) ' demo: change the mem we just read: under a debugger you can see that shared mem was written
        Next ' (lost)
        Return sResult
    End Function

    Private Sub UpdateStatus(ByVal newStat As String)
        newStat = DateTime.Now.ToString + " " + newStat + vbCrLf
        _txtStatus.AppendText(newStat) ' (lost)
        _txtStatus.ScrollToEnd() ' (lost); a third line is lost for good
    End Sub

    Sub On_Closed() Handles Me.Closed
        _timer = Nothing
        If Not _IsClosed Then
            SendMsg("Quit") ' (lost)
            Probe.Step("quit.sent")
            Probe.Report("child.ending", by:="quit")
        End If
        If _pipestream IsNot Nothing Then
            _pipestream.Close() ' (lost)
            _pipestream = Nothing
        End If
    End Sub
End Class
