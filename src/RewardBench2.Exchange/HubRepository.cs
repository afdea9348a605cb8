namespace RewardBench2.Exchange;

/// <summary>A dataset repository of the Hugging Face hub.</summary>
/// <param name="Organization">Who owns it, such as <c>allenai</c>.</param>
/// <param name="Name">Its name, such as <c>reward-bench-2</c>.</param>
public sealed record HubRepository(string Organization, string Name)
{
    private const string Prefix = "hf:";

    /// <summary>Reads <c>hf:ORG/NAME</c>; <c>null</c> when the text is none.</summary>
    public static HubRepository? Parse(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var parts = text[Prefix.Length..].Split('/');
        return parts.Length == 2 && parts.All(IsName) ? new HubRepository(parts[0], parts[1]) : null;
    }

    public override string ToString() => $"{Organization}/{Name}";

    // The hub's own rule for names; it also keeps anything out that would change the address.
    private static bool IsName(string part) =>
        part.Length is > 0 and <= 96 && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_') && part.Any(letter => letter != '.');
}

/// <summary>A file of a repository.</summary>
/// <param name="Path">Where it is in the repository, such as <c>data/test-00000-of-00001.parquet</c>.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">Its checksum in hexadecimal digits, for large files; else <c>null</c>.</param>
public sealed record HubFile(string Path, long Size, string? Sha256);

/// <summary>How far a download is.</summary>
/// <param name="Path">The file under way.</param>
/// <param name="Number">Which one it is, from 1.</param>
/// <param name="Count">Of how many.</param>
/// <param name="BytesRead">Bytes of this file that are there.</param>
/// <param name="BytesTotal">Bytes that it has.</param>
public sealed record DownloadProgress(string Path, int Number, int Count, long BytesRead, long BytesTotal);

/// <summary>The hub could not be reached or does not have what was asked for. The message is one line: what happened and what to do.</summary>
public sealed class HubException(string message, Exception? inner = null) : Exception(Excerpt.OneLine(message), inner);
