// Runs a scenario by lifeline.exe, which is in PATH or named by the variable LIFELINE.
using System;
using System.Diagnostics;
using System.Text.RegularExpressions;

public static class Scenario
{
    // lifeline.exe adds this to its exit code in its last line. A process that something ended from
    // outside has another exit code, so it cannot pass.
    const int ExitBase = 200;
    const int LimitMs = 120000;

    // Null if the scenario passed; else what lifeline.exe told.
    public static string Failure(string file)
    {
        var program = Environment.GetEnvironmentVariable("LIFELINE") ?? "lifeline.exe";
        var how = new ProcessStartInfo(program, $"run \"{file}\"")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = AppContext.BaseDirectory, // where the programs are, too
        };
        how.Environment["LIFELINE_EXIT_BASE"] = ExitBase.ToString();
        using (var lifeline = Process.Start(how))
        {
            var told = lifeline.StandardOutput.ReadToEndAsync();
            if (!told.Wait(LimitMs))
            {
                lifeline.Kill();
                return $"{file}: no verdict within {LimitMs} ms";
            }
            lifeline.WaitForExit();
            bool isGreen = lifeline.ExitCode == ExitBase &&
                           Regex.IsMatch(told.Result, @"(^|\n)1 passed, 0 failed in [0-9.]+ s\s*$");
            return isGreen ? null : told.Result;
        }
    }
}
