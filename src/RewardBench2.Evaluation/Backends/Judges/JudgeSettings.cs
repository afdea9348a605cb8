using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>How a judge is asked.</summary>
public sealed record JudgeSettings
{
    /// <summary>Four completions in one request; otherwise each is rated alone.</summary>
    public required bool IsRanking { get; init; }

    public required JudgePrompts Prompts { get; init; }

    /// <summary>How verdicts are read from answers.</summary>
    public VerdictReader Reader { get; init; } = VerdictReader.Ours;

    /// <summary>Draws the placement of completions.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Ask every ranking twice, in opposite orders.</summary>
    public bool BothOrders { get; init; }

    /// <summary>The longest answer to a ranking, in tokens. Defaults to the reference's 2,048.</summary>
    public int RankingTokens { get; init; } = 2_048;

    /// <summary>The longest answer to a rating, in tokens. Defaults to the reference's 1,024.</summary>
    public int RatingTokens { get; init; } = 1_024;

    /// <exception cref="FormatException">The pasted template lacks a placeholder, or nobody knows the reader.</exception>
    public static JudgeSettings From(JudgeRequest? request, bool isRanking)
    {
        var asked = request ?? new JudgeRequest();
        var settings = new JudgeSettings
        {
            IsRanking = isRanking,
            Prompts = JudgePrompts.Parse(asked.Template, isRanking),
            Reader = VerdictReader.Parse(asked.Reader),
            Seed = asked.Seed,
            BothOrders = asked.BothOrders,
        };
        return asked.MaxTokens is { } tokens ? settings with { RankingTokens = tokens, RatingTokens = tokens } : settings;
    }
}
