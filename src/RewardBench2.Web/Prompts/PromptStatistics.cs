using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Web.Prompts;

/// <summary>How a prompt stands with all models together. Baselines are left out as soon as there is any other model.</summary>
/// <param name="Right">How many models get it right.</param>
/// <param name="Shared">How many give the chosen completion a shared highest reward.</param>
/// <param name="Wrong">How many get it wrong.</param>
/// <param name="Failed">Of how many nothing could be read.</param>
/// <param name="ShareRight">Mean result, a fraction; <c>null</c> without any result.</param>
/// <param name="MeanMargin">Mean margin, in units of each model's typical margin; <c>null</c> without rewards.</param>
/// <param name="Discrimination">
/// Correlation over models of the result here with the result elsewhere, -1 to 1. Negative: the better models get it wrong.
/// </param>
/// <param name="Disagreement">0 where all models agree, 1 where they are evenly split; <c>null</c> without any result.</param>
public sealed record PromptStatistics(
    int Right,
    int Shared,
    int Wrong,
    int Failed,
    double? ShareRight,
    double? MeanMargin,
    double? Discrimination,
    double? Disagreement)
{
    /// <summary>How many models have a result.</summary>
    public int Scored => Right + Shared + Wrong;

    /// <summary>One per prompt.</summary>
    public static IReadOnlyList<PromptStatistics> Compute(int prompts, IReadOnlyList<ExplorerModel> models)
    {
        var measures = PromptMeasures.Compute(
            [.. models.Select(model => Present(model.Credits))], [.. models.Select(model => Present(model.Margins))]);
        return [.. Enumerable.Range(0, prompts).Select(prompt => Compute(prompt, models, measures.Count == 0 ? null : measures[prompt]))];
    }

    private static PromptStatistics Compute(int prompt, IReadOnlyList<ExplorerModel> models, PromptMeasures? measures)
    {
        int right = 0, shared = 0, wrong = 0, failed = 0;
        foreach (var model in models)
        {
            var credit = model.Credits[prompt];
            right += credit >= 1 ? 1 : 0;
            shared += credit is > 0 and < 1 ? 1 : 0;
            wrong += credit <= 0 ? 1 : 0;
            failed += model.HasFailed[prompt] ? 1 : 0;
        }

        return new PromptStatistics(
            right, shared, wrong, failed, measures?.ShareRight, measures?.MeanMargin, measures?.Discrimination, measures?.Disagreement);
    }

    private static double?[] Present(double[] values) => [.. values.Select(value => double.IsNaN(value) ? (double?)null : value)];
}
