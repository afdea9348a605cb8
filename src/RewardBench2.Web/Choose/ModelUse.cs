namespace RewardBench2.Web.Choose;

/// <summary>What a reader wants a reward model for.</summary>
/// <param name="Key">As the address spells it.</param>
/// <param name="Title">As the page spells it.</param>
/// <param name="Kind">How the model is put to use.</param>
/// <param name="Task">The row of the paper's Figure 3 that says which score predicts this use; <c>null</c> where it has none.</param>
public sealed record ModelUse(string Key, string Title, UseKind Kind, string? Task = null)
{
    public static IReadOnlyList<ModelUse> All { get; } =
    [
        new("general", "Best-of-N, tasks of many kinds", UseKind.BestOfN, "DownstreamAverage"),
        new("math", "Best-of-N on mathematics (MATH)", UseKind.BestOfN, "MATH"),
        new("school-math", "Best-of-N on word problems (GSM8K)", UseKind.BestOfN, "GSM8K"),
        new("code", "Best-of-N on code (HumanEval+)", UseKind.BestOfN, "HumanEval+"),
        new("instructions", "Best-of-N on following instructions (IFEval)", UseKind.BestOfN, "IFEval"),
        new("chat", "Best-of-N on open questions (AlpacaEval 2)", UseKind.BestOfN, "AlpacaEval2"),
        new("reasoning", "Best-of-N on reasoning (BBH)", UseKind.BestOfN, "BBH"),
        new("facts", "Best-of-N on facts (PopQA)", UseKind.BestOfN, "PopQA"),
        new("ppo", "PPO with a policy of a given family", UseKind.Ppo),
        new("filtering", "Filtering data", UseKind.Filtering),
    ];

    /// <summary>The use of that key; the first where there is none.</summary>
    public static ModelUse Find(string? key) => All.FirstOrDefault(use => use.Key == key) ?? All[0];
}

/// <summary>The ways to use a reward model that the site has something to say about.</summary>
public enum UseKind
{
    BestOfN,
    Ppo,
    Filtering,
}
