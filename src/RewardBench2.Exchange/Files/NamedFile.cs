namespace RewardBench2.Exchange.Files;

/// <summary>A file that somebody named on a command line.</summary>
/// <remarks>Every method throws <see cref="IOException"/> where there is no such file, and <see cref="UnauthorizedAccessException"/> where it may not be read.</remarks>
public static class NamedFile
{
    /// <summary>Opens it for reading.</summary>
    /// <exception cref="InvalidFileException">It is a folder, which the system would only call a file that may not be read.</exception>
    public static FileStream Open(string path) =>
        Directory.Exists(path) ? throw new InvalidFileException($"{path} is a folder. Name the files in it.") : File.OpenRead(path);

    /// <summary>Its whole text.</summary>
    /// <inheritdoc cref="Open"/>
    public static async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(Open(path));
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>All of its bytes.</summary>
    /// <inheritdoc cref="Open"/>
    public static async Task<byte[]> ReadBytesAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = Open(path);
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
