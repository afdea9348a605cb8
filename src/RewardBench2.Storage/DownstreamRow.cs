using System.Text.Json;

namespace RewardBench2.Storage;

/// <summary>Where downstream results come from. The values are public.</summary>
public static class DownstreamProvenance
{
    /// <summary>Brought in by the operator: figures from elsewhere, with their source.</summary>
    public const string Published = "published";

    /// <summary>Handed in by a visitor; counted only once an admin has reviewed it.</summary>
    public const string Submitted = "submitted";
}

/// <summary>A source of downstream results.</summary>
public sealed record DownstreamSource
{
    public required long SourceId { get; init; }
    public required string Title { get; init; }
    public required string? Url { get; init; }

    /// <summary>One of <see cref="DownstreamProvenance"/>.</summary>
    public required string Provenance { get; init; }
    public required bool IsReviewed { get; init; }

    /// <summary>SHA-256 of the results.</summary>
    public required string Revision { get; init; }
    public required DateTimeOffset AddedAt { get; init; }
    public required int Results { get; init; }
}

/// <summary>One downstream result as it is stored.</summary>
public sealed record DownstreamRow
{
    public required long SourceId { get; init; }

    /// <summary>The reward model's name as the source spells it.</summary>
    public required string Model { get; init; }
    public required string Task { get; init; }

    /// <summary><c>best-of-n</c>, <c>ppo</c> or another method's name.</summary>
    public required string Method { get; init; }
    public required int? N { get; init; }

    /// <summary>A fraction.</summary>
    public required double Score { get; init; }
    public required string? Policy { get; init; }

    /// <summary>The source's own grouping, such as on- and off-policy.</summary>
    public required string? SourceGroup { get; init; }
    public required string? BaseModel { get; init; }
    public required string? Settings { get; init; }

    /// <summary>RewardBench 2 scores as the source states them, as a JSON object of fractions.</summary>
    public required string StatedScores { get; init; }

    /// <summary><see cref="StatedScores"/> by name: a subset's, or <c>Average</c>.</summary>
    public IReadOnlyDictionary<string, double> Stated => JsonSerializer.Deserialize<Dictionary<string, double>>(StatedScores) ?? [];
}

/// <summary>A source about to be stored.</summary>
/// <param name="Visitor">Who hands it in, as limits tell visitors apart; <c>null</c> for the site and its operators.</param>
public sealed record NewDownstreamSource(string Title, string? Url, string Revision, DateTimeOffset AddedAt, string? Visitor = null);
