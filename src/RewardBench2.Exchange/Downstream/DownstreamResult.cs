
namespace RewardBench2.Exchange.Downstream;

/// <summary>What one reward model achieved when it was put to use: one row of the open format of downstream results.</summary>
public sealed record DownstreamResult
{
    /// <summary>The reward model's name, <c>org/name</c> where it has one.</summary>
    public required string Model { get; init; }

    /// <summary>What was measured, such as <c>GSM8K</c>.</summary>
    public required string Task { get; init; }

    /// <summary><c>best-of-n</c>, <c>ppo</c>, or another method's name in lower case.</summary>
    public required string Method { get; init; }

    /// <summary>How many completions were chosen from; given for <c>best-of-n</c>, at least 1.</summary>
    public int? N { get; init; }

    /// <summary>The result, a fraction; higher is better.</summary>
    public required double Score { get; init; }

    /// <summary>The language model that wrote the completions or was trained; <c>null</c> where the source does not say.</summary>
    public string? Policy { get; init; }

    /// <summary>The source's own grouping, such as <c>on-policy</c>; groups are shown apart.</summary>
    public string? Group { get; init; }

    /// <summary>The model that the reward model was trained from.</summary>
    public string? BaseModel { get; init; }

    /// <summary>Whatever else someone needs to repeat it, in words.</summary>
    public string? Settings { get; init; }

    /// <summary>
    /// RewardBench 2 scores as the source states them, fractions by subset name, and <c>Average</c>; empty where it
    /// states none. The leaderboard's scores stand in for those absent.
    /// </summary>
    public IReadOnlyDictionary<string, double> BenchmarkScores { get; init; } = new Dictionary<string, double>();
}

/// <summary>Downstream results of one source.</summary>
/// <param name="Source">Who measured them, and where that is written.</param>
/// <param name="Url">Where to look them up; <c>null</c> where there is no such place.</param>
/// <param name="Results">In the file's order; never empty.</param>
/// <param name="Revision">SHA-256 of the results, 64 hexadecimal digits: the same results give the same.</param>
public sealed record DownstreamSet(string Source, string? Url, IReadOnlyList<DownstreamResult> Results, string Revision);

/// <summary>What scores are written in.</summary>
public enum DownstreamUnit
{
    /// <summary>0 to 1.</summary>
    Fraction,

    /// <summary>0 to 100.</summary>
    Percent,
}

/// <summary>What holds for rows that do not say it themselves.</summary>
/// <param name="Unit">The unit of scores; <c>null</c> when every row says it.</param>
/// <param name="Source">The source; <c>null</c> when every row names it.</param>
/// <param name="Url">The source's address.</param>
public sealed record DownstreamDefaults(DownstreamUnit? Unit = null, string? Source = null, string? Url = null);
