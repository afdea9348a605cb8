using Polly;
using Polly.Retry;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>Which faults are worth another attempt, and after what wait.</summary>
public static class RetryRules
{
    // What the server sends once more is usually the same; a proxy's page or a cut-off response is not.
    private const int RetriesOfUnreadable = 2;

    /// <summary>
    /// Statuses that may pass: too early, too many, the server's own troubles, and those of what stands before it (nginx 499,
    /// Cloudflare 520 to 524, Anthropic 529) or behind it (TEI's 424).
    /// </summary>
    public static bool IsTransient(int status) =>
        status is 408 or 409 or 421 or 424 or 425 or 429 or 449 or 499 or 500 or 502 or 503 or 504 or (>= 520 and <= 530) or 598 or 599;

    /// <summary>Statuses by which a server asks for less.</summary>
    public static bool IsOverload(int status) => status is 429 or 503 or 529;

    /// <summary>Exponential waits with jitter; a Retry-After comes first. Each repetition is noted with its reason.</summary>
    public static ResiliencePipeline<Attempt> Build(EndpointOptions options, TimeProvider time, Action<string> noteRetry)
    {
        if (options.MaxRetries == 0)
        {
            return ResiliencePipeline<Attempt>.Empty;
        }

        var retry = new RetryStrategyOptions<Attempt>
        {
            MaxRetryAttempts = options.MaxRetries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.RetryDelay,
            MaxDelay = options.LongestDelay,
            ShouldHandle = arguments => ValueTask.FromResult(ShouldRetry(arguments, options)),

            // A wait of nothing, asked for again and again, would be no wait at all.
            DelayGenerator = arguments => ValueTask.FromResult(
                arguments.Outcome.Result?.Response.RetryAfter is { Ticks: > 0 } wait ? wait : (TimeSpan?)null),
            OnRetry = arguments =>
            {
                noteRetry(Reason(arguments.Outcome));
                return default;
            },
        };
        return new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }.AddRetry(retry).Build();
    }

    private static bool ShouldRetry(RetryPredicateArguments<Attempt> arguments, EndpointOptions options) => arguments.Outcome switch
    {
        { Exception: ConnectionFaultException fault } => fault.IsTransient,
        { Result: { Unreadable: { } unreadable } } => unreadable.IsTransient && arguments.AttemptNumber < RetriesOfUnreadable,
        { Result: { Response: var response } } =>
            IsTransient(response.Status) && !(response.RetryAfter > options.LongestDelay)
            && ServerError.Read(response) is var error && !error.IsUsedUp && !RefusedPrompt.IsFiltered(error),
        _ => false,
    };

    private static string Reason(Outcome<Attempt> outcome) => outcome switch
    {
        { Exception: { } fault } => fault.Message,
        { Result: { Unreadable: { } unreadable } } => unreadable.Message,
        { Result: { Response: var response } } => $"{response.Status}: {ServerError.Read(response).Message}",
        _ => "unknown",
    };
}
