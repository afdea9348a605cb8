namespace RewardBench2.Web.Hosting;

/// <summary>What holds when nothing is configured.</summary>
public static class SiteDefaults
{
    public static void UseSiteDefaults(this WebApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["urls"] = "http://localhost:8080",
                ["ConnectionStrings:RewardBench"] = "Data Source=data/rewardbench2.db",
                ["Logging:LogLevel:Default"] = "Information",
                ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
                ["Logging:LogLevel:System.Net.Http"] = "Warning",
            },
        });

        builder.AddSettingsOfWorkingFolder();

        // At shutdown, requests under way are ended and results stored; it takes no longer than this.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(4));
    }

    public static string DatabaseConnectionString(this IConfiguration configuration) =>
        configuration.GetConnectionString("RewardBench") ?? "Data Source=data/rewardbench2.db";
}
