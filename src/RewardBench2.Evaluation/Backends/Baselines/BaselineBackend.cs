using System.IO.Hashing;
using System.Text;
using RewardBench2.Benchmark;

namespace RewardBench2.Evaluation.Backends.Baselines;

/// <summary>Rewards by a rule that knows nothing of quality: what a real model has to beat.</summary>
public sealed class BaselineBackend(string name) : IRewardBackend
{
    /// <summary><c>random</c>, <c>constant</c>, <c>longest</c>, <c>shortest</c> and <c>overlap</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["random", "constant", "longest", "shortest", "overlap"];

    public Task<PromptRewards> RewardAsync(Prompt prompt, CancellationToken cancellationToken) =>
        Task.FromResult(new PromptRewards([.. prompt.Completions.Select((completion, position) => Reward(prompt, completion.Text, position))]));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private double Reward(Prompt prompt, string completion, int position) => name switch
    {
        "random" => Random(prompt.Id, position),
        "constant" => 0,
        "longest" => completion.Length,
        "shortest" => -completion.Length,
        "overlap" => Overlap(prompt.Transcript, completion),
        _ => throw new RunStoppedException($"There is no baseline '{name}'. Choose one of {string.Join(", ", Names)}.", canResume: false),
    };

    // Drawn from the place in the dataset, so that a run scored again, or in another order, is the same.
    private static double Random(string promptId, int position) =>
        (XxHash64.HashToUInt64(Encoding.UTF8.GetBytes($"{promptId}/{position}")) >> 11) * Math.Pow(2, -53);

    /// <summary>The share of the prompt's distinct words that the completion takes up, between 0 and 1.</summary>
    private static double Overlap(string prompt, string completion)
    {
        var asked = Words(prompt);
        return asked.Count == 0 ? 0 : (double)asked.Intersect(Words(completion)).Count() / asked.Count;
    }

    private static HashSet<string> Words(string text) =>
        [.. text.ToLowerInvariant().Split(text.Where(letter => !char.IsLetterOrDigit(letter)).Distinct().ToArray(), StringSplitOptions.RemoveEmptyEntries)];
}
