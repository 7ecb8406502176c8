// What Visual Studio makes from MainWindow.xaml and App.xaml: the sample does not show it.

using System.Windows;
using Lifeline;

namespace NamedPipesCS
{
    public partial class MainWindow
    {
        void InitializeComponent()
        {
            Loaded += Window_Loaded;
        }
    }

    static class Program
    {
        static int Main()
        {
            Probe.Attach();
            return new Application().Run(new MainWindow());
        }
    }
}
