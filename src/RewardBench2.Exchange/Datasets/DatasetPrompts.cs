using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Datasets;

/// <summary>Collects a dataset's prompts row by row; the first row decides which kind of dataset it is.</summary>
internal sealed class DatasetPrompts
{
    private readonly List<Prompt> _prompts = [];
    private readonly Dictionary<string, string> _placesById = [];
    private DatasetKind? _kind;

    public int Count => _prompts.Count;

    /// <exception cref="InvalidFileException">The row breaks a rule, or repeats an id.</exception>
    public void Add(SourceRow row)
    {
        _kind ??= KindOf(row);
        RequireColumns(row, _kind == DatasetKind.Benchmark ? BenchmarkRows.RequiredColumns : CandidateRows.RequiredColumns);
        var prompt = _kind == DatasetKind.Benchmark ? BenchmarkRows.Read(row) : CandidateRows.Read(row);
        if (prompt.Id.Length == 0)
        {
            throw row.Bad("id", "is an empty text; every prompt needs an id of its own");
        }

        if (!UnicodeText.IsClean(prompt.Id))
        {
            throw row.Bad("id", UnicodeText.Rule);
        }

        if (!UnicodeText.IsClean(prompt.Subset))
        {
            throw row.Bad("task", UnicodeText.Rule);
        }

        if (!_placesById.TryAdd(prompt.Id, row.Where))
        {
            throw row.Bad($"the id {Excerpt.Quote(prompt.Id)} was already used ({_placesById[prompt.Id]}); ids have to be unique.");
        }

        _prompts.Add(prompt);
    }

    public DatasetContent ToContent() =>
        _kind is { } kind
            ? new DatasetContent(kind, _prompts, DatasetRevision.Compute(_prompts))
            : throw new InvalidFileException("There are no rows; a dataset needs at least one prompt.");

    private static DatasetKind KindOf(SourceRow row)
    {
        var columns = row.Values;
        return columns.ContainsKey("completions") && columns.ContainsKey("correct") ? DatasetKind.Candidates
            : columns.ContainsKey("chosen") || columns.ContainsKey("rejected") ? DatasetKind.Benchmark
            : throw row.Bad(
                "this is not a dataset: it has neither the columns of RewardBench 2 (chosen, rejected, …) nor those of a candidates set "
                + $"(completions, correct, …), but {(columns.Count == 0 ? "none at all" : Excerpt.Quote(string.Join(", ", columns.Keys)))}.");
    }

    private static void RequireColumns(SourceRow row, IReadOnlyList<string> required)
    {
        var missing = required.Where(column => !row.Values.ContainsKey(column)).ToList();
        if (missing.Count > 0)
        {
            throw row.Bad($"the column{(missing.Count > 1 ? "s" : "")} {string.Join(", ", missing)} {(missing.Count > 1 ? "are" : "is")} missing; the schema is {string.Join(", ", required)}.");
        }
    }
}
