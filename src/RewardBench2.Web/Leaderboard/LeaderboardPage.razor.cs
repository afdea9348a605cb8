using System.Data.Common;
using Microsoft.AspNetCore.Components.Routing;
using RewardBench2.Storage;

namespace RewardBench2.Web.Leaderboard;

/// <summary>The leaderboard. What is shown is in the address; links and the form change it, with a circuit or without.</summary>
public sealed partial class LeaderboardPage
{
    private readonly CancellationTokenSource _leaving = new();
    private LeaderboardQuery _query = new();
    private IReadOnlyList<DatasetRow> _datasets = [];
    private long? _datasetsAt;
    private LeaderboardView? _view;
    private bool _failed;
    private bool _isUnknown;

    private string Title => _query.Search is { } search ? $"{search} · Leaderboard · RewardBench 2" : "Leaderboard · RewardBench 2";

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        _query = LeaderboardAddress.Parse(Navigation.Uri);
        _view = Boards.Known(_query.Dataset) is { } known ? _query.Apply(known) : null;
        await ReadAsync();
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            var revision = await Revisions.ReadAsync(_leaving.Token);
            if (revision != _datasetsAt)
            {
                _datasets = [.. (await Datasets.ReadAllAsync(_leaving.Token)).Where(dataset => dataset.Kind == "benchmark")];
                _datasetsAt = revision;
            }

            _isUnknown = _query.Dataset != LeaderboardQuery.DefaultDataset && _datasets.All(dataset => dataset.Name != _query.Dataset);
            if (!_isUnknown)
            {
                var board = await Boards.ReadAsync(_query.Dataset, _leaving.Token);
                _view = ReferenceEquals(_view?.Leaderboard, board) && _view.Query == _query ? _view : _query.Apply(board);
            }

            _failed = false;
        }
        catch (DbException)
        {
            _failed = true;
        }
    }

    private void Show(LeaderboardQuery query) =>
        Navigation.NavigateTo(LeaderboardAddress.Of(query), replace: query.Search != _query.Search);

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        if (new Uri(change.Location).AbsolutePath != "/")
        {
            return;
        }

        _ = InvokeAsync(async () =>
        {
            _query = LeaderboardAddress.Parse(change.Location);
            await ReadAsync();
            StateHasChanged();
        });
    }
}
