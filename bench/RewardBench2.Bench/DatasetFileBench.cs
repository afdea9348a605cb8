using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using RewardBench2.Benchmark;
using RewardBench2.Exchange.Datasets;

namespace RewardBench2.Bench;

/// <summary>Reads and validates a dataset of the official size from JSON Lines and, where REWARDBENCH_SHARED names the folder, from Parquet.</summary>
[MemoryDiagnoser]
public class DatasetFileBench
{
    private byte[] _lines = [];
    private byte[]? _parquet;

    [GlobalSetup]
    public void ReadFiles()
    {
        var folder = Environment.GetEnvironmentVariable("REWARDBENCH_SHARED");
        var path = Path.Combine(folder ?? "", "data", "full-size-synthetic.parquet");
        _parquet = File.Exists(path) ? File.ReadAllBytes(path) : null;
        _lines = Encoding.UTF8.GetBytes(string.Concat(Rows().Select(row => JsonSerializer.Serialize(row) + "\n")));
    }

    [Benchmark]
    public Task<DatasetContent> JsonLines() => DatasetFile.ReadAsync(new MemoryStream(_lines, writable: false), "bench.jsonl");

    [Benchmark]
    public Task<DatasetContent> Parquet() => _parquet is null
        ? throw new FileNotFoundException("Set REWARDBENCH_SHARED to the folder that holds data/full-size-synthetic.parquet.")
        : DatasetFile.ReadAsync(new MemoryStream(_parquet, writable: false), "bench.parquet");

    private static IEnumerable<object> Rows()
    {
        var text = new string('x', 1500);
        return Subsets.All.SelectMany(subset => Enumerable.Range(0, subset.Prompts!.Value).Select(object (i) => new
        {
            id = subset == Subsets.Ties ? $"{(i % 2 == 0 ? "tied" : "ref")}:{i / 2}" : $"{subset}-{i}",
            prompt = text,
            chosen = new[] { text },
            rejected = new[] { text, text, text },
            num_correct = 1,
            num_incorrect = 3,
            total_completions = 4,
            models = new[] { "a", "b", "c", "d" },
            subset = subset.Name,
            additional_metadata = new { label = "x" },
        }));
    }
}
