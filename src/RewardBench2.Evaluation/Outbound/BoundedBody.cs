using System.Buffers;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>Reads a response that may be endless or endlessly slow. The bound holds for what it is decompressed to.</summary>
public static class BoundedBody
{
    /// <summary>The body as text.</summary>
    /// <param name="mostBytes">The longest body, decompressed.</param>
    /// <param name="share">Takes room for a long body.</param>
    /// <exception cref="UnreadableResponseException">It is longer than allowed, or compressed in a way that cannot be read.</exception>
    /// <exception cref="TimeoutException">It paused for longer than allowed.</exception>
    public static async Task<string> ReadAsync(
        HttpContent content, int mostBytes, ResponseRoom.Share share, TimeSpan idleTimeout, TimeProvider time, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > mostBytes)
        {
            throw TooLong(mostBytes);
        }

        // The handler has taken away the names of what it decompresses.
        if (content.Headers.ContentEncoding.LastOrDefault(name => name != "identity") is { } unknown)
        {
            throw new UnreadableResponseException(
                $"The server's response is compressed as {ServerError.Shorten(unknown, 40)}, which this site does not read. Have it send gzip, or no compression.", isTransient: false);
        }

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var read = new MemoryStream();
        using var idle = new CancellationTokenSource(idleTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            while (await stream.ReadAsync(buffer, either.Token) is > 0 and var count)
            {
                if (read.Length + count > mostBytes)
                {
                    throw TooLong(mostBytes);
                }

                if (read.Length + count > ResponseRoom.Free)
                {
                    // A wait for room is ours, not the server's.
                    idle.CancelAfter(Timeout.InfiniteTimeSpan);
                    await share.ExtendAsync(mostBytes, cancellationToken);
                }

                read.Write(buffer, 0, count);
                idle.CancelAfter(idleTimeout);
            }
        }
        catch (OperationCanceledException) when (idle.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"the response paused for more than {idleTimeout.TotalSeconds:0.###} s");
        }
        catch (Exception torn) when (torn is InvalidDataException or InvalidOperationException)
        {
            throw new UnreadableResponseException("The server's response is declared as compressed but cannot be decompressed.", inner: torn);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return ResponseText.Read(read.GetBuffer().AsSpan(0, (int)read.Length), content.Headers.ContentType?.CharSet);
    }

    private static UnreadableResponseException TooLong(int mostBytes) =>
        new($"The server's response is longer than the {mostBytes / 1024:N0} KB that are read of one.", isTransient: false);
}
