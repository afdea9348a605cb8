using System.Collections.Frozen;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>Which headers a submitter may have sent along.</summary>
public static class HeaderRules
{
    public const int MostHeaders = 10;
    public const int LongestName = 100;
    public const int LongestValue = 4_096;

    /// <summary>The field of the submission, as the API spells it.</summary>
    public const string Field = "backend.headers";

    private const string NameMarks = "!#$%&'*+-.^_`|~";

    // How a request is framed and routed is ours to say, and a proxy or a cloud's metadata service trusts some of the others.
    private static readonly FrozenSet<string> Refused = FrozenSet.ToFrozenSet(
        [
            "Host", "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "TE", "Trailer", "Expect", "Accept-Encoding", "Allow", "Expires",
            "Last-Modified", "Cookie", "Set-Cookie", "Forwarded", "X-Real-IP", "Via", "Metadata", "Metadata-Flavor",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly string[] RefusedBeginnings = ["Content-", "Proxy-", "X-Forwarded-", "X-Aws-Ec2-Metadata-"];

    /// <summary>The first thing that is wrong; <c>null</c> when all headers can be sent.</summary>
    public static Refusal? Check(IReadOnlyDictionary<string, string>? headers, string? apiKey)
    {
        if (!IsValue(apiKey ?? ""))
        {
            return new("backend.apiKey", $"An API key consists of up to {LongestValue:N0} printable ASCII characters without line breaks. Copy it again.");
        }

        if (headers is null)
        {
            return null;
        }

        if (headers.Count > MostHeaders)
        {
            return new(Field, $"At most {MostHeaders} headers can be sent.");
        }

        var isRepeated = headers.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count() < headers.Count;
        return isRepeated
            ? new(Field, "A header is given twice. Header names are case-insensitive.")
            : headers.Select(header => Check(header.Key, header.Value, apiKey)).FirstOrDefault(refusal => refusal is not null);
    }

    private static Refusal? Check(string name, string? value, string? apiKey)
    {
        var shown = Refusal.Shorten(name);
        return name switch
        {
            _ when name.Length is 0 or > LongestName || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || NameMarks.Contains(letter)) =>
                new(Field, $"“{shown}” is not a valid header name: use up to {LongestName} letters, digits and dashes, as in api-key."),
            _ when Refused.Contains(name) || RefusedBeginnings.Any(beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)) =>
                new(Field, $"The header {shown} cannot be submitted: this site sets it itself or never sends it. Leave it out."),
            _ when name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(apiKey) =>
                new(Field, "The API key is sent in the Authorization header: give either the key or that header, not both."),
            _ when string.IsNullOrWhiteSpace(value) || !IsValue(value) =>
                new(Field, $"The header {shown} needs a value of up to {LongestValue:N0} printable ASCII characters, without a line break."),
            _ => null,
        };
    }

    private static bool IsValue(string value) =>
        value.Trim() is var sent && sent.Length <= LongestValue && sent.All(letter => letter is >= ' ' and <= '~');
}
