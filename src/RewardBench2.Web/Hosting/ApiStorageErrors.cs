using Microsoft.AspNetCore.Diagnostics;
using RewardBench2.Storage;

namespace RewardBench2.Web.Hosting;

/// <summary>
/// Tells programs, and only those that use the API, that the database is full, locked, read-only or away, and when to come back.
/// Pages say so themselves.
/// </summary>
public sealed class ApiStorageErrors(IProblemDetailsService problems) : IExceptionHandler
{
    private const int RetryAfterSeconds = 5;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!httpContext.Request.Path.StartsWithSegments("/api/v1") || TransientError.Describe(exception) is not { } trouble)
        {
            return false;
        }

        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails =
            {
                Title = "The database is not responding",
                Detail = $"Currently {trouble}. This request changed nothing. Try again in {RetryAfterSeconds} seconds.",
            },
        });
    }
}
