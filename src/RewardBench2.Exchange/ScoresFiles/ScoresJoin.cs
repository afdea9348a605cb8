using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>
/// Finds the prompt that each row of a scores file belongs to. Ids alone cannot be trusted: 179 of the 188 published
/// files carry wrong ones (<c>allenai/reward-bench</c>, issue 273). In order of trust: the row's texts, then its
/// position, then its id.
/// </summary>
/// <remarks>
/// Position counts where the whole file runs through the dataset's subsets in the same order, or, in a partial or
/// reordered file, where a subset is complete and its ids are not flawless. What disagrees is counted and shown.
/// </remarks>
public sealed class ScoresJoin
{
    private readonly BenchmarkDefinition? _benchmark;
    private readonly IReadOnlyList<Prompt> _dataset;
    private readonly IReadOnlyList<ScoresRow> _rows;
    private readonly Dictionary<string, int> _positionsById = [];
    private readonly HashSet<string> _repeatedIds;
    private readonly JoinedRow?[] _byPrompt;
    private readonly List<UnmatchedRow> _unmatched = [];
    private readonly bool _isSameLayout;
    private readonly bool _areTextsTelling;

    private ScoresJoin(IReadOnlyList<ScoresRow> rows, BenchmarkDefinition? benchmark, IReadOnlyList<Prompt> dataset)
    {
        (_rows, _benchmark, _dataset, _byPrompt) = (rows, benchmark, dataset, new JoinedRow?[dataset.Count]);
        for (var i = 0; i < dataset.Count; i++)
        {
            _positionsById.TryAdd(dataset[i].Id, i);
        }

        _repeatedIds = [.. rows.Where(row => row.Id is not null).GroupBy(row => row.Id!).Where(group => group.Count() > 1).Select(group => group.Key)];
        _isSameLayout = rows.Count == dataset.Count && rows.Select((row, i) => row.Subset == dataset[i].Subset).All(same => same);

        // Where no prompt is recognised the formatting hides them all, and a foreign text says nothing about its row.
        var withText = rows.Count(row => row.Text.HasText);
        _areTextsTelling = withText > 0 && 2 * rows.Count(row => row.Text.Position is not null) >= withText;
    }

    /// <summary>Joins the rows of a file that was read with the same dataset.</summary>
    /// <param name="content">The file, as <see cref="ScoresFile.ReadAsync"/> read it with these prompts.</param>
    /// <param name="benchmark">What the prompts are of; <c>null</c> for candidates.</param>
    /// <param name="dataset">All prompts, in the dataset's order.</param>
    /// <exception cref="InvalidFileException">Not one row belongs to the dataset.</exception>
    public static JoinedScores Join(ScoresContent content, BenchmarkDefinition? benchmark, IReadOnlyList<Prompt> dataset) =>
        new ScoresJoin(content.Rows, benchmark, dataset).Join();

    private JoinedScores Join()
    {
        // Strong evidence first, so that a guess never takes a prompt that a text has proven to be another row's.
        foreach (var row in _rows.Where(row => row.Text.Position is not null))
        {
            Take(row, row.Text.Position!.Value, JoinedBy.Text);
        }

        foreach (var subset in _rows.GroupBy(row => row.Subset))
        {
            JoinSubset([.. subset], [.. Enumerable.Range(0, _dataset.Count).Where(i => _dataset[i].Subset == subset.Key)]);
        }

        var joined = _byPrompt.OfType<JoinedRow>().ToList();
        return joined.Count > 0
            ? new JoinedScores(joined, JoinReport.From(_rows.Count, joined, [.. _unmatched.OrderBy(row => row.Row)], _dataset, _isSameLayout))
            : throw new InvalidFileException(
                $"Not one of the {_rows.Count} rows belongs to a prompt of this dataset (row {_unmatched[0].Row}: {_unmatched[0].Reason}); choose the dataset that was scored.");
    }

    private void JoinSubset(List<ScoresRow> rows, List<int> positions)
    {
        var isComplete = rows.Count == positions.Count;
        var fits = isComplete && rows.Select((row, i) => Fits(row, positions[i])).All(fit => fit);
        var isOfOneShape = _benchmark?.FindSubset(rows[0].Subset)?.Rule.CompletionCount is not null;
        var countsPosition = isComplete && (fits || isOfOneShape);
        var areIdsFlawless = rows.All(row => ById(row) is { } position && Fits(row, position));
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Text.Position is null)
            {
                JoinRow(rows[i], countsPosition ? positions[i] : null, areIdsFlawless);
            }
        }
    }

    private void JoinRow(ScoresRow row, int? byPosition, bool areIdsFlawless)
    {
        var byId = ById(row);
        if (_areTextsTelling && row.Text.HasText && (byPosition is null || byPosition != byId))
        {
            Refuse(row, "its texts match no prompt of the dataset");
        }
        else if (byPosition is { } position && (_isSameLayout || !areIdsFlawless))
        {
            Take(row, position, JoinedBy.Position);
        }
        else if (byId is { } named)
        {
            Take(row, named, byPosition == named ? JoinedBy.Position : JoinedBy.Id);
        }
        else
        {
            Refuse(row, row.Id is null ? "it has no id, and its position cannot identify it because rows of its subset are missing"
                : _repeatedIds.Contains(row.Id) ? $"the id {Excerpt.Quote(row.Id)} appears in several rows"
                : $"{row.Subset} has no prompt with the id {Excerpt.Quote(row.Id)}");
        }
    }

    private void Take(ScoresRow row, int position, JoinedBy by)
    {
        var prompt = _dataset[position];
        if (!Fits(row, position))
        {
            Refuse(row, row.Subset != prompt.Subset ? $"its subset is {row.Subset}, but prompt {Excerpt.Quote(prompt.Id)} belongs to {prompt.Subset}"
                : $"it has {row.Rewards.Count} scores{(row.ChosenCount is { } chosen ? $" ({chosen} of chosen completions)" : "")}, but prompt {Excerpt.Quote(prompt.Id)} has {prompt.Completions.Count} completions ({prompt.ChosenCount} chosen)");
        }
        else if (_byPrompt[position] is { } other)
        {
            Refuse(row, $"row {other.Row.Number} already has the scores of prompt {Excerpt.Quote(prompt.Id)}");
        }
        else
        {
            _byPrompt[position] = new JoinedRow(prompt, row, by);
        }
    }

    private void Refuse(ScoresRow row, string reason) => _unmatched.Add(new UnmatchedRow(row.Number, row.Id, row.Subset, reason));

    // Where subsets number their prompts each for itself, the dataset's ids have the subset's name before them.
    private int? ById(ScoresRow row) => row.Id is not { } id ? null : Find(row.Subset, $"{row.Subset}/{id}") ?? (_repeatedIds.Contains(id) ? null : Find(row.Subset, id));

    private int? Find(string subset, string id) =>
        _positionsById.TryGetValue(id, out var position) && _dataset[position].Subset == subset ? position : null;

    private bool Fits(ScoresRow row, int position)
    {
        var prompt = _dataset[position];
        return row.Subset == prompt.Subset
            && (row.Rewards.Count == 0 || row.Rewards.Count == prompt.Completions.Count)
            && (row.ChosenCount is null || row.ChosenCount == prompt.ChosenCount);
    }
}
