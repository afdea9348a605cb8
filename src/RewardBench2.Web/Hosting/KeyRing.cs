using System.Data.Common;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using RewardBench2.Storage;

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
        builder.Services.AddDataProtection().SetApplicationName("RewardBench2"); // else keys would depend on the folder the site is installed in
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IOptions<HostingOptions>, IConfiguration, ILoggerFactory>(
            (keys, hosting, configuration, logs) =>
                keys.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(Folder(hosting.Value, configuration)), logs));

        // It warns at each new key that keys lie unencrypted; the folder is readable by its owner only, like the database next to it.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        return builder;
    }

    /// <summary><see cref="HostingOptions.KeyRing"/>, else <c>keys</c> in the SQLite file's folder, else <c>data/keys</c>.</summary>
    public static string Folder(HostingOptions hosting, IConfiguration configuration)
    {
        if (hosting.KeyRing is { Length: > 0 } chosen)
        {
            return Path.GetFullPath(chosen);
        }

        var connection = new DbConnectionStringBuilder { ConnectionString = configuration.GetConnectionString("RewardBench") ?? string.Empty };
        var database = connection.TryGetValue("Data Source", out var source) && source is string { Length: > 0 } file && !file.StartsWith(':')
            ? file
            : "data/rewardbench2.db";
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(database)) ?? ".", "keys");
    }

    /// <summary>Makes the folder where there is none, for its owner only.</summary>
    /// <exception cref="StorageException">It cannot be made.</exception>
    public static void Prepare(IServiceProvider services)
    {
        var folder = Folder(services.GetRequiredService<IOptions<HostingOptions>>().Value, services.GetRequiredService<IConfiguration>());
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"The folder {folder} for the site's keys cannot be made. Make the one above it writable, or name another with Hosting:KeyRing.", refused);
        }
    }
}
