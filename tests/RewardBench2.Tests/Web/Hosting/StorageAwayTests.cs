using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace RewardBench2.Tests.Web.Hosting;

public sealed class StorageAwayTests : IDisposable
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
}
