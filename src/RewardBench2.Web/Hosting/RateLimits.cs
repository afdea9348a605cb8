using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using RewardBench2.Web.Access;

namespace RewardBench2.Web.Hosting;

/// <summary>
/// How many HTTP requests one client may send. What happens inside a circuit never passes here: services that a click
/// reaches limit again.
/// </summary>
public static class RateLimits
{
    /// <summary>The policy of endpoints that take submissions.</summary>
    public const string Submitting = "submitting";

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<HostingOptions>>((limiter, hosting) => Configure(limiter, hosting.Value));
        return services;
    }

    private static void Configure(RateLimiterOptions limiter, HostingOptions hosting)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = SayWhenToComeBackAsync;
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context, client =>
            RateLimitPartition.GetTokenBucketLimiter(client, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = hosting.RequestBurst,
                TokensPerPeriod = hosting.RequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            })));
        limiter.AddPolicy(Submitting, context => Partition(context, client =>
            RateLimitPartition.GetFixedWindowLimiter(client, _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = hosting.SubmissionsPerMinute,
                Window = TimeSpan.FromMinutes(1),
            })));
    }

    private static RateLimitPartition<string> Partition(HttpContext context, Func<string, RateLimitPartition<string>> limited) =>
        VisitorAddress.NameOf(context.Connection.RemoteIpAddress) is var visitor && visitor == VisitorAddress.ThisMachine
            ? RateLimitPartition.GetNoLimiter(visitor)
            : limited(visitor);

    private static async ValueTask SayWhenToComeBackAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, Math.Ceiling(after.TotalSeconds)) : 1;
        var seconds = wait.ToString("0", CultureInfo.InvariantCulture);
        var response = rejected.HttpContext.Response;
        response.Headers.RetryAfter = seconds;
        await response.WriteAsJsonAsync(
            new ProblemDetails
            {
                Status = StatusCodes.Status429TooManyRequests,
                Title = "Too many requests",
                Detail = $"Too many requests from your address. Try again in {seconds} s.",
            },
            options: null,
            contentType: "application/problem+json",
            cancellationToken);
    }
}
