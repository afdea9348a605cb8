using System.Buffers;
using System.Text;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>Reads an answer that may be endless or endlessly slow.</summary>
public static class BoundedBody
{
    /// <summary>The body as text, read as UTF-8.</summary>
    /// <exception cref="UnreadableResponseException">It is longer than allowed.</exception>
    /// <exception cref="TimeoutException">It paused for longer than allowed.</exception>
    public static async Task<string> ReadAsync(
        HttpContent content, EndpointOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > options.MaxResponseBytes)
        {
            throw TooLong(options);
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
            throw new TimeoutException($"the answer paused for more than {options.IdleTimeout.TotalSeconds:0.###} s");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Encoding.UTF8.GetString(read.GetBuffer(), 0, (int)read.Length);
    }

    private static UnreadableResponseException TooLong(EndpointOptions options) =>
        new($"The server's answer is longer than the {options.MaxResponseBytes / 1024:N0} KB that are read of one.", mayPass: false);
}
