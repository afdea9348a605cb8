namespace RewardBench2.Exchange.Files;

/// <summary>A file's plain content, which can be read from any place: kept in a temporary file where it came packed or from a network.</summary>
internal sealed class SourceFile : IAsyncDisposable
{
    private readonly FileStream? _temporary;

    private SourceFile(Stream content, FileStream? temporary, bool isParquet, string name) =>
        (Content, _temporary, IsParquet, Name) = (content, temporary, isParquet, name);

    /// <summary>The file's name, for messages.</summary>
    public string Name { get; }

    /// <summary>The unpacked content, at its start. Readers leave it open.</summary>
    public Stream Content { get; }

    /// <summary>The content starts as Parquet files do.</summary>
    public bool IsParquet { get; }

    /// <summary>How much of the content was read, between 0 and 1.</summary>
    public double Fraction => Content.Length == 0 ? 1 : (double)Content.Position / Content.Length;

    /// <exception cref="InvalidFileException">The file is empty, or packed and damaged.</exception>
    public static async Task<SourceFile> OpenAsync(Stream stream, string name, CancellationToken cancellationToken)
    {
        FileStream? temporary = null;
        try
        {
            if (!stream.CanSeek)
            {
                temporary = CreateTemporary();
                await stream.CopyToAsync(temporary, cancellationToken);
                temporary.Position = 0;
            }

            var content = temporary ?? stream;
            if (content.Length == content.Position)
            {
                throw new InvalidFileException($"{name} is empty; hand in a dataset in Parquet or JSON Lines.");
            }

            if (await StartsWithAsync(content, GzipFile.Magic, cancellationToken))
            {
                var unpacked = CreateTemporary();
                (var packed, temporary) = (temporary, unpacked);
                await GzipFile.UnpackAsync(content, unpacked, name, cancellationToken);
                packed?.Dispose();
                content = unpacked;
            }

            return new SourceFile(content, temporary, await StartsWithAsync(content, "PAR1"u8.ToArray(), cancellationToken), name);
        }
        catch
        {
            temporary?.Dispose();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _temporary?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<bool> StartsWithAsync(Stream stream, byte[] magic, CancellationToken cancellationToken)
    {
        var position = stream.Position;
        var start = new byte[magic.Length];
        var count = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        stream.Position = position;
        return count == start.Length && start.AsSpan().SequenceEqual(magic);
    }

    private static FileStream CreateTemporary() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
        FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 81920, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
}
