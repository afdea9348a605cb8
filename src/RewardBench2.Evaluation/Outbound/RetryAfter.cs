using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>How long a server asks to be left alone, in any of the ways in which servers say so.</summary>
public static partial class RetryAfter
{
    private const double EpochSeconds = 1e9;
    private const double EpochMilliseconds = 1e12;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    // A limit fills up again little by little, and says when it will be full: long before that a request may pass.
    private static readonly TimeSpan LongestOfLimits = TimeSpan.FromMinutes(1);

    // Each with the header that says how much is left: only a limit that is used up has to be waited for.
    private static readonly (string Left, string Reset)[] Limits =
    [
        ("x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
        ("x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"),
        ("anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"),
        ("anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"),
        ("x-ratelimit-remaining", "x-ratelimit-reset"),
        ("ratelimit-remaining", "ratelimit-reset"),
    ];

    /// <summary>Reads <c>retry-after-ms</c>, <c>Retry-After</c> (seconds or a date) and, of a 429, the limits' resets.</summary>
    /// <returns>Never below zero; <c>null</c> where the server does not say.</returns>
    public static TimeSpan? Read(HttpResponseHeaders headers, int status, DateTimeOffset now)
    {
        if (Number(Find(headers, "retry-after-ms") ?? Find(headers, "x-ms-retry-after-ms")) is { } milliseconds)
        {
            return Bounded(milliseconds / 1000);
        }

        return Parse(Find(headers, "Retry-After"), now) ?? (status == 429 ? ReadLimits(headers, now) : null);
    }

    /// <summary>Reads the wait out of the message of a refusal, as in OpenAI's <c>Please try again in 20s.</c></summary>
    /// <returns>At most one minute; <c>null</c> where the message names no wait.</returns>
    public static TimeSpan? ReadMessage(string message, DateTimeOffset now) =>
        TryAgain().Match(message) is { Success: true } match && Parse(Units().Replace(match.Groups["wait"].Value.ToLowerInvariant(), unit => unit.Value.StartsWith("mil", StringComparison.Ordinal) ? "ms" : unit.Value[..1]).Replace(" ", "", StringComparison.Ordinal), now) is { } wait
            ? (wait < LongestOfLimits ? wait : LongestOfLimits)
            : null;

    private static TimeSpan? ReadLimits(HttpResponseHeaders headers, DateTimeOffset now) => Limits
        .Where(limit => Find(headers, limit.Left) is null or "0")
        .Select(limit => Parse(Find(headers, limit.Reset), now))
        .Max() is { } wait ? (wait < LongestOfLimits ? wait : LongestOfLimits) : null;

    private static TimeSpan? Parse(string? text, DateTimeOffset now)
    {
        if (Number(text) is { } number)
        {
            return number switch
            {
                >= EpochMilliseconds => Bounded((number / 1000) - (now.ToUnixTimeMilliseconds() / 1000.0)),
                >= EpochSeconds => Bounded(number - (now.ToUnixTimeMilliseconds() / 1000.0)),
                _ => Bounded(number),
            };
        }

        if (text is null)
        {
            return null;
        }

        if (Duration().Match(text) is { Success: true, Length: > 0 } parts)
        {
            return Bounded((3600 * Part(parts, "h")) + (60 * Part(parts, "m")) + Part(parts, "s") + (Part(parts, "ms") / 1000));
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? Bounded((date - now).TotalSeconds)
            : null;
    }

    private static double Part(Match match, string unit) => Number(match.Groups[unit].Value) ?? 0;

    private static TimeSpan Bounded(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Longest.TotalSeconds));

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Find(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault()?.Trim() : null;

    [GeneratedRegex(@"\b(?:try|retry)(?: again)? (?:in|after) (?<wait>(?:\d{1,6}(?:\.\d{1,6})? ?(?:milliseconds?|hours?|minutes?|mins?|seconds?|secs?|ms|h|m|s)(?![a-z]) ?){1,4})", RegexOptions.IgnoreCase)]
    private static partial Regex TryAgain();

    [GeneratedRegex("milliseconds?|hours?|minutes?|mins?|seconds?|secs?")]
    private static partial Regex Units();

    // As Go and OpenAI write it: 6m0s, 1.5s, 120ms.
    [GeneratedRegex(@"^(?:(?<h>\d+)h)?(?:(?<m>\d+)m(?!s))?(?:(?<s>\d+(?:\.\d+)?)s)?(?:(?<ms>\d+(?:\.\d+)?)ms)?$")]
    private static partial Regex Duration();
}
