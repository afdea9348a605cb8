using System.Text.Json;
using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>A server's response, read to its end.</summary>
public sealed partial record EndpointResponse
{
    private JsonElement? _json;

    /// <summary>The HTTP status, such as 200.</summary>
    public required int Status { get; init; }

    public required string Body { get; init; }

    /// <summary>What the server calls itself; <c>null</c> where it does not.</summary>
    public string? Server { get; init; }

    /// <summary>How long the server asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where a redirect leads; <c>null</c> where the response is none.</summary>
    public string? Location { get; init; }

    /// <summary>From sending to the last byte.</summary>
    public TimeSpan Elapsed { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The body as JSON, parsed once.</summary>
    /// <exception cref="UnreadableResponseException">It is something else; the message says what.</exception>
    public JsonElement ReadJson() => _json ??= Parse();

    private JsonElement Parse()
    {
        try
        {
            // JsonElement.Parse makes an element that owns its memory, so nobody has to dispose of a document.
            return JsonElement.Parse(Body);
        }
        catch (JsonException failure)
        {
            throw new UnreadableResponseException(Describe(), inner: failure);
        }
    }

    private string Describe()
    {
        if (string.IsNullOrWhiteSpace(Body))
        {
            return "The server sent an empty response where JSON was expected.";
        }

        if (Body.AsSpan().TrimStart().StartsWith("<"))
        {
            return $"The server sent {ServerError.Read(this).Message} where JSON was expected. Is the address that of the model server?";
        }

        return NotANumber().IsMatch(Body)
            ? "The server sent NaN or Infinity, which JSON does not allow and which is not a reward."
            : $"The server's response is not valid JSON, or was cut off: {ServerError.Shorten(Body, 120)}";
    }

    [GeneratedRegex(@"[\[:,]\s*-?(NaN|Infinity)\b")]
    private static partial Regex NotANumber();
}
