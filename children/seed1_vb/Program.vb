' What Visual Studio makes from App.xaml: the sample does not show it.
Imports Lifeline

Partial Class MainWindow
    Inherits Window
End Class

Module Program
    Function Main() As Integer
        Probe.Attach()
        Return New Application().Run(New MainWindow())
    End Function
End Module

' What this runtime's Microsoft.VisualBasic has lost.
Module Missing
    Function Chr(code As Byte) As Char
        Return ChrW(code)
    End Function
End Module
