using System.Diagnostics;
using System.Threading.Channels;
using RewardBench2.Tests.Web.Commands;

namespace RewardBench2.Tests.Evaluation.Worker;

/// <summary>The program serving on a free port in a process of its own, until it is stopped or killed.</summary>
public sealed class RunningSite : IDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _said = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HttpClient? _client;

    public RunningSite(SiteProgram program, params string[] settings)
    {
        _process = program.Start(["--urls", "http://127.0.0.1:0", "--Evaluation:AllowPrivateEndpoints", "true", .. settings]);
        _ = ListenAsync();
    }

    /// <summary>Where it serves.</summary>
    public Uri Address => _client!.BaseAddress!;

    /// <summary>Waits until it serves.</summary>
    public async Task<SiteScript> ScriptAsync()
    {
        var line = await UntilSaidAsync("Now listening on: ");
        _client = new HttpClient { BaseAddress = new Uri(line.Split("Now listening on: ")[1] + "/") };
        return new SiteScript(_client);
    }

    /// <summary>Waits for a line of its log.</summary>
    public async Task<string> UntilSaidAsync(string words)
    {
        await foreach (var line in _said.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            if (line.Contains(words, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The site ended without saying '{words}': {await _ended.Task}");
    }

    /// <param name="signal">Such as <c>STOP</c>, <c>CONT</c> or <c>TERM</c>.</param>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _client?.Dispose();
        _process.Dispose();
    }

    private async Task ListenAsync()
    {
        var errors = _process.StandardError.ReadToEndAsync();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _said.Writer.TryWrite(line);
        }

        _ended.TrySetResult(await errors);
        _said.Writer.TryComplete();
    }
}
