using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Web.Hosting;

/// <summary>The files that the site is made of. They are found next to the program, wherever it is started from.</summary>
public static class OwnFiles
{
    private const string Settings = "appsettings.json";

    private static readonly string[] Needed = ["app.css", "RewardBench2.Web.styles.css", "_framework/blazor.web.js"];

    /// <summary>
    /// A published program has its files next to it, and they are what it serves, whatever folder it is started from. A
    /// program that was only built is told by a manifest where they are.
    /// </summary>
    public static WebApplicationOptions Options(string[] args) => new()
    {
        Args = args,
        ContentRootPath = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) && !NamesContentRoot(args) ? AppContext.BaseDirectory : null,
    };

    /// <summary>Reads the settings of the working folder too, over those next to the program.</summary>
    internal static void AddSettingsOfWorkingFolder(this WebApplicationBuilder builder)
    {
        var here = Directory.GetCurrentDirectory();
        var sources = builder.Configuration.Sources;
        var last = sources.LastOrDefault(source => source is JsonConfigurationSource);
        if (last is null || Path.TrimEndingDirectorySeparator(builder.Environment.ContentRootPath) == here || !File.Exists(Path.Combine(here, Settings)))
        {
            return;
        }

        sources.Insert(sources.IndexOf(last) + 1, new JsonConfigurationSource { Path = Settings, Optional = true, FileProvider = new PhysicalFileProvider(here) });
    }

    /// <returns>False when the site's own files are missing; which one, and what to do, is on standard error then.</returns>
    public static async Task<bool> HasOwnFilesAsync(this WebApplication app)
    {
        if (Missing(app.Environment) is not { } missing)
        {
            return true;
        }

        await Console.Error.WriteLineAsync(
            $"The site's own file {missing} is missing, without which its pages would be bare: copy the published folder whole, or publish the site again.");
        return false;
    }

    private static string? Missing(IWebHostEnvironment environment)
    {
        string[] files =
        [
            Path.Combine(AppContext.BaseDirectory, $"{environment.ApplicationName}.staticwebassets.endpoints.json"),
            ContentFolder.File("datasets", "starter.jsonl"),
        ];
        return files.FirstOrDefault(file => !File.Exists(file))
            ?? (Needed.FirstOrDefault(file => !environment.WebRootFileProvider.GetFileInfo(file).Exists) is { } asset
                ? Path.Combine(environment.ContentRootPath, "wwwroot", asset)
                : null);
    }

    private static bool NamesContentRoot(string[] args) =>
        args.Any(argument => argument.StartsWith("--contentRoot", StringComparison.OrdinalIgnoreCase))
        || Environment.GetEnvironmentVariable("ASPNETCORE_CONTENTROOT") is { Length: > 0 }
        || Environment.GetEnvironmentVariable("DOTNET_CONTENTROOT") is { Length: > 0 };
}
