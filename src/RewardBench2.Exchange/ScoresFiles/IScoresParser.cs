namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>Takes a scores file piece by piece: one implementation per layout of the rows.</summary>
internal interface IScoresParser
{
    /// <summary>Parses as much as is whole.</summary>
    /// <param name="content">The next bytes: what was left of the piece before, and what follows.</param>
    /// <param name="isLast">Nothing follows.</param>
    /// <returns>How many bytes were used up.</returns>
    int Parse(ReadOnlyMemory<byte> content, bool isLast);

    /// <summary>What was read, once everything was parsed.</summary>
    ScoresContent ToContent();
}
