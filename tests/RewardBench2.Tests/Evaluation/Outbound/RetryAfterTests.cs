using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The headers, and the seconds that they ask for; -1 where they ask for none.</summary>
    public static TheoryData<string, double> Asked { get; } = new()
    {
        { "Retry-After: 90", 90 },
        { "Retry-After: 1.5", 1.5 },
        { "Retry-After: 1m30s", 90 },
        { "Retry-After: Mon, 23 Nov 2026 12:00:30 GMT", 30 },
        { "Retry-After: Mon, 23 Nov 2026 11:00:00 GMT", 0 },
        { "Retry-After: -5", 0 },
        { "Retry-After: soon", -1 },
        { "Retry-After: 99999999999999", 30 * 86_400 },
        { "retry-after-ms: 1500", 1.5 },
        { "retry-after-ms: 250|Retry-After: 1", 0.25 },
        { "x-ratelimit-remaining-requests: 0|x-ratelimit-reset-requests: 6m0s|x-ratelimit-remaining-tokens: 100|x-ratelimit-reset-tokens: 9h0m0s", 60 },
        { "x-ratelimit-remaining-requests: 0|x-ratelimit-reset-requests: 20s|x-ratelimit-remaining-tokens: 100|x-ratelimit-reset-tokens: 40s", 20 },
        { "x-ratelimit-remaining-tokens: 0|x-ratelimit-reset-tokens: 120ms", 0.12 },
        { "anthropic-ratelimit-requests-remaining: 0|anthropic-ratelimit-requests-reset: 2026-11-23T12:00:20Z", 20 },
        { "X-RateLimit-Remaining: 0|X-RateLimit-Reset: 1795435260000", 60 },
        { "X-RateLimit-Remaining: 0|X-RateLimit-Reset: 1795435260", 60 },
        { "X-RateLimit-Remaining: 0|X-RateLimit-Reset: 7", 7 },
        { "X-RateLimit-Remaining: 3|X-RateLimit-Reset: 7", -1 },
        { "", -1 },
    };

    [Theory]
    [MemberData(nameof(Asked))]
    public void A_wait_is_read_however_it_is_put(string headers, double seconds)
    {
        using var response = new HttpResponseMessage();
        foreach (var header in headers.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            response.Headers.TryAddWithoutValidation(header.Split(": ")[0], header.Split(": ")[1]);
        }

        Assert.Equal(seconds, RetryAfter.Read(response.Headers, 429, Now)?.TotalSeconds ?? -1, tolerance: 0.001);
    }

    [Theory]
    [InlineData("Rate limit reached for gpt-4o in organization org-x. Limit: 3 / min. Please try again in 20s. Visit our site to add more.", 20)]
    [InlineData("Please try again in 340ms.", 0.34)]
    [InlineData("Please retry after 1m2.5s", 60)]
    [InlineData("Try again in 6 s", 6)]
    [InlineData("Please try again in 500 milliseconds.", 0.5)]
    [InlineData("Please retry after 26 seconds.", 26)]
    [InlineData("Try again in 1 minute", 60)]
    [InlineData("Try again in 3 days", -1)]
    [InlineData("Try again later", -1)]
    public void A_wait_is_read_out_of_the_message_too(string message, double seconds) =>
        Assert.Equal(seconds, RetryAfter.ReadMessage(message, Now)?.TotalSeconds ?? -1, tolerance: 0.001);

    [Fact]
    public void Limits_that_are_told_without_a_refusal_ask_for_no_wait()
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("x-ratelimit-reset", "7");

        Assert.Null(RetryAfter.Read(response.Headers, 503, Now));
    }
}
