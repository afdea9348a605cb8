using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Rules;
using RewardBench2.Storage;

namespace RewardBench2.Web.Prompts;

/// <summary>A public run with everything it says, prompt by prompt.</summary>
public sealed class ExplorerModel
{
    private ExplorerModel(BoardRun run, int prompts)
    {
        RunId = run.RunId;
        Model = run.Model;
        ModelType = run.ModelType;
        Provenance = run.Provenance;
        Average = run.Average;
        Rewards = new double[prompts][];
        Credits = new double[prompts];
        Margins = new double[prompts];
        HasFailed = new bool[prompts];
        Array.Fill(Rewards, []);
        Array.Fill(Credits, double.NaN);
        Array.Fill(Margins, double.NaN);
    }

    public string RunId { get; }
    public string Model { get; }
    public string ModelType { get; }

    /// <summary>One of <see cref="Storage.Provenance"/>.</summary>
    public string Provenance { get; }

    /// <summary>The benchmark's average; <c>null</c> when one is absent.</summary>
    public double? Average { get; }

    /// <summary>The mean over all prompts scored, which every run has; models are ordered by it where there is no average.</summary>
    public double MeanCredit { get; private set; }

    public bool IsBaseline => ModelType == Benchmark.ModelType.Baseline;

    /// <summary>By prompt, then by completion, chosen ones first; empty where there are none.</summary>
    public double[][] Rewards { get; }

    /// <summary>
    /// By prompt: its result, a fraction. A prompt of Ties has no result of its own, so it counts as right when every
    /// correct answer beats every incorrect one. NaN where there is neither.
    /// </summary>
    public double[] Credits { get; }

    /// <summary>
    /// By prompt: worst chosen minus best rejected reward, in units of the model's typical margin (the root of the mean
    /// square), since rewards of different models have no common scale. NaN without rewards.
    /// </summary>
    public double[] Margins { get; }

    /// <summary>By prompt: nothing could be read from the model's answer.</summary>
    public bool[] HasFailed { get; }

    internal static ExplorerModel From(
        BoardRun run, IReadOnlyList<ExplorerPrompt> prompts, IReadOnlyDictionary<long, int> places, IReadOnlyList<ExplorerScore> scores)
    {
        var model = new ExplorerModel(run, prompts.Count);
        foreach (var score in scores)
        {
            if (places.TryGetValue(score.PromptId, out var at))
            {
                model.Take(prompts[at], at, score);
            }
        }

        model.Scale();
        return model;
    }

    private void Take(ExplorerPrompt prompt, int at, ExplorerScore score)
    {
        HasFailed[at] = score.HasFailed || score.IsUnread;
        if (score.Rewards.Length > prompt.ChosenCount && !score.HasFailed)
        {
            var margin = RewardMargin.Compute(score.Rewards, prompt.ChosenCount);
            Rewards[at] = score.Rewards;
            Margins[at] = margin;
            Credits[at] = prompt.Rule is PromptRule rule ? score.Result ?? rule.ResultOf(score.Rewards, prompt.ChosenCount) : margin > 0 ? 1 : 0;
        }
        else if (score.Result is { } result)
        {
            Credits[at] = result;
        }
    }

    private void Scale()
    {
        var credits = Credits.Where(credit => !double.IsNaN(credit)).ToList();
        MeanCredit = credits.Count == 0 ? 0 : credits.Average();

        var typical = RewardMargin.Typical(Margins.Where(margin => !double.IsNaN(margin)));
        for (var at = 0; at < Margins.Length && typical > 0; at++)
        {
            Margins[at] /= typical;
        }
    }
}
