using RewardBench2.Web.Admin.SignIn;

namespace RewardBench2.Web.Admin;

/// <summary>Registers the admin's area.</summary>
public static class AdminServices
{
    public static IServiceCollection AddAdmin(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AdminOptions>().Bind(configuration.GetSection(AdminOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSignIns(configuration);
        return services.AddScoped<AuditedActions>().AddScoped<Runs.RunOwner>();
    }

    /// <summary>Makes sure that there is an admin's password. One that is made up is shown here and never again.</summary>
    public static async Task PrepareAdminAsync(this WebApplication app)
    {
        if (await app.Services.GetRequiredService<AdminPasswords>().EnsureAsync(app.Lifetime.ApplicationStopping) is { } madeUp)
        {
            // Straight to standard output: the log may be kept and sent elsewhere.
            await Console.Out.WriteLineAsync($"The admin's password, made up now and shown only this once: {madeUp}");
            await Console.Out.WriteLineAsync("Sign in at /admin/sign-in. To choose it yourself, set Admin:Password.");
        }
    }
}
