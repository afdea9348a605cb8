using System.Text;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Tests.Web.Leaderboard;

public sealed class LeaderboardFileTests
{
    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("every-eval-ever")]
    public async Task Every_text_format_names_every_scored_model(string format)
    {
        var text = Encoding.UTF8.GetString(await WriteAsync(format));
        Assert.All(Leaderboards.Three.Rows, row => Assert.Contains(row.Model, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Parquet_begins_and_ends_as_parquet_does()
    {
        var bytes = await WriteAsync("parquet");
        Assert.Equal("PAR1", Encoding.ASCII.GetString(bytes[..4]));
        Assert.Equal("PAR1", Encoding.ASCII.GetString(bytes[^4..]));
    }

    [Fact]
    public void A_citation_holds_what_was_chosen_and_no_brace_of_the_reader()
    {
        var view = LeaderboardAddress.Parse("?search=}one").Apply(Leaderboards.Three);
        var citation = Citation.OfView(view, new Uri("http://127.0.0.1/"));
        Assert.Contains("data revision 1", citation, StringComparison.Ordinal);
        Assert.Contains("url = {http://127.0.0.1/?search=%7Done}", citation, StringComparison.Ordinal);
        Assert.Contains("search one", citation, StringComparison.Ordinal);
        Assert.Equal(citation.Count(letter => letter == '{'), citation.Count(letter => letter == '}'));
    }

    private static async Task<byte[]> WriteAsync(string format)
    {
        using var stream = new MemoryStream();
        var content = new LeaderboardFile.Content("rewardbench-2", BenchmarkCatalog.RewardBench2, Leaderboards.Three.Rows, Site: null, DateTimeOffset.UnixEpoch);
        await LeaderboardFile.Formats[format].WriteAsync(stream, content, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }
}
