using RewardBench2.Benchmark.Definitions;
using RewardBench2.Storage;
using RewardBench2.Web.Components;

namespace RewardBench2.Web.Leaderboard;

/// <summary>The leaderboard. What is shown is in the address; links and the form change it, with a circuit or without.</summary>
public sealed partial class LeaderboardPage
{
    private Reading<LeaderboardView> _reading = default!;
    private LeaderboardQuery _query = new();
    private IReadOnlyList<DatasetRow> _datasets = [];
    private long? _datasetsAt;
    private LeaderboardView? _view;

    private string Title => $"{(_query.Search is { } search ? $"{search} · " : null)}Leaderboard · {_query.Benchmark.Title}";

    protected override void OnInitialized()
    {
        _query = Parse(Navigation.Uri);
        _view = Leaderboards.Known(_query.Dataset) is { } known ? _query.Apply(known) : null;
    }

    private async Task<LeaderboardView?> ReadAsync(CancellationToken cancellationToken)
    {
        var revision = await Revisions.ReadAsync(cancellationToken);
        if (revision != _datasetsAt)
        {
            _datasets = [.. (await Datasets.ReadAllAsync(cancellationToken)).Where(dataset => dataset.Kind == StoredDatasetKind.Benchmark)];
            _datasetsAt = revision;
        }

        if ((_datasets.FirstOrDefault(dataset => dataset.Name == _query.Dataset)?.Benchmark ?? BenchmarkCatalog.Find(_query.Dataset)) is not { } benchmark)
        {
            return null;
        }

        if (benchmark != _query.Benchmark)
        {
            _query = LeaderboardAddress.Parse(Navigation.Uri, benchmark);
        }


        var leaderboard = await Leaderboards.ReadAsync(_query.Dataset, cancellationToken);
        return _view = ReferenceEquals(_view?.Leaderboard, leaderboard) && _view.Query == _query ? _view : _query.Apply(leaderboard);
    }

    // Which benchmark a dataset is of is known from the last time it was read; the first time, ReadAsync parses again.
    private LeaderboardQuery Parse(string address) =>
        LeaderboardAddress.Parse(address, Leaderboards.Known(LeaderboardAddress.DatasetIn(address))?.Benchmark);

    private void Show(LeaderboardQuery query) =>
        Navigation.NavigateTo(LeaderboardAddress.From(query), replace: query.Search != _query.Search);
}
