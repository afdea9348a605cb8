using RewardBench2.Benchmark.Statistics;
using RewardBench2.Storage;

namespace RewardBench2.Web.BestOfN;

/// <summary>Best-of-N of every model scored on a set of candidates.</summary>
/// <param name="Prompts">The prompts of the chosen task, or of all, with the labels of their candidates.</param>
/// <param name="Tasks">Every task of the dataset.</param>
/// <param name="Models">Best first, by what all N earn.</param>
/// <param name="Majority"><c>null</c> where the dataset gives no answers.</param>
public sealed record BestOfNRanking(
    DatasetRow Dataset,
    IReadOnlyList<string> Tasks,
    IReadOnlyList<PromptLabels> Prompts,
    IReadOnlyList<BestOfNModel> Models,
    BestOfNCurve Oracle,
    BestOfNCurve Mean,
    BestOfNCurve? Majority)
{
    /// <summary>The largest n that every prompt has candidates for.</summary>
    public int Completions => Oracle.Values.Count;

    /// <summary>Whether prompts have different numbers of candidates; the curves then end at the smallest.</summary>
    public bool IsUneven => Prompts.Any(prompt => prompt.IsCorrect.Length != Completions);

    /// <summary>Prompts on which every candidate is right: such prompts cannot tell reward models apart.</summary>
    public int AllRight => Prompts.Count(prompt => prompt.IsCorrect.All(label => label));

    /// <summary>Prompts on which every candidate is wrong.</summary>
    public int AllWrong => Prompts.Count(prompt => !prompt.IsCorrect.Any(label => label));
}

/// <summary>One model's run on a set of candidates.</summary>
/// <param name="Rewards">By prompt, one per candidate.</param>
/// <param name="Curve">What any n candidates earn, for n = 1..N.</param>
public sealed record BestOfNModel(string RunId, string Name, string ModelType, IReadOnlyList<double[]> Rewards, BestOfNCurve Curve)
{
    /// <summary>
    /// How far the curve falls from its highest point to N, a fraction; above 0 the model is over-optimised: the more
    /// candidates it may choose from, the more often it finds one that fools it.
    /// </summary>
    public double Fall => Curve.Values.Max() - Curve.Values[^1];
}
