using System.Xml.Linq;
using RewardBench2.Benchmark;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Feeds;

/// <summary>New results as Atom (RFC 4287): the public runs of every dataset, the newest first.</summary>
public static class AtomFeed
{
    private const int Entries = 50;

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public static XDocument From(Uri site, IEnumerable<RankedModels> leaderboards, DateTimeOffset now)
    {
        var rows = leaderboards
            .SelectMany(leaderboard => leaderboard.RowsWithSweeps.Where(row => row.FinishedAt is not null).Select(row => (leaderboard.Dataset, Row: row)))
            .OrderByDescending(entry => entry.Row.FinishedAt)
            .Take(Entries)
            .ToList();
        return new XDocument(new XElement(Atom + "feed",
            new XElement(Atom + "id", new Uri(site, "feed.atom").AbsoluteUri),
            new XElement(Atom + "title", "RewardBench 2: new results"),
            new XElement(Atom + "updated", Time(rows.Count > 0 ? rows[0].Row.FinishedAt!.Value : now)),
            new XElement(Atom + "author", new XElement(Atom + "name", "RewardBench 2")),
            Link(new Uri(site, "feed.atom"), "self"),
            Link(site, "alternate"),
            rows.Select(entry => Entry(site, entry.Dataset, entry.Row))));
    }

    private static XElement Entry(Uri site, string dataset, LeaderboardRow row)
    {
        var page = new Uri(site, $"runs/{row.RunId}");
        var words = row.Average is { } average
            ? $"{Numbers.Percent(average.Score)} % on {dataset}, rank {row.Rank} ({row.RankLow} to {row.RankHigh})"
            : $"Scored on {row.Subsets.Count} subsets of {dataset}";
        return new XElement(Atom + "entry",
            new XElement(Atom + "id", page.AbsoluteUri),
            new XElement(Atom + "title", $"{row.Model}: {words}"),
            new XElement(Atom + "updated", Time(row.FinishedAt!.Value)),
            Link(page, "alternate"),
            new XElement(Atom + "summary", string.Join(", ", row.Subsets.OrderBy(score => score.Key).Select(score => $"{score.Key.Name} {Numbers.Percent(score.Value.Score)}"))));
    }

    private static XElement Link(Uri address, string kind) => new(Atom + "link", new XAttribute("rel", kind), new XAttribute("href", address.AbsoluteUri));

    private static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
