using System.Diagnostics;

namespace RewardBench2.Tests.Storage;

/// <summary>A small disk of a test's own, in memory; skips the test where none can be mounted.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    /// <param name="folder">Where it is mounted.</param>
    /// <param name="options">Such as <c>size=48m</c>, or <c>ro,size=1m</c>.</param>
    public static async Task<SmallDisk> MountAsync(string folder, string options)
    {
        Assert.SkipUnless(Environment.UserName == "root", "Mounting a small disk takes root.");
        Directory.CreateDirectory(folder);
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder) == 0, "A small disk cannot be mounted here.");
        return new SmallDisk(folder);
    }

    /// <summary>Writes a file that takes all the space there is.</summary>
    public Task FillAsync(string file) => RunAsync("dd", "if=/dev/zero", $"of={Path.Combine(Folder, file)}", "bs=4k");

    public async ValueTask DisposeAsync() => await RunAsync("umount", Folder);

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
