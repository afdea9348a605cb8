using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>What every row of a scores file has to obey, whatever its layout.</summary>
/// <param name="fileName">The file's name, for messages.</param>
/// <param name="scored">What the file is read against.</param>
internal sealed class ScoresRules(string fileName, ScoredDataset scored)
{
    private readonly IReadOnlyList<Prompt>? _dataset = scored.Prompts;

    private readonly Dictionary<string, string> _subsets =
        (scored.Prompts?.Select(prompt => prompt.Subset).Distinct() ?? (scored.Benchmark?.Subsets ?? []).Select(subset => subset.Name))
        .ToDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    // Without a dataset at hand: no benchmark has prompts of so many completions, or so many prompts.
    private const int MostRewardsOfAny = 1_000;
    private const int MostRowsOfAny = 100_000;

    public string FileName => fileName;

    /// <summary>Rewards that a row may have: as many as the dataset's longest prompt has completions.</summary>
    public int MostRewards { get; } = scored.Prompts is { Count: > 0 } prompts ? prompts.Max(prompt => prompt.Completions.Count) : MostRewardsOfAny;

    /// <summary>Rows that a file may have; those that belong to no prompt are counted and left out.</summary>
    public int MostRows { get; } = scored.Prompts is null ? MostRowsOfAny : Math.Max(10_000, 4 * scored.Prompts.Count);

    /// <summary>What is wrong with a row of more rewards.</summary>
    public string TooManyRewards => $"it holds more than {MostRewards} scores, and no prompt has more completions.";

    public InvalidFileException TooManyRows() => new($"{fileName} holds more than {MostRows} rows; it needs one per prompt.");

    /// <exception cref="InvalidFileException">The row breaks a rule.</exception>
    public ScoresRow Check(ScoresRow row)
    {
        var known = scored.Benchmark?.FindSubset(row.Subset);
        if (!_subsets.TryGetValue(known?.Name ?? row.Subset, out var subset))
        {
            throw Bad(row, $"the subset {Excerpt.Quote(row.Subset)} is unknown; it has to be one of {string.Join(", ", _subsets.Values)}.");
        }

        if (row.Id is not null && !UnicodeText.IsClean(row.Id))
        {
            throw Bad(row, $"the id {UnicodeText.Rule}.");
        }

        if (_dataset is null && row.Id is null)
        {
            throw Bad(row, "there is no id; without the dataset at hand every row needs one.");
        }

        CheckRewards(row, known);
        if (known is { IsTies: true })
        {
            CheckTies(row);
        }
        else if (row.ReportedResult is { } result && !(result is >= 0 and <= 1))
        {
            throw Bad(row, $"the result {result} is not a fraction between 0 and 1.");
        }

        return row with { Subset = subset, ReportedResult = known is { IsTies: true } ? null : row.ReportedResult };
    }

    public InvalidFileException Bad(ScoresRow row, string problem) =>
        new($"{fileName}, row {row.Number}{(row.Id is null ? "" : $" (id {Excerpt.Quote(row.Id)})")}: {problem}");

    private void CheckRewards(ScoresRow row, Subset? subset)
    {
        if (row.Rewards.Count == 0 && subset is { IsTies: true })
        {
            throw Bad(row, "there are no scores; a prompt of Ties cannot be scored without one per completion.");
        }

        if (row.Rewards.Count == 0 && row.ReportedResult is null)
        {
            throw Bad(row, "there are neither scores nor a result; hand in one score per completion, or (judges) the result.");
        }

        if (row.Rewards.Count > 0 && subset?.Rule.CompletionCount is { } completions && row.Rewards.Count != completions)
        {
            throw Bad(row, $"there are {row.Rewards.Count} scores; a prompt of {subset.Name} has {completions} completions, chosen ones first.");
        }

        if (row.ChosenCount is { } stated && subset?.Rule.ChosenCount is { } chosen && stated != chosen)
        {
            throw Bad(row, $"num_correct says {stated}; a prompt of {subset.Name} has {chosen} chosen {(chosen == 1 ? "completion" : "completions")}.");
        }

        if (_dataset is null && subset is { IsTies: false, Rule: var rule } && row.Rewards.Count > 0
            && rule.WrongShape(row.Rewards.Count, row.ChosenCount ?? rule.ChosenCount ?? 1) is { } fault)
        {
            throw Bad(row, $"there are {row.Rewards.Count} scores, {row.ChosenCount ?? 1} of chosen completions; {rule.Title} {fault}.");
        }
    }

    private void CheckTies(ScoresRow row)
    {
        if (row.ChosenCount is { } chosen && (chosen < 1 || chosen >= row.Rewards.Count))
        {
            throw Bad(row, $"num_correct says {chosen} of {row.Rewards.Count} scores; a prompt of Ties has at least one chosen and one rejected completion.");
        }

        if (_dataset is null && row.ChosenCount is null)
        {
            throw Bad(row, "num_correct is missing; a prompt of Ties needs it to tell chosen completions from rejected ones.");
        }

        if (_dataset is null && Benchmark.Ties.ParseId(row.Id!) is null)
        {
            throw Bad(row, $"{Excerpt.Quote(row.Id!)} is not an id of Ties; both halves of a pair are named ref:N and tied:N.");
        }
    }
}
