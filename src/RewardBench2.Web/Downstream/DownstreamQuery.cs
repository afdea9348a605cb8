using RewardBench2.Benchmark;

namespace RewardBench2.Web.Downstream;

/// <summary>What a reader chose to correlate, as the address spells it. What it names and is not there is left out.</summary>
public sealed record DownstreamQuery
{
    /// <summary>The outcome of the scatter plot by its key; <c>null</c> for the first.</summary>
    public string? Outcome { get; init; }

    /// <summary>A subset's name, or the average.</summary>
    public string Score { get; init; } = Subsets.Average;

    /// <summary>Outcomes of the grid by key; empty for all.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    /// <summary>Scores of the grid by name; empty for all.</summary>
    public IReadOnlyList<string> Scores { get; init; } = [];

    /// <summary>Models left out, by name.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Only models of these groups; empty for all.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Lists results that nobody has reviewed yet; they change no figure.</summary>
    public bool Unreviewed { get; init; }

    /// <summary>What makes two choices the same analysis: names that are not there, their order and their case do not.</summary>
    public string KeyOn(DownstreamOverview board) => string.Join('\u001f',
    [
        board.Outcomes.FirstOrDefault(outcome => outcome.Key == Outcome)?.Key ?? "",
        DownstreamOverview.ScoreNames.FirstOrDefault(name => name.Equals(Score, StringComparison.OrdinalIgnoreCase)) ?? "",
        Known(Outcomes, board.Outcomes.Select(outcome => outcome.Key)),
        Known(Scores, DownstreamOverview.ScoreNames),
        Known(Without, board.Models.Select(model => model.Name)),
        Known(Groups, board.Models.Select(model => model.Group ?? "").Distinct()),
    ]);

    public bool IsGroupShown(string group) => Groups.Count == 0 || Groups.Contains(group, StringComparer.OrdinalIgnoreCase);

    /// <summary>The address's list of groups after one is shown or hidden; <c>null</c> when all are shown, or none would be.</summary>
    public string? WithGroupToggled(string group, IReadOnlyList<string> all)
    {
        string[] shown = [.. all.Where(known => IsGroupShown(known) != (known == group))];
        return shown.Length == 0 || shown.Length == all.Count ? null : string.Join(',', shown);
    }

    /// <summary>The address's list of models left out after one is left out or taken back.</summary>
    public string? WithModelToggled(string model)
    {
        string[] without = Without.Contains(model, StringComparer.OrdinalIgnoreCase)
            ? [.. Without.Where(name => !name.Equals(model, StringComparison.OrdinalIgnoreCase))]
            : [.. Without, model];
        return without.Length == 0 ? null : string.Join(',', without);
    }

    private static string Known(IReadOnlyList<string> chosen, IEnumerable<string> all)
    {
        var wanted = chosen.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return wanted.Count == 0 ? "" : string.Join('\u001e', all.Where(wanted.Contains).Prepend("chosen"));
    }

    /// <summary>The models that the choice leaves.</summary>
    public IReadOnlyList<DownstreamModel> Models(DownstreamOverview overview) =>
    [
        .. overview.Models.Where(model =>
            !Without.Contains(model.Name, StringComparer.OrdinalIgnoreCase)
            && (Groups.Count == 0 || Groups.Contains(model.Group ?? "", StringComparer.OrdinalIgnoreCase))),
    ];
}
