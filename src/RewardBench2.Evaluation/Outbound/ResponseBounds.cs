namespace RewardBench2.Evaluation.Outbound;

/// <summary>How long responses may be, by kind, and how much of them is held and kept.</summary>
public sealed record ResponseBounds
{
    /// <inheritdoc cref="LimitsOptions.IntroductionBytes"/>
    public int Introduction { get; init; } = 1024 * 1024;

    /// <inheritdoc cref="LimitsOptions.RewardBytes"/>
    public int Rewards { get; init; } = 256 * 1024;

    /// <inheritdoc cref="LimitsOptions.JudgementBytes"/>
    public int Judgement { get; init; } = 1024 * 1024;

    /// <inheritdoc cref="LimitsOptions.LogprobBytes"/>
    public int Logprobs { get; init; } = 4 * 1024 * 1024;

    /// <summary>Bytes of long responses that one run holds at once. Defaults to 8 MB.</summary>
    public long UnderWay { get; init; } = 8 * 1024 * 1024;

    /// <inheritdoc cref="LimitsOptions.KeptCharacters"/>
    public int Kept { get; init; } = 64 * 1024;

    /// <inheritdoc cref="LimitsOptions.KeptCharactersPerRun"/>
    public long KeptPerRun { get; init; } = 256 * 1024 * 1024;

    /// <inheritdoc cref="LimitsOptions.JudgeMessageCharacters"/>
    public int JudgeMessage { get; init; } = 1024 * 1024;

    /// <param name="runsAtOnce">How many runs share what this process holds.</param>
    public static ResponseBounds From(LimitsOptions limits, int runsAtOnce) => new()
    {
        Introduction = limits.IntroductionBytes,
        Rewards = limits.RewardBytes,
        Judgement = limits.JudgementBytes,
        Logprobs = limits.LogprobBytes,
        UnderWay = limits.ResponseBytesUnderWay / Math.Max(1, runsAtOnce),
        Kept = limits.KeptCharacters,
        KeptPerRun = limits.KeptCharactersPerRun,
        JudgeMessage = limits.JudgeMessageCharacters,
    };
}

/// <summary>What a request's response is read with.</summary>
/// <param name="MostBytes">Decompressed.</param>
/// <param name="IsKept">Whether it is kept for a resumed run: needless where it is all of its prompt, whose rewards are stored next.</param>
public sealed record ExpectedResponse(int MostBytes, bool IsKept = true);
