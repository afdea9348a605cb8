using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RewardBench2.Tests.Web;

/// <summary>Keeps what is logged, for tests to read.</summary>
internal sealed class KeptLog : ILoggerProvider
{
    private readonly ConcurrentQueue<Line> _lines = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyCollection<Line> Lines => _lines;

    public ILogger<T> For<T>() => new Logger<T>(new Factory(this));

    public ILogger CreateLogger(string categoryName) => new Writer(this);

    /// <summary>Waits until a line is there.</summary>
    public async Task UntilAsync(Func<Line, bool> isIt)
    {
        while (true)
        {
            // Taken before the look, so that a line that comes between the two is not missed.
            var next = Volatile.Read(ref _next).Task;
            if (_lines.Any(isIt))
            {
                return;
            }

            await next.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
    }

    private void Add(Line line)
    {
        _lines.Enqueue(line);
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    internal sealed record Line(LogLevel Level, string Text, Exception? Failure);

    private sealed class Writer(KeptLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add(new Line(logLevel, formatter(state, exception), exception));
    }

    private sealed class Factory(KeptLog log) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => log.CreateLogger(categoryName);

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }
}
