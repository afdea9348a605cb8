using System.Text.Json;
using RewardBench2.Tests.Storage;

namespace RewardBench2.Tests.Web.Commands;

public sealed class CommandTests : IDisposable
{
    private const string Row = """{"id":"p1","prompt":"1+1?","chosen":["2"],"rejected":["3","4","5"],"num_correct":1,"num_incorrect":3,"total_completions":4,"models":["a","a","a","a"],"subset":"Math","additional_metadata":null}""";

    private readonly SiteProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task Score_prints_nothing_but_the_result()
    {
        var scores = _program.Write("scores.jsonl", """
            {"id":"a","subset":"Math","num_correct":1,"scores":[0.9,0.1,0.2,0.3]}
            {"id":"b","subset":"Math","num_correct":1,"scores":[0.5,0.5,0.2,0.3]}
            """);
        var (exit, output, error) = await _program.RunAsync("score", scores);

        Assert.Equal((0, ""), (exit, error));
        using var result = JsonDocument.Parse(output);
        Assert.Equal(0.75, result.RootElement.GetProperty("subsets").GetProperty("Math").GetDouble());
        Assert.Equal(JsonValueKind.Null, result.RootElement.GetProperty("average").ValueKind);
        Assert.Equal(0.5, result.RootElement.GetProperty("results").GetProperty("b").GetDouble());
        Assert.False(Directory.Exists(Path.Combine(_program.Folder, "data")));
    }

    [Fact]
    public async Task Scoring_the_reference_cases_gives_the_reference_results()
    {
        var scores = TestData.File("reference-scores", "case-1-float.scores.json");
        using var expected = JsonDocument.Parse(await File.ReadAllTextAsync(
            TestData.File("reference-scores", "case-1-float.expected.json"), TestContext.Current.CancellationToken));
        var (exit, output, _) = await _program.RunAsync("score", scores);

        Assert.Equal(0, exit);
        using var result = JsonDocument.Parse(output);
        Assert.Equal(expected.RootElement.GetProperty("average").GetDouble(), result.RootElement.GetProperty("average").GetDouble(), 1e-12);
    }

    [Fact]
    public async Task Score_prints_another_benchmarks_parts_and_sections()
    {
        var styles = _program.Write("styles.jsonl", """
            {"id":"8","subset":"chat","num_correct":3,"scores":[1,2,3,0,1.5,2.5]}
            {"id":"9","subset":"code","num_correct":3,"scores":[3,3,3,1,1,1]}
            """);
        var pairs = _program.Write("pairs.jsonl", """
            {"id":"a","subset":"mmlu-pro-law","num_correct":1,"scores":[1,0]}
            {"id":"b","subset":"mmlu-pro-law","num_correct":1,"scores":[0,0]}
            {"id":"c","subset":"livecodebench","num_correct":1,"scores":[2,1]}
            """);

        using var matrix = JsonDocument.Parse((await _program.RunAsync("score", styles, "--benchmark", "rm-bench")).Output);
        using var judged = JsonDocument.Parse((await _program.RunAsync("score", pairs, "--benchmark", "judgebench")).Output);
        var (exit, _, error) = await _program.RunAsync("score", pairs, "--benchmark", "rm-bench");

        Assert.Equal(("rm-bench", JsonValueKind.Null), (matrix.RootElement.GetProperty("benchmark").GetString(), matrix.RootElement.GetProperty("average").ValueKind));
        Assert.Equal(
            """{"hard":0,"normal":1,"easy":1}""", matrix.RootElement.GetProperty("parts").GetProperty("chat").ToString());
        Assert.Equal(6.0 / 9, matrix.RootElement.GetProperty("subsets").GetProperty("chat").GetDouble(), 1e-12);
        Assert.Equal(2.0 / 3, judged.RootElement.GetProperty("average").GetDouble(), 1e-12);
        Assert.Equal("""{"Knowledge":0.5,"Coding":1}""", judged.RootElement.GetProperty("sections").ToString());
        Assert.Equal(1, exit);
        Assert.Contains("the subset 'mmlu-pro-law' is unknown; it has to be one of chat, code, math", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_benchmark_of_ones_own_is_imported_with_its_rows()
    {
        var definition = _program.Write("ours.json", MadeUpBenchmarks.OwnDefinition);
        var rows = _program.Write("ours.jsonl", MadeUpBenchmarks.FilesOf("house-rules")[0].Text);
        var files = MadeUpBenchmarks.FilesOf("rm-bench").Select(file => _program.Write(file.Name, file.Text)).ToArray();

        var first = await _program.RunAsync("import", "benchmark", definition);
        var named = await _program.RunAsync("import", "dataset", rows, "--benchmark", "house-rules");
        var several = await _program.RunAsync(["import", "dataset", .. files]);
        var wrong = await _program.RunAsync("import", "dataset", rows, "--benchmark", "judgebench");
        var unknown = await _program.RunAsync("import", "dataset", rows, "--benchmark", "nowhere");

        Assert.Contains("Imported the benchmark 'house-rules' (2 subsets)", first.Output, StringComparison.Ordinal);
        Assert.Contains("Imported 6 prompts of House rules as dataset 'house-rules'", named.Output, StringComparison.Ordinal);
        Assert.Contains("Imported 15 prompts of RM-Bench as dataset 'rm-bench'", several.Output, StringComparison.Ordinal);
        Assert.Equal((1, 1), (wrong.Exit, unknown.Exit));
        Assert.Contains("the subset 'Tone' is unknown", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("There is no benchmark 'nowhere'. Use one of rewardbench-2", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Importing_the_same_file_twice_changes_nothing()
    {
        var file = _program.Write("small.jsonl", Row);
        var first = await _program.RunAsync("import", "dataset", file);
        var second = await _program.RunAsync("import", "dataset", file);

        Assert.Equal((0, 0), (first.Exit, second.Exit));
        Assert.Contains("Math", first.Output, StringComparison.Ordinal);
        Assert.Contains("Imported 1 prompts of RewardBench 2 as dataset 'rewardbench-2'", first.Output, StringComparison.Ordinal);
        Assert.Contains("nothing changed", second.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "score", "missing.json")]
    [InlineData(1, "import", "dataset", "missing.jsonl")]
    [InlineData(2, "score")]
    [InlineData(2, "fly")]
    [InlineData(2, "import", "nothing", "x")]
    public async Task Bad_input_ends_with_1_and_wrong_usage_with_2_each_saying_why_in_a_line(int exit, params string[] arguments)
    {
        var (actual, output, error) = await _program.RunAsync(arguments);
        Assert.Equal((exit, ""), (actual, output));
        Assert.NotEmpty(error.Trim());
        Assert.Equal(exit == 1 ? 1 : error.Trim().Split('\n').Length, error.Trim().Split('\n').Length);
    }

    [Theory]
    [InlineData("import", "dataset", "FOLDER")]
    [InlineData("import", "benchmark", "FOLDER")]
    [InlineData("import", "downstream", "FOLDER")]
    [InlineData("score", "FOLDER")]
    [InlineData("score", "scores.jsonl", "--benchmark", "FOLDER")]
    public async Task A_folder_where_a_file_belongs_is_called_a_folder(params string[] arguments)
    {
        _program.Write("scores.jsonl", """{"id":"a","subset":"Math","num_correct":1,"scores":[0.9,0.1,0.2,0.3]}""");
        var folder = Directory.CreateDirectory(Path.Combine(_program.Folder, "rows")).FullName;
        var (exit, _, error) = await _program.RunAsync(
            [.. arguments.Select(argument => argument switch { "FOLDER" => folder, "scores.jsonl" => Path.Combine(_program.Folder, argument), _ => argument })]);

        Assert.Equal(1, exit);
        Assert.Contains($"{folder} is a folder. Name the files in it.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_dataset_leaves_the_database_as_it_was()
    {
        var (exit, _, error) = await _program.RunAsync("import", "dataset", _program.Write("bad.jsonl", Row + "\n" + Row));
        Assert.Equal(1, exit);
        Assert.Contains("p1", error, StringComparison.Ordinal);

        var (again, output, _) = await _program.RunAsync("import", "dataset", _program.Write("good.jsonl", Row));
        Assert.Equal(0, again);
        Assert.Contains("Imported 1 prompts", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_site_on_the_same_file_says_so_and_ends()
    {
        using var first = _program.Start("--urls", "http://127.0.0.1:0");
        while (await first.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line
            && !line.Contains("Now listening on", StringComparison.Ordinal))
        {
        }

        var (exit, _, error) = await _program.RunAsync("--urls", "http://127.0.0.1:0");
        first.Kill();
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, exit);
        Assert.Contains("Another process serves the database", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_string_that_is_neither_database_is_told_what_to_write()
    {
        var (exit, _, error) = await _program.RunAsync("--ConnectionStrings:RewardBench", "Server=somewhere");
        Assert.Equal(1, exit);
        Assert.Contains("Data Source=FILE", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_database_stops_the_start_and_is_left_as_it_is()
    {
        await _program.RunAsync("import", "dataset", _program.Write("small.jsonl", Row));
        var file = Path.Combine(_program.Folder, "data", "rewardbench2.db");
        var damaged = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        damaged.AsSpan(4096 * 3, 4096 * 6).Fill(0xEE);
        await File.WriteAllBytesAsync(file, damaged, TestContext.Current.CancellationToken);

        var (exit, _, error) = await _program.RunAsync("--urls", "http://127.0.0.1:0");
        Assert.Equal(1, exit);
        Assert.Contains("damaged", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Contains("back-up", error, StringComparison.Ordinal);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_folder_that_is_read_only_stops_the_start_with_what_to_do()
    {
        await using var disk = await SmallDisk.MountAsync(Path.Combine(_program.Folder, "disk"), "ro,size=1m");
        var (exit, _, error) = await _program.RunAsync("--urls", "http://127.0.0.1:0", "--ConnectionStrings:RewardBench", $"Data Source={disk.Folder}/rb.db");
        Assert.Equal(1, exit);
        Assert.Contains("writable", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_are_imported_once_or_not_at_all()
    {
        var folder = Path.Combine(_program.Folder, "results");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "a.json"),
            """{"model":"acme/rm","model_type":"Seq. Classifier","Factuality":0.5,"Precise IF":0.4,"Math":0.6,"Safety":0.7,"Focus":0.8,"Ties":0.3}""",
            TestContext.Current.CancellationToken);
        var bad = Path.Combine(folder, "b.json");
        await File.WriteAllTextAsync(bad, """{"model":"acme/other",""", TestContext.Current.CancellationToken);

        var refused = await _program.RunAsync("import", "results", folder);
        Assert.Equal(1, refused.Exit);
        Assert.Contains("b.json", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("acme/rm", (await _program.RunAsync("export", "leaderboard", "--format", "csv")).Output, StringComparison.Ordinal);

        File.Delete(bad);
        Assert.Contains("Imported 1 files", (await _program.RunAsync("import", "results", folder)).Output, StringComparison.Ordinal);
        Assert.Contains("Imported 0 files", (await _program.RunAsync("import", "results", folder)).Output, StringComparison.Ordinal);
        Assert.Contains("acme/rm", (await _program.RunAsync("export", "leaderboard", "--format", "csv")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_brings_back_what_was_there_and_a_bad_one_changes_nothing()
    {
        await _program.RunAsync("import", "dataset", _program.Write("small.jsonl", Row));
        var backup = Path.Combine(_program.Folder, "backup.db");
        Assert.Equal(0, (await _program.RunAsync("backup", backup)).Exit);
        Assert.Equal(1, (await _program.RunAsync("backup", backup)).Exit);

        Assert.Equal(1, (await _program.RunAsync("restore", _program.Write("no.db", "not a database"))).Exit);
        File.Delete(Path.Combine(_program.Folder, "data", "rewardbench2.db"));
        Assert.Equal(0, (await _program.RunAsync("restore", backup)).Exit);
        Assert.Contains("nothing changed", (await _program.RunAsync("import", "dataset", Path.Combine(_program.Folder, "small.jsonl"))).Output, StringComparison.Ordinal);
    }
}
