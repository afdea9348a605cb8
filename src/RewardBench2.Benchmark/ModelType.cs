namespace RewardBench2.Benchmark;

/// <summary>How a model arrives at its rewards, spelled as the official results do.</summary>
public static class ModelType
{
    /// <summary>A sequence classifier with one scalar output.</summary>
    public const string SequenceClassifier = "Seq. Classifier";

    /// <summary>A classifier with code of its own around it.</summary>
    public const string CustomClassifier = "Custom Classifier";

    /// <summary>A language model that writes a judgement.</summary>
    public const string GenerativeRewardModel = "Generative RM";

    /// <summary>A policy trained with DPO, scored by its implicit reward.</summary>
    public const string Dpo = "DPO";

    /// <summary>No model: a rule such as "the longest completion", to compare with.</summary>
    public const string Baseline = "Baseline";

    /// <summary>Every spelling there is.</summary>
    public static IReadOnlyList<string> All { get; } =
        [SequenceClassifier, CustomClassifier, GenerativeRewardModel, Dpo, Baseline];

    /// <summary>The official spelling of a type, case ignored; <c>null</c> when there is no such type.</summary>
    public static string? Parse(string? name) =>
        All.FirstOrDefault(type => string.Equals(type, name, StringComparison.OrdinalIgnoreCase));
}
