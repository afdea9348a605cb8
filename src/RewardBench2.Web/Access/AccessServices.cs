using RewardBench2.Web.Access.SignIn;

namespace RewardBench2.Web.Access;

/// <summary>Registers who visitors are, who signs in, and what they may do.</summary>
public static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AdminOptions>().Bind(configuration.GetSection(AdminOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddHttpContextAccessor()
            .AddSignIns(configuration)
            .AddScoped<AuditedActions>()
            .AddScoped<FormVisitor>()
            .AddSingleton<RunAccess>()
            .AddSingleton<VisitorNames>();
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
