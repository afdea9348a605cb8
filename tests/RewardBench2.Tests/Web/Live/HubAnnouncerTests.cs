using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging.Abstractions;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Web.Live;

namespace RewardBench2.Tests.Web.Live;

/// <summary>A backplane that is away delays what is shown, and nobody who announces.</summary>
public sealed class HubAnnouncerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Announcing_neither_waits_nor_throws_while_the_backplane_is_away_and_the_newest_is_sent_when_it_is_back()
    {
        var hub = new FakeHub { IsAway = true };
        await using var announcer = new HubAnnouncer(hub, NullLogger<HubAnnouncer>.Instance);
        for (var scored = 1; scored <= 100; scored++)
        {
            var announced = announcer.AnnounceAsync(ProgressFeedTests.Progress("run", scored));
            Assert.True(announced.IsCompletedSuccessfully);
        }

        await hub.Tried.Reader.ReadAsync(Cancellation);
        hub.IsAway = false;

        var sent = await hub.Sent.Reader.ReadAsync(Cancellation);
        while (sent.PromptsScored < 100)
        {
            sent = await hub.Sent.Reader.ReadAsync(Cancellation);
        }

        Assert.False(hub.Sent.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_backplane_that_never_answers_keeps_nobody_waiting()
    {
        var hub = new FakeHub { Hangs = true };
        await using var announcer = new HubAnnouncer(hub, NullLogger<HubAnnouncer>.Instance);
        Assert.True(announcer.AnnounceAsync(ProgressFeedTests.Progress("run", 1)).IsCompletedSuccessfully);
        await hub.Tried.Reader.ReadAsync(Cancellation);
        Assert.True(announcer.AnnounceAsync(ProgressFeedTests.Progress("run", 2)).IsCompletedSuccessfully);
    }

    private sealed class FakeHub : IHubContext<ProgressHub, IProgressClient>, IHubClients<IProgressClient>, IProgressClient
    {
        public bool IsAway { get; set; }

        public bool Hangs { get; init; }

        public Channel<bool> Tried { get; } = Channel.CreateUnbounded<bool>();

        public Channel<RunProgress> Sent { get; } = Channel.CreateUnbounded<RunProgress>();

        public IHubClients<IProgressClient> Clients => this;

        public IGroupManager Groups => throw new NotSupportedException();

        public IProgressClient All => this;

        public Task Progress(RunProgress progress)
        {
            Tried.Writer.TryWrite(true);
            if (Hangs)
            {
                return new TaskCompletionSource().Task;
            }

            return IsAway ? Task.FromException(new IOException("away")) : Sent.Writer.WriteAsync(progress).AsTask();
        }

        public IProgressClient AllExcept(IReadOnlyList<string> excludedConnectionIds) => this;

        public IProgressClient Client(string connectionId) => this;

        public IProgressClient Group(string groupName) => this;

        public IProgressClient GroupExcept(string groupName, IReadOnlyList<string> excludedConnectionIds) => this;

        IProgressClient IHubClients<IProgressClient>.Groups(IReadOnlyList<string> groupNames) => this;

        IProgressClient IHubClients<IProgressClient>.Clients(IReadOnlyList<string> connectionIds) => this;

        public IProgressClient User(string userId) => this;

        public IProgressClient Users(IReadOnlyList<string> userIds) => this;
    }
}
