using System.Globalization;
using Microsoft.AspNetCore.Components;
using RewardBench2.Web.Downstream;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Choose;

public sealed partial class ChoosePage
{
    private ShortlistRequest _request = new(ModelUse.All[0]);

    /// <summary>The use, by its key. Defaults to best-of-N on tasks of many kinds.</summary>
    [SupplyParameterFromQuery]
    public string? Use { get; set; }

    /// <summary>The policy's family, for PPO.</summary>
    [SupplyParameterFromQuery]
    public string? Family { get; set; }

    /// <summary>At most so many billions of parameters.</summary>
    [SupplyParameterFromQuery]
    public string? Size { get; set; }

    /// <summary><c>open</c> or <c>not-api</c>. Defaults to any.</summary>
    [SupplyParameterFromQuery]
    public string? Weights { get; set; }

    /// <summary>A part of the licence's name.</summary>
    [SupplyParameterFromQuery]
    public string? Licence { get; set; }

    /// <summary>Leaves generative judges out.</summary>
    [SupplyParameterFromQuery]
    public bool Classifiers { get; set; }

    private static string LeftOut(Shortlist list) => list.LeftOut.Count > 0
        ? $"Left out by your limits: {string.Join(", ", list.LeftOut.Select(reason => $"{reason.Models} {reason.Reason}"))}."
        : "";

    protected override void OnParametersSet() =>
        _request = new ShortlistRequest(ModelUse.Find(Use))
        {
            Family = ModelFamily.All.FirstOrDefault(family => family.Equals(Family, StringComparison.OrdinalIgnoreCase)),
            MostBillions = double.TryParse(Size, NumberStyles.Float, CultureInfo.InvariantCulture, out var size) && size > 0 ? size : null,
            Weights = Weights is "open" or "not-api" ? Weights : null,
            Licence = Licence,
            ClassifiersOnly = Classifiers,
        };

    private async Task<Advice?> ReadAsync(CancellationToken cancellationToken)
    {
        var leaderboard = await Leaderboards.ReadAsync(LeaderboardQuery.DefaultDataset, cancellationToken);
        var results = await Downstream.ReadAsync(cancellationToken);
        var (ppo, withoutPoorOnes) = PaperFigures.OfPpo(results);
        return new Advice(Shortlist.Compute(_request, leaderboard, results, Tables.Correlations), ppo, withoutPoorOnes);
    }

    private void Go(string name, object? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value is "" ? null : value?.ToString()), replace: true);

    /// <param name="Ppo">The correlation of the average with PPO.</param>
    /// <param name="PpoWithout">The same without the three models that score poorly.</param>
    private sealed record Advice(Shortlist List, double? Ppo, double? PpoWithout);
}
