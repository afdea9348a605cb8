using Microsoft.Extensions.Options;
using RewardBench2.Exchange.Files;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>Reads files of scores, a few at a time; the others wait, on the disk and not in memory, until one of those is read.</summary>
public sealed class UploadReading(ScoresUpload upload, IOptions<LimitsOptions> limits) : IDisposable
{
    private const int PieceSize = 81_920;

    private readonly SemaphoreSlim _places = new(limits.Value.UploadsAtOnce);

    /// <inheritdoc cref="ScoresUpload.ReadAsync"/>
    public async Task<JoinedUpload> ReadAsync(
        DatasetRow dataset, Stream file, string fileName, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (file.CanSeek)
        {
            return await ReadWholeAsync(dataset, file, fileName, progress, cancellationToken);
        }

        // Whoever sends slowly would keep a place for as long.
        await using var whole = await SpoolAsync(file, fileName, progress, cancellationToken);
        return await ReadWholeAsync(dataset, whole, fileName, progress: null, cancellationToken);
    }

    public void Dispose() => _places.Dispose();

    private async Task<JoinedUpload> ReadWholeAsync(
        DatasetRow dataset, Stream file, string fileName, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await upload.ReadAsync(dataset, file, fileName, progress, cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    private static async Task<FileStream> SpoolAsync(Stream file, string fileName, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var spool = new FileStream(Path.Combine(Path.GetTempPath(), $"rewardbench2-upload-{Guid.NewGuid():N}"), options);
        try
        {
            var piece = new byte[PieceSize];
            for (int count; (count = await file.ReadAsync(piece, cancellationToken)) > 0;)
            {
                if (spool.Length + count > ScoresUpload.MaxBytes)
                {
                    throw new InvalidFileException($"{fileName} is larger than {ScoresUpload.MaxBytes / 1024 / 1024} MB; scores alone take a few.");
                }

                await spool.WriteAsync(piece.AsMemory(0, count), cancellationToken);
                progress?.Report(spool.Length);
            }

            spool.Position = 0;
            return spool;
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }
}
