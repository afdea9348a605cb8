using System.Text;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Exchange.Datasets;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Tests.Exchange.Datasets;

/// <summary>Each benchmark's own files are read as what they are, and never as another's.</summary>
public sealed class BenchmarkFormatsTests
{
    private static readonly KnownBenchmarks WithOurs =
        new([.. BenchmarkCatalog.All, DefinitionFile.Read(MadeUpBenchmarks.OwnDefinition)]);

    [Theory]
    [InlineData("rewardbench-1")]
    [InlineData("rm-bench")]
    [InlineData("judgebench")]
    [InlineData("rewardmath")]
    [InlineData("rmb-bon")]
    [InlineData("rmb-pairs")]
    [InlineData("house-rules")]
    public async Task A_benchmarks_files_show_what_they_are_of(string name)
    {
        var content = await ReadAsync(WithOurs, [.. MadeUpBenchmarks.FilesOf(name)]);

        Assert.Equal(name, content.Benchmark?.Name);
        Assert.Equal(
            content.Benchmark!.Subsets.ToDictionary(subset => subset.Name, _ => MadeUpBenchmarks.PerSubset),
            content.Prompts.CountBy(prompt => prompt.Subset).ToDictionary());
        Assert.Equal(content.Prompts.Count, content.Prompts.DistinctBy(prompt => prompt.Id).Count());
        Assert.Empty(content.EmptySubsets);
    }

    [Fact]
    public async Task The_label_of_JudgeBench_says_which_answer_is_chosen()
    {
        var prompts = (await ReadAsync("judgebench")).Prompts;

        Assert.Equal("A A answer to mmlu-pro-law 0", prompts[0].Completions[0].Text);
        Assert.Equal("A B answer to mmlu-pro-law 1", prompts[1].Completions[0].Text);
        Assert.All(prompts, prompt => Assert.Equal([true, false], prompt.Completions.Select(completion => completion.IsChosen)));
    }

    [Fact]
    public async Task Ten_rows_of_RewardMATH_are_one_prompt_with_its_steps_on_lines()
    {
        var prompt = (await ReadAsync("rewardmath")).Prompts[1];

        Assert.Equal(("1", "What is 1 + 1?", 10, 1), (prompt.Id, prompt.Text, prompt.Completions.Count, prompt.ChosenCount));
        Assert.Equal(new Completion("First step.\nA solution 0 answer to MATH 1", IsChosen: true, "a person"), prompt.Completions[0]);
    }

    [Fact]
    public async Task Earlier_turns_of_a_conversation_stand_before_its_last_one()
    {
        var prompt = (await ReadAsync("rmb-bon")).Prompts[1];

        Assert.Equal("And now, BoN_set/Helpfulness/Chat/Casual, number 1?", prompt.Text);
        Assert.Equal([Turn.User("Hello, BoN_set/Helpfulness/Chat/Casual."), Turn.Assistant("Hello to you.")], prompt.EarlierTurns);
        Assert.Equal(
            "User: Hello, BoN_set/Helpfulness/Chat/Casual.\n\nAssistant: Hello to you.\n\nUser: And now, BoN_set/Helpfulness/Chat/Casual, number 1?",
            prompt.Transcript);
        Assert.Equal(["Helpfulness/1", "Harmlessness/1"], (await ReadAsync("rmb-bon")).Prompts
            .Where(other => other.Id.EndsWith("/1", StringComparison.Ordinal)).Select(other => other.Id));
    }

    [Fact]
    public async Task Rows_that_share_a_prompt_share_a_cluster_where_the_definition_says_so()
    {
        var prompts = (await ReadAsync(WithOurs, [.. MadeUpBenchmarks.FilesOf("house-rules")])).Prompts;

        Assert.Equal(2, prompts.Select(prompt => prompt.Cluster).Distinct().Count());
        Assert.All(prompts, prompt => Assert.NotNull(prompt.Cluster));
        Assert.All((await ReadAsync("rm-bench")).Prompts, prompt => Assert.Null(prompt.Cluster));
    }

    [Fact]
    public async Task A_part_of_a_benchmark_says_what_is_missing()
    {
        var content = await ReadAsync(KnownBenchmarks.Catalog, MadeUpBenchmarks.FilesOf("rm-bench")[0]);

        Assert.Equal("rm-bench", content.Benchmark!.Name);
        Assert.Equal(["code", "math", "safety-response", "safety-refuse"], content.EmptySubsets);
    }

    [Theory]
    [InlineData("judgebench", "rm-bench", "the subset 'mmlu-pro-law' is unknown")]
    [InlineData("rewardbench-1", "rewardbench-2", "the subset 'alpacaeval-easy' is unknown")]
    [InlineData("rm-bench", "rewardbench-1", "the subset 'alpacaeval' is unknown")]
    [InlineData("rmb-bon", "judgebench", "the subset 'BoN_set/Helpfulness/Chat/Casual' is unknown")]
    [InlineData("rewardmath", "rewardbench-2", "the row names no subset")]
    public async Task Rows_of_one_benchmark_are_not_imported_as_another(string rows, string wanted, string expected)
    {
        var known = KnownBenchmarks.Catalog with { Wanted = BenchmarkCatalog.Find(wanted) };

        var message = (await Assert.ThrowsAsync<InvalidFileException>(() => ReadAsync(known, [.. MadeUpBenchmarks.FilesOf(rows)]))).Message;

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("row 1", message.Replace("line 1", "row 1", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"1","prompt":"p","chosen":["a"],"rejected":["b","c"],"subset":"alpacaeval"}""", "fit none of the benchmarks here")]
    [InlineData("""{"id":"1","prompt":"p","chosen":["a","b","c"],"rejected":["d","e","f"],"subset":"nobody knows it"}""", "fit none of the benchmarks here")]
    [InlineData("""{"id":"1","prompt":[],"chosen":"a","rejected":"b","subset":"donotanswer"}""", "holds 0 messages")]
    [InlineData("""{"id":"1","prompt":[{"role":"user"}],"chosen":"a","rejected":"b","subset":"donotanswer"}""", "no object with the texts role and content")]
    [InlineData("""{"id":"1","prompt":[{"role":"tool","content":"x"}],"chosen":"a","rejected":"b","subset":"donotanswer"}""", "roles are system, user, assistant")]
    [InlineData("""{"id":"1","prompt":[{"role":"assistant","content":"x"}],"chosen":"a","rejected":"b","subset":"donotanswer"}""", "does not end with a message of the user")]
    [InlineData("""{"pair_id":"1","source":"livecodebench","question":"q","response_A":"a","response_B":"b","label":"A=B"}""", "it has to be A>B or B>A")]
    [InlineData("""{"problem_id":1,"problem":"p","eval_solution":["s"],"solution_type":"both"}""", "it has to be chosen or rejected")]
    [InlineData("""{"problem_id":1,"problem":"p","eval_solution":["s"],"solution_type":"chosen"}""", "prompt '1' has no rejected completion")]
    [InlineData("""{"conversation_input":"q","bon_best":{"llm_name":"x"},"loser_list":[],"bon_uid":1,"category_path":"BoN_set/Helpfulness"}""", "needs an object with the text 'answer'")]
    [InlineData("""{"conversation_input":"q","bon_best":{"answer":"x"},"loser_list":[],"bon_uid":1,"category_path":"BoN_set/Helpfulness"}""", "has no rejected completion")]
    [InlineData("""{"conversation_input":"q","bon_best":{"answer":"x"},"loser_list":[],"category_path":"BoN_set/Helpfulness"}""", "the column bon_uid is missing")]
    public async Task A_row_that_is_of_no_benchmark_says_what_to_change(string row, string expected)
    {
        var message = (await Assert.ThrowsAsync<InvalidFileException>(() => ReadAsync(KnownBenchmarks.Catalog, ("rows.jsonl", row)))).Message;

        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_fit_two_benchmarks_have_to_be_named()
    {
        var twin = DefinitionFile.Read(MadeUpBenchmarks.OwnDefinition.Replace("house-rules", "house-rules-2", StringComparison.Ordinal));
        var known = WithOurs with { All = [.. WithOurs.All, twin] };

        var message = (await Assert.ThrowsAsync<InvalidFileException>(() => ReadAsync(known, [.. MadeUpBenchmarks.FilesOf("house-rules")]))).Message;
        Assert.Contains("fit several benchmarks: house-rules, house-rules-2", message, StringComparison.Ordinal);

        var named = await ReadAsync(known with { Wanted = twin }, [.. MadeUpBenchmarks.FilesOf("house-rules")]);
        Assert.Equal("house-rules-2", named.Benchmark?.Name);
    }

    [Theory]
    [InlineData("rm-bench", 286, "rm-bench/chat_filtered.json", "rm-bench/safety-response_filtered.json")]
    [InlineData("judgebench", 350, "judgebench/gpt-4o-2024-05-13.jsonl")]
    [InlineData("rmb-bon", 17, "rmb/bon-paraphrasing.json")]
    public async Task Real_files_are_read_whole(string name, int prompts, params string[] files)
    {
        string[] paths = [.. files.Select(file => SharedFolder.FileOrSkip(["data", "benchmarks", .. file.Split('/')]))];

        var content = await DatasetFile.ReadAsync(paths, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((name, prompts), (content.Benchmark?.Name, content.Prompts.Count));
    }

    private static Task<DatasetContent> ReadAsync(string name) => ReadAsync(KnownBenchmarks.Catalog, [.. MadeUpBenchmarks.FilesOf(name)]);

    private static async Task<DatasetContent> ReadAsync(KnownBenchmarks known, params (string Name, string Text)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("rewardbench2-");
        try
        {
            foreach (var (name, text) in files)
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), text, Encoding.UTF8, TestContext.Current.CancellationToken);
            }

            return await DatasetFile.ReadAsync(
                [.. files.Select(file => Path.Combine(folder.FullName, file.Name))], known: known, cancellationToken: TestContext.Current.CancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
