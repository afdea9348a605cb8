using BenchmarkDotNet.Attributes;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Exchange.Published;
using RewardBench2.Exchange.ScoresFiles;

namespace RewardBench2.Bench;

/// <summary>Reads a per-prompt scores file with texts, as an upload is read. The aim: 100 MB/s, memory flat in the file's size.</summary>
[MemoryDiagnoser]
public class ScoresFileBench
{
    private IReadOnlyList<Prompt> _dataset = [];
    private byte[] _file = [];

    /// <summary>About how large the file is, in megabytes.</summary>
    [Params(15, 100)]
    public int Megabytes { get; set; }

    [GlobalSetup]
    public async Task WriteFileAsync()
    {
        _dataset = [.. Prompts(lettersPerText: Megabytes * 1_000_000 / (2 * 8_000))];
        var stream = new MemoryStream();
        await ScoresFile.WriteAsync(
            stream,
            new ResultHeader("bench/model", ModelType.SequenceClassifier),
            [.. _dataset.Select((prompt, row) => new PromptScores(prompt, [.. prompt.Completions.Select((_, i) => Math.Sin((row * 40) + i))], 1))]);
        _file = stream.ToArray();
    }

    /// <summary>Scores only: texts are passed over.</summary>
    [Benchmark]
    public Task<ScoresContent> Read() => ReadAsync(null);

    /// <summary>Every text held against the dataset, every row joined.</summary>
    [Benchmark]
    public async Task<JoinedScores> ReadAndJoin() => ScoresJoin.Join(await ReadAsync(_dataset), BenchmarkCatalog.RewardBench2, _dataset);

    private Task<ScoresContent> ReadAsync(IReadOnlyList<Prompt>? dataset) =>
        ScoresFile.ReadAsync(new MemoryStream(_file, writable: false), "bench.json", new ScoredDataset(BenchmarkCatalog.RewardBench2, dataset));

    private static IEnumerable<Prompt> Prompts(int lettersPerText)
    {
        var id = 0;
        foreach (var subset in Subsets.All)
        {
            for (var i = 0; i < subset.Prompts; i++, id++)
            {
                yield return subset == Subsets.Ties
                    ? Prompt($"{(i % 2 == 0 ? "tied" : "ref")}:{i / 2}", subset, chosen: i % 2 == 0 ? 3 : 1, completions: 12, lettersPerText)
                    : Prompt($"{id}", subset, chosen: 1, completions: 4, lettersPerText);
            }
        }
    }

    private static Prompt Prompt(string id, Subset subset, int chosen, int completions, int letters) => new(
        id,
        subset.Name,
        $"Prompt {id}: " + Text(id.Length, letters),
        [.. Enumerable.Range(0, completions).Select(i => new Completion($"Completion {i} of {id}. " + Text(i, letters), IsChosen: i < chosen))]);

    // Line breaks and quotation marks as in real texts, so that the file holds escapes.
    private static string Text(int start, int letters) =>
        string.Create(letters, start, (text, from) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = (i + from) % 80 == 0 ? '\n' : (i + from) % 97 == 0 ? '"' : (char)('a' + ((i + from) % 26));
            }
        });
}
