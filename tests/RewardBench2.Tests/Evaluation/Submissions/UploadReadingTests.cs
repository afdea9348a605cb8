using Microsoft.Extensions.DependencyInjection;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Exchange.Files;
using RewardBench2.Storage;

namespace RewardBench2.Tests.Evaluation.Submissions;

public sealed class UploadReadingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_sends_slowly_keeps_no_other_from_the_one_place_there_is()
    {
        using var site = new HostedSite(new Dictionary<string, string> { ["Limits:UploadsAtOnce"] = "1" });
        using var client = site.CreateClient();
        var reading = site.Services.GetRequiredService<UploadReading>();
        var dataset = (await site.Services.GetRequiredService<DatasetTable>().FindAsync("starter", Cancellation))!;
        using var leaving = new CancellationTokenSource();
        await using var never = new NeverEnding();
        var slow = reading.ReadAsync(dataset, never, "slow.json", progress: null, leaving.Token);

        using var quick = new MemoryStream("{}"u8.ToArray());
        await Assert.ThrowsAsync<InvalidFileException>(() => reading.ReadAsync(dataset, quick, "quick.json", progress: null, Cancellation));

        Assert.False(slow.IsCompleted);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
    }

    private sealed class NeverEnding : MemoryStream
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
