namespace RewardBench2.Exchange.Files;

/// <summary>
/// A file's content is not what it has to be. The message is one line and is shown to the person who handed the file in:
/// what is wrong, where (row, column, line or byte) and what to do.
/// </summary>
public sealed class InvalidFileException(string message, Exception? inner = null)
    : Exception(Excerpt.OneLine(message), inner);
