using System.Data.Common;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace RewardBench2.Tests.Web.Hosting;

public sealed class ApiStorageErrorsTests : IDisposable
{
    private readonly HostedSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task Programs_are_told_that_the_database_is_away_and_when_to_come_back()
    {
        using var client = _site.CreateClient();
        await client.GetStringAsync(new Uri("/api/v1/runs", UriKind.Relative), TestContext.Current.CancellationToken);
        var file = Path.Combine(_site.DataFolder, "rewardbench2.db");
        File.Move(file, file + ".away");

        using var response = await client.GetAsync(new Uri("/api/v1/runs", UriKind.Relative), TestContext.Current.CancellationToken);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("5", response.Headers.RetryAfter!.ToString());
        Assert.Contains("gone", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);

        File.Move(file + ".away", file);
        Assert.Contains("runs", await client.GetStringAsync(new Uri("/api/v1/runs", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_front_page_says_that_it_cannot_be_read_and_the_log_says_why()
    {
        using var log = new KeptLog();
        using var site = _site.WithWebHostBuilder(builder => builder.ConfigureLogging(logging => logging.AddProvider(log)));
        using var client = site.CreateClient();
        Assert.Contains("Skywork", await client.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var file = Path.Combine(_site.DataFolder, "rewardbench2.db");
        File.Move(file, file + ".away");

        var page = await client.GetStringAsync(new Uri("/?search=skywork", UriKind.Relative), TestContext.Current.CancellationToken);
        File.Move(file + ".away", file);

        Assert.Contains("The leaderboard cannot be loaded right now", page, StringComparison.Ordinal);
        Assert.Contains("Try again", page, StringComparison.Ordinal);
        Assert.Contains(log.Lines, line => line.Level == LogLevel.Error && line.Failure is DbException);
    }
}
