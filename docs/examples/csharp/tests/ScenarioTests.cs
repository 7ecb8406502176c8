// Each scenario is a test. A red one shows what lifeline.exe told.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

public class ScenarioTests
{
    public static IEnumerable<object[]> Files =>
        Directory.GetFiles(AppContext.BaseDirectory, "*.scenario").Select(path => new object[] { Path.GetFileName(path) });

    [Theory]
    [MemberData(nameof(Files))]
    public void Passes(string file)
    {
        string failure = Scenario.Failure(file);
        Assert.True(failure == null, failure);
    }
}
