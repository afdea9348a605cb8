using System.Diagnostics;
using System.Text.RegularExpressions;
using RewardBench2.Tests.Web.Commands;

namespace RewardBench2.Tests.Web.Hosting;

/// <summary>The program as it is published: its files lie next to it, and it is started from somewhere else.</summary>
public sealed partial class OwnFilesTests : IDisposable
{
    private readonly DirectoryInfo _published = Directory.CreateTempSubdirectory("published-");
    private readonly DirectoryInfo _elsewhere = Directory.CreateTempSubdirectory("elsewhere-");

    public OwnFilesTests()
    {
        var built = Path.GetDirectoryName(SiteProgram.Assembly)!;
        foreach (var entry in Directory.EnumerateFileSystemEntries(built).Where(entry => !entry.EndsWith(".staticwebassets.runtime.json", StringComparison.Ordinal)))
        {
            // The program itself is copied, as it looks for its files where it really is.
            var here = Path.Combine(_published.FullName, Path.GetFileName(entry));
            if (Path.GetFileName(entry).StartsWith("RewardBench2.", StringComparison.Ordinal) && File.Exists(entry))
            {
                File.Copy(entry, here);
            }
            else
            {
                File.CreateSymbolicLink(here, entry);
            }
        }

        CopyAssets();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Started_from_another_folder_it_serves_its_own_style_sheets_and_scripts()
    {
        _elsewhere.CreateSubdirectory("wwwroot");
        using var site = Start();
        var address = await UntilListeningAsync(site);
        using var client = new HttpClient { BaseAddress = address };

        var page = await client.GetStringAsync(new Uri("about", UriKind.Relative), Cancellation);
        var sheet = await client.GetStringAsync(new Uri(StyleSheet().Match(page).Groups[1].Value, UriKind.Relative), Cancellation);
        var script = await client.GetStringAsync(new Uri(Script().Match(page).Groups[1].Value, UriKind.Relative), Cancellation);
        site.Kill();

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "wwwroot", "app.css"), Cancellation), sheet);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "wwwroot", "js", "site.js"), Cancellation), script);
        Assert.True(File.Exists(Path.Combine(_elsewhere.FullName, "data", "rewardbench2.db")), "Results belong to the folder it is started from.");
    }

    [Theory]
    [InlineData("wwwroot/app.css")]
    [InlineData("RewardBench2.Web.staticwebassets.endpoints.json")]
    public async Task Without_its_own_files_it_refuses_to_start_in_one_sentence(string file)
    {
        File.Delete(Path.Combine(_published.FullName, file));
        using var site = Start();
        var error = await site.StandardError.ReadToEndAsync(Cancellation);
        await site.WaitForExitAsync(Cancellation);

        Assert.Equal(1, site.ExitCode);
        Assert.Contains(Path.GetFileName(file), Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Contains("publish the site again", error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _published.Delete(recursive: true);
        _elsewhere.Delete(recursive: true);
    }

    private Process Start() => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(_published.FullName, Path.GetFileName(SiteProgram.Assembly)), "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = _elsewhere.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static async Task<Uri> UntilListeningAsync(Process site)
    {
        while (await site.StandardOutput.ReadLineAsync(Cancellation) is { } line)
        {
            if (line.Split("Now listening on: ") is [_, var address])
            {
                return new Uri(address.Trim() + "/");
            }
        }

        throw new InvalidOperationException(await site.StandardError.ReadToEndAsync(Cancellation));
    }

    private void CopyAssets()
    {
        var source = Path.Combine(RepositoryRoot.Path, "wwwroot");
        var target = Path.Combine(_published.FullName, "wwwroot");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var here = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(here)!);
            File.Copy(file, here);
        }

        Directory.CreateDirectory(Path.Combine(target, "_framework"));
        File.WriteAllText(Path.Combine(target, "_framework", "blazor.web.js"), "// a stand-in");
        File.WriteAllText(Path.Combine(target, "RewardBench2.Web.styles.css"), "/* a stand-in */");
    }

    [GeneratedRegex("href=\"(app\\.[^\"]*css)\"")]
    private static partial Regex StyleSheet();

    [GeneratedRegex("src=\"(js/site\\.[^\"]*js)\"")]
    private static partial Regex Script();
}
