using Dapper;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Storage;

namespace RewardBench2.Tests.Storage;

/// <summary>Which imported files are known again, on every database; one subclass each.</summary>
public abstract class ImportedRunFacts : IAsyncLifetime
{
    private const string Model = "acme/rm";

    private static readonly string Hash = string.Concat(Enumerable.Repeat("0123456789abcdef", 4));

    private TestDatabase _test = null!;
    private long _datasetId;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ImportedRuns Imported => new(_test.Database, Runs, new PromptScoreTable(_test.Database, Runs));

    private RunTable Runs => new(_test.Database, TimeProvider.System);

    private protected abstract Task<TestDatabase> OpenAsync();

    public async ValueTask InitializeAsync()
    {
        _test = await OpenAsync();
        var datasets = new DatasetTable(_test.Database);
        await datasets.ImportAsync(
            new NewDataset("small", "A small set", StoredDatasetKind.Benchmark, "one", "a test", Licence: null, DateTimeOffset.UtcNow),
            [new Prompt("p", "Math", "1+1?", [new Completion("2", IsChosen: true), new Completion("3", IsChosen: false)])],
            replaceRuns: false,
            Cancellation);
        _datasetId = (await datasets.FindAsync("small", Cancellation))!.DatasetId;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _test?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_file_is_known_again_by_its_content_its_model_and_its_dataset()
    {
        await StoreAsync(Hash, "my results");

        Assert.True(await Imported.HasAsync(_datasetId, "ACME/rm", Hash, Cancellation));
        Assert.False(await Imported.HasAsync(_datasetId, "acme/other", Hash, Cancellation));
        Assert.False(await Imported.HasAsync(_datasetId + 1, Model, Hash, Cancellation));
        Assert.False(await Imported.HasAsync(_datasetId, Model, new string('0', 64), Cancellation));
    }

    [Fact]
    public async Task Nobody_keeps_an_import_out_by_handing_its_file_in_first()
    {
        await StoreAsync(Hash, "rm.json", visitor: "somebody");
        await StoreAsync(Hash, "rm.json", visibility: RunVisibility.Private);

        Assert.False(await Imported.HasAsync(_datasetId, Model, Hash, Cancellation));
    }

    [Theory]
    [InlineData("results")]
    [InlineData("my+results")]
    [InlineData("lab's \"best\"")]
    [InlineData("Ergebnisse-März")]
    public async Task A_database_from_before_hashes_were_kept_knows_its_imported_files(string source)
    {
        await StoreAsync(sha256: null, $"{source}, sha256 {Hash}");
        await StoreAsync(sha256: null, "rm.json");
        await ForgetHashesAsync();

        await _test.Database.MigrateAsync(Cancellation);

        Assert.True(await Imported.HasAsync(_datasetId, Model, Hash, Cancellation));
        await using var connection = await _test.Database.OpenAsync(Cancellation);
        Assert.Equal(1, await connection.QuerySingleAsync<long>("SELECT COUNT(*) FROM run WHERE content_sha256 IS NOT NULL"));
    }

    // As a database was that never had the migration.
    private async Task ForgetHashesAsync()
    {
        await using var connection = await _test.Database.OpenAsync(Cancellation);
        await connection.ExecuteAsync(
            """
            DROP INDEX run_by_content;
            ALTER TABLE run DROP COLUMN content_sha256;
            DELETE FROM schemaversions WHERE scriptname LIKE '%0041_content_hash.sql';
            """);
    }

    private Task StoreAsync(string? sha256, string fileName, string? visitor = null, string visibility = "public") =>
        new RunTable(_test.Database, TimeProvider.System).CreateAsync(
            new NewRun
            {
                RunId = Guid.NewGuid().ToString("N"),
                Model = Model,
                ModelType = ModelType.CustomClassifier,
                DatasetId = _datasetId,
                Provenance = Provenance.Uploaded,
                BackendKind = "upload",
                Request = SubmissionJson.Write(new SubmissionRequest { Model = Model, Backend = new UploadRequest { Name = fileName } }),
                ContentSha256 = sha256,
                Visibility = visibility,
                ManageTokenHash = "hash",
                Visitor = visitor,
                PromptsTotal = 1,
                CreatedAt = DateTimeOffset.UtcNow,
            },
            Cancellation);
}

public sealed class SqliteImportedRunTests : ImportedRunFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.SqliteAsync();
}

public sealed class PostgresImportedRunTests(PostgresServer server) : ImportedRunFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.PostgresAsync(server);
}
