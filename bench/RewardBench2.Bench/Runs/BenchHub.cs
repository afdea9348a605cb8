using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RewardBench2.Benchmark;
using RewardBench2.Exchange.Published;
using RewardBench2.Exchange.ScoresFiles;

namespace RewardBench2.Bench.Runs;

/// <summary>A stand-in hub with a dataset of the official size, and two files of each model, texts included.</summary>
internal sealed class BenchHub : IAsyncDisposable
{
    private static readonly string Commit = new('c', 40);

    private readonly WebApplication _app;
    private readonly byte[] _dataset;
    private readonly byte[] _scores;
    private readonly int _models;

    private BenchHub(WebApplication app, byte[] dataset, byte[] scores, int models) => (_app, _dataset, _scores, _models) = (app, dataset, scores, models);

    public string Address => _app.Urls.First();

    /// <summary>Of all files.</summary>
    public long Bytes => _dataset.Length + ((long)_models * _scores.Length);

    /// <param name="models">Two files each.</param>
    /// <param name="letters">Of each text.</param>
    public static async Task<BenchHub> StartAsync(int models, int letters)
    {
        Prompt[] prompts = [.. Enumerable.Range(0, 1_865).Select(number => new Prompt(
            $"{number}", "Math", $"Question {number}: {new string('q', letters)}",
            [.. Enumerable.Range(0, 4).Select(at => new Completion($"Answer {at} to {number}. {new string('a', letters)}", at == 0))]))];
        var scores = new MemoryStream();
        await ScoresFile.WriteAsync(
            scores, new ResultHeader("bench/model-000", ModelType.SequenceClassifier), [.. prompts.Select((prompt, row) => new PromptScores(prompt, [Math.Sin(row), 0.5, 0, -1], 1))]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var hub = new BenchHub(builder.Build(), Rows(prompts), scores.ToArray(), models);
        hub.Map();
        await hub._app.StartAsync();
        return hub;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map()
    {
        _app.MapGet("/api/datasets/allenai/{name}/revision/main", (string name) => new { id = name, sha = Commit });
        _app.MapGet("/api/datasets/allenai/reward-bench-2/tree/{commit}", () => new[] { Listed("test.jsonl", _dataset) });
        _app.MapGet("/api/datasets/allenai/reward-bench-2-results/tree/{commit}", () => Enumerable.Range(0, _models).SelectMany(number => new[]
        {
            Listed($"eval-set/bench/model-{number:000}.json", Aggregates(number)), Listed($"eval-set-scores/bench/model-{number:000}.json", Scores(number)),
        }));
        _app.MapGet("/datasets/allenai/{name}/resolve/{commit}/{**path}", (string name, string path) => Results.Bytes(
            path == "test.jsonl" ? _dataset : path.StartsWith("eval-set/", StringComparison.Ordinal) ? Aggregates(Number(path)) : Scores(Number(path))));
    }

    private static object Listed(string path, byte[] bytes) =>
        new { type = "file", path, size = bytes.Length, lfs = new { oid = Convert.ToHexStringLower(SHA256.HashData(bytes)) } };

    private static int Number(string path) => int.Parse(path.AsSpan(path.Length - 8, 3), System.Globalization.CultureInfo.InvariantCulture);

    private static byte[] Aggregates(int number) => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
    {
        ["model"] = $"bench/model-{number:000}",
        ["model_type"] = ModelType.SequenceClassifier,
        ["Math"] = number / 200.0,
    });

    // The model's number is the only thing that differs.
    private byte[] Scores(int number)
    {
        var file = (byte[])_scores.Clone();
        var at = file.AsSpan().IndexOf("model-000"u8) + "model-".Length;
        System.Text.Encoding.ASCII.GetBytes($"{number:000}").CopyTo(file, at);
        return file;
    }

    private static byte[] Rows(IEnumerable<Prompt> prompts)
    {
        var rows = new MemoryStream();
        foreach (var prompt in prompts)
        {
            JsonSerializer.Serialize(rows, new
            {
                id = prompt.Id,
                prompt = prompt.Text,
                chosen = prompt.Completions.Take(1).Select(completion => completion.Text),
                rejected = prompt.Completions.Skip(1).Select(completion => completion.Text),
                num_correct = 1,
                num_incorrect = 3,
                total_completions = 4,
                subset = prompt.Subset,
            });
            rows.WriteByte((byte)'\n');
        }

        return rows.ToArray();
    }
}
