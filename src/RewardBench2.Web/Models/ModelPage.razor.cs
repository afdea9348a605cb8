using Microsoft.AspNetCore.Components;
using RewardBench2.Benchmark;

namespace RewardBench2.Web.Models;

/// <summary>One model: its scores, its place among others, both versions of the benchmark, its runs and sources.</summary>
public sealed partial class ModelPage
{
    private ModelProfile? _profile;
    private IReadOnlyList<RunDiagnostics> _depths = [];

    /// <summary><c>org/name</c>; some names have no organisation.</summary>
    [Parameter]
    public string? Name { get; set; }

    private static string Description(ModelProfile profile) =>
        profile.Places is [{ Row: { Average: { } average } row } place, ..]
            ? $"{profile.Model.Name} scores {Numbers.Percent(average.Score)} % on {place.Title}, rank {row.Rank} of {place.RankedModels}; six subsets with intervals, both versions of the benchmark, runs and sources."
            : $"Results of {profile.Model.Name}: six subsets with intervals, both versions of the benchmark, runs and sources.";

    private async Task<ModelProfile?> ReadAsync(CancellationToken cancellationToken)
    {
        var profile = Name is null ? null : await Models.FindAsync(Name, cancellationToken);
        var diagnostics = new List<RunDiagnostics>();
        foreach (var place in profile?.Places.Where(place => place.Row.RunId is not null) ?? [])
        {
            diagnostics.Add(await Diagnostics.ReadAsync(place.Dataset, place.Row.RunId!, cancellationToken));
        }

        (_profile, _depths) = (profile, diagnostics);
        return profile;
    }
}
