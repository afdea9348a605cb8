using System.Data.Common;
using Microsoft.AspNetCore.Components;
using RewardBench2.Benchmark;

namespace RewardBench2.Web.Models;

/// <summary>One model: its scores, its place among others, both versions of the benchmark, its runs and sources.</summary>
public sealed partial class ModelPage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private ModelProfile? _profile;
    private IReadOnlyList<RunDiagnostics> _depths = [];
    private bool _isRead;
    private bool _failed;

    /// <summary><c>org/name</c>; some names have no organisation.</summary>
    [Parameter]
    public string? Name { get; set; }

    private string Title => $"{_profile?.Model.Name ?? Name} · RewardBench 2";

    protected override Task OnParametersSetAsync() =>
        _profile?.Model.Name.Equals(Name, StringComparison.OrdinalIgnoreCase) is true ? Task.CompletedTask : ReadAsync();

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private static string Description(ModelProfile profile) =>
        profile.Places is [{ Row: { Average: { } average } row } place, ..]
            ? $"{profile.Model.Name} scores {Numbers.Percent(average.Score)} % on {place.Title}, rank {row.Rank} of {place.RankedModels}; six subsets with intervals, both versions of the benchmark, runs and sources."
            : $"Results of {profile.Model.Name}: six subsets with intervals, both versions of the benchmark, runs and sources.";

    private async Task ReadAsync()
    {
        try
        {
            _profile = Name is null ? null : await Models.FindAsync(Name, _leaving.Token);
            var depths = new List<RunDiagnostics>();
            foreach (var place in _profile?.Places.Where(place => place.Row.RunId is not null) ?? [])
            {
                depths.Add(await Depths.ReadAsync(place.Dataset, place.Row.RunId!, _leaving.Token));
            }

            _depths = depths;
            (_isRead, _failed) = (true, false);
        }
        catch (DbException)
        {
            _failed = true;
        }
    }
}
