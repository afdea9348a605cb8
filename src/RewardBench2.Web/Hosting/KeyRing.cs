using System.Data.Common;
using Microsoft.AspNetCore.DataProtection;

namespace RewardBench2.Web.Hosting;

/// <summary>
/// Where the keys live that protect circuits, forms and sign-ins. They must outlast the process, or a restart would
/// break every open page, and be shared when several nodes serve the site.
/// </summary>
public static class KeyRing
{
    /// <summary>Keeps the keys in <see cref="Folder"/>.</summary>
    public static WebApplicationBuilder AddKeyRing(this WebApplicationBuilder builder)
    {
        builder.Services.AddDataProtection()
            .SetApplicationName("RewardBench2") // else keys would depend on the folder the site is installed in
            .PersistKeysToFileSystem(Create(Folder(builder.Configuration)));

        // It warns at each new key that keys lie unencrypted; the folder is readable by its owner only, like the database beside it.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        return builder;
    }

    /// <summary>The setting <c>Hosting:KeyRing</c>, else <c>keys</c> beside the SQLite file, else <c>data/keys</c>.</summary>
    public static string Folder(IConfiguration configuration)
    {
        if (configuration[$"{HostingOptions.Section}:{nameof(HostingOptions.KeyRing)}"] is { Length: > 0 } chosen)
        {
            return Path.GetFullPath(chosen);
        }

        var connection = new DbConnectionStringBuilder { ConnectionString = configuration.GetConnectionString("RewardBench") ?? string.Empty };
        var database = connection.TryGetValue("Data Source", out var source) && source is string { Length: > 0 } file && !file.StartsWith(':')
            ? file
            : "data/rewardbench2.db";
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(database)) ?? ".", "keys");
    }

    private static DirectoryInfo Create(string folder) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(folder)
        : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
