using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Hub;

/// <summary>Explains the hub's refusals: what it says, whether a later try may succeed, and what to do.</summary>
internal static partial class HubRefusal
{
    private const int MaxBodyBytes = 4096;
    private const int LongestReason = 200;

    public static async Task<HubException> ReadAsync(
        HttpResponseMessage response, Uri endpoint, HubSubject subject, bool hasToken, CancellationToken cancellationToken)
    {
        var code = Header(response, "X-Error-Code");
        var reason = Header(response, "X-Error-Message") ?? await BodyReasonAsync(response, cancellationToken);
        var said = reason is null ? "" : $" The hub says: {Quote(reason)}.";
        var token = hasToken ? "the token is invalid or has no access: set another in HuggingFace:Token or HF_TOKEN" : "no token is set: set one in HuggingFace:Token or HF_TOKEN";
        var message = (response.StatusCode, code) switch
        {
            (_, "GatedRepo") =>
                $"{endpoint.Host} shows {subject.Name} only to accounts that have accepted its terms ({Status(response)}): open {subject.Repository.PageAt(endpoint)} in a browser, accept them, "
                + $"and set {(hasToken ? "a token of that account" : "that account's token")} in HuggingFace:Token or HF_TOKEN.",
            (_, "RevisionNotFound") => $"{subject.Repository} on {endpoint.Host} has no revision {Excerpt.Quote(subject.Repository.Revision)} ({Status(response)}); check the text after the @.",

            // The hub also answers 401 for what does not exist, so as not to tell.
            (HttpStatusCode.Unauthorized, _) => $"{endpoint.Host} refuses {subject.Name} (401): it does not exist, or it is private and {token}.",
            (HttpStatusCode.Forbidden, _) => $"{endpoint.Host} refuses {subject.Name} (403): open {subject.Repository.PageAt(endpoint)} and request access or accept its terms; {token}.",
            (HttpStatusCode.NotFound, _) => $"{endpoint.Host} has no {subject.Name} (404); check the name.",
            (HttpStatusCode.TooManyRequests, _) => $"{endpoint.Host} is rate-limiting requests (429); try again later{(hasToken ? "" : ", or set HF_TOKEN")}.",
            ({ } status, _) when (int)status is >= 300 and < 400 => $"{endpoint.Host} redirects {subject.Name} to an unusable address ({Status(response)}); check HF_ENDPOINT.",
            _ => $"{endpoint.Host} responded with {Status(response)} to a request for {subject.Name}; try again later.",
        };
        return new HubException(message + said)
        {
            Status = response.StatusCode,
            IsAboutRevision = code == "RevisionNotFound",
            IsGated = code == "GatedRepo",
            IsTransient = IsTransient((int)response.StatusCode),
            RetryAfter = RetryAfter(response),
        };
    }

    private static bool IsTransient(int status) => status is 408 or 425 or 429 or 500 or 502 or 503 or 504 or (>= 520 and <= 524) or 529;

    private static TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter is { } after
            ? after.Delta ?? (after.Date - DateTimeOffset.UtcNow)
            : Header(response, "RateLimit") is { } limit && Reset().Match(limit) is { Success: true } match
                ? TimeSpan.FromSeconds(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
                : null;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static async Task<string?> BodyReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await HubRequests.OpenAsync(response, unpack: true, cancellationToken);
            var body = new byte[MaxBodyBytes];
            var length = await content.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
            using var document = JsonDocument.Parse(body.AsMemory(0, length));
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String
                    ? error.GetString()
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or InvalidDataException or HttpRequestException or InvalidOperationException)
        {
            return null; // The status says enough.
        }
    }

    private static int Status(HttpResponseMessage response) => (int)response.StatusCode;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(' ', values) : null;

    private static string Quote(string reason) =>
        $"'{Excerpt.OneLine(Excerpt.Shorten(reason, LongestReason)).Trim().TrimEnd('.')}'";

    // As the hub writes it: "api";r=0;t=55.
    [GeneratedRegex(@";\s*t=(\d{1,6})")]
    private static partial Regex Reset();
}
