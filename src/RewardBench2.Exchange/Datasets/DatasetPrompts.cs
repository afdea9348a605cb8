using RewardBench2.Benchmark;
using RewardBench2.Exchange.Datasets.Rows;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Datasets;

/// <summary>Collects a dataset's prompts row by row; the first row decides how they are written.</summary>
internal sealed class DatasetPrompts(KnownBenchmarks known)
{
    private readonly List<Prompt> _candidates = [];
    private readonly List<RowDraft> _drafts = [];
    private readonly Dictionary<string, int> _draftById = [];
    private readonly Dictionary<string, string> _placesById = [];
    private IRowFormat? _format;
    private BenchmarkDefinition? _benchmark;
    private bool _areCandidates;

    public int Count => _candidates.Count + _drafts.Count;

    /// <exception cref="InvalidFileException">The row breaks a rule, or repeats an id.</exception>
    public void Add(SourceRow row)
    {
        if (Count == 0)
        {
            Begin(row);
        }

        if (_areCandidates)
        {
            AddCandidates(row);
        }
        else
        {
            AddDraft(row, _format!);
        }
    }

    /// <exception cref="InvalidFileException">There are no rows, or they are of no benchmark here.</exception>
    public DatasetContent ToContent()
    {
        if (Count == 0)
        {
            throw new InvalidFileException("There are no rows; a dataset needs at least one prompt.");
        }

        if (_areCandidates)
        {
            return new DatasetContent(DatasetKind.Candidates, Benchmark: null, _candidates, DatasetRevision.Compute(_candidates));
        }

        var benchmark = _benchmark ?? BenchmarkPrompts.Recognise(_drafts, known.All);
        var prompts = WithUniqueIds([.. _drafts.Select(draft => BenchmarkPrompts.Make(benchmark, draft))]);
        return new DatasetContent(DatasetKind.Benchmark, benchmark, prompts, DatasetRevision.Compute(prompts));
    }

    private void Begin(SourceRow row)
    {
        _areCandidates = known.Wanted is null && row.Values.ContainsKey("completions") && row.Values.ContainsKey("correct");
        if (!_areCandidates)
        {
            _format = RowFormats.Of(row);
            _benchmark = known.Wanted ?? (_format.Benchmark is { } name ? known.Find(name) : null);
        }
    }

    private void AddCandidates(SourceRow row)
    {
        RequireColumns(row, CandidateRows.RequiredColumns);
        var prompt = CandidateRows.Read(row);
        CheckId(row, prompt.Id);
        if (!UnicodeText.IsClean(prompt.Subset))
        {
            throw row.Bad("task", UnicodeText.Rule);
        }

        TakeId(row, prompt.Id, prompt.Id);
        _candidates.Add(prompt);
    }

    private void AddDraft(SourceRow row, IRowFormat format)
    {
        RequireColumns(row, format.RequiredColumns);
        var draft = format.Read(row);
        if (_benchmark is { } benchmark && !format.MergesRows)
        {
            _ = BenchmarkPrompts.Make(benchmark, draft); // says at once what is wrong with a row
        }

        CheckId(row, draft.Id);
        if (format.MergesRows && _draftById.TryGetValue(draft.Id, out var at))
        {
            _drafts[at] = _drafts[at].With(draft);
            return;
        }

        TakeId(row, draft.Id, format.HasIdsPerSubset ? $"{SubsetOf(draft)}/{draft.Id}" : draft.Id);
        _draftById[draft.Id] = _drafts.Count;
        _drafts.Add(draft);
    }

    private string SubsetOf(RowDraft draft) => (_benchmark is null ? null : draft.FindSubset(_benchmark)?.Name) ?? (draft.SubsetNames is [var name, ..] ? name : "");

    private void TakeId(SourceRow row, string id, string key)
    {
        if (!_placesById.TryAdd(key, row.Where))
        {
            throw row.Bad($"the id {Excerpt.Quote(id)} was already used ({_placesById[key]}); ids have to be unique.");
        }
    }

    // Where subsets come from files with numbers of their own, an id names a prompt only together with its subset.
    private static IReadOnlyList<Prompt> WithUniqueIds(IReadOnlyList<Prompt> prompts) =>
        prompts.DistinctBy(prompt => prompt.Id).Count() == prompts.Count
            ? prompts
            : [.. prompts.Select(prompt => prompt with { Id = $"{prompt.Subset}/{prompt.Id}" })];

    private static void CheckId(SourceRow row, string id)
    {
        if (id.Length == 0)
        {
            throw row.Bad("id", "is an empty text; every prompt needs an id of its own");
        }

        if (!UnicodeText.IsClean(id))
        {
            throw row.Bad("id", UnicodeText.Rule);
        }
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
