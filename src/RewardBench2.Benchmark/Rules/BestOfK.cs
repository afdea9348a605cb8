using System.Text.Json.Serialization;

namespace RewardBench2.Benchmark.Rules;

/// <summary>A prompt is right when a chosen completion has the highest reward of all k.</summary>
/// <param name="K">How many completions a prompt has, 2 or more; <c>null</c> where that differs from prompt to prompt.</param>
/// <param name="Chosen">How many of them are chosen, 1 or more; <c>null</c> where that differs from prompt to prompt.</param>
/// <param name="Shared">What a highest reward that several completions share earns.</param>
/// <remarks>
/// With <see cref="SharedReward.Part"/> a model that rewards every completion alike earns exactly what guessing earns.
/// Sources: <c>allenai/reward-bench</c>, <c>rewardbench/utils.py::reroll_and_score_dataset</c> (shared highest rewards earn their part);
/// RewardMATH, arXiv 2410.01729 (they earn nothing).
/// </remarks>
public sealed record BestOfK(int? K = null, SharedReward Shared = SharedReward.Part, int? Chosen = null) : PromptRule
{
    public const string Type = "best-of-k";

    /// <summary>Of four completions, as in RewardBench 2.</summary>
    public static BestOfK Four { get; } = new(4, Chosen: 1);

    /// <inheritdoc/>
    public override double? Chance => (double?)(Chosen ?? 1) / K;

    /// <inheritdoc/>
    public override int? CompletionCount => K;

    /// <inheritdoc/>
    public override int? ChosenCount => Chosen;

    /// <inheritdoc/>
    public override string Title => $"best of {K?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "k"}";

    /// <inheritdoc/>
    public override string Description => 
        $"Share of prompts whose chosen completion has the highest of {CountInWords} rewards, shared rewards counting {(Shared == SharedReward.Part ? "in part" : "nothing")}";

    /// <inheritdoc/>
    public override string? Fault() =>
        K < 2 ? "k must be 2 or more"
        : Chosen < 1 || Chosen >= K ? "chosen must be 1 or more and below k"
        : null;

    /// <inheritdoc/>
    public override string? WrongShape(int completions, int chosen) =>
        K is { } all && Chosen is { } some && (completions, chosen) != (all, some) ? $"needs {some} chosen and {all - some} rejected completions"
        : K is { } k && completions != k ? $"needs {k} completions"
        : Chosen is { } right && chosen != right ? $"needs {right} chosen"
        : NeedsBoth(completions, chosen);

    /// <inheritdoc/>
    public override double? ChanceOf(int completions, int chosen) => (double)chosen / completions;

    private string CountInWords => K switch { null => "all", 4 => "four", { } k => Numbers.Count(k) };

    /// <inheritdoc/>
    protected override double Result(IReadOnlyList<double> rewards, int chosen)
    {
        var share = HighestReward.ShareCorrect(rewards, i => i < chosen);
        return Shared == SharedReward.Nothing && share < 1 ? 0 : share;
    }
}

/// <summary>What a highest reward that chosen and rejected completions share earns.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SharedReward>))]
public enum SharedReward
{
    /// <summary>The share of chosen completions among those that have it.</summary>
    [JsonStringEnumMemberName("part")]
    Part,

    /// <summary>Nothing: chosen must be strictly above rejected.</summary>
    [JsonStringEnumMemberName("nothing")]
    Nothing,
}
