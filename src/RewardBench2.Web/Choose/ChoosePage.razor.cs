using System.Globalization;
using Microsoft.AspNetCore.Components;
using RewardBench2.Web.Downstream;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Choose;

public sealed partial class ChoosePage
{
    private ShortlistRequest _request = new(ModelUse.All[0]);
    private Shortlist? _list;
    private double? _ppo;
    private double? _ppoWithout;
    private bool _failed;

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

    private string LeftOut => _list is { LeftOut.Count: > 0 } list
        ? $"Left out by your limits: {string.Join(", ", list.LeftOut.Select(reason => $"{reason.Models} {reason.Reason}"))}."
        : "";

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _request = new ShortlistRequest(ModelUse.Find(Use))
        {
            Family = ModelFamily.All.FirstOrDefault(family => family.Equals(Family, StringComparison.OrdinalIgnoreCase)),
            MostBillions = double.TryParse(Size, NumberStyles.Float, CultureInfo.InvariantCulture, out var size) && size > 0 ? size : null,
            Weights = Weights is "open" or "not-api" ? Weights : null,
            Licence = Licence,
            ClassifiersOnly = Classifiers,
        };
        try
        {
            var board = await Boards.ReadAsync(LeaderboardQuery.DefaultDataset, CancellationToken.None);
            var results = await Downstream.ReadAsync(withUnreviewed: false, CancellationToken.None);
            _list = Shortlist.Compute(_request, board, results, Tables.Correlations);
            (_ppo, _ppoWithout) = PaperFigures.OfPpo(results);
            _failed = false;
        }
        catch (System.Data.Common.DbException failed)
        {
            _failed = true;
            LogUnreadable(Log, failed);
        }
    }

    private void Go(string name, object? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value is "" ? null : value?.ToString()), replace: true);

    [LoggerMessage(LogLevel.Error, "The short list cannot be made.")]
    private static partial void LogUnreadable(ILogger log, Exception failed);
}
