using Dapper;
using Microsoft.Extensions.DependencyInjection;
using RewardBench2.Benchmark;
using RewardBench2.Storage;
using RewardBench2.Tests.Evaluation.Outbound;
using RewardBench2.Tests.Storage;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Tests.Web.Leaderboard;

/// <summary>A database with published results, and what the leaderboard needs, on a clock that a test moves.</summary>
internal sealed class LeaderboardSite(TestDatabase test) : IAsyncDisposable
{
    public ManualTime Time { get; } = new();

    public static async Task<LeaderboardSite> OpenAsync()
    {
        var site = new LeaderboardSite(await TestDatabase.SqliteAsync());
        await site.PublishAsync("first", "alpha/one-8B", 0.8);
        return site;
    }

    public void AddTo(IServiceCollection services) =>
        services.AddSingleton<TimeProvider>(Time).AddStorage(test.ConnectionString).AddLeaderboard().AddLogging();

    /// <summary>Publishes one model under a title; under the same title again, its figures are replaced.</summary>
    public Task PublishAsync(string title, string model, double score) => new ReportedScoreTable(test.Database).ImportAsync(
        new NewReportSource(LeaderboardQuery.DefaultDataset, title, Url: null, RetrievedOn: null, Revision: $"{model} {score}"),
        [new PublishedRow(model, ModelType.SequenceClassifier, IsSweep: false, Subsets.All.ToDictionary(subset => subset.Name, _ => score))],
        TestContext.Current.CancellationToken);

    /// <summary>Takes the table away that every reading begins with, or gives it back.</summary>
    public async Task BreakAsync(bool isBroken)
    {
        await using var connection = await test.Database.OpenAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(isBroken ? "ALTER TABLE revision RENAME TO away" : "ALTER TABLE away RENAME TO revision");
        Time.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>Lets seconds pass until something is so.</summary>
    public async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public ValueTask DisposeAsync() => test.DisposeAsync();
}
