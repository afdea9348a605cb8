using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RewardBench2.TestHost.Content;

namespace RewardBench2.TestHost.Servers;

/// <summary>A vLLM with a classifier that counts which completions of the starter set it was asked for, and can be made to hold its answers.</summary>
public sealed class CountingRewardServer : IAsyncDisposable
{
    /// <summary>Requests under way at once, and prompts, as the submission asks for.</summary>
    public const int Concurrency = 4;

    /// <summary>The completions of as many prompts as may be under way: what a killed process may have to ask for once more.</summary>
    public static readonly int InFlight = Concurrency * StarterFiles.Prompts.Max(prompt => prompt.TotalCompletions);

    private static readonly HashSet<string> Completions = [.. StarterFiles.Prompts.SelectMany(prompt => prompt.Completions)];

    private readonly TaskCompletionSource _holds = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentBag<string> _asked = [];
    private readonly int _holdAfter;
    private FakeServer? _server;

    private CountingRewardServer(int holdAfter) => _holdAfter = holdAfter;

    /// <summary>How often a completion was asked for, the starter set's only.</summary>
    public int Asked => _asked.Count;

    /// <summary>How many of those had been asked for before.</summary>
    public int AskedAgain => _asked.Count - _asked.Distinct().Count();

    /// <summary>Ends when the first answer is held.</summary>
    public Task Holds => _holds.Task;

    public Uri Url => _server!.Url;

    /// <param name="holdAfter">Answers to so many completions, and to every probe and canary; the rest waits for <see cref="Release"/>.</param>
    public static async Task<CountingRewardServer> StartAsync(int holdAfter = int.MaxValue)
    {
        var server = new CountingRewardServer(holdAfter);
        server._server = await FakeServer.StartAsync(server.AnswerAsync);
        return server;
    }

    public void Release() => _released.TrySetResult();

    public object Submission(string model) => new
    {
        model,
        modelType = "Seq. Classifier",
        dataset = "starter",
        backend = new { kind = "endpoint", protocol = "auto", url = Url },
        limits = new { maxConcurrency = Concurrency },
    };

    public async ValueTask DisposeAsync()
    {
        Release();
        await _server!.DisposeAsync();
    }

    private async Task<FakeAnswer> AnswerAsync(FakeRequest request)
    {
        if (request.Path == "/v1/models")
        {
            return FakeRewardServers.VllmModels();
        }

        if (request.Path != "/classify")
        {
            return FakeAnswer.NotFound;
        }

        var messages = request.Json["messages"];
        var text = messages?.ToJsonString() ?? request.Json["input"]!.ToJsonString();
        if (messages is JsonArray && Completions.Contains(messages[messages.AsArray().Count - 1]!["content"]!.ToString()))
        {
            _asked.Add(text);
            if (_asked.Count > _holdAfter)
            {
                _holds.TrySetResult();
                await _released.Task;
            }
        }

        return FakeRewardServers.Classified(request.Json);
    }
}
