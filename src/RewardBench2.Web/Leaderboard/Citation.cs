using System.Globalization;

namespace RewardBench2.Web.Leaderboard;

/// <summary>BibTeX for the benchmark and for one view of the leaderboard.</summary>
public static class Citation
{
    /// <summary>The paper.</summary>
    public const string OfBenchmark = """
        @misc{malik2025rewardbench2,
          title = {RewardBench 2: Advancing Reward Model Evaluation},
          author = {Saumya Malik and Valentina Pyatkin and Sander Land and Jacob Morrison and Noah A. Smith and Hannaneh Hajishirzi and Nathan Lambert},
          year = {2025},
          eprint = {2506.01937},
          archivePrefix = {arXiv}
        }
        """;

    /// <summary>A view with its address, its date, what it was narrowed to, and the revision of the data.</summary>
    /// <param name="site">Where this site is.</param>
    public static string OfView(LeaderboardView view, Uri site)
    {
        var choices = LeaderboardAddress.Parts(view.Query).ToList();
        var narrowed = choices.Count == 0 ? "all models" : string.Join(", ", choices.Select(choice => $"{choice.Key} {Plain(choice.Value)}"));
        return string.Create(CultureInfo.InvariantCulture, $$"""
            @misc{rewardbench2leaderboard,
              title = {RewardBench 2 leaderboard, dataset {{Plain(view.Leaderboard.Dataset)}}},
              note = {{{view.Rows.Count}} of {{view.All.Count}} models; {{narrowed}}; data revision {{view.Leaderboard.Revision}}},
              url = {{{new Uri(site, LeaderboardAddress.From(view.Query)).AbsoluteUri}}},
              year = {{{view.Leaderboard.ReadAt.Year}}},
              urldate = {{{view.Leaderboard.ReadAt:yyyy-MM-dd}}}
            }
            """);
    }

    // What a reader typed must not end the entry.
    private static string Plain(string text) => text.Replace("{", string.Empty, StringComparison.Ordinal).Replace("}", string.Empty, StringComparison.Ordinal).Replace("\\", string.Empty, StringComparison.Ordinal);
}
