using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Checks;

/// <summary>Whether a server's rewards can be read, found out on a few conversations before the run.</summary>
public sealed record CanaryReport
{
    public required CanaryVerdict Verdict { get; init; }

    /// <summary>The verdict in one or two plain sentences.</summary>
    public required string Reason { get; init; }

    /// <summary>After a failure: whether running all the same makes any sense.</summary>
    public bool MayRunAnyway { get; init; }

    /// <summary>After a failure: the server was in trouble, so the same may work later.</summary>
    public bool IsTransient { get; init; }

    /// <summary>After a failure: how to start the server so that its rewards are raw.</summary>
    public string? LaunchCommand { get; init; }

    public IReadOnlyList<CanaryStep> Steps { get; init; } = [];
}

/// <summary>What the canaries say altogether.</summary>
public enum CanaryVerdict
{
    /// <summary>The rewards are what they should be.</summary>
    ReadsWell,

    /// <summary>The run may start; something is worth knowing.</summary>
    Warnings,

    /// <summary>The run must not start as it is.</summary>
    Failed,
}

/// <summary>One check.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why, in a plain sentence.</param>
/// <param name="Exchanges">The exact requests and answers.</param>
public sealed record CanaryStep(string Name, CanaryOutcome Outcome, string Reason, IReadOnlyList<HttpExchange> Exchanges)
{
    /// <summary>The rewards that were read, in the order of the completions; empty when none were.</summary>
    public IReadOnlyList<double> Rewards { get; init; } = [];

    /// <summary>After a failure: whether running all the same makes any sense.</summary>
    public bool MayRunAnyway { get; init; }
}

/// <summary>What came of one check.</summary>
public enum CanaryOutcome
{
    Passed,
    Warning,
    Failed,
    Skipped,
}
