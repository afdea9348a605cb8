
namespace RewardBench2.Exchange.Exports;

/// <summary>
/// Keeps what is written until it is drained to where it belongs. For writers that write at once or ask for the position,
/// neither of which a response allows.
/// </summary>
internal sealed class SpooledStream(Stream target) : MemoryStream
{
    private long _drained;

    public override bool CanSeek => false;

    /// <summary>Everything written so far, drained or not, in bytes.</summary>
    public override long Position
    {
        get => _drained + Length;
        set => throw new NotSupportedException();
    }

    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        await target.WriteAsync(GetBuffer().AsMemory(0, (int)Length), cancellationToken);
        _drained += Length;
        SetLength(0);
    }
}
