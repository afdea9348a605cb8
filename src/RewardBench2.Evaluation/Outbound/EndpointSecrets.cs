using System.Net.Http.Headers;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>What a submitter gave for one server alone: a key, and headers that it wants.</summary>
/// <param name="ApiKey">Sent as a bearer token; <c>null</c> where there is none.</param>
/// <param name="Headers">Values by name, as <see cref="HeaderRules"/> let them pass; <c>null</c> where there are none.</param>
public sealed record EndpointSecrets(string? ApiKey = null, IReadOnlyDictionary<string, string>? Headers = null)
{
    // A shorter value (a number, "true") is not a secret, and taking it out of a text would spoil the text.
    private const int ShortestHidden = 6;

    private readonly (Regex Spelling, string Mark)[] _hidden =
        [.. Hidden(ApiKey, Headers).OrderByDescending(secret => secret.Value.Length).Select(secret => (SecretSpelling.Of(secret.Value), secret.Mark))];

    public static EndpointSecrets None { get; } = new();

    [JsonIgnore]
    public bool IsEmpty => string.IsNullOrWhiteSpace(ApiKey) && Headers is null or { Count: 0 };

    /// <summary>Puts key and headers onto a request to the server they were given for.</summary>
    public void AddTo(HttpRequestHeaders request)
    {
        if (!string.IsNullOrWhiteSpace(ApiKey))
        {
            request.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey.Trim());
        }

        foreach (var (name, value) in Headers ?? new Dictionary<string, string>())
        {
            request.Remove(name);
            request.TryAddWithoutValidation(name, value);
        }
    }

    /// <summary>Foreign text without the secrets, in case a server repeats them, however it spells them.</summary>
    public string Hide(string text)
    {
        try
        {
            return _hidden.Aggregate(text, (shown, secret) => secret.Spelling.Replace(shown, _ => secret.Mark));
        }
        catch (RegexMatchTimeoutException)
        {
            // A text made to take long is better not shown than shown with a secret.
            return "[a text that could not be searched for the key]";
        }
    }

    /// <summary>Nothing of what it holds.</summary>
    public override string ToString() => nameof(EndpointSecrets);

    // "Bearer abc" is also hidden where only "abc" is repeated.
    private static IEnumerable<(string Value, string Mark)> Hidden(string? apiKey, IReadOnlyDictionary<string, string>? headers)
    {
        if (apiKey?.Trim() is { Length: > 0 } key)
        {
            yield return (key, "[key]");
        }

        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
        {
            foreach (var part in value.Split(' ').Append(value).Where(part => part.Length >= ShortestHidden))
            {
                yield return (part, $"[{name}]");
            }
        }
    }
}
