using System.Globalization;
using RewardBench2.Benchmark;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>How a scores file was joined to a dataset, to be stored and shown with the run.</summary>
public sealed record JoinReport
{
    private const int Shown = 20;

    /// <summary>Rows in the file.</summary>
    public required int Rows { get; init; }

    public required int ByText { get; init; }

    public required int ByPosition { get; init; }

    public required int ById { get; init; }

    /// <summary>The file runs through the dataset's subsets in the dataset's order, without a gap.</summary>
    public required bool IsSameLayout { get; init; }

    /// <summary>Joined rows whose texts were compared and recognised in no prompt.</summary>
    public required int UnrecognisedTexts { get; init; }

    /// <summary>Joined rows that name another prompt.</summary>
    public required int WrongIds { get; init; }

    /// <summary>The first 20 of them.</summary>
    public required IReadOnlyList<IdConflict> FirstWrongIds { get; init; }

    /// <summary>Rows that were left out.</summary>
    public required int Unmatched { get; init; }

    /// <summary>The first 20 of them.</summary>
    public required IReadOnlyList<UnmatchedRow> FirstUnmatched { get; init; }

    /// <summary>Prompts of the dataset without a row.</summary>
    public required int MissingPrompts { get; init; }

    /// <summary>The ids of the first 20 of them.</summary>
    public required IReadOnlyList<string> FirstMissingPrompts { get; init; }

    /// <summary>The whole report in a sentence or two.</summary>
    public string Summary
    {
        get
        {
            var parts = new List<string>();
            Add(ByText, "by text");
            Add(ByPosition, "by position");
            Add(ById, "by id");
            var sentence = string.Create(CultureInfo.InvariantCulture, $"{ByText + ByPosition + ById:N0} of {Rows:N0} rows joined: {string.Join(", ", parts)}.");
            return sentence
                + Note(WrongIds, "names a different prompt in its id; the id was ignored.", "name a different prompt in their ids; the ids were ignored.")
                + Note(Unmatched, "was left out.", "were left out.")
                + (MissingPrompts > 0 ? string.Create(CultureInfo.InvariantCulture, $" {MissingPrompts:N0} prompts of the dataset have no row.") : "");

            void Add(int count, string how)
            {
                if (count > 0)
                {
                    parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count:N0} {how}"));
                }
            }

            static string Note(int count, string one, string many) =>
                count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {count:N0} {(count == 1 ? "row " + one : "rows " + many)}");
        }
    }

    internal static JoinReport From(
        int rows, IReadOnlyList<JoinedRow> joined, IReadOnlyList<UnmatchedRow> unmatched, IReadOnlyList<Prompt> dataset, bool isSameLayout)
    {
        var wrong = joined.Where(row => row.IsIdWrong).OrderBy(row => row.Row.Number).ToList();
        var found = joined.Select(row => row.Prompt.Id).ToHashSet();
        var missing = dataset.Where(prompt => !found.Contains(prompt.Id)).ToList();
        return new JoinReport
        {
            Rows = rows,
            ByText = joined.Count(row => row.By == JoinedBy.Text),
            ByPosition = joined.Count(row => row.By == JoinedBy.Position),
            ById = joined.Count(row => row.By == JoinedBy.Id),
            IsSameLayout = isSameLayout,
            UnrecognisedTexts = joined.Count(row => row.Row.Text is { HasText: true, Position: null }),
            WrongIds = wrong.Count,
            FirstWrongIds = [.. wrong.Take(Shown).Select(row => new IdConflict(row.Row.Number, row.Row.Id!, row.Prompt.Id, row.By))],
            Unmatched = unmatched.Count,
            FirstUnmatched = [.. unmatched.Take(Shown)],
            MissingPrompts = missing.Count,
            FirstMissingPrompts = [.. missing.Take(Shown).Select(prompt => prompt.Id)],
        };
    }
}

/// <summary>A row that names another prompt than the one it was joined to.</summary>
/// <param name="Row">The row's number, from 1.</param>
/// <param name="Id">The id it names.</param>
/// <param name="PromptId">The id of the prompt it was joined to.</param>
/// <param name="By">The evidence that outweighed the id.</param>
public sealed record IdConflict(int Row, string Id, string PromptId, JoinedBy By);

/// <summary>A row whose prompt is not known.</summary>
/// <param name="Row">The row's number, from 1.</param>
/// <param name="Id">The id it names.</param>
/// <param name="Subset">The subset it names.</param>
/// <param name="Reason">Why, to follow "it was left out because".</param>
public sealed record UnmatchedRow(int Row, string? Id, string Subset, string Reason);
