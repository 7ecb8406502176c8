' The reference child in Visual Basic: sends a request at each tick, reads the reply and shared
' memory, makes the blocks that it is asked for, and ends by itself when its parent is gone. An
' example to copy; children/cs_child is the same in C#, kit/link/actor.c in C. Its parent
' starts it: vb_child.exe <mapping handle> <pipe> <event> <bytes> [options]
Option Strict On

Imports System.IO
Imports System.Threading
Imports Lifeline

Module Program
    ' Without the attribute Visual Basic makes it a thread of the other kind, whose waits take
    ' window messages out of a queue that this program does not have.
    <MTAThread>
    Function Main(words As String()) As Integer
        Try
            Dim settings = Options.Read(words)
            ' Outside a run this does nothing, and neither does any step.
            Probe.Attach(settings.Actor)
            Dim why = Play(settings)
            Probe.Report(Steps.ChildEnding, by:=why.Word())
            ' A parent that is gone is no failure of the child's: it did what it has to.
            Return If(why = News.Failed, 1, 0)
        Catch ex As FormatException
            Console.Error.WriteLine("vb_child: " & ex.Message)
            Return Options.Usage
        End Try
    End Function

    ' All is given back when this returns, so that child.ending is the child's last step.
    Function Play(settings As Options) As News
        Probe.Step(Steps.ChildBegun)
        Try
            Using memory = SharedMemory.Map(settings.Mapping, settings.Bytes),
                  parent As New Link(settings)
                Return New Child(settings, parent, memory).Run()
            End Using
        Catch ex As IOException
            Console.Error.WriteLine("vb_child: " & ex.Message)
            Return News.Failed
        End Try
    End Function
End Module
