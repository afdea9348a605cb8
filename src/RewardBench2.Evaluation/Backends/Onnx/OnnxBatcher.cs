using Microsoft.ML.OnnxRuntime;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>
/// Texts that wait for a graph. One batch computes at a time, on all cores; the texts that arrive meanwhile are sorted by length, so
/// that those side by side need little padding.
/// </summary>
public sealed class OnnxBatcher(OnnxGraph graph, OnnxTrial trial) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private List<Waiting> _waiting = [];
    private Task _work = Task.CompletedTask;
    private bool _isWorking;

    /// <summary>A text's numbers.</summary>
    /// <exception cref="PromptFailedException">The graph failed on it.</exception>
    public Task<double[]> RunAsync(int[] text, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(text, new(TaskCreationOptions.RunContinuationsAsynchronously), cancellationToken);
        lock (_lock)
        {
            _waiting.Add(waiting);
            if (!_isWorking)
            {
                _isWorking = true;
                _work = Task.Run(Work, CancellationToken.None);
            }
        }

        return waiting.Numbers.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        // A batch that computes cannot be called back, and the graph must not go before it ends.
        await _work;
        graph.Dispose();
    }

    private void Work()
    {
        while (TakeAll() is { Count: > 0 } texts)
        {
            foreach (var batch in OnnxBatches.Cut([.. texts.Select(waiting => waiting.Text)], trial.Sharing, graph.FixedRows))
            {
                RunAndTell([.. batch.Select(index => texts[index]).Where(waiting => !waiting.Cancellation.IsCancellationRequested)]);
            }
        }
    }

    private List<Waiting> TakeAll()
    {
        lock (_lock)
        {
            var taken = _waiting;
            _waiting = [];
            _isWorking = taken.Count > 0;
            return taken;
        }
    }

    private void RunAndTell(Waiting[] batch)
    {
        if (batch.Length == 0)
        {
            return;
        }

        try
        {
            var numbers = graph.Run([.. batch.Select(waiting => waiting.Text)], trial.Padding);
            foreach (var (waiting, its) in batch.Zip(numbers))
            {
                waiting.Numbers.SetResult(its);
            }
        }
        catch (Exception) when (batch.Length > 1)
        {
            // One text may be to blame, or the batch's size.
            foreach (var waiting in batch)
            {
                RunAndTell([waiting]);
            }
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or FormatException)
        {
            batch[0].Numbers.SetException(new PromptFailedException($"The local model failed: {exception.Message}", exception));
        }
        catch (Exception exception)
        {
            batch[0].Numbers.SetException(exception);
        }
    }

    private sealed record Waiting(int[] Text, TaskCompletionSource<double[]> Numbers, CancellationToken Cancellation);
}
