using System.Text.Json;
using Dapper;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Scoring;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.ScoresFiles;
using RewardBench2.Storage;

namespace RewardBench2.Tests.Evaluation.Imports;

public sealed class ResultsImportTests
{
    private const string Aggregates = """{"model":"acme/rm","model_type":"Seq. Classifier","Factuality":0.5,"Math":0.6}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("results")]
    [InlineData("my+results")]
    [InlineData("lab's")]
    [InlineData("Ergebnisse-März")]
    public async Task Importing_twice_changes_nothing_whatever_the_folder_is_called(string folder)
    {
        await using var host = await ImportHost.OpenAsync();
        var scores = await host.WriteScoresAsync(folder, "acme/one");
        var aggregates = host.Path(folder, "aggregates.json");
        await File.WriteAllTextAsync(aggregates, Aggregates, Cancellation);

        Assert.Equal(2, await ImportAsync(host, folder, scores, aggregates));
        Assert.Equal(0, await ImportAsync(host, folder, scores, aggregates));
        Assert.Equal("finished", Assert.Single(await host.ReadRunsAsync()).State);
    }

    [Fact]
    public async Task The_same_file_from_another_folder_is_here_already_and_another_file_of_the_model_is_not()
    {
        await using var host = await ImportHost.OpenAsync();
        await ImportAsync(host, "first", await host.WriteScoresAsync("first", "acme/one"));

        Assert.Equal(0, await ImportAsync(host, "second", await host.WriteScoresAsync("second", "acme/one")));
        Assert.Equal(1, await ImportAsync(host, "third", await host.WriteScoresAsync("third", "acme/one", first: 2)));
    }

    [Fact]
    public async Task An_imported_run_has_the_scores_that_its_stored_rewards_give_bit_for_bit()
    {
        await using var host = await ImportHost.OpenAsync();
        await ImportAsync(host, "results", await host.WriteScoresAsync("results", "acme/one", first: 0.3), await host.WriteScoresAsync("results", "acme/two"));
        var dataset = await host.Get<DatasetTable>().FindAsync(DatasetImport.Official, Cancellation);
        var prompts = await host.Get<PromptTable>().ReadAllAsync(dataset!.DatasetId, Cancellation);

        foreach (var run in await host.ReadRunsAsync())
        {
            var again = await host.Get<FinalScores>().ScoreAsync(run.RunId, dataset.DatasetId, dataset.Benchmark, prompts, Cancellation);
            var stored = await host.Get<LeaderboardTable>().ReadScoresAsync(run.RunId, Cancellation);
            Assert.Equal(again.Subsets, stored.Select(score => new SubsetScore(score.Subset, score.Score, score.Low, score.High, score.Prompts)));
            Assert.Equal((again.Average, again.AverageLow, again.AverageHigh), (run.Average, run.AverageLow, run.AverageHigh));
            Assert.Equal((prompts.Count, 0), (run.PromptsScored, run.PromptsFailed));
            Assert.Equal(["queued", "finished"], (await host.Get<RunTable>().ReadEventsAsync(run.RunId, Cancellation)).Select(change => change.State));
        }
    }

    [Fact]
    public async Task What_is_announced_of_an_import_is_what_the_database_says()
    {
        await using var host = await ImportHost.OpenAsync();
        await ImportAsync(host, "results", await host.WriteScoresAsync("results", "acme/one"));

        var told = Assert.Single(host.Announced);
        var read = await host.Get<ProgressReader>().ReadAsync(told.RunId, Cancellation);
        Assert.Equal(JsonSerializer.Serialize(read! with { At = told.At }), JsonSerializer.Serialize(told));
    }

    [Fact]
    public async Task A_file_that_is_twice_in_a_folder_counts_once()
    {
        await using var host = await ImportHost.OpenAsync();
        var file = await host.WriteScoresAsync("results", "acme/one");
        var copy = host.Path("results", "copy.json");
        File.Copy(file, copy);

        Assert.Equal(1, await ImportAsync(host, "results", file, copy));
    }

    [Fact]
    public async Task A_folder_reads_the_datasets_texts_once()
    {
        await using var host = await ImportHost.OpenAsync();
        var files = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            files.Add(await host.WriteScoresAsync("results", $"acme/rm-{i}"));
        }

        // Whoever reads the texts again after the first file finds none, and cannot join a row by its text.
        host.OnFinished = async () =>
        {
            await using var connection = await host.Database.OpenAsync(Cancellation);
            await connection.ExecuteAsync("UPDATE completion SET text = ''; UPDATE prompt SET text = '';");
        };
        Assert.Equal(6, await ImportAsync(host, "results", [.. files]));

        Assert.All(await host.ReadRunsAsync(), run => Assert.Equal(
            ImportHost.Prompts.Count, JsonSerializer.Deserialize<JoinReport>(run.JoinReport!, SubmissionJson.Options)!.ByText));
    }

    [Theory]
    [InlineData("""{"model":"acme/bad","model_type":"Seq. Classifier","id":["p0"],"subset":["Focus"],"num_correct":[1],"scores":[[1,2,3,4]]}""")]
    [InlineData("""{"model":"no organisation","model_type":"Seq. Classifier","id":["p0"],"subset":["Math"],"num_correct":[1],"scores":[[1,2,3,4]]}""")]
    [InlineData("""{"id":"p0","subset":"Math","num_correct":1,"scores":[1,2,3,4]}""")]
    [InlineData("""{"model":"acme/bad","model_type":"Seq. Classifier"}""")]
    [InlineData("""{"model":"acme/bad",""")]
    public async Task A_bad_file_among_many_leaves_everything_as_it_was(string content)
    {
        await using var host = await ImportHost.OpenAsync();
        var good = await host.WriteScoresAsync("results", "acme/one");
        var bad = host.Path("results", "z-bad.json");
        await File.WriteAllTextAsync(bad, content, Cancellation);

        var refused = await Assert.ThrowsAsync<InvalidFileException>(() => ImportAsync(host, "results", good, bad));

        Assert.Contains("z-bad.json", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await host.ReadRunsAsync());
    }

    [Fact]
    public async Task Scores_without_their_dataset_are_refused_with_what_to_import_first()
    {
        await using var host = await ImportHost.OpenAsync();
        await host.Get<DatasetTable>().DeleteAsync(DatasetImport.Official, Cancellation);

        var refused = await Assert.ThrowsAsync<StorageException>(async () => await ImportAsync(host, "results", await host.WriteScoresAsync("results", "acme/one")));

        Assert.Contains("import dataset hf:allenai/reward-bench-2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_handed_in_by_form_is_known_by_its_content_too()
    {
        await using var host = await ImportHost.OpenAsync();
        var file = await host.WriteScoresAsync("results", "acme/one");
        await using (var stream = File.OpenRead(file))
        {
            var request = new SubmissionRequest { Model = "acme/one", ModelType = "Seq. Classifier", Dataset = DatasetImport.Official };
            Assert.IsType<SubmissionOutcome.Accepted>(await host.Get<SubmissionService>().SubmitScoresAsync(
                request, stream, "one.json", new Submitter(Visitor: null), progress: null, Cancellation));
        }

        Assert.Equal(0, await ImportAsync(host, "results", file));
    }

    private static Task<int> ImportAsync(ImportHost host, string source, params string[] files) =>
        host.Get<ResultsImport>().ImportAsync(files, ResultsSource.From(source), Cancellation);
}
