using RewardBench2.Exchange.Files;

namespace RewardBench2.Evaluation.Requests;

/// <summary>Why something that a visitor asked for was not done, and what to do. Where a method returns none, it was done.</summary>
/// <param name="Field">The field to correct, as the API spells it; <c>null</c> when it is none in particular.</param>
/// <param name="Detail">What is wrong and what to do.</param>
public sealed record Refusal(string? Field, string Detail)
{
    /// <summary>A refusal that no single field is to blame for.</summary>
    public Refusal(string detail)
        : this(Field: null, detail)
    {
    }

    /// <summary>Too much was asked for lately; the request itself may be sound.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A visitor's own text, cut to what a message can hold.</summary>
    public static string Shorten(string? text) => Excerpt.Shorten(text ?? "", length: 40);
}
