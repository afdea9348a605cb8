using RewardBench2.Evaluation.Submissions;
using RewardBench2.Exchange.Files;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Imports;

/// <summary>Brings official result files in, all of them or none.</summary>
public sealed class ResultsImport(DatasetTable datasets, ScoresUpload upload, ResultsStore store)
{
    /// <summary>Imports files in either format: all of them, or none where one of them is bad.</summary>
    /// <returns>How many files changed something; the others were here already.</returns>
    /// <exception cref="InvalidFileException">A file is of neither format; nothing was stored.</exception>
    /// <exception cref="StorageException">The dataset that per-prompt files belong to is not here; nothing was stored.</exception>
    public async Task<int> ImportAsync(IReadOnlyList<string> files, ResultsSource source, CancellationToken cancellationToken)
    {
        var session = new ImportSession(datasets, upload);
        var missing = new List<string>();
        foreach (var file in files)
        {
            // Read to find a bad file before the first is stored, then dropped: a folder's rewards would fill the memory.
            var read = await session.ReadAsync(file, cancellationToken);
            ResultsStore.CheckModel(read, file);
            if (!await store.IsHereAsync(read, cancellationToken))
            {
                missing.Add(file);
            }
        }

        var added = 0;
        foreach (var batch in missing.Chunk(ResultsStore.AtOnce))
        {
            var scored = new List<ScoredFile>();
            foreach (var file in batch)
            {
                scored.Add(await store.ScoreAsync(await session.ReadAsync(file, cancellationToken), source, cancellationToken));
            }

            added += (await store.StoreAsync(scored, cancellationToken)).Count(isNew => isNew);
        }

        return added;
    }
}
