using RewardBench2.Web.Layout;
using RewardBench2.Web.Leaderboard;
using RewardBench2.Web.Theme;

namespace RewardBench2.Web.Feeds;

/// <summary>The picture of a shared link: a model's scores by subset, or the best twenty averages, as bars in the score colours.</summary>
public static class SharePicture
{
    public const int Width = PageMeta.PictureWidth;

    public const int Height = PageMeta.PictureHeight;

    private const int Margin = 60;

    private const int MostBars = 40;

    /// <param name="leaderboards">The main leaderboard first. A model is looked for on each in turn, as its page does.</param>
    /// <param name="model">The model to draw; <c>null</c>, or one that stands nowhere, draws the best of the main leaderboard.</param>
    public static byte[] Draw(IReadOnlyList<RankedModels> leaderboards, string? model)
    {
        var row = Find(leaderboards, model);
        double[] scores = row is null
            ? [.. leaderboards[0].Rows.Where(one => one.Average is not null).Take(20).Select(one => one.Average!.Score)]
            : [.. row.Subsets.OrderBy(score => score.Key).Take(MostBars).Select(score => score.Value.Score)];
        var picture = new PngPicture(Width, Height, SiteColors.Light.Surface);
        var floor = Height - Margin;
        var reach = Height - (2 * Margin);
        foreach (var share in (double[])[0.25, 0.5, 0.75, 1])
        {
            picture.Fill(Margin, floor - (int)(reach * share), Width - (2 * Margin), 2, SiteColors.Light.Line);
        }

        var step = (Width - (2 * Margin)) / Math.Max(1, scores.Length);
        for (var i = 0; i < scores.Length; i++)
        {
            var height = (int)(reach * Math.Clamp(scores[i], 0, 1));
            picture.Fill(Margin + (i * step) + (step / 8), floor - height, step - (step / 4), height, SiteColors.Light.HeatScale[Heat.Step(scores[i])]);
        }

        picture.Fill(Margin, floor, Width - (2 * Margin), 4, SiteColors.Light.Ink);
        return picture.Encode();
    }

    /// <summary>A model's first row; <c>null</c> when it stands nowhere.</summary>
    public static LeaderboardRow? Find(IReadOnlyList<RankedModels> boards, string? model) => model is null
        ? null
        : boards.SelectMany(board => board.RowsWithSweeps).FirstOrDefault(row => row.Model.Equals(model, StringComparison.OrdinalIgnoreCase));
}
