using System.Collections.Concurrent;
using RewardBench2.Benchmark;
using RewardBench2.Storage;

namespace RewardBench2.Web.Prompts;

/// <summary>A dataset with every public run's rewards, as it stood at one revision of the database. Never changes.</summary>
public sealed class ExplorerSnapshot
{
    private readonly Dictionary<string, int> _places;
    private readonly Lazy<(int[] Models, int[] Prompts)> _likeness;
    private readonly Lazy<IReadOnlyList<FlaggedScore>> _flaggedScores;
    private readonly ConcurrentDictionary<string, GeneratorTable> _generators = new();

    internal ExplorerSnapshot(
        DatasetRow dataset,
        long revision,
        IReadOnlyList<ExplorerPrompt> prompts,
        IReadOnlyList<ExplorerModel> models,
        IReadOnlySet<long> flagged)
    {
        Dataset = dataset;
        Revision = revision;
        Prompts = prompts;
        Models = [.. models.OrderByDescending(model => model.Average ?? model.MeanCredit).ThenBy(model => model.Model, StringComparer.OrdinalIgnoreCase)];
        _places = prompts.Select((prompt, at) => (prompt.Id, at)).ToDictionary(prompt => prompt.Id, prompt => prompt.at);
        IsFlagged = [.. prompts.Select(prompt => flagged.Contains(prompt.PromptId))];
        Measured = Models.Any(model => !model.IsBaseline) ? [.. Models.Where(model => !model.IsBaseline)] : Models;
        Standings = PromptStatistics.Compute(prompts.Count, Measured);
        _likeness = new(() => SimilarityOrder.Compute([.. Models.Select(model => model.Credits)]));
        _flaggedScores = new(() => FlaggedScore.Compute(this));
    }

    public DatasetRow Dataset { get; }

    /// <summary>What the dataset is of.</summary>
    public BenchmarkDefinition Benchmark => Dataset.Benchmark ?? throw new InvalidOperationException("Only benchmarks can be explored.");
    public long Revision { get; }

    /// <summary>In dataset order. A prompt's place here is its place in every other list.</summary>
    public IReadOnlyList<ExplorerPrompt> Prompts { get; }

    /// <summary>Each model's newest public run, best first.</summary>
    public IReadOnlyList<ExplorerModel> Models { get; }

    /// <summary>The models that measures rest on: all but the baselines, or the baselines where there is nothing else.</summary>
    public IReadOnlyList<ExplorerModel> Measured { get; }

    public IReadOnlyList<PromptStatistics> Standings { get; }

    /// <summary>
    /// Whether most models get a prompt wrong, and the better ones more often, so that its label may be wrong. Baselines
    /// alone say nothing about labels.
    /// </summary>
    public bool IsSuspect(int prompt) => Measured.Any(model => !model.IsBaseline) && Standings[prompt] is { Discrimination: < 0, ShareRight: < 0.5 };

    /// <summary>An admin upheld a flag of the prompt.</summary>
    public IReadOnlyList<bool> IsFlagged { get; }

    /// <summary>Places of models and prompts in the order of their likeness; computed when first asked for.</summary>
    public (int[] Models, int[] Prompts) Likeness => _likeness.Value;

    /// <summary>Every model's scores with and without the flagged prompts; computed when first asked for.</summary>
    public IReadOnlyList<FlaggedScore> FlaggedScores => _flaggedScores.Value;

    /// <summary>Which generating models win in a subset, or in all; computed when first asked for.</summary>
    public GeneratorTable Generators(string? subset) => _generators.GetOrAdd(subset ?? "", _ => GeneratorTable.Compute(this, subset));

    /// <summary>The place of a prompt; <c>null</c> when there is none of that id.</summary>
    public int? PlaceOf(string id) => _places.TryGetValue(id, out var place) ? place : null;

    /// <summary>The best run of a model by its name, or a run by its id; <c>null</c> when there is none.</summary>
    public ExplorerModel? FindModel(string? name) => name is null ? null
        : Models.FirstOrDefault(model => string.Equals(model.Model, name.Trim(), StringComparison.OrdinalIgnoreCase))
          ?? Models.FirstOrDefault(model => model.RunId == name);
}
