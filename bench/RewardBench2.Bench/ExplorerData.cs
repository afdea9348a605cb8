using Microsoft.Extensions.DependencyInjection;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Benchmark.Rules;
using RewardBench2.Storage;

namespace RewardBench2.Bench;

/// <summary>Fills a database with made-up runs on one of its datasets: better models are right more often, easy prompts more often got right.</summary>
public static class ExplorerData
{
    public const string Dataset = "made-up";

    /// <summary>Adds a dataset of the official size, of made-up text, unless it is there.</summary>
    public static Task AddPromptsAsync(IServiceProvider services)
    {
        var random = new Random(1);
        var prompts = MadeUpModels.Prompts(1)[0].Select((scored, at) => new Prompt(
            scored.Id,
            scored.Subset.Name,
            Words(random, 60),
            [.. scored.Rewards.Select((_, completion) => new Completion(Words(random, 200), completion < scored.ChosenCount, $"generator-{random.Next(12)}"))],
            at % 3 == 0 ? """{"category":"made up"}""" : null)).ToList();
        return services.GetRequiredService<DatasetTable>().ImportAsync(
            new NewDataset(Dataset, "Made-up texts", "benchmark", "made-up", "bench", null, DateTimeOffset.UnixEpoch), prompts, replaceRuns: false, default);
    }

    /// <summary>Adds finished public runs until there are as many as asked for.</summary>
    public static async Task AddRunsAsync(IServiceProvider services, string dataset, int runs)
    {
        var row = await services.GetRequiredService<DatasetTable>().FindAsync(dataset, default)
            ?? throw new ArgumentException($"There is no dataset '{dataset}'.", nameof(dataset));
        var prompts = await services.GetRequiredService<PromptTable>().ReadAllAsync(row.DatasetId, default);
        var present = await services.GetRequiredService<LeaderboardTable>().ReadRunsAsync(dataset, default);
        for (var seed = present.Count(run => run.Model.StartsWith("made-up/", StringComparison.Ordinal)); seed < runs; seed++)
        {
            await AddRunAsync(services, row, prompts, seed, skill: 2.6 - (2.2 * seed / runs));
        }
    }

    private static async Task AddRunAsync(IServiceProvider services, DatasetRow dataset, IReadOnlyList<PromptRow> prompts, int seed, double skill)
    {
        var runId = $"made-up-{dataset.Name}-{seed}";
        await services.GetRequiredService<RunTable>().CreateAsync(
            new NewRun
            {
                RunId = runId,
                Model = $"made-up/model-{seed:000}",
                ModelType = ModelType.SequenceClassifier,
                DatasetId = dataset.DatasetId,
                Provenance = Provenance.Uploaded,
                BackendKind = "upload",
                Request = "{}",
                Visibility = RunVisibility.Public,
                ManageTokenHash = "none",
                PromptsTotal = prompts.Count,
                CreatedAt = DateTimeOffset.UnixEpoch,
            },
            default);
        var leases = services.GetRequiredService<RunLeases>();
        var waiting = (await leases.ReadWaitingAsync(default)).Single(run => run.RunId == runId);
        var lease = await leases.ClaimAsync(waiting, "bench", default) ?? throw new InvalidOperationException("The run was taken.");
        var random = new Random(seed);
        var scores = prompts.Select(prompt => Score(prompt, random, skill)).ToList();
        var scored = prompts.Zip(scores, (prompt, score) => new ScoredPrompt(prompt.Id, Subsets.Parse(prompt.Subset)!, score.Rewards, prompt.ChosenCount));
        var overall = OverallScore.Compute(BenchmarkCatalog.RewardBench2, scored);
        var table = services.GetRequiredService<PromptScoreTable>();
        await table.StoreAsync(lease, scores, default);
        await table.FinishAsync(
            lease,
            new RunResult([.. overall.Subsets.Select(subset => new SubsetScore(subset.Key.Name, subset.Value, null, null, 1))], overall.Average, null, null, "made up"),
            DateTimeOffset.UnixEpoch,
            default);
    }

    private static NewPromptScore Score(PromptRow prompt, Random random, double skill)
    {
        // A prompt's difficulty depends on it alone; one in forty has a wrong label, which hurts good models most.
        var nature = new Random(prompt.Position);
        var ease = nature.NextDouble() < 0.025 ? -0.8 : nature.NextDouble() * 1.4;
        double[] rewards = [.. Enumerable.Range(0, prompt.CompletionCount).Select(completion =>
            Math.Round(random.NextDouble() + random.NextDouble() + (completion < prompt.ChosenCount ? skill * ease * 0.7 : 0), 2))];
        return new NewPromptScore(prompt.PromptId, rewards, prompt.Subset == "Ties" ? null : BestOfK.Four.ResultOf(rewards, chosen: 1));
    }

    private static string Words(Random random, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => $"{Syllables[random.Next(Syllables.Length)]}{Syllables[random.Next(Syllables.Length)]}"));

    private static readonly string[] Syllables = ["ba", "den", "fo", "gir", "ka", "lum", "mo", "nes", "pra", "qui", "ros", "sta", "tel", "ur", "vi", "zon"];
}
