using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Storage;
using RewardBench2.Web.Live;

namespace RewardBench2.Tests.Web.Live;

public sealed class OneNodeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_backplane_pages_hear_a_run_to_its_end_and_no_hub_connection_is_opened()
    {
        using var site = new HostedSite(); // it listens on no port, so whoever had to connect to it would hear nothing
        using var client = site.CreateClient();
        var heard = Channel.CreateUnbounded<RunProgress>();
        using var page = site.Services.GetRequiredService<ProgressFeed>().Subscribe(progress => heard.Writer.WriteAsync(progress).AsTask());
        using var response = await client.PostAsJsonAsync(
            "api/v1/submissions",
            new { model = "acme/live", modelType = "Baseline", dataset = "starter", backend = new { kind = "baseline", name = "overlap" } },
            Cancellation);
        var runId = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("runId").GetString();

        RunProgress last;
        do
        {
            last = await heard.Reader.ReadAsync(Cancellation);
        }
        while (last.RunId != runId || last.State != RunState.Finished);

        Assert.Equal(180, last.PromptsScored);
        Assert.DoesNotContain(site.Services.GetServices<IHostedService>(), service => service is ProgressListener);
    }

    [Fact]
    public async Task A_page_hears_each_progress_once()
    {
        await using var services = new ServiceCollection().AddLogging().AddLiveProgress(new ConfigurationBuilder().Build()).BuildServiceProvider();
        var heard = Channel.CreateUnbounded<int>();
        using var page = services.GetRequiredService<ProgressFeed>().Subscribe(progress => heard.Writer.WriteAsync(progress.PromptsScored).AsTask());
        for (var scored = 1; scored <= 3; scored++)
        {
            await services.GetRequiredService<IProgressAnnouncer>().AnnounceAsync(ProgressFeedTests.Progress("run", scored));
            Assert.Equal(scored, await heard.Reader.ReadAsync(Cancellation));
        }

        Assert.False(heard.Reader.TryRead(out _));
    }

    [Fact]
    public void With_a_backplane_pages_hear_what_the_hub_says_and_nothing_directly()
    {
        var settings = new Dictionary<string, string?> { ["ConnectionStrings:Redis"] = "localhost:1" };
        var services = new ServiceCollection().AddLogging().AddLiveProgress(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

        Assert.Contains(services, service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(ProgressListener));
        Assert.DoesNotContain(services, service => service.ImplementationType == typeof(LocalAnnouncer));
    }
}
