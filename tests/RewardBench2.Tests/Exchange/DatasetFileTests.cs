using System.Text;
using RewardBench2.Benchmark;
using RewardBench2.Exchange.Datasets;

namespace RewardBench2.Tests.Exchange;

public sealed class DatasetFileTests
{
    [Fact]
    public async Task A_row_of_json_lines_becomes_a_prompt_with_chosen_completions_first()
    {
        var content = await DatasetRows.ReadAsync(DatasetRows.BestOfFour());

        Assert.Equal(DatasetKind.Benchmark, content.Kind);
        var prompt = Assert.Single(content.Prompts);
        Assert.Equal(("7", "Math", "What is 6 times 7?"), (prompt.Id, prompt.Subset, prompt.Text));
        Assert.Equal(
            [new Completion("42", true, "a"), new Completion("41", false, "b"), new Completion("43", false, "c"), new Completion("67", false, "d")],
            prompt.Completions);
        Assert.Equal("""{"index":3,"label":"math"}""", prompt.Metadata);
    }

    [Fact]
    public async Task One_model_named_for_a_prompt_wrote_all_its_completions()
    {
        var content = await DatasetRows.ReadAsync(DatasetRows.Ties());

        Assert.All(content.Prompts[0].Completions, completion => Assert.Equal("one", completion.GeneratedBy));
        Assert.Equal(2, content.Prompts[0].ChosenCount);
    }

    [Fact]
    public async Task Fewer_models_than_completions_name_nobody()
    {
        var row = DatasetRows.BestOfFour();
        row["models"]!.AsArray().RemoveAt(3);

        Assert.All((await DatasetRows.ReadAsync(row)).Prompts[0].Completions, completion => Assert.Null(completion.GeneratedBy));
    }

    [Fact]
    public async Task Candidates_are_recognised_by_their_columns()
    {
        var content = await DatasetRows.ReadAsync(DatasetRows.Candidates());

        Assert.Equal(DatasetKind.Candidates, content.Kind);
        var prompt = Assert.Single(content.Prompts);
        Assert.Equal("arithmetic", prompt.Subset);
        Assert.Equal([true, false, true], prompt.Completions.Select(completion => completion.IsChosen));
        Assert.Equal(["4", "5", "4"], prompt.Completions.Select(completion => completion.Answer));
        Assert.Equal("""{"label":"4"}""", prompt.Metadata);
    }

    [Fact]
    public async Task Lines_arrays_and_gzip_of_the_same_rows_are_the_same_revision()
    {
        var lines = DatasetRows.Lines(DatasetRows.BestOfFour(), DatasetRows.Ties());
        var array = $"[{DatasetRows.BestOfFour()},\n{DatasetRows.Ties()}]";

        var expected = (await DatasetRows.ReadAsync(lines)).Revision;
        Assert.Equal(64, expected.Length);
        Assert.Equal(expected, (await DatasetRows.ReadAsync(array)).Revision);
        Assert.Equal(expected, (await DatasetRows.ReadAsync("\uFEFF" + lines)).Revision);
        Assert.Equal(expected, (await DatasetRows.ReadAsync(DatasetRows.Gzip(Encoding.UTF8.GetBytes(lines)))).Revision);
        Assert.NotEqual(expected, (await DatasetRows.ReadAsync(DatasetRows.Ties(), DatasetRows.BestOfFour())).Revision);
    }

    [Fact]
    public async Task A_stream_that_cannot_seek_reads_the_same()
    {
        var bytes = Encoding.UTF8.GetBytes(DatasetRows.Lines(DatasetRows.BestOfFour()));
        using var pipe = new ForwardOnlyStream(bytes);

        var content = await DatasetFile.ReadAsync(pipe, "upload", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((await DatasetRows.ReadAsync(bytes)).Revision, content.Revision);
    }

    [Fact]
    public async Task The_sample_reads_alike_from_parquet_and_from_json_lines()
    {
        var parquet = await DatasetFile.ReadAsync(TestData.File("rewardbench2-sample.parquet"), cancellationToken: TestContext.Current.CancellationToken);
        var lines = await DatasetFile.ReadAsync(TestData.File("rewardbench2-sample.jsonl"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(55, parquet.Prompts.Count);
        Assert.Equal(lines.Prompts.Select(prompt => prompt.Metadata), parquet.Prompts.Select(prompt => prompt.Metadata));
        Assert.Equal(lines.Revision, parquet.Revision);
        Assert.Contains(parquet.Prompts, prompt => prompt.Metadata?.Contains("temporal limitations", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task The_full_size_file_has_the_official_number_of_prompts_per_subset()
    {
        var progress = new List<FileProgress>();
        var content = await DatasetFile.ReadAsync(
            SharedFolder.FileOrSkip("data", "full-size-synthetic.parquet"), new Collect(progress), cancellationToken: TestContext.Current.CancellationToken);

        Assert.All(Subsets.All, subset => Assert.Equal(subset.Prompts, content.Prompts.Count(prompt => prompt.Subset == subset.Name)));
        Assert.Equal(new FileProgress(1, 1865), progress[^1]);
    }

    private sealed class Collect(List<FileProgress> reports) : IProgress<FileProgress>
    {
        public void Report(FileProgress value) => reports.Add(value);
    }
}
