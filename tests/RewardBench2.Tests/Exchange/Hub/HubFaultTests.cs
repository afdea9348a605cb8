using System.Text;
using Microsoft.AspNetCore.Http;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Tests.Exchange.Hub;

/// <summary>What passes on a hub: asked again, and gone on with where it stopped.</summary>
public sealed class HubFaultTests : HubFolderFacts
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes(new string('x', 200_000));

    private int _attempts;

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(522)]
    public async Task A_passing_refusal_is_asked_again(int status)
    {
        Hub.Files["test.jsonl"] = Content;
        Hub.OnDownload = (context, _) => Task.FromResult(_attempts++ == 0 && (context.Response.StatusCode = status) > 0);
        var progress = new Collect();

        Assert.Equal(Content, await File.ReadAllBytesAsync(Assert.Single(await DownloadAsync(progress: progress)), Cancellation));
        Assert.Contains(progress.Reports, report => report.Wait?.Contains($"{status}", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_reset_connection_is_asked_again()
    {
        Hub.Files["test.jsonl"] = Content;
        Hub.OnDownload = (context, _) =>
        {
            if (_attempts++ == 0)
            {
                context.Abort();
            }

            return Task.FromResult(_attempts == 1);
        };

        Assert.Equal(Content, await File.ReadAllBytesAsync(Assert.Single(await DownloadAsync()), Cancellation));
    }

    [Fact]
    public async Task A_wait_that_the_hub_asks_for_is_kept_and_one_that_is_too_long_is_not()
    {
        Hub.Files["test.jsonl"] = Content;
        Hub.OnDownload = (context, _) =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "3600";
            return Task.FromResult(_attempts++ < 100);
        };

        Assert.Contains("asked for 1 times", await RefusalAsync(), StringComparison.Ordinal);
        Assert.Equal(1, _attempts);

        Hub.OnDownload = (context, _) =>
        {
            context.Response.Headers["RateLimit"] = "\"api\";r=0;t=1";
            return Task.FromResult(_attempts++ == 1 && (context.Response.StatusCode = 429) > 0);
        };
        var started = TimeProvider.System.GetTimestamp();
        await DownloadAsync();
        Assert.True(TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public async Task A_failure_for_good_is_not_asked_again()
    {
        Hub.Files["test.jsonl"] = Content;
        Hub.OnDownload = (context, _) => Task.FromResult(_attempts++ >= 0 && (context.Response.StatusCode = 404) > 0);

        Assert.Contains("has no test.jsonl of org/set (404)", await RefusalAsync(), StringComparison.Ordinal);
        Assert.Equal(1, _attempts);
    }

    [Fact]
    public async Task A_cut_download_goes_on_where_it_was_cut()
    {
        Hub.Files["test.jsonl"] = Content;
        Hub.OnDownload = (context, _) => CutAsync(context, after: 50_000, onlyAtFirst: true);

        Assert.Equal(Content, await File.ReadAllBytesAsync(Assert.Single(await DownloadAsync()), Cancellation));
        var second = Hub.Requests.Where(request => request.Path.StartsWith("/store/", StringComparison.Ordinal)).ElementAt(1);
        Assert.Matches("^bytes=[1-9][0-9]*-$", second.Range);
    }

    [Fact]
    public async Task A_later_try_goes_on_with_what_an_earlier_one_has_kept()
    {
        Hub.Files["test.jsonl"] = Content;
        Hub.OnDownload = (context, _) => CutAsync(context, after: 50_000, onlyAtFirst: true);
        Assert.Contains("kept for the next try", await RefusalAsync(new HubLimits { Attempts = 1 }), StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(Folder, "*.part", SearchOption.AllDirectories));

        Assert.Equal(Content, await File.ReadAllBytesAsync(Assert.Single(await DownloadAsync()), Cancellation));
        Assert.NotNull(Hub.Requests.Last(request => request.Path.StartsWith("/store/", StringComparison.Ordinal)).Range);
        Assert.Empty(Directory.GetFiles(Folder, "*.part*", SearchOption.AllDirectories));

        var before = Hub.Requests.Count(request => request.Path.StartsWith("/store/", StringComparison.Ordinal));
        await DownloadAsync();
        Assert.Equal(before, Hub.Requests.Count(request => request.Path.StartsWith("/store/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_start_of_another_content_is_not_gone_on_with()
    {
        Hub.PinsRevisions = false;
        Hub.Repositories["org/set"].HasChecksum = _ => false;
        Hub.Files["test.jsonl"] = Content;
        Hub.OnDownload = (context, _) => CutAsync(context, after: 50_000, onlyAtFirst: true);
        await RefusalAsync(new HubLimits { Attempts = 1 });

        var other = Encoding.UTF8.GetBytes(new string('y', 150_000));
        Hub.Files["test.jsonl"] = other;

        Assert.Equal(other, await File.ReadAllBytesAsync(Assert.Single(await DownloadAsync()), Cancellation));
    }

    [Fact]
    public async Task A_store_that_knows_no_ranges_is_read_from_the_start()
    {
        Hub.Files["test.jsonl"] = Content;
        Hub.OnDownload = async (context, _) =>
        {
            if (!await CutAsync(context, after: 50_000, onlyAtFirst: true))
            {
                await context.Response.Body.WriteAsync(Content);
            }

            return true;
        };

        Assert.Equal(Content, await File.ReadAllBytesAsync(Assert.Single(await DownloadAsync()), Cancellation));
    }

    [Fact]
    public async Task A_damaged_file_is_fetched_anew_and_refused_when_it_stays_so()
    {
        Hub.Files["test.jsonl"] = Content;
        Hub.OnDownload = async (context, _) =>
        {
            if (_attempts++ > 0)
            {
                return false;
            }

            await context.Response.Body.WriteAsync(new byte[Content.Length]);
            return true;
        };
        Assert.Equal(Content, await File.ReadAllBytesAsync(Assert.Single(await DownloadAsync()), Cancellation));

        Hub.Files["test.jsonl"] = "{}"u8.ToArray();
        Hub.OnDownload = async (context, _) =>
        {
            await context.Response.Body.WriteAsync("[]"u8.ToArray());
            return true;
        };
        Directory.Delete(Folder, recursive: true);
        Assert.Contains("does not have the checksum", await RefusalAsync(), StringComparison.Ordinal);
        Directory.CreateDirectory(Folder);
    }

    [Theory]
    [InlineData(10, "ends after 2 of the 10 bytes that the hub lists")]
    [InlineData(1, "has more than the 1 bytes that the hub lists")]
    public async Task A_file_of_another_length_than_listed_is_refused(long listed, string expected)
    {
        Hub.Files["test.jsonl"] = "{}"u8.ToArray();
        Hub.Repositories["org/set"].ListedSizes["test.jsonl"] = listed;

        Assert.Contains(expected, await RefusalAsync(new HubLimits { Attempts = 2 }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_that_stands_still_is_asked_for_again_and_then_given_up()
    {
        Hub.Files["test.jsonl"] = Content;
        Hub.OnDownload = async (context, _) =>
        {
            _attempts++;
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };

        Assert.Contains("has stalled for", await RefusalAsync(new HubLimits { StallTimeout = TimeSpan.FromMilliseconds(50), Attempts = 2 }), StringComparison.Ordinal);
        Assert.Equal(2, _attempts);
    }

    private async Task<bool> CutAsync(HttpContext context, int after, bool onlyAtFirst)
    {
        if (onlyAtFirst && _attempts++ > 0)
        {
            return false;
        }

        context.Response.Headers.ETag = $"\"{Content.Length}\"";
        context.Response.ContentLength = Content.Length;
        await context.Response.Body.WriteAsync(Content.AsMemory(0, after));
        return true; // The server closes the connection, as the length that it promised is not there.
    }
}
