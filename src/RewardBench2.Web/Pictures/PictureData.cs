using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Statistics;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Pictures;

/// <summary>What the pictures show, from one leaderboard: figures and tables are made from the same.</summary>
public sealed record PictureData(
    IReadOnlyList<PicturePoint> Versions,
    IReadOnlyList<PicturePoint> Sizes,
    IReadOnlyList<TimePoint> Times,
    IReadOnlyList<SubsetSpread> Spread,
    IReadOnlyList<SubsetCorrelation> Correlations,
    int Models)
{
    /// <summary>Points by their model's type, in official order, none left out that any picture has: a type looks the same in all.</summary>
    public IEnumerable<(string Type, IReadOnlyList<PicturePoint> Points)> ByType(IReadOnlyList<PicturePoint> points) =>
        Versions.Concat(Sizes)
            .Select(point => point.ModelType)
            .Distinct()
            .OrderBy(type => ModelType.All.TakeWhile(known => known != type).Count())
            .Select(type => (type, (IReadOnlyList<PicturePoint>)[.. points.Where(point => point.ModelType == type)]));

    public static PictureData Compute(RankedModels leaderboard, bool sweeps)
    {
        var rows = RowChoice.ForStatistics([.. leaderboard.All(sweeps).Where(row => row.IsComplete && row.ModelType != ModelType.Baseline)]);
        return new PictureData(
            [.. rows.Where(row => row.Version1 is not null).Select(row => new PicturePoint(row.Model, row.ModelType, row.Version1!.Value, row.Average!.Score))],
            [.. rows.Where(row => row.Facts.BillionParameters is > 0).Select(row => new PicturePoint(row.Model, row.ModelType, row.Facts.BillionParameters!.Value, row.Average!.Score))],
            [.. rows.Select(TimePoint.Compute).OfType<TimePoint>().OrderBy(point => point.Day)],
            rows.Count == 0 ? [] : [.. leaderboard.Benchmark.Subsets.Select(subset => SubsetSpread.Compute(subset, rows))],
            [.. leaderboard.Benchmark.Subsets.SelectMany(first => leaderboard.Benchmark.Subsets.Select(second => SubsetCorrelation.Compute(first, second, rows)))],
            rows.Count);
    }
}

/// <summary>A model's average by day.</summary>
/// <param name="RunId">The run that finished here on the day; <c>null</c> where the day stands in the model's name.</param>
public sealed record TimePoint(string Model, string? RunId, DateOnly Day, double Average)
{
    /// <summary><c>null</c> where neither is known.</summary>
    public static TimePoint? Compute(LeaderboardRow row) =>
        (row.FinishedAt is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : ModelFacts.DayInName(row.Model)) is { } day
            ? new TimePoint(row.Model, row.RunId, day, row.Average!.Score)
            : null;
}

/// <summary>How the models' scores on a subset spread: the five numbers of a box plot, fractions.</summary>
public sealed record SubsetSpread(Subset Subset, double Lowest, double FirstQuartile, double Median, double ThirdQuartile, double Highest)
{
    public static SubsetSpread Compute(Subset subset, IReadOnlyList<LeaderboardRow> rows)
    {
        double[] sorted = [.. rows.Select(row => row.Subsets[subset].Score).Order()];
        return new SubsetSpread(subset, sorted[0], Percentiles.Quantile(sorted, 0.25), Percentiles.Quantile(sorted, 0.5), Percentiles.Quantile(sorted, 0.75), sorted[^1]);
    }
}

/// <summary>Pearson's correlation of two subsets over models; <c>null</c> when undefined.</summary>
public sealed record SubsetCorrelation(Subset First, Subset Second, double? Coefficient)
{
    public static SubsetCorrelation Compute(Subset first, Subset second, IReadOnlyList<LeaderboardRow> rows) => new(
        first,
        second,
        rows.Count < Correlation.FewestPairs
            ? null
            : Correlation.Compute(
                CorrelationMethod.Pearson,
                [.. rows.Select(row => (double?)row.Subsets[first].Score)],
                [.. rows.Select(row => (double?)row.Subsets[second].Score)]).Coefficient);
}
