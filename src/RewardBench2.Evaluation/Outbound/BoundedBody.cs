using System.Buffers;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>Reads a response that may be endless or endlessly slow. The bound holds for what it is decompressed to.</summary>
public static class BoundedBody
{
    /// <summary>The body as text.</summary>
    /// <exception cref="UnreadableResponseException">It is longer than allowed, or compressed in a way that cannot be read.</exception>
    /// <exception cref="TimeoutException">It paused for longer than allowed.</exception>
    public static async Task<string> ReadAsync(
        HttpContent content, EndpointOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > options.MaxResponseBytes)
        {
            throw TooLong(options);
        }

        // The handler has taken away the names of what it decompresses.
        if (content.Headers.ContentEncoding.LastOrDefault(name => name != "identity") is { } unknown)
        {
            throw new UnreadableResponseException(
                $"The server's response is compressed as {ServerError.Shorten(unknown, 40)}, which this site does not read. Have it send gzip, or no compression.", isTransient: false);
        }

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var read = new MemoryStream();
        using var idle = new CancellationTokenSource(options.IdleTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            while (await stream.ReadAsync(buffer, either.Token) is > 0 and var count)
            {
                if (read.Length + count > options.MaxResponseBytes)
                {
                    throw TooLong(options);
                }

                read.Write(buffer, 0, count);
                idle.CancelAfter(options.IdleTimeout);
            }
        }
        catch (OperationCanceledException) when (idle.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"the response paused for more than {options.IdleTimeout.TotalSeconds:0.###} s");
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

    private static UnreadableResponseException TooLong(EndpointOptions options) =>
        new($"The server's response is longer than the {options.MaxResponseBytes / 1024:N0} KB that this site reads.", isTransient: false);
}
