namespace RewardBench2.Tests.Exchange;

/// <summary>A stream as a network gives it: it cannot seek and hands out a few bytes at a time.</summary>
internal sealed class ForwardOnlyStream(byte[] bytes, int most = 7) : MemoryStream(bytes)
{
    public override bool CanSeek => false;

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(most, buffer.Length)]);

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(most, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(base.Read(buffer.Span[..Math.Min(most, buffer.Length)]));

    public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        WriteTo(destination);
        return Task.CompletedTask;
    }
}
